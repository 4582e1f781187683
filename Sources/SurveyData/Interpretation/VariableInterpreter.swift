import Diagnostics
import Tabular

/// Interprets one variable of one source: once for each distinct raw value, then by row.
struct VariableInterpreter {
  let variable: Codebook.Variable
  let source: RawSource

  /// Values of all rows of the source, one array for each column that the variable becomes.
  enum Values {
    case coded([[UInt8]])
    case real(values: [Double], missing: [UInt8])
    case date([Int32])
  }

  /// The header that was found, or nil.
  func presentHeader() -> String? {
    variable.headers.first { source.column($0) != nil }
  }

  /// The values of all rows, or nil where the source does not have the variable.
  func values(_ diagnostics: inout DiagnosticList) -> Values? {
    let column = variable.headers.lazy.compactMap { source.column($0) }.first
    if variable.kind == .multiple {
      if let column { return .coded(joined(column, &diagnostics)) }
      return split(&diagnostics).map { .coded($0) }
    }
    guard let column else { return nil }
    switch variable.kind {
    case .choice: return .coded([gather(choiceCodes(column, &diagnostics), column)])
    case .scale: return .coded([gather(scaleCodes(column, &diagnostics), column)])
    case .number: return numbers(column, &diagnostics)
    case .date: return .date(days(column, &diagnostics))
    case .multiple, .text: return nil
    }
  }

  private func gather(_ codeOfEntry: [UInt8], _ column: RawColumn) -> [UInt8] {
    column.text.codes.map { codeOfEntry[Int($0)] }
  }

  private func report(
    _ code: String, _ severity: Diagnostic.Severity, _ column: RawColumn, _ entry: Int,
    _ finding: String, expected: String?, hint: String? = nil,
    _ diagnostics: inout DiagnosticList
  ) {
    let count = column.counts[entry]
    let row = column.firstRow[entry]
    diagnostics.append(
      Diagnostic(
        code, severity,
        at: .init(
          file: source.definition.file, line: source.lineOfRow[safely: row].map { Int($0) },
          column: column.header),
        count > 1 ? "\(finding), in \(count) rows" : finding, expected: expected, hint: hint))
  }

  // MARK: Kinds

  private func choiceCodes(
    _ column: RawColumn, _ diagnostics: inout DiagnosticList
  ) -> [UInt8] {
    let matcher = AnswerMatcher(variable)
    return column.entries.indices.map { entry in
      let raw = column.entries[entry]
      guard column.counts[entry] > 0 else { return CodedColumn.code(for: .notAnswered) }
      switch matcher(raw) {
      case .answer(let index, let isExact):
        if !isExact {
          report(
            "data.loose-match", .note, column, entry,
            "\"\(raw)\" was read as \"\(variable.answers[index].label)\"",
            expected: "the spelling of the codebook", &diagnostics)
        }
        return UInt8(clamping: index)
      case .missing(let reason): return CodedColumn.code(for: reason)
      case .unknown:
        report(
          "data.unknown-answer", .warning, column, entry,
          "\"\(shortened(raw))\" is not an answer of \(variable.id)",
          expected: oneOf(variable.answers.map(\.label)),
          hint: matcher.suggestion(for: raw).map { "did you mean \"\($0)\"?" }
            ?? "add it to the codebook, under answers or under missing", &diagnostics)
        return CodedColumn.code(for: .unreadable)
      }
    }
  }

