package import DefinitionFiles
package import Diagnostics

/// What a report says, in order: decoded from a YAML file under `Reports/templates`.
package struct ReportTemplate: Sendable, Hashable {
  /// One section of a report.
  package struct Section: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case cover, contents, summary, respondents, dimensions, groups, participation, limits
      case townText = "town_text"
      case method, definitions, tables, sources
    }
    package var kind: Kind
    /// Charts of the section that are left out: `change`, `likert`, `strip`.
    package var without: [String]
    /// The name of the town's text.
    package var text: String?
    package init(kind: Kind, without: [String] = [], text: String? = nil) {
      self.kind = kind
      self.without = without
      self.text = text
    }
  }

  package var id: String
  package var sections: [Section]

  package init(id: String, sections: [Section]) {
    self.id = id
    self.sections = sections
  }

  /// Decodes a template; unknown kinds and keys are errors with a suggestion.
  package static func load(
    path: String, name: String, into diagnostics: inout DiagnosticList
  ) -> ReportTemplate? {
    guard let node = readDefinitionFile(path: path, name: name, into: &diagnostics) else {
      return nil
    }
    return decode(node, name: name, into: &diagnostics)
  }

  /// Decodes the parsed file.
  package static func decode(
    _ node: DefinitionNode, name: String, into diagnostics: inout DiagnosticList
  ) -> ReportTemplate? {
    let faults = DefinitionFaults(file: name)
    let reader = DefinitionReader(node, faults: faults)
    let id = reader.string("id", required: true)
    let sections = (reader.list("sections", required: true) ?? []).compactMap(decodeSection)
    reader.finish()
    diagnostics.append(contentsOf: faults.list)
    guard let id, !faults.list.hasErrors else { return nil }
    return ReportTemplate(id: id, sections: sections)
  }

  private static func decodeSection(_ reader: DefinitionReader) -> Section? {
    let kind = reader.choice("kind", of: Section.Kind.self, required: true)
    var section = kind.map { Section(kind: $0) }
    if kind == .dimensions {
      for chart in reader.strings("without") ?? [] {
        guard ChartKind(rawValue: chart) != nil else {
          let known = ChartKind.allCases.map(\.rawValue)
          reader.report(
            "template.chart", at: "without", "there is no chart \(chart)",
            expected: "one of \(known.joined(separator: ", "))",
            hint: nearestCandidate(to: chart, among: known).map { "did you mean \($0)?" })
          continue
        }
        section?.without.append(chart)
      }
    }
    if kind == .townText { section?.text = reader.string("text", required: true) }
    reader.finish()
    return section
  }
}

/// The kinds of charts a report draws.
package enum ChartKind: String, Sendable, Hashable, CaseIterable { case change, likert, strip }
