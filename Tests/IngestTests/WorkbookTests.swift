import Diagnostics
import Fingerprints
import Glibc
import Ingest
import Tabular
import Testing

/// Workbooks made by other people's programs: openpyxl 3.1, XlsxWriter 3.2, and one with prefixed
/// names, no cell addresses and absolute targets, as some exporters write.
private func workbook(
  _ name: String, _ overrides: FormatOverrides = FormatOverrides()
) throws(IngestError) -> ReadTable {
  let parts = #filePath.split(separator: "/").dropLast(2)
  let folder = "/" + parts.joined(separator: "/") + "/ReferenceValues/workbooks/"
  return try readTable(TableSource(path: folder + name, overrides: overrides))
}

@Suite struct WorkbookTests {
  @Test(
    "a file of Microsoft Forms: dates, numbers, booleans, line breaks, text that looks a number")
  func microsoftForms() throws {
    let result = try workbook("microsoft-forms.xlsx")
    #expect(result.origin == .microsoftForms)
    #expect(
      result.table.names == [
        "ID", "Start time", "Completion time", "Email", "Name",
        "How much do you trust your neighbours?", "Hours", "Which clubs?",
      ])
    #expect(result.headers[5] == "How much do you trust your neighbours?\u{A0}")
    #expect(
      result.cells == [
        [
          "1", "2025-05-13 09:59:30", "2025-05-13 10:03:01", "anonymous", "", "7", "2.5",
          "Choir;Sports club;",
        ],
        [
          "2", "2025-05-14 12:00:00", "2025-05-14 12:04:59", "anonymous", "", "0.1", "1e-07",
          "Ærø & <Łódź>\nlinje 2",
        ],
        [
          "3", "", "2025-12-31 23:59:59", "anonymous", "", "TRUE", "12345678901234", "007",
        ],
      ])
    #expect((0..<3).map { result.lineOfRow[$0] } == [2, 3, 5])
    #expect(!result.diagnostics.hasErrors)
  }

  /// The values are those that openpyxl reads from the same file.
  @Test("the first visible sheet, shared and rich text, days from 1904, times, stored results")
  func sharedTexts() throws {
    let result = try workbook("shared-1904.xlsx")
    #expect(result.found(.sheet) == "Svar")
    #expect(
      result.table.names == ["dag", "klokken", "timer", "tekst", "beløb", "antal", "ok", "fejl"])
    #expect(
      result.cells == [
        ["2025-02-28", "07:05:00", "36:00:00", "rig tekst her", "1234.5", "3", "FALSE", ""],
        ["1904-01-02", "", "", "rig ", "", "2", "ab", ""],
      ])
    let error = try #require(result.diagnostics.all.first { $0.code == "xlsx.error-cell" })
    #expect(
      error.description == "shared-1904.xlsx:4, I: I4 holds the error #N/A (expected a value)")
    #expect(
      try workbook("shared-1904.xlsx", FormatOverrides(sheet: "Hidden")).headers == ["secret"])
  }

  @Test("a sheet that is not there is answered with those that are")
  func wrongSheet() throws {
    let error = #expect(throws: IngestError.self) {
      try workbook("shared-1904.xlsx", FormatOverrides(sheet: "Svat"))
    }
    #expect(error?.diagnostics.all.first?.code == "xlsx.no-such-sheet")
    #expect(error?.diagnostics.all.first?.hint == "did you mean “Svar”?")
  }

  /// Excel's calendar has a 29th of February 1900; days before it lie one later (ECMA-376, 18.17.4).
  @Test("the first days of 1900, rounding to the second, and the last day")
  func earlyDays() throws {
    let result = try workbook("days-1900.xlsx")
    #expect(
      result.cells == [
        ["1900-01-01", "2023-03-15 12:00:00"], ["1900-02-28", "2023-03-16 00:00:00"],
        ["1900-03-01", "1970-01-01 00:00:00"], ["", "06:00:00"],
        ["2024-01-01", "9999-12-31 00:00:00"],
      ])
    #expect(result.codes == ["xlsx.bad-cell"])
    #expect(result.diagnostics.all.first?.place.line == 5)
  }

  @Test("prefixes, missing addresses, phonetic runs and escaped characters")
  func prefixed() throws {
    let result = try workbook("prefixed.xlsx")
    #expect(result.headers == ["navn", "tal", "dato"])
    #expect(result.cells == [["Åse\r", "1.0000000000000002", "2025-05-13 10:00:00"]])
  }

  @Test("content decides, not the name, and the fingerprint is that of the file")
  func contentDecides() throws {
    let parts = #filePath.split(separator: "/").dropLast(2)
    let path = "/" + parts.joined(separator: "/") + "/ReferenceValues/workbooks/prefixed.xlsx"
    let link = "/tmp/perlemor-workbook-\(getpid()).csv"
    unlink(link)
    #expect(symlink(path, link) == 0)
    defer { unlink(link) }
    let result = try readTable(TableSource(path: link))
    #expect(result.headers == ["navn", "tal", "dato"])
    #expect(try result.fingerprint == fingerprint(ofFile: path))
  }

  @Test("damage anywhere in a workbook is told, never a crash")
  func damage() throws {
    let parts = #filePath.split(separator: "/").dropLast(2)
    let folder = "/" + parts.joined(separator: "/") + "/ReferenceValues/workbooks/"
    let file = try #require(fopen(folder + "shared-1904.xlsx", "r"))
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    fclose(file)
    bytes.removeLast(bytes.count - count)
    var generator = SplitMix(state: 4)
    var told = 0
    for round in 0..<300 {
      var damaged = bytes
      for _ in 0..<(1 + round % 8) {
        let place = Int(generator.next() % UInt64(damaged.count))
        damaged[place] = UInt8(truncatingIfNeeded: generator.next())
      }
      if round % 5 == 0 { damaged.removeLast(Int(generator.next() % UInt64(damaged.count))) }
      do {
        _ = try read(damaged)
      } catch {
        told += error.diagnostics.hasErrors ? 1 : 0
      }
    }
    #expect(told > 0)
  }
}