  private func scaleCodes(
    _ column: RawColumn, _ diagnostics: inout DiagnosticList
  ) -> [UInt8] {
    let matcher = AnswerMatcher(variable)
    let low = variable.low ?? 0
    let high = max(low, min(variable.high ?? 10, low + 200))
    let codes = variable.missing.keys.sorted {
      (Double($0) ?? .infinity, $0) < (Double($1) ?? .infinity, $1)
    }
    let known = codes.isEmpty ? "" : " (missing codes: \(codes.joined(separator: ", ")))"
    return column.entries.indices.map { entry in
      let raw = column.entries[entry]
      guard column.counts[entry] > 0 else { return CodedColumn.code(for: .notAnswered) }
      var number: Double?
      switch matcher(raw) {
      case .answer(let index, _): number = variable.answers[index].value
      case .missing(let reason): return CodedColumn.code(for: reason)
      case .unknown: number = parseNumber(raw, decimal: source.decimalMark)
      }
      // 88.0 is what a spreadsheet makes of 88.
      if let number, let reason = matcher.missing(shortNumber(number)) {
        return CodedColumn.code(for: reason)
      }
      if number == nil, let leading = leadingNumber(raw) {
        number = leading
        report(
          "data.scale-with-text", .note, column, entry,
          "\"\(shortened(raw))\" was read as \(shortNumber(leading))",
          expected: "a number of the scale", &diagnostics)
      }
      guard let number else {
        report(
          "data.not-a-number", .warning, column, entry,
          "\"\(shortened(raw))\" is not a number",
          expected: "\(shortNumber(low))…\(shortNumber(high))\(known)",
          hint: "name its meaning under answers or missing in the codebook", &diagnostics)
        return CodedColumn.code(for: .unreadable)
      }
      guard number >= low, number <= high, number == number.rounded() else {
        report(
          "data.off-scale", .warning, column, entry,
          "\(raw) is not on the scale \(shortNumber(low))…\(shortNumber(high))\(known)",
          expected: "a whole number from \(shortNumber(low)) to \(shortNumber(high))",
          hint: "if \(raw) means missing, name it under missing in the codebook", &diagnostics)
        return CodedColumn.code(for: .offScale)
      }
      return UInt8(number - low)
    }
  }

  private func numbers(_ column: RawColumn, _ diagnostics: inout DiagnosticList) -> Values {
    let matcher = AnswerMatcher(variable)
    var numberOf = [Double](repeating: 0, count: column.entries.count)
    var reasonOf = [UInt8](repeating: 0, count: column.entries.count)
    for (entry, raw) in column.entries.enumerated() where column.counts[entry] > 0 {
      if let reason = matcher.missing(raw) {
        reasonOf[entry] = reason.rawValue + 1
        continue
      }
      var number = parseNumber(raw, decimal: source.decimalMark)
      if number == nil, case .answer(let index, _) = matcher(raw) {
        number = variable.answers[index].value
      }
      guard let number else {
        report(
          "data.not-a-number", .warning, column, entry,
          "\"\(shortened(raw))\" is not a number",
          expected: "a number with decimal \(source.decimalMark == "," ? "comma" : "point")",
          hint: raw.contains(",") ? "if the comma is decimal: format: {decimal: comma}" : nil,
          &diagnostics)
        reasonOf[entry] = MissingReason.unreadable.rawValue + 1
        continue
      }
      if let reason = matcher.missing(shortNumber(number)) {
        reasonOf[entry] = reason.rawValue + 1
      } else if number < variable.low ?? -.infinity || number > variable.high ?? .infinity {
        let range = [variable.low, variable.high].map { $0.map(shortNumber) ?? "" }
        report(
          "data.off-scale", .warning, column, entry,
          "\(raw) is outside \(range.joined(separator: "…"))",
          expected: "a number within \(range.joined(separator: "…"))", &diagnostics)
        reasonOf[entry] = MissingReason.offScale.rawValue + 1
      } else {
        numberOf[entry] = number
      }
    }
    return .real(
      values: column.text.codes.map { numberOf[Int($0)] },
      missing: column.text.codes.map { reasonOf[Int($0)] })
  }

