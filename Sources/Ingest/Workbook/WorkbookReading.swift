import ColumnKernels
import Diagnostics

/// Reads one sheet of a workbook: the declared one, else the first that is not hidden.
func readWorkbook(
  _ file: FileContent, _ source: TableSource, _ scope: ReadingScope,
  _ progress: ((Double) -> Void)?
) throws(IngestError) -> ReadTable {
  let bytes = file.bytes
  let archive = try WorkbookArchive(bytes, name: source.displayName)
  let main = try mainPart(archive)
  let folder = main.split(separator: "/").dropLast().joined(separator: "/")
  let list = SheetListReceiver()
  try archive.walk(main, list)
  let relations = RelationsReceiver()
  let file = main.split(separator: "/").last.map(String.init) ?? main
  let relationsPart = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
  if archive.holds(relationsPart) { try archive.walk(relationsPart, relations) }

  var diagnostics = DiagnosticList()
  let (sheet, finding) = try chosenSheet(list.sheets, source, &diagnostics)
  let styles = StylesReceiver()
  if let part = relations.part(ofKind: "styles", from: folder), archive.holds(part) {
    try archive.walk(part, styles)
  }
  var shared: SharedTextReceiver?
  if let part = relations.part(ofKind: "sharedStrings", from: folder), archive.holds(part) {
    let receiver = SharedTextReceiver()
    try archive.walk(part, receiver)
    shared = receiver
  }
  progress?(0.3)
  guard let part = relations.part(withID: sheet.relation, from: folder) else {
    throw IngestError(
      IngestCode.missingPart.diagnostic(
        at: .init(file: source.displayName),
        "the workbook does not say where the sheet “\(sheet.name)” is"))
  }
  let receiver = SheetReceiver(
    file: source.displayName, headerRow: source.overrides.headerRow, shared: shared,
    shapes: styles.shapes, countsFrom1904: list.countsFrom1904)
  try archive.walk(part, receiver) { progress?(0.3 + 0.6 * $0) }
  diagnostics.append(contentsOf: receiver.diagnostics)
  guard let columns = receiver.takeColumns() else {
    let wanted = source.overrides.headerRow
    diagnostics.append(
      wanted == nil
        ? IngestCode.noHeader.diagnostic(
          at: .init(file: source.displayName), "the sheet “\(sheet.name)” is empty")
        : IngestCode.headerRowBeyondEnd.diagnostic(
          at: .init(file: source.displayName),
          "header_row is \(wanted ?? 0), and no cell at or below it is filled"))
    throw IngestError(diagnostics)
  }
  let assembly = TableAssembly(
    source: source, headers: receiver.headers, headerLine: receiver.headerLine,
    lines: receiver.lines, dropped: receiver.dropped,
    format: [
      FormatFinding(.container, "xlsx", confidence: 1, reason: "a workbook by its content"),
      finding,
    ], diagnostics: diagnostics,
    address: { columnLetters($0) + String(receiver.headerLine) })
  let rowCount = columns.rowCount
  return assembly.finish(columns.finish(), rowCount: rowCount, bytes: bytes, scope: scope)
}

/// The part that the archive names as its main one.
private func mainPart(_ archive: borrowing WorkbookArchive) throws(IngestError) -> String {
  let relations = RelationsReceiver()
  if archive.holds("_rels/.rels") { try archive.walk("_rels/.rels", relations) }
  return relations.part(ofKind: "officeDocument", from: "") ?? "xl/workbook.xml"
}

private func chosenSheet(
  _ sheets: [SheetListReceiver.Sheet], _ source: TableSource, _ diagnostics: inout DiagnosticList
) throws(IngestError) -> (SheetListReceiver.Sheet, FormatFinding) {
  let place = Diagnostic.Place(file: source.displayName)
  let names = sheets.map { "“\($0.name)”" }.joined(separator: ", ")
  if let wanted = source.overrides.sheet {
    if let sheet = sheets.first(where: { $0.name == wanted }) {
      return (sheet, FormatFinding(.sheet, sheet.name, confidence: 1, reason: "declared"))
    }
    let near = nearestCandidate(to: wanted, among: sheets.map(\.name))
    throw IngestError(
      IngestCode.noSuchSheet.diagnostic(
        at: place, "there is no sheet “\(wanted)”", expected: "one of \(names)",
        hint: near.map { "did you mean “\($0)”?" }))
  }
  guard let sheet = sheets.first(where: \.isVisible) ?? sheets.first else {
    throw IngestError(
      IngestCode.missingPart.diagnostic(at: place, "the workbook lists no sheets"))
  }
  let visible = sheets.filter(\.isVisible).count
  if visible > 1 {
    diagnostics.append(
      IngestCode.otherSheets.diagnostic(
        at: place, "only the first visible sheet, “\(sheet.name)”, was read; there are \(names)"))
  }
  return (
    sheet,
    FormatFinding(
      .sheet, sheet.name, confidence: visible == 1 ? 1 : 0.7,
      reason: visible == 1 ? "the only visible sheet" : "the first of \(visible) visible sheets")
  )
}
