import ColumnKernels
import Diagnostics
import Glibc

/// Reads the cells of one worksheet into columns.
final class SheetReceiver: XMLReceiver {
  private enum Kind { case number, shared, text, inline, boolean, error, date }

  private let file: String
  private let headerRow: Int?
  private let shared: SharedTextReceiver?
  private let shapes: [DateShape]
  private let countsFrom1904: Bool

  private(set) var failure: IngestError?
  private(set) var headers: [String] = []
  private(set) var headerLine = 0
  private(set) var lines = RowLines()
  private(set) var dropped: [DroppedRows] = []
  var diagnostics = DiagnosticList()
  private var columns: TextColumnSet?

  private var row = 0
  private var column = -1
  private var headerCells: [(column: Int, text: String)] = []
  private var emptyRows: [Int] = []
  private var rowHoldsText = false
  private var cellsInRow = 0
  private var filledCells = 0
  private var kind = Kind.number
  private var style = 0
  private var hasFormula = false
  private var hasValue = false
  private var isCapturing = false
  private var phoneticDepth = 0
  private var buffer: [UInt8] = []

  init(
    file: String, headerRow: Int?, shared: SharedTextReceiver?, shapes: [DateShape],
    countsFrom1904: Bool
  ) {
    self.file = file
    self.headerRow = headerRow
    self.shared = shared
    self.shapes = shapes
    self.countsFrom1904 = countsFrom1904
  }

  /// The columns, once; nil where the sheet has no header.
  func takeColumns() -> TextColumnSet? { columns.take() }

  func begin(_ name: ElementName, _ attributes: XMLAttributes) {
    switch name {
    case "c": beginCell(attributes)
    case "v":
      isCapturing = true
      hasValue = true
      buffer.removeAll(keepingCapacity: true)
    case "row":
      let declared = attributes.integer("r") ?? row + 1
      row = declared > row ? declared : row + 1
      column = -1
      rowHoldsText = false
      cellsInRow = 0
    case "is":
      hasValue = true
      buffer.removeAll(keepingCapacity: true)
    case "t": isCapturing = phoneticDepth == 0
    case "rPh": phoneticDepth += 1
    case "f": hasFormula = true
    case "mergeCell": noteMerge(attributes["ref"] ?? "")
    default: break
    }
  }

  func end(_ name: ElementName) {
    switch name {
    case "v", "t": isCapturing = false
    case "rPh": phoneticDepth -= 1
    case "c": endCell()
    case "row": endRow()
    default: break
    }
  }

  func text(_ text: UnsafeRawBufferPointer) {
    if isCapturing { buffer.append(contentsOf: text) }
  }

  // MARK: Cells

  private func beginCell(_ attributes: XMLAttributes) {
    column += 1
    if let address = attributes.bytes("r") {
      var number = 0
      var i = 0
      while i < 4, address[i] >= 0x41, address[i] <= 0x5A {
        number = number * 26 + Int(address[i]) - 0x40
        i += 1
      }
      if number > 0 { column = number - 1 }
    }
    style = attributes.integer("s") ?? 0
    hasFormula = false
    hasValue = false
    kind = .number
    guard let type = attributes.bytes("t") else { return }
    switch type[0] {
    case 0x73: kind = type[1] == 0 ? .shared : .text
    case 0x69: kind = .inline
    case 0x62: kind = .boolean
    case 0x65: kind = .error
    case 0x64: kind = .date
    default: kind = .number
    }
  }

  private func endCell() {
    guard failure == nil else { return }
    guard column < TextLimits.columns else {
      note(.badCell, "the cell \(address(column)) lies behind the last column of Excel")
      return
    }
    guard hasValue else {
      if hasFormula {
        note(.formulaWithoutValue, "the formula in \(address(column)) has no stored result")
      }
      return
    }
    if kind == .shared {
      guard let index = buffer.withUnsafeBytes({ parseInteger($0) }), let shared,
        index >= 0, index < shared.count
      else {
        note(.badCell, "\(address(column)) points to a text that is not in the workbook")
        return
      }
      shared.withText(index) { put($0) }
      return
    }
    guard normalize() else { return }
    buffer.withUnsafeBytes { put($0) }
  }

