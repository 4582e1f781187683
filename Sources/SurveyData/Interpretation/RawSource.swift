package import Tabular

/// One raw file of a study as it was read: every column as text, not interpreted yet.
package struct RawSource: Sendable {
  package var definition: SourceDefinition
  /// All columns as `.text`; names are distinct.
  package var table: Table
  /// The headers as they stand in the file, one for each column of `table`.
  package var headers: [String]
  /// The line or worksheet row of each row of `table`.
  package var lineOfRow: [UInt32]
  package var fingerprint: String
  package var byteCount: Int
  package var format: [SourceAccount.FormatNote]
  /// The decimal mark: a comma or a point.
  package var decimalMark: Character
  /// Rows in the file under the header, kept or dropped by the reader.
  package var rowsRead: Int
  /// Rows that are not in `table`, by reason.
  package var dropReasons: [String]
  package var dropCounts: [Int]

  package init(
    definition: SourceDefinition, table: Table, headers: [String], lineOfRow: [UInt32],
    fingerprint: String = "", byteCount: Int = 0, format: [SourceAccount.FormatNote] = [],
    decimalMark: Character = ".", rowsRead: Int? = nil, dropReasons: [String] = [],
    dropCounts: [Int] = []
  ) {
    self.definition = definition
    self.table = table
    self.headers = headers
    self.lineOfRow = lineOfRow
    self.fingerprint = fingerprint
    self.byteCount = byteCount
    self.format = format
    self.decimalMark = decimalMark
    self.rowsRead = rowsRead ?? table.rowCount + dropCounts.reduce(0, +)
    self.dropReasons = dropReasons
    self.dropCounts = dropCounts
  }

  /// The text column under a header: exact, then by the table's distinct name, then ignoring case
  /// and runs of white space.
  func column(_ header: String) -> RawColumn? {
    let wanted = folded(header)
    let index =
      headers.firstIndex(of: header) ?? table.names.firstIndex(of: header)
      ?? headers.firstIndex { folded($0) == wanted }
    guard let index, table.columns.indices.contains(index),
      case .text(let text) = table.columns[index]
    else { return nil }
    return RawColumn(header: index < headers.count ? headers[index] : header, text: text)
  }
}

/// A text column with what its dictionary entries are worth knowing for.
struct RawColumn {
  var header: String
  var text: TextColumn
  /// The distinct values without white space at their ends.
  var entries: [String]
  /// The first row of each entry, −1 where none has it.
  var firstRow: [Int]
  /// How many rows have each entry.
  var counts: [Int]

  init(header: String, text: TextColumn) {
    self.header = header
    self.text = text
    entries = (0..<text.dictionary.count).map { trimmed(text.dictionary[$0]) }
    firstRow = [Int](repeating: -1, count: entries.count)
    counts = [Int](repeating: 0, count: entries.count)
    for (row, code) in text.codes.enumerated() {
      let code = Int(code)
      if counts[code] == 0 { firstRow[code] = row }
      counts[code] += 1
    }
  }

  subscript(row: Int) -> String { entries[Int(text.codes[row])] }
}

/// A text without white space (no-break space included) at its ends.
func trimmed(_ text: String) -> String {
  guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
    isBlank(first) || isBlank(last)
  else { return text }
  var scalars = text.unicodeScalars[...]
  while let scalar = scalars.first, isBlank(scalar) { scalars.removeFirst() }
  while let scalar = scalars.last, isBlank(scalar) { scalars.removeLast() }
  return String(scalars)
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
}

/// A text as it is compared where the exact spelling is not known: lower case, single spaces,
/// straight quotes and dashes.
func folded(_ text: String) -> String {
  var result = ""
  for character in trimmed(text).lowercased() {
    switch character {
    case "’", "‘", "ʼ", "`": result.append("'")
    case "“", "”", "„", "«", "»": result.append("\"")
    case "–", "—", "‑": result.append("-")
    case _ where character.isWhitespace:
      if result.last != " " { result.append(" ") }
    default: result.append(character)
    }
  }
  return result
}
