import ColumnKernels
import Diagnostics
import Fingerprints
import Ingest
import Tabular
import Testing

private let towns = [["Rønne", "1,5"], ["Kärdla", "2,25"], ["two\nlines; \"quoted\"", ""]]

/// Writes a table as an office program would.
private func csv(
  _ rows: [[String]], delimiter: String = ";", end: String = "\r\n", endsWithLine: Bool = true
) -> String {
  let lines = rows.map { row in
    row.map { cell in
      let needsQuotes = cell.contains { $0 == "\"" || $0.isNewline } || cell.contains(delimiter)
      return needsQuotes
        ? "\""
          + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
          + "\"" : cell
    }.joined(separator: delimiter)
  }
  return lines.joined(separator: end) + (endsWithLine ? end : "")
}

@Suite struct DelimitedTextTests {
  @Test(
    "every delimiter, line end and ending gives the same table",
    arguments: [";", ",", "\t", "|"], ["\n", "\r\n", "\r"])
  func dialects(delimiter: String, end: String) throws {
    for endsWithLine in [true, false] {
      let text = csv(
        [["town", "hours"]] + towns, delimiter: delimiter, end: end, endsWithLine: endsWithLine)
      let result = try read(text)
      #expect(result.table.names == ["town", "hours"])
      #expect(result.cells == towns)
      #expect(result.found(.delimiter) == (delimiter == "\t" ? "tab" : delimiter))
      #expect(result.decimal == .comma)
      #expect(result.diagnostics.isEmpty)
      #expect((0..<3).map { result.lineOfRow[$0] } == [2, 3, 4])
      #expect(result.rowsRead == 3)
    }
  }

  @Test(
    "every encoding with and without mark gives the same table",
    arguments: [
      ("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-8", []), ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16LE", []),
      ("UTF-16BE", [0xFE, 0xFF]), ("UTF-16BE", []),
    ] as [(String, [UInt8])])
  func unicode(name: String, mark: [UInt8]) throws {
    let text = csv([["town", "hours"]] + towns, delimiter: "\t")
    var bytes = mark
    switch name {
    case "UTF-8": bytes += Array(text.utf8)
    case "UTF-16LE": for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    default: for unit in text.utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    }
    let result = try read(bytes)
    #expect(result.table.names == ["town", "hours"])
    #expect(result.cells == towns)
    #expect(result.found(.encoding) == name)
    #expect(result.confidence(.encoding) >= 0.95)
    #expect(result.byteCount == bytes.count)
    #expect(result.fingerprint == fingerprint(of: bytes))
  }

  @Test("the decimal comma does not pass for a delimiter")
  func decimalCommas() throws {
    let result = try read("x;y\n1,5;2,5\n3,25;4,75\n")
    #expect(result.found(.delimiter) == ";")
    let single = try read("hours\n1,5\n2,5\n")
    #expect(single.cells == [["1,5"], ["2,5"]])
    let questions = try read("How much, on a scale, do you trust?;Age, in years\n4;30\n5;41\n")
    #expect(questions.table.names.count == 2)
  }

  @Test("the first line of Excel that names the delimiter is not a header")
  func separatorLine() throws {
    let result = try read("sep=;\r\na;b,c\r\n1;2\r\n")
    #expect(result.headers == ["a", "b,c"])
    #expect(result.cells == [["1", "2"]])
    #expect(result.confidence(.delimiter) == 1)
    #expect(result.lineOfRow[0] == 3)
  }

  @Test("what is declared goes before what is detected")
  func overrides() throws {
    let text = "Survey of 2025\ntown,name;hours\nRiga;1\n"
    let result = try read(text, FormatOverrides(delimiter: ";", decimal: .comma, headerRow: 2))
    #expect(result.headers == ["town,name", "hours"])
    #expect(result.decimal == .comma)
    #expect(result.format.filter { $0.reason == "declared" }.count == 3)
    #expect(throws: IngestError.self) { try read(text, FormatOverrides(headerRow: 9)) }
    #expect(throws: IngestError.self) { try read(text, FormatOverrides(encoding: "EBCDIC")) }
    #expect(throws: IngestError.self) { try read(text, FormatOverrides(delimiter: "ab")) }
  }

