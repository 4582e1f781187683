import Diagnostics
import Tabular

/// Finds the municipality and wave of every row of a source.
struct BindingReader {
  let study: StudyDefinition
  let source: RawSource

  /// What a row belongs to, or why that is not known.
  struct Assignment {
    /// An index a row, −1 where unknown.
    var index: [Int32]
    /// Why rows with −1 are set aside.
    var reasonWhereUnknown: String
  }

  func municipalities(_ diagnostics: inout DiagnosticList) -> Assignment {
    let names = study.municipalities.map { (id: $0.id, other: $0.name) }
    return assign(
      source.definition.municipality, "municipality", names, days: nil, &diagnostics)
  }

  func waves(_ diagnostics: inout DiagnosticList) -> Assignment {
    let names = study.waves.map { (id: $0.id, other: $0.label) }
    // A column of dates tells the wave by its fieldwork days.
    let days = study.waves.map { wave in
      (from: wave.from.flatMap(parseDay), to: wave.to.flatMap(parseDay))
    }
    return assign(source.definition.wave, "wave", names, days: days, &diagnostics)
  }

  private func assign(
    _ binding: SourceDefinition.Binding, _ what: String, _ names: [(id: String, other: String)],
    days: [(from: Int32?, to: Int32?)]?, _ diagnostics: inout DiagnosticList
  ) -> Assignment {
    let rows = source.table.rowCount
    let reason = "unknown \(what)"
    switch binding {
    case .constant(let id):
      let index = names.firstIndex { $0.id == id }.map { Int32($0) } ?? -1
      return Assignment(
        index: [Int32](repeating: index, count: rows), reasonWhereUnknown: reason)
    case .column(let header, let values):
      guard let column = source.column(header) else {
        diagnostics.append(
          Diagnostic(
            "data.no-binding-column", .error, at: .init(file: source.definition.file, line: 1),
            "there is no column \"\(header)\" that names the \(what)",
            expected: oneOf(source.headers),
            hint: nearestCandidate(to: header, among: source.headers).map {
              "did you mean \"\($0)\"?"
            }))
        return Assignment(index: [Int32](repeating: -1, count: rows), reasonWhereUnknown: reason)
      }
      let indexOf = indexOfEntry(column, values, names, days, what, &diagnostics)
      return Assignment(
        index: column.text.codes.map { indexOf[Int($0)] }, reasonWhereUnknown: reason)
    }
  }

  private func indexOfEntry(
    _ column: RawColumn, _ values: [String: String], _ names: [(id: String, other: String)],
    _ days: [(from: Int32?, to: Int32?)]?, _ what: String, _ diagnostics: inout DiagnosticList
  ) -> [Int32] {
    var byText: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      byText[folded(name.id)] = index
      if byText[folded(name.other)] == nil { byText[folded(name.other)] = index }
    }
    for (raw, id) in values.sorted(by: { $0.key < $1.key }) {
      if let index = names.firstIndex(where: { $0.id == id }) { byText[folded(raw)] = index }
    }
    let known = values.keys.sorted() + names.flatMap { [$0.id, $0.other] }
    return column.entries.indices.map { entry in
      let raw = column.entries[entry]
      if let index = byText[folded(raw)] { return Int32(index) }
      if let days, !raw.isEmpty, let day = parseDay(raw),
        let index = days.firstIndex(where: { ($0.from ?? .max) <= day && day <= ($0.to ?? .max) })
      {
        return Int32(index)
      }
      if column.counts[entry] > 0 {
        let row = column.firstRow[entry]
        // Years look alike without being meant; and where the study lists the values of its waves,
        // leaving others out is a choice.
        let near =
          raw.allSatisfy(\.isNumber) ? nil : nearestCandidate(to: raw, among: known)
        let isChoice = what == "wave" && !values.isEmpty && near == nil && !raw.isEmpty
        diagnostics.append(
          Diagnostic(
            "data.unknown-\(what)", isChoice ? .note : .warning,
            at: .init(
              file: source.definition.file, line: source.lineOfRow[safely: row].map { Int($0) },
              column: column.header),
            raw.isEmpty
              ? "no \(what) is given in \(column.counts[entry]) rows"
              : "there is no \(what) \"\(shortened(raw))\" (\(column.counts[entry]) rows)",
            expected: oneOf(names.map(\.id)),
            hint: near.map { "did you mean \($0)?" }
              ?? "these rows are set aside; name the value under values: in study.yaml"))
      }
      return -1
    }
  }
}