  /// Turns what the cell holds into text in `buffer`; says false where there is none.
  private func normalize() -> Bool {
    switch kind {
    case .shared: return true
    case .text, .inline:
      unescapeWorkbookText(&buffer, from: 0)
      return true
    case .boolean:
      buffer = Array((buffer.first == 0x31 || buffer.first == 0x74 ? "TRUE" : "FALSE").utf8)
      return true
    case .error:
      note(
        .errorCell, "\(address(column)) holds the error \(String(decoding: buffer, as: UTF8.self))")
      return false
    case .date:
      // `2024-05-13T10:00:00` as ISO text with a space, like all others here.
      for index in buffer.indices where buffer[index] == 0x54 { buffer[index] = 0x20 }
      return true
    case .number: return normalizeNumber()
    }
  }

  private func normalizeNumber() -> Bool {
    if buffer.isEmpty { return false }
    let shape = style >= 0 && style < shapes.count ? shapes[style] : .none
    let isPlain = buffer.count <= 15 && buffer.allSatisfy { $0 &- 0x30 <= 9 }
    if isPlain, shape == .none, buffer[0] != 0x30 || buffer.count == 1 { return true }
    let text = String(decoding: buffer, as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      note(.badCell, "\(address(column)) holds “\(text.prefix(40))”", expected: "a number")
      return false
    }
    if shape != .none {
      if let date = isoText(serial: number, shape: shape, countsFrom1904: countsFrom1904) {
        buffer = Array(date.utf8)
        return true
      }
      note(
        .badCell, "\(address(column)) is shown as a date but holds \(shortestText(number))",
        expected: "a day from 1900 to 9999")
      return false
    }
    buffer = Array(shortestText(number).utf8)
    return true
  }

  private func put(_ text: UnsafeRawBufferPointer) {
    if text.isEmpty { return }
    if columns == nil {
      if let headerRow, row < headerRow { return }
      headerCells.append((column, String(decoding: text, as: UTF8.self)))
      return
    }
    if column >= headers.count {
      let shown = String(decoding: text.prefix(60), as: UTF8.self)
      note(
        .extraCell, "\(address(column)) holds “\(shown)” outside the table",
        expected: "nothing right of \(columnLetters(headers.count - 1))")
      return
    }
    rowHoldsText = true
    cellsInRow += 1
    columns?.put(text, column: column)
  }

  // MARK: Rows

  private func endRow() {
    guard failure == nil else { return }
    guard columns != nil else {
      makeHeader()
      return
    }
    guard rowHoldsText else {
      emptyRows.append(row)
      return
    }
    filledCells += headers.count - cellsInRow
    if filledCells > TextLimits.filledCells {
      failure = IngestError(
        IngestCode.tooManyCells.diagnostic(
          at: .init(file: file, line: row), "\(filledCells) cells are empty up to here"))
      return
    }
    // Rows that were only ever formatted follow the table in many workbooks: an empty row counts
    // where an answer comes after it.
    for empty in emptyRows { dropped.count("every cell is empty", line: empty) }
    emptyRows.removeAll()
    columns?.endRow()
    lines.append(row)
  }

  private func makeHeader() {
    guard let last = headerCells.map(\.column).max() else { return }
    headers = [String](repeating: "", count: last + 1)
    for cell in headerCells { headers[cell.column] = cell.text }
    headerCells = []
    headerLine = row
    columns = TextColumnSet(columnCount: headers.count)
  }

  private func noteMerge(_ range: String) {
    guard let first = range.split(separator: ":").first, columns != nil else { return }
    let line = Int(first.drop { !$0.isNumber }) ?? 0
    diagnostics.append(
      IngestCode.mergedCells.diagnostic(
        at: .init(file: file, line: line), "the cells \(range) are merged"))
  }

  /// Notes a finding about the present cell.
  ///
  /// The place names the column only, so that the list can
  /// count findings of a kind; the cell stands in the text.
  private func note(_ code: IngestCode, _ finding: String, expected: String? = nil) {
    diagnostics.append(
      code.diagnostic(
        at: .init(file: file, line: row, column: columnLetters(column)), finding,
        expected: expected))
  }

  private func address(_ column: Int) -> String { columnLetters(column) + String(row) }
}

/// The letters of a column, from 0: A, B, …, Z, AA.
func columnLetters(_ column: Int) -> String {
  var letters = ""
  var number = column + 1
  while number > 0 {
    letters = String(Unicode.Scalar(UInt8(0x41 + (number - 1) % 26))) + letters
    number = (number - 1) / 26
  }
  return letters
}