  @Test("short rows are filled, long ones cut, and both told with line and counts")
  func raggedRows() throws {
    let result = try read("a,b,c\n1,2,3\n4\n5,6,7,8\n9,10,11,\n")
    #expect(
      result.cells == [["1", "2", "3"], ["4", "", ""], ["5", "6", "7"], ["9", "10", "11"]])
    #expect(result.codes == ["csv.ragged-row", "csv.extra-cells"])
    #expect(result.diagnostics.all.map(\.place.line) == [3, 4])
    #expect(result.diagnostics.all[0].finding == "the row has 1 cells")
    #expect(result.diagnostics.all[0].expected == "3, as the header has")
  }

  @Test("blank lines move the line numbers of what follows, and are no rows")
  func blankLines() throws {
    let result = try read("a;b\n\n1;2\n\n\n3;4\n;\n5;6\n\n\n")
    #expect(result.cells == [["1", "2"], ["3", "4"], ["5", "6"]])
    #expect((0..<3).map { result.lineOfRow[$0] } == [3, 6, 8])
    #expect(result.rowsDropped.map(\.reason) == ["every cell is empty"])
    #expect(result.rowsDropped.map(\.firstLine) == [7])
    #expect(result.rowsRead == 4)
  }

  @Test("headers that are the same or empty get names, and the file's are kept")
  func headers() throws {
    let result = try read("a; a ;;a;;\n1;2;3;4;;\n")
    #expect(result.table.names == ["a", "a (2)", "column 3", "a (3)"])
    #expect(result.headers == ["a", " a ", "", "a"])
    #expect(
      result.codes == [
        "table.duplicate-header", "table.empty-header", "table.duplicate-header",
        "table.empty-columns",
      ])
    // A name that is free in the file must not be taken by a renamed one.
    #expect(try read("a;a;a (2)\n1;2;3\n").table.names == ["a", "a (3)", "a (2)"])
  }

  @Test("the decimal mark is found by values that cannot be read otherwise")
  func decimalMarks() throws {
    #expect(try read("a;b\n1.250,5;x\n").decimal == .comma)
    #expect(try read("a;b\n1,250.5;x\n").decimal == .dot)
    #expect(try read("a;b\n0,125;x\n").decimal == .comma)
    // Thousands of one mark, and dates, tell nothing.
    let unsure = try read("a;b\n1.250;24.12.2025\n")
    #expect(unsure.confidence(.decimal) == 0.5)
    let mixed = try read("a;b\n1,5;1.5\n2,5;x\n")
    #expect(mixed.codes == ["table.mixed-decimal-marks"])
  }

  @Test("a quote that never closes is told where it opens, also in the header")
  func openQuotes() throws {
    let result = try read("a;b\n1;2\n3;\"x\n4;5\n")
    #expect(result.cells == [["1", "2"]])
    #expect(result.rowsDropped.map(\.count) == [1])
    #expect(result.diagnostics.all.map(\.place.line) == [3])
    for text in ["\n\n\"", "\na;\"b\n1;2\n"] {
      let error = #expect(throws: IngestError.self) { try read(text) }
      #expect(error?.diagnostics.all.map(\.code) == ["csv.unterminated-quote"])
    }
  }

  @Test("a long cell is set aside, a normal long one kept")
  func longCells() throws {
    let long = String(repeating: "x", count: 1_100_000)
    let result = try read("a;b\n1;\(long)\n2;\(long.prefix(900_000))\n")
    #expect(result.codes == ["csv.cell-too-long"])
    #expect(result.cells[0] == ["1", ""])
    #expect(result.cells[1][1].count == 900_000)
  }

  @Test("random bytes and random cuts never stop the reader by force")
  func randomBytes() {
    var generator = SplitMix(state: 20_251_123)
    let alphabet = Array("a;,\t|\"\n\r0123456789.-\u{FEFF}æ".utf8) + [0, 0xFF, 0xFE, 0x80, 0xE5]
    for _ in 0..<1500 {
      let length = Int(generator.next() % 60)
      let isText = generator.next() % 4 != 0
      let bytes = (0..<length).map { _ -> UInt8 in
        let random = generator.next()
        return isText
          ? alphabet[Int(random % UInt64(alphabet.count))] : UInt8(truncatingIfNeeded: random)
      }
      do {
        let result = try read(bytes)
        #expect(result.table.names.count == result.headers.count)
        #expect(Set(result.table.names).count == result.table.names.count)
        #expect(result.lineOfRow.count == result.table.rowCount)
        for row in result.cells where result.lineOfRow.count > 0 {
          #expect(row.allSatisfy { !$0.utf8.contains(0) })
        }
      } catch {
        #expect(error.diagnostics.hasErrors, "\(bytes)")
      }
    }
  }
}
