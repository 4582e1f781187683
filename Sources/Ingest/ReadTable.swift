package import Diagnostics
package import Tabular

/// A file read as a table of text, with everything that was guessed, dropped or found wrong.
package struct ReadTable: Sendable {
  /// The columns asked for as dictionary-coded text, in file order, under distinct names.
  package var table: Table
  /// The headers as they stand in the file.
  package var headers: [String]
  /// The names of all columns, also of those that were not asked for.
  package var columnNames: [String]
  /// The line or worksheet row of each row.
  package var lineOfRow: RowLines
  /// What was detected about the format.
  package var format: [FormatFinding]
  /// The SHA-256 of the file's bytes; empty where it was not asked for.
  package var fingerprint: String
  /// The size of the file.
  package var byteCount: Int
  /// How many rows of data the file holds, kept or dropped.
  package var rowsRead: Int
  /// Rows that are not in the table, by reason.
  package var rowsDropped: [DroppedRows]
  /// What was found wrong, gravest not first but in file order.
  package var diagnostics: DiagnosticList

  /// The decimal mark of the file: declared, found, or a dot where no number tells.
  package var decimal: DecimalMark {
    format.first { $0.what == .decimal }.flatMap { DecimalMark(rawValue: $0.value) } ?? .dot
  }
  /// Which form made the file.
  package var origin: TableOrigin {
    format.first { $0.what == .origin }.flatMap { TableOrigin(rawValue: $0.value) } ?? .unknown
  }
}

/// Rows that were set aside, counted under one reason.
package struct DroppedRows: Sendable, Hashable {
  /// Why.
  package var reason: String
  /// How many.
  package var count: Int
  /// The line of the first.
  package var firstLine: Int
}

extension [DroppedRows] {
  /// Counts one more row under a reason.
  mutating func count(_ reason: String, line: Int) {
    if let index = firstIndex(where: { $0.reason == reason }) {
      self[index].count += 1
    } else {
      append(DroppedRows(reason: reason, count: 1, firstLine: line))
    }
  }
}

/// Why no table could be made of a file at all.
package struct IngestError: Error, CustomStringConvertible {
  /// What was found, at least one of it an error.
  package var diagnostics: DiagnosticList

  init(_ diagnostic: Diagnostic) {
    diagnostics = DiagnosticList()
    diagnostics.append(diagnostic)
  }

  init(_ diagnostics: DiagnosticList) { self.diagnostics = diagnostics }

  package var description: String {
    diagnostics.all.map(\.description).joined(separator: "\n")
  }
}

/// Reads a file as a table; what kind of file it is is told by its content, not its name.
///
/// - Parameters:
///   - source: the file, and what is declared about it.
///   - scope: what is wanted of the file.
///   - progress: told the share done, from 0 to 1, now and then.
/// - Throws: where there is no table to be had, with the reasons.
/// - Returns: the table and all that is to be said about it.
package func readTable(
  _ source: TableSource, scope: ReadingScope = ReadingScope(),
  progress: ((Double) -> Void)? = nil
) throws(IngestError) -> ReadTable {
  let file = try FileBytes(path: source.path, displayName: source.displayName)
  return try file.withContent { (content) throws(IngestError) in
    if let foreign = foreignContent(content.bytes, name: source.displayName) {
      throw IngestError(foreign)
    }
    for format in tableFormats where format.recognises(content.bytes) {
      return try format.read(content, source, scope, progress)
    }
    throw IngestError(
      IngestCode.unknownFormat.diagnostic(
        at: .init(file: source.displayName), "this is neither delimited text nor a workbook"))
  }
}
