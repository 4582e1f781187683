import Diagnostics
import Tabular

/// The most hours in a row, which may stand for a year of a large organisation.
private let mostHours = 1e8

/// Turns attendance and volunteering tables into records.
struct ParticipationReading {
  let study: StudyDefinition
  private(set) var data = ParticipationData()
  /// A number for each person, the same in all files; the code itself is not kept.
  private var personNumber: [String: Int] = [:]

  init(study: StudyDefinition) { self.study = study }

  /// Adds the rows of one source.
  mutating func add(_ raw: RawSource, _ diagnostics: inout DiagnosticList) {
    var ledger = RowLedger(rowCount: raw.table.rowCount)
    let bindings = BindingReader(study: study, source: raw)
    let places = bindings.municipalities(&diagnostics)
    let waves = bindings.waves(&diagnostics)
    var columns: [String: RawColumn] = [:]
    for (role, header) in raw.definition.columns.sorted(by: { $0.key < $1.key }) {
      if let column = raw.column(header) {
        columns[role] = column
      } else {
        diagnostics.append(
          Diagnostic(
            "data.no-role-column", .error, at: .init(file: raw.definition.file, line: 1),
            "there is no column \"\(header)\" (\(role))", expected: oneOf(raw.headers),
            hint: nearestCandidate(to: header, among: raw.headers).map {
              "did you mean \"\($0)\"?"
            }))
      }
    }
    for row in 0..<raw.table.rowCount {
      if columns.values.allSatisfy({ $0[row].isEmpty }) { ledger.setAside(row, "empty row") }
      if places.index[row] < 0 { ledger.setAside(row, places.reasonWhereUnknown) }
      if waves.index[row] < 0 { ledger.setAside(row, waves.reasonWhereUnknown) }
      guard ledger.isUsed(row) else { continue }
      let reader = RecordReader(raw: raw, columns: columns, row: row)
      let place = Int(places.index[row])
      let wave = Int(waves.index[row])
      let reason =
        raw.definition.kind == .attendance
        ? addAttendance(reader, place, wave, &diagnostics)
        : addVolunteering(reader, place, wave, &diagnostics)
      if let reason { ledger.setAside(row, reason) }
    }
    data.sources.append(ledger.account(raw))
  }

  /// Adds a record, or returns why the row is set aside.
  private mutating func addAttendance(
    _ reader: RecordReader, _ place: Int, _ wave: Int, _ diagnostics: inout DiagnosticList
  ) -> String? {
    let person = pseudonym(reader.text("person"))
    var headcount = 1
    if reader.columns["headcount"] != nil, let text = reader.text("headcount") {
      guard let number = parseNumber(text, decimal: reader.raw.decimalMark), number >= 0,
        number == number.rounded(), number < 1e9
      else {
        reader.report(
          "data.headcount", "headcount", "\"\(shortened(text))\" is not a number of people",
          expected: "a whole number of at least 0", &diagnostics)
        return "headcount not readable"
      }
      headcount = Int(number)
    } else if person == nil {
      reader.report(
        "data.nobody", reader.columns["headcount"] == nil ? "person" : "headcount",
        "the row has neither a person nor a headcount", expected: "one of them", &diagnostics)
      return "neither person nor headcount"
    }
    var date: String?
    if let text = reader.text("date") {
      if let day = parseDay(text) {
        date = isoDay(day)
      } else {
        reader.report(
          "data.not-a-day", "date", "\"\(shortened(text))\" is not a day",
          expected: "a day such as 2025-03-31 or 31.3.2025", &diagnostics)
      }
    }
    let event = reader.text("event") ?? date ?? reader.raw.definition.file
    data.attendances.append(
      .init(
        municipality: place, wave: wave, event: event, date: date,
        eventType: reader.text("event_type"), person: person, headcount: headcount,
        isResident: reader.yesNo("resident", &diagnostics),
        isFirstTime: reader.yesNo("first_time", &diagnostics), group: reader.text("group"),
        method: reader.text("method").map { $0.lowercased() },
        capacity: reader.text("capacity").flatMap {
          parseNumber($0, decimal: reader.raw.decimalMark)
        }.flatMap { $0 >= 0 && $0 < 1e9 ? Int($0) : nil }))
    return nil
  }

  private mutating func addVolunteering(
    _ reader: RecordReader, _ place: Int, _ wave: Int, _ diagnostics: inout DiagnosticList
  ) -> String? {
    let text = reader.text("hours") ?? ""
    guard let hours = parseNumber(text, decimal: reader.raw.decimalMark),
      (0...mostHours).contains(hours)
    else {
      reader.report(
        "data.hours", "hours",
        text.isEmpty ? "the hours are missing" : "\"\(shortened(text))\" is not a number of hours",
        expected: "a number from 0 to a hundred million", &diagnostics)
      return "hours not readable"
    }
    data.volunteering.append(
      .init(
        municipality: place, wave: wave, person: pseudonym(reader.text("person")),
        organisation: reader.text("organisation"), hours: hours))
    return nil
  }

  private mutating func pseudonym(_ code: String?) -> String? {
    let normal = PersonLinking.normalized(code ?? "")
    guard !normal.isEmpty else { return nil }
    let number = personNumber[normal] ?? personNumber.count + 1
    personNumber[normal] = number
    return "p\(number)"
  }
}

/// One row of a participation table.
private struct RecordReader {
  let raw: RawSource
  let columns: [String: RawColumn]
  let row: Int

  func text(_ role: String) -> String? {
    guard let text = columns[role]?[row], !text.isEmpty else { return nil }
    return text
  }

  func yesNo(_ role: String, _ diagnostics: inout DiagnosticList) -> Bool? {
    guard let text = text(role) else { return nil }
    if let answer = yesOrNo(text) { return answer }
    report(
      "data.yes-or-no", role, "\"\(shortened(text))\" says neither yes nor no",
      expected: "yes or no", &diagnostics)
    return nil
  }

  func report(
    _ code: String, _ role: String, _ finding: String, expected: String,
    _ diagnostics: inout DiagnosticList
  ) {
    diagnostics.append(
      Diagnostic(
        code, .warning,
        at: .init(
          file: raw.definition.file, line: raw.lineOfRow[safely: row].map { Int($0) },
          column: columns[role]?.header ?? role),
        finding, expected: expected))
  }
}
