import ColumnKernels
import Diagnostics
import Fingerprints
import Tabular

/// What every format does once its cells are read: names, empty columns, numbers, totals, origin.
struct TableAssembly {
  var source: TableSource
  var headers: [String]
  var headerLine: Int
  var lines: RowLines
  var dropped: [DroppedRows]
  var format: [FormatFinding]
  var diagnostics: DiagnosticList
  /// How a column is called in diagnostics where it has no name: `column 3`, or `C1`.
  var address: (Int) -> String

  private func place(_ column: Int) -> Diagnostic.Place {
    Diagnostic.Place(file: source.displayName, line: headerLine, column: address(column))
  }

  /// Puts the table together.
  consuming func finish(
    _ columns: consuming TextColumnSet, bytes: UnsafeRawBufferPointer
  ) -> ReadTable {
    let rowCount = columns.rowCount
    let contents = columns.finish()
    var texts: [TextColumn] = []
    for content in contents {
      texts.append(
        TextColumn(
          codes: content.codes,
          dictionary: TextDictionary(bytes: content.bytes, offsets: content.offsets)))
    }
    var table = Table(rowCount: rowCount)
    var keptHeaders: [String] = []
    var kept: [TextColumn] = []
    var emptyColumns: [Int] = []
    var uses: [String: Int] = [:]
    let plain = headers.map(trimmedHeader)
    var taken = Set(plain)
    for (index, column) in texts.enumerated() {
      let header = headers[index]
      var name = plain[index]
      if name.isEmpty {
        guard column.holdsText else {
          emptyColumns.append(index)
          continue
        }
        name = distinct("column \(index + 1)", &taken)
        diagnostics.append(
          IngestCode.emptyHeader.diagnostic(
            at: place(index), "the column has no name; it is called “\(name)” here"))
      } else if let first = uses[name] {
        let renamed = distinct(name, &taken)
        diagnostics.append(
          IngestCode.duplicateHeader.diagnostic(
            at: place(index),
            "“\(name)” is also the name of column \(first + 1); this one is called “\(renamed)” here"
          ))
        uses[renamed] = index
        name = renamed
      } else {
        uses[name] = index
      }
      keptHeaders.append(header)
      kept.append(column)
      table.set(name, .text(column))
    }
    noteEmptyColumns(emptyColumns)
    if rowCount == 0 {
      diagnostics.append(
        IngestCode.noRows.diagnostic(
          at: .init(file: source.displayName, line: headerLine), "there are no answers below"))
    }
    judgeHeader(kept.isEmpty ? [] : keptHeaders)
    judgeDecimals(kept, table.names)
    judgeLastRow(kept)
    let origin = recognizedOrigin(of: keptHeaders)
    format.append(origin)
    return ReadTable(
      table: table, headers: keptHeaders, lineOfRow: lines, format: format,
      fingerprint: fingerprint(of: bytes), byteCount: bytes.count,
      rowsRead: rowCount + dropped.reduce(0) { $0 + $1.count }, rowsDropped: dropped,
      diagnostics: diagnostics)
  }

  private func distinct(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while taken.contains(candidate) {
      candidate = "\(name) (\(number))"
      number += 1
    }
    taken.insert(candidate)
    return candidate
  }

  private mutating func noteEmptyColumns(_ columns: [Int]) {
    guard let first = columns.first else { return }
    let finding =
      columns.count == 1
      ? "one column without name and answers was left out"
      : "\(columns.count) columns without name and answers were left out"
    diagnostics.append(IngestCode.emptyColumns.diagnostic(at: place(first), finding))
  }

  private mutating func judgeHeader(_ headers: [String]) {
    let isDeclared = source.overrides.headerRow != nil
    let filled = headers.filter { !$0.isEmpty }
    let numbers = filled.filter { header in
      DecimalMark.allCases.contains { parseNumber(header, decimal: $0) != nil }
        || parseDate(header) != nil
    }
    let looksLikeData = !filled.isEmpty && numbers.count == filled.count
    if looksLikeData, !isDeclared {
      diagnostics.append(
        IngestCode.headerLooksLikeData.diagnostic(
          at: .init(file: source.displayName, line: headerLine),
          "every name is a number or a date: “\(filled.prefix(3).joined(separator: "”, “"))”"))
    }
    let reason =
      isDeclared
      ? "declared"
      : looksLikeData
        ? "first line with content, but it looks like data" : "first line with content"
    format.append(
      FormatFinding(
        .header, "line \(headerLine)",
        confidence: isDeclared ? 1 : looksLikeData ? 0.2 : numbers.isEmpty ? 0.95 : 0.7,
        reason: reason))
  }

  private mutating func judgeDecimals(_ columns: [TextColumn], _ names: [String]) {
    let evidence = DecimalEvidence(columns)
    format.append(evidence.finding(declared: source.overrides.decimal))
    guard source.overrides.decimal == nil, evidence.isMixed else { return }
    let column = evidence.minority.map { names[$0.column] }
    diagnostics.append(
      IngestCode.mixedDecimalMarks.diagnostic(
        at: .init(file: source.displayName, column: column),
        "\(evidence.commas) values are written with a decimal comma and \(evidence.dots) with a "
          + "decimal dot" + (evidence.minority.map { ", for example “\($0.text)”" } ?? "")))
  }

  private mutating func judgeLastRow(_ columns: [TextColumn]) {
    guard let first = columns.first, !first.codes.isEmpty, lines.count == first.codes.count else {
      return
    }
    let row = first.codes.count - 1
    let word = columns.lazy.map { $0[row] }.first { !$0.isEmpty } ?? ""
    let plain = word.lowercased().filter { $0.isLetter || $0 == " " }
    guard totalsWords.contains(where: { plain == $0 || plain.hasPrefix($0 + " ") }) else { return }
    diagnostics.append(
      IngestCode.totalsRow.diagnostic(
        at: .init(file: source.displayName, line: lines[row]),
        "the last row begins with “\(word)” and may be a row of totals"))
  }
}

/// The word for a total in the languages round the Baltic Sea and in English.
private let totalsWords = [
  "total", "totals", "sum", "grand total", "summa", "summe", "gesamt", "insgesamt", "i alt",
  "ialt", "totalt", "yhteensä", "kokku", "kopā", "iš viso", "suma", "razem", "ogółem", "итого",
  "всего",
]

private func trimmedHeader(_ header: String) -> String {
  var scalars = Substring(header).unicodeScalars
  func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value == 0xFEFF
  }
  while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
  while let last = scalars.last, isBlank(last) { scalars.removeLast() }
  return String(String.UnicodeScalarView(scalars))
}

extension TextColumn {
  /// Whether any cell holds something.
  var holdsText: Bool {
    guard dictionary.count > 0 else { return false }
    return codes.contains { dictionary.offsets[Int($0)] < dictionary.offsets[Int($0) + 1] }
  }
}
