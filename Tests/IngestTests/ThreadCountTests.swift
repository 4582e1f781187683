import ColumnKernels
import Diagnostics
import Ingest
import Tabular
import Testing

/// A text is read in parts at the same time; what comes out is as if it were read from front to end.
@Suite struct ThreadCountTests {
  /// All that is said about a file, but for its size.
  private struct Account: Equatable {
    var table: Table
    var lines: [Int]
    var diagnostics: [Diagnostic]
    var leftOut: [Int]
    var dropped: [DroppedRows]
    var format: [FormatFinding]
    var rowsRead: Int

    init(_ file: ReadTable) {
      table = file.table
      lines = (0..<file.table.rowCount).map { file.lineOfRow[$0] }
      diagnostics = file.diagnostics.all
      leftOut = file.diagnostics.all.map { file.diagnostics.leftOut(like: $0) }
      dropped = file.rowsDropped
      format = file.format
      rowsRead = file.rowsRead
    }
  }

  private func account(
    _ text: [UInt8], threads: Int, part: Int, wants: (@Sendable (String) -> Bool)? = nil
  ) throws -> Account {
    let file = TemporaryFile(text)
    return Account(
      try readTable(
        TableSource(path: file.path, displayName: "t"),
        scope: ReadingScope(wants: wants).shared(threads: threads, shortestPart: part)))
  }

  /// Compares reading in one part with reading in many.
  private func expectSame(_ text: String, _ comment: Comment) throws {
    let bytes = Array(text.utf8)
    let whole = try account(bytes, threads: 1, part: .max)
    for threads in [1, 2, 3, 8, 61] {
      for part in [1, 7, 64, 1000] {
        let parts = try account(bytes, threads: threads, part: part)
        #expect(parts == whole, "\(comment), \(threads) threads, parts of \(part)")
      }
    }
  }

  private static func rows(_ count: Int, end: String, _ row: (Int) -> String) -> String {
    (0..<count).map { row($0) + end }.joined()
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `plain rows with each line end, with and without the last one`(end: String) throws {
    let text =
      "id,answer,weight\(end)"
      + Self.rows(300, end: end) { "\($0),\($0 * 7 % 5),\(Double($0 * 31 % 97) / 8)" }
    try expectSame(text, "line end at the end")
    try expectSame(String(text.dropLast()), "no line end at the end")
    try expectSame(text + end + end, "blank lines at the end")
  }

  @Test func `quoted line breaks at every place a part may begin`() throws {
    let text =
      "id;comment;x\n"
      + Self.rows(120, end: "\r\n") { row in
        switch row % 5 {
        case 0: "\(row);\"first\nsecond;\nthird\";1"
        case 1: "\(row);\"says \"\"yes\"\"\n\";2"
        case 2: "\(row);a somewhat longer text of \(row % 7);3"
        case 3: "\(row);\"\r\n\r\n\";\"\""
        default: "\(row);b \"c\" d;5"
        }
      }
    try expectSame(text, "quotes")
  }

  @Test func `quotes that begin a part within a cell mislead nobody`() throws {
    // Every line but the first few lies within quotes, and each looks like a row.
    let inner = Self.rows(60, end: "\n") { "\($0),2,3" }
    let text = "a,b,c\n1,2,3\n\"\(inner)\",5,6\n7,8,9\n\"x\n\"\"\n\",1,2\n"
    try expectSame(text, "rows within quotes")
  }

  @Test func `rows that are not plain are told as before`() throws {
    let text =
      "a,b,c\n"
      + Self.rows(200, end: "\n") { row in
        switch row % 11 {
        case 3: "\(row),short"
        case 5: ",,"
        case 6: "\"\",\"\",\"\""
        case 7: "\(row),2,3,more"
        case 8: ""
        case 9: "\"\(row)\"x,2,3"
        case 10: "\"\(row)\"  ,2,3,"
        default: "\(row),tab\tand\u{B}more,3"
        }
      }
    try expectSame(text, "odd rows")
    try expectSame(text + "9,\"never closed\n1,2,3\n4,5,6\n", "an open quote")
    try expectSame(text + "\"", "a quote at the very end")
    try expectSame("a,b\n", "no rows")
    try expectSame("a\n1\n\n2\n", "one column")
    try expectSame("a,,b\n1,,2\n3,,4\n", "a column without a name")
  }

  @Test func `many values need wider codes, and the dictionary keeps the order of the file`() throws
  {
    // Past 256 and past 65,536 distinct values, with many that come again in other parts.
    let text =
      "few;some;many\n"
      + Self.rows(70_000, end: "\n") { "\($0 % 3);\($0 % 300);v\($0 * 7919 % 69_000)" }
    let whole = try account(Array(text.utf8), threads: 1, part: .max)
    let parts = try account(Array(text.utf8), threads: 4, part: 1 << 16)
    #expect(parts == whole)
    guard case .text(let column)? = parts.table["many"] else {
      Issue.record("no column")
      return
    }
    #expect(column.dictionary.count == 69_000)
    #expect((0..<70_000).allSatisfy { column[$0] == "v\($0 * 7919 % 69_000)" })
  }

  @Test func `columns that are not wanted change nothing but the table`() throws {
    let text =
      "id;wave;weight;;note;note\n"
      + Self.rows(3000, end: "\n") {
        "\($0);\($0 % 2 == 0 ? "before" : "after");1,\($0 % 10);;\($0 % 4).5;x"
      } + "Total;;;;;\n"
    for threads in [1, 3] {
      let whole = try account(Array(text.utf8), threads: threads, part: 1000)
      let some = try account(Array(text.utf8), threads: threads, part: 1000) { $0 == "wave" }
      #expect(some.format == whole.format)
      #expect(some.diagnostics == whole.diagnostics)
      #expect(some.lines == whole.lines && some.dropped == whole.dropped)
      #expect(whole.diagnostics.map(\.code).contains("table.totals-row"))
      #expect(whole.diagnostics.map(\.code).contains("table.mixed-decimal-marks"))
      #expect(some.table["wave"] == whole.table["wave"])
      #expect(some.table["note"] == whole.table["note"], "one of two of this name is always read")
      #expect(some.table["weight"] == nil && some.table["id"] == nil)
    }
    let file = TemporaryFile(text)
    let table = try readTable(
      TableSource(path: file.path), scope: ReadingScope(wantsFingerprint: false) { _ in false })
    #expect(table.columnNames == ["id", "wave", "weight", "note", "note (2)"])
    #expect(table.fingerprint.isEmpty)
  }

  @Test(arguments: 0..<60)
  func `texts made of marks by chance`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let pieces = [
      ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "1", "12345678", "abc", "ä", " ", "\t", "",
    ]
    var text = "a,b,c\n"
    for _ in 0..<400 { text += pieces.randomElement(using: &random) ?? "" }
    let bytes = Array(text.utf8)
    let whole = try account(bytes, threads: 1, part: .max)
    for part in [1, 13, 100] {
      #expect(try account(bytes, threads: 7, part: part) == whole)
    }
  }

