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
  /// The cells of the last row, where not all columns were read.
  var lastRow: [String]?
  /// How a column is called in diagnostics where it has no name: `column 3`, or `C1`.
  var address: (Int) -> String

  private func place(_ column: Int) -> Diagnostic.Place {
    Diagnostic.Place(file: source.displayName, line: headerLine, column: address(column))
  }

  /// The headers without spaces around.
  static func plainHeaders(_ headers: [String]) -> [String] { headers.map(trimmedHeader) }

  /// Puts the table together.
  ///
  /// - Parameters:
  ///   - contents: a column for each header, without codes where it was not asked for.
  ///   - rowCount: how many rows there are.
  ///   - bytes: the file.
  ///   - scope: what is wanted of it.
  /// - Returns: the table and all that is to be said about it.
  consuming func finish(
    _ contents: [CodedText], rowCount: Int, bytes: UnsafeRawBufferPointer, scope: ReadingScope
  ) -> ReadTable {
    var table = Table(rowCount: rowCount)
    var names: [String] = []
    var keptHeaders: [String] = []
    var kept: [(index: Int, column: TextColumn?, dictionary: TextDictionary)] = []
    var emptyColumns: [Int] = []
    var uses: [String: Int] = [:]
    let plain = Self.plainHeaders(headers)
    var taken = Set(plain)
    for (index, content) in contents.enumerated() {
      let header = headers[index]
      let dictionary = TextDictionary(bytes: content.bytes, offsets: content.offsets)
      let column = content.codes.map {
        TextColumn(codes: TextCodes($0), dictionary: dictionary)
      }
      var name = plain[index]
      if name.isEmpty {
        guard column?.holdsText ?? true else {
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
      names.append(name)
      kept.append((index, column, dictionary))
      if let column { table.set(name, .text(column)) }
    }
    noteEmptyColumns(emptyColumns)
    if rowCount == 0 {
      diagnostics.append(
        IngestCode.noRows.diagnostic(
          at: .init(file: source.displayName, line: headerLine), "there are no answers below"))
    }
    judgeHeader(kept.isEmpty ? [] : keptHeaders)
    judgeDecimals(kept.map(\.dictionary), names)
    if rowCount > 0, lines.count == rowCount {
      let row = rowCount - 1
      judgeLastRow(
        row, kept.lazy.map { [lastRow] in lastRow?[$0.index] ?? $0.column?[row] ?? "" })
    }
    let origin = recognizedOrigin(of: keptHeaders)
    format.append(origin)
    return ReadTable(
      table: table, headers: keptHeaders, columnNames: names, lineOfRow: lines, format: format,
      fingerprint: scope.wantsFingerprint ? fingerprint(of: bytes) : "", byteCount: bytes.count,
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

  private mutating func judgeDecimals(_ columns: [TextDictionary], _ names: [String]) {
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

  private mutating func judgeLastRow(_ row: Int, _ cells: some Sequence<String>) {
    let word = cells.first { !$0.isEmpty } ?? ""
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

extension TextCodes {
  /// The codes as the reader made them.
  init(_ codes: NarrowCodes) {
    switch codes {
    case .bytes(let codes): self.init(codes)
    case .pairs(let codes): self.init(codes)
    case .words(let codes): self.init(codes)
    }
  }
}
