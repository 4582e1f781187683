package import Diagnostics
package import SurveyData

/// Definitions resolved against the codebooks of a study.
///
/// It says what will be computed, from which variables. If it exists, evaluation cannot meet an unknown name.
package struct IndicatorPlan: Sendable {
  /// One indicator to compute.
  package struct Entry: Sendable, Hashable {
    package var definition: IndicatorDefinition
    /// The columns of a survey score; empty for participation.
    package var columns: [ScoreColumn]
    package var unit: IndicatorResult.Unit
    /// Items that were reworded between waves, by municipality.
    ///
    /// Levels are shown, a change is refused. Municipalities without any are not in it.
    package var rewordedItems: [String: [String]]
    /// Whether the study names it, so that a lack of data must be told.
    package var wasAskedFor: Bool
  }

  /// An indicator that cannot be computed, and why.
  package struct Unavailable: Sendable, Hashable {
    package var indicator: String
    package var reason: String
    package init(indicator: String, reason: String) {
      self.indicator = indicator
      self.reason = reason
    }
  }

  /// What will be computed: in the order of the study, or of the library where it names none.
  package private(set) var entries: [Entry] = []
  /// What will not.
  package private(set) var unavailable: [Unavailable] = []
  /// Codebook variables by id, the first codebook that has one winning.
  package private(set) var variables: [String: Codebook.Variable] = [:]

  /// Resolves the definitions that a study asks for, or all that its codebooks can answer.
  package static func make(
    study: StudyDefinition, library: IndicatorLibrary, codebooks: [Codebook]
  ) -> (plan: IndicatorPlan, diagnostics: DiagnosticList) {
    var plan = IndicatorPlan()
    var diagnostics = DiagnosticList(keptPerKind: .max)
    plan.checkNames(study, library, &diagnostics)
    for codebook in codebooks {
      for variable in codebook.variables where plan.variables[variable.id] == nil {
        plan.variables[variable.id] = variable
      }
    }
    let resolver = ItemResolver(study: study, codebooks: codebooks)
    let named = Set(study.indicators + study.primaryOutcomes)
    let order =
      study.indicators.isEmpty
      ? library.definitions
      : unique(study.indicators + study.primaryOutcomes).compactMap { library[$0] }
    for definition in order {
      plan.add(
        definition, resolver, study, wasAskedFor: named.contains(definition.id), &diagnostics)
    }
    return (plan, diagnostics)
  }

  private mutating func add(
    _ definition: IndicatorDefinition, _ resolver: ItemResolver, _ study: StudyDefinition,
    wasAskedFor: Bool, _ diagnostics: inout DiagnosticList
  ) {
    switch definition.kind {
    case .participation(let measure):
      let kind: SourceDefinition.Kind =
        measure.countsVolunteering ? .volunteering : .attendance
      if study.sources.contains(where: { $0.kind == kind }) {
        entries.append(
          Entry(
            definition: definition, columns: [], unit: definition.unit, rewordedItems: [:],
            wasAskedFor: wasAskedFor))
      } else {
        refuse(
          definition, "the study has no \(kind.rawValue) file", study, wasAskedFor, &diagnostics)
      }
    case .survey(let scoring):
      var columns: [ScoreColumn] = []
      var lacking: [String] = []
      var faults = 0
      for item in scoring.items {
        switch resolver.resolve(item, of: definition, wasAskedFor: wasAskedFor) {
        case .columns(let found): columns += found
        case .absent: lacking.append(item.id)
        case .fault(let diagnostic):
          // Several indicators may score one item; its fault is told once.
          if !diagnostics.all.contains(diagnostic) { diagnostics.append(diagnostic) }
          faults += 1
        }
      }
      if faults > 0 {
        unavailable.append(
          Unavailable(indicator: definition.id, reason: "its items do not fit the codebook"))
      } else if !lacking.isEmpty {
        let items = lacking.joined(separator: ", ")
        refuse(
          definition, "no codebook has the item \(items)", study, wasAskedFor, &diagnostics)
      } else {
        let entry = Entry(
          definition: definition, columns: columns,
          unit: scoring.unit(partCount: columns.count),
          rewordedItems: resolver.rewordedItems(of: scoring.items.map(\.id)),
          wasAskedFor: wasAskedFor)
        entries.append(entry)
        check(entry, study, &diagnostics)
      }
    }
  }

  /// What is no fault of the codebook, but must be known before figures are read.
  private func check(
    _ entry: Entry, _ study: StudyDefinition, _ diagnostics: inout DiagnosticList
  ) {
    let id = entry.definition.id
    for municipality in study.municipalities {
      guard let items = entry.rewordedItems[municipality.id] else { continue }
      diagnostics.append(
        Diagnostic(
          "indicator.reworded", .warning,
          at: .init(file: "study.yaml", column: municipality.id),
          "\(items.joined(separator: ", ")) was reworded between waves, so \(id) has no change",
          expected: "the same wording in all waves",
          hint: "figures of each wave are shown; put the question in the old words next time"))
    }
    if case .share = entry.unit, let margin = study.margins[id], margin >= 1 {
      diagnostics.append(
        Diagnostic(
          "indicator.margin", .error, at: .init(file: "study.yaml", column: "margins.\(id)"),
          "the margin \(margin) is more than a share can change",
          expected: "a share between 0 and 1",
          hint: "write \(margin / 100) for \(margin) percentage points"))
    }
  }

  private mutating func refuse(
    _ definition: IndicatorDefinition, _ reason: String, _ study: StudyDefinition,
    _ wasAskedFor: Bool, _ diagnostics: inout DiagnosticList
  ) {
    unavailable.append(Unavailable(indicator: definition.id, reason: reason))
    guard wasAskedFor else { return }
    diagnostics.append(
      Diagnostic(
        "indicator.unavailable", .error, at: .init(file: "study.yaml", column: "indicators"),
        "\(definition.id) cannot be computed: \(reason)",
        expected: "a codebook variable with item: for each of its items, or its source files",
        hint: "add `item:` to the variable in the codebook, or take the indicator out"))
  }

  private func checkNames(
    _ study: StudyDefinition, _ library: IndicatorLibrary, _ diagnostics: inout DiagnosticList
  ) {
    let lists = [
      ("indicators", study.indicators), ("primary_outcomes", study.primaryOutcomes),
      ("margins", study.margins.keys.sorted()),
    ]
    for (key, ids) in lists {
      for id in ids where library[id] == nil {
        let near = nearestCandidate(to: id, among: library.definitions.map(\.id))
        diagnostics.append(
          Diagnostic(
            "indicator.unknown", .error, at: .init(file: "study.yaml", column: key),
            "there is no indicator \(id)", expected: "an id of the library or of indicators/",
            hint: near.map { "did you mean \($0)?" } ?? "`perlemor catalogue` lists them"))
      }
    }
  }
}

func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
