import ColumnKernels
import Testing

@Suite struct TextCoderTests {
  @Test("texts of every length get their own code, in order of appearance, and keep it")
  func codesAreStable() {
    var coder = TextCoder()
    // Lengths across the border between short keys and hashes, with shared beginnings and ends.
    var texts: [String] = [""]
    for length in 1...24 {
      for last in ["a", "b", "\u{0}"] {
        texts.append(String(repeating: "x", count: length - 1) + last)
      }
    }
    for i in 0..<20_000 { texts.append("respondent \(i)") }
    for round in 0..<2 {
      for (index, text) in texts.enumerated() {
        let code = Array(text.utf8).withUnsafeBytes { coder.code($0) }
        #expect(code == UInt32(index), "round \(round), \(text)")
        if code != UInt32(index) { return }
      }
    }
    #expect(coder.count == texts.count)
    let contents = coder.contents()
    let back = (0..<coder.count).map {
      String(
        decoding: contents.bytes[contents.offsets[$0]..<contents.offsets[$0 + 1]], as: UTF8.self)
    }
    #expect(back == texts)
  }

  @Test("a row that is filled out of order has empty cells where nothing was put")
  func rowsByPlace() {
    var columns = TextColumnSet(columnCount: 3, rows: 1)
    let text = Array("ab".utf8)
    text.withUnsafeBytes { columns.put($0, column: 2) }
    text.withUnsafeBytes { columns.put($0, column: 0) }
    columns.endRow()
    text.withUnsafeBytes { columns.put($0, column: 1) }
    columns.abandonRow()
    columns.endRow()
    #expect(columns.rowCount == 2)
    let finished = columns.finish()
    #expect(finished.map { $0.codes?.wide } == [[0, 1], [0, 0], [0, 1]])
    #expect(finished[0].offsets == [0, 2, 2])
    #expect(finished[1].offsets == [0, 0, 2] || finished[1].offsets == [0, 0])
  }
}
