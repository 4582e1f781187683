package import Diagnostics

/// Every diagnostic that reading a file can give: its code, how grave it is, what was expected and
/// how to mend it.
///
/// One place, so that `expected.tsv` in the sample data and the manual can list all.
package enum IngestCode: String, Sendable, CaseIterable {
  // The file itself
  case missingFile = "file.missing"
  case noPermission = "file.no-permission"
  case directory = "file.directory"
  case notAFile = "file.not-a-file"
  case unreadableFile = "file.unreadable"
  case emptyFile = "file.empty"
  case pdf = "file.pdf"
  case html = "file.html"
  case oldWorkbook = "file.old-xls"
  case openDocument = "file.open-document"
  case zipArchive = "file.zip"
  case compressed = "file.compressed"
  case picture = "file.picture"
  case unknownFormat = "file.unknown-format"
  // Any table
  case noHeader = "table.no-header"
  case noRows = "table.no-rows"
  case emptyHeader = "table.empty-header"
  case duplicateHeader = "table.duplicate-header"
  case headerLooksLikeData = "table.header-looks-like-data"
  case titleAboveHeader = "table.title-above-header"
  case emptyRow = "table.empty-row"
  case emptyColumns = "table.empty-columns"
  case totalsRow = "table.totals-row"
  case mixedDecimalMarks = "table.mixed-decimal-marks"
  case tooManyColumns = "table.too-many-columns"
  case tooManyCells = "table.too-many-cells"
  case headerRowBeyondEnd = "table.header-row-beyond-end"
  // Delimited text
  case raggedRow = "csv.ragged-row"
  case extraCells = "csv.extra-cells"
  case unterminatedQuote = "csv.unterminated-quote"
  case textAfterQuote = "csv.text-after-quote"
  case nulByte = "csv.nul-byte"
  case invalidUTF8 = "csv.invalid-utf8"
  case undefinedByte = "csv.undefined-byte"
  case unsureEncoding = "csv.unsure-encoding"
  case unknownEncoding = "csv.unknown-encoding"
  case badDelimiter = "csv.bad-delimiter"
  case unsureDelimiter = "csv.unsure-delimiter"
  case lineTooLong = "csv.line-too-long"
  case cellTooLong = "csv.cell-too-long"
  // Workbooks
  case brokenArchive = "xlsx.broken-archive"
  case archiveTooLarge = "xlsx.archive-too-large"
  case missingPart = "xlsx.missing-part"
  case brokenXML = "xlsx.broken-xml"
  case documentType = "xlsx.document-type"
  case noSuchSheet = "xlsx.no-such-sheet"
  case otherSheets = "xlsx.other-sheets"
  case errorCell = "xlsx.error-cell"
  case formulaWithoutValue = "xlsx.formula-without-value"
  case badCell = "xlsx.bad-cell"
  case extraCell = "xlsx.extra-cell"
  case mergedCells = "xlsx.merged-cells"

  /// How grave a finding of this kind is.
  package var severity: Diagnostic.Severity {
    switch self {
    case .emptyColumns, .emptyRow, .totalsRow, .otherSheets: .note
    case .raggedRow, .textAfterQuote, .emptyHeader, .duplicateHeader, .headerLooksLikeData,
      .titleAboveHeader, .mixedDecimalMarks, .unsureEncoding, .unsureDelimiter, .noRows,
      .undefinedByte, .errorCell, .formulaWithoutValue, .mergedCells:
      .warning
    default: .error
    }
  }

  /// A finding of this kind.
  func diagnostic(
    at place: Diagnostic.Place, _ finding: String, expected: String? = nil, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      rawValue, severity, at: place, finding, expected: expected ?? self.expected,
      hint: hint ?? self.hint)
  }
}
