import ColumnKernels
import Testing

/// Reads all records of a text as arrays of cells, with the line of each.
private func records(_ text: String, _ delimiter: Character = ",") -> [(line: Int, cells: [String])]
{
  var result: [(Int, [String])] = []
  var bytes = Array(text.utf8)
  bytes.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return }
    let base = UnsafePointer(start)
    var scanner = DelimitedScanner(
      base, count: buffer.count, delimiter: delimiter.asciiValue ?? 0)
    while let record = scanner.next() {
      result.append(
        (
          record.line,
          scanner.fields.map { field in
            var cell: [UInt8] = []
            field.appendUnescaped(in: base, to: &cell)
            return String(decoding: cell, as: UTF8.self)
          }
        ))
    }
  }
  return result
}

@Suite struct DelimitedScannerTests {
  @Test(
    "dialects of RFC 4180",
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
      ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
      ("a,b\n1,", [["a", "b"], ["1", ""]]),
      ("a,\n", [["a", ""]]),
      ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
      ("\"say \"\"hi\"\"\",2\n", [["say \"hi\"", "2"]]),
      ("\"\"\"\"\n", [["\""]]),
      ("\"\",\"\"", [["", ""]]),
      ("\"two\nlines\",2\n3,4", [["two\nlines", "2"], ["3", "4"]]),
      ("\"a\" ,b", [["a", "b"]]),
      ("a\"b,c\"", [["a\"b", "c\""]]),
      ("\"a\"b,c\n", [["\"a\"b", "c"]]),
      ("\"open,2\n3", [["open,2\n3"]]),
    ])
  func dialects(text: String, cells: [[String]]) {
    #expect(records(text).map(\.cells) == cells)
  }

  @Test("lines are counted through cells with line breaks of every kind")
  func linesOfRecords() {
    let text = "h\n\"a\r\nb\rc\nd\"\n\nx\n"
    #expect(records(text).map(\.line) == [1, 2, 6, 7])
  }

  @Test("an open quote tells the line on which it opened")
  func openQuote() {
    let bytes = Array("h\n1\n\"x\ny\n".utf8)
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var scanner = DelimitedScanner(base, count: buffer.count, delimiter: 0x3B)
      var last: DelimitedRecord?
      while let record = scanner.next() { last = record }
      #expect(last?.unterminatedQuoteLine == 3)
    }
  }

  @Test("a stretch without line end is found where it is, and only there")
  func longStretch() {
    var bytes = [UInt8](repeating: 0x61, count: 4000)
    for i in stride(from: 0, to: 1000, by: 90) { bytes[i] = 0x0A }
    bytes[2100] = 0x0D
    bytes.withUnsafeBytes {
      #expect(stretchWithoutLineEnd($0, window: 1000) == 1000)
      #expect(stretchWithoutLineEnd($0, window: 2200) == nil)
    }
  }
}