  @Test(arguments: 0..<60)
  func `cells are those that the record scanner finds`(seed: UInt64) throws {
    var random = SplitMix(state: seed &+ 1000)
    let pieces = [
      ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\"a\"", ",\"b,\n\",", "1", "1234567",
      "12345678",
      "ä", " ", "\t", "\u{1}", "",
    ]
    var text = "a,b,c\n"
    for _ in 0..<300 { text += pieces.randomElement(using: &random) ?? "" }
    let bytes = Array(text.utf8)
    var expected: [[String]] = []
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var scanner = DelimitedScanner(base, count: buffer.count, delimiter: 0x2C, from: 6, line: 2)
      while let record = scanner.next(), record.unterminatedQuoteLine == nil {
        if record.isEmpty { continue }
        expected.append(
          (0..<3).map { column in
            guard column < scanner.fields.count else { return "" }
            var cell: [UInt8] = []
            scanner.fields[column].appendUnescaped(in: base, to: &cell)
            return String(decoding: cell, as: UTF8.self)
          })
      }
    }
    let file = TemporaryFile(bytes)
    let table = try readTable(
      TableSource(path: file.path, overrides: FormatOverrides(delimiter: ",")),
      scope: ReadingScope().shared(threads: 3, shortestPart: 50))
    #expect(table.cells == expected)
  }

  @Test func `UTF-8 is judged alike however it is parted`() {
    var bytes = [UInt8](repeating: 0x61, count: (3 << 20) + 11)
    // Sequences, tails and faults across the places where stretches may begin.
    for at in [(1 << 20) - 2, (2 << 20) - 1, 3 << 20] {
      bytes.replaceSubrange(at..<at + 4, with: Array("😀".utf8))
    }
    bytes.replaceSubrange((1 << 20) + 9..<(1 << 20) + 12, with: [0x80, 0x80, 0xFF])
    bytes[(2 << 20) + 77] = 0
    bytes[5] = 0xC3
    bytes.withUnsafeBytes { bytes in
      let one = UTF8Scan(bytes, threads: 1)
      #expect(one == UTF8Scan(bytes, threads: 8))
      #expect(one.sequences == 3 && one.faults == 4 && one.nulls == 1)
      #expect(one.firstFault == 5 && one.firstNull == (2 << 20) + 77)
    }
  }
}