  private func days(_ column: RawColumn, _ diagnostics: inout DiagnosticList) -> [Int32] {
    let matcher = AnswerMatcher(variable)
    let dayOf = column.entries.indices.map { entry -> Int32 in
      let raw = column.entries[entry]
      if column.counts[entry] == 0 || matcher.missing(raw) != nil { return .min }
      if let day = parseDay(raw) { return day }
      report(
        "data.not-a-day", .warning, column, entry, "\"\(shortened(raw))\" is not a day",
        expected: "a day such as 2025-03-31 or 31.3.2025", &diagnostics)
      return .min
    }
    return column.text.codes.map { dayOf[Int($0)] }
  }

  private func joined(
    _ column: RawColumn, _ diagnostics: inout DiagnosticList
  ) -> [[UInt8]] {
    let matcher = AnswerMatcher(variable)
    let splitter = OptionSplitter(variable)
    var codes = [[UInt8]](
      repeating: [UInt8](repeating: 0, count: column.entries.count),
      count: variable.answers.count)
    for (entry, raw) in column.entries.enumerated() where column.counts[entry] > 0 {
      if let reason = matcher.missing(raw) {
        for option in codes.indices { codes[option][entry] = CodedColumn.code(for: reason) }
        continue
      }
      let (ticked, leftovers) = splitter(raw)
      for option in codes.indices { codes[option][entry] = ticked[option] ? 1 : 0 }
      for leftover in leftovers {
        report(
          "data.unknown-option", .warning, column, entry,
          "\"\(shortened(leftover))\" is not an option of \(variable.id)",
          expected: oneOf(variable.answers.map(\.label)),
          hint: matcher.suggestion(for: leftover).map { "did you mean \"\($0)\"?" }
            ?? "the other options of the cell are counted", &diagnostics)
      }
    }
    return codes.map { gather($0, column) }
  }

  /// One column for each option: ticked or not.
  ///
  /// A row where no option has any mark did not answer.
  private func split(_ diagnostics: inout DiagnosticList) -> [[UInt8]]? {
    let columns = variable.answers.map { answer in
      variable.optionHeaders[answer.key].flatMap { source.column($0) }
    }
    guard columns.contains(where: { $0 != nil }) else { return nil }
    let rows = source.table.rowCount
    var answered = [Bool](repeating: false, count: rows)
    var codes: [[UInt8]] = []
    let matcher = AnswerMatcher(variable)
    for (option, column) in columns.enumerated() {
      guard let column else {
        codes.append([UInt8](repeating: CodedColumn.code(for: .notAsked), count: rows))
        continue
      }
      let answer = variable.answers[option]
      let own = Set((answer.raw + [answer.label]).map(folded))
      let codeOf = column.entries.indices.map { entry -> UInt8 in
        let raw = column.entries[entry]
        if raw.isEmpty || column.counts[entry] == 0 { return CodedColumn.code(for: .notAnswered) }
        if own.contains(folded(raw)) { return 1 }
        if let reason = matcher.missing(raw) { return CodedColumn.code(for: reason) }
        if let isTicked = yesOrNo(raw) { return isTicked ? 1 : 0 }
        report(
          "data.unknown-answer", .warning, column, entry,
          "\"\(shortened(raw))\" says neither yes nor no", expected: "Y, 1, yes, TRUE or empty",
          &diagnostics)
        return CodedColumn.code(for: .unreadable)
      }
      let gathered = gather(codeOf, column)
      for (row, code) in gathered.enumerated() where code < 2 { answered[row] = true }
      codes.append(gathered)
    }
    let empty = CodedColumn.code(for: .notAnswered)
    for option in codes.indices {
      for row in 0..<rows where answered[row] && codes[option][row] == empty {
        codes[option][row] = 0
      }
    }
    return codes
  }
}

/// A list of expected values that stays readable.
func oneOf(_ values: [String]) -> String {
  values.count <= 8
    ? "one of \(values.joined(separator: ", "))"
    : "one of \(values.prefix(7).joined(separator: ", ")) … (\(values.count) in all)"
}

/// A raw value that stays readable in a finding.
func shortened(_ text: String) -> String {
  text.count > 60 ? String(text.prefix(60)) + "…" : text
}
