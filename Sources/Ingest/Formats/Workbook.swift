extension TableFormat {
  /// Workbooks of Excel and whatever else writes Office Open XML (ECMA-376).
  package static let workbook = TableFormat(
    name: "Workbook", recognises: isWorkbookArchive, read: readWorkbook)
}
