import Testing

@testable import Typesetting

@Suite struct CellTextTests {
  /// Every character is one wide.
  private func lines(_ text: String, _ width: Int, isBalanced: Bool = false) -> [String] {
    let cell = CellText(text)
    return cell.paragraphs.indices.flatMap {
      cell.lines(of: $0, width: Double(width), isBalanced: isBalanced) { Double($0.count) }
    }
  }

  @Test(
    "Numbers that belong together share a line where it is wide enough",
    arguments: [
      ("462 / 509", 9, ["462 / 509"]), ("asked 462 / 509", 9, ["asked", "462 / 509"]),
      ("+0.3 (-5.5 to 6.0)", 13, ["+0.3", "(-5.5 to 6.0)"]),
      ("about 68 % here", 9, ["about", "68 % here"]), ("68% \u{2192} 80%", 9, ["68% \u{2192} 80%"]),
    ])
  func numbers(text: String, width: Int, expected: [String]) {
    #expect(lines(text, width) == expected)
  }

  @Test(
    "No number is ever broken", arguments: ["462 / 509", "-5.5 to 6.0", "0.66 / 0.68", "1,234,567"])
  func unbroken(text: String) {
    for width in 2...12 {
      let words = lines(text, width).flatMap { $0.split(separator: " ") }
      #expect(words == text.split(separator: " "), "\(width)")
    }
  }

  @Test("Long names break after their punctuation and lose nothing")
  func names() {
    #expect(
      lines("raw/parlsunda/results-survey-2025.csv", 16)
        == ["raw/parlsunda/", "results-survey-", "2025.csv"])
    #expect(lines("part.attendance_gini", 12) == ["part.", "attendance_", "gini"])
    for width in 4...30 {
      let name = "raw/parlsunda/results_survey-2025.csv"
      #expect(lines(name, width).joined().filter { $0 != "\u{AD}" } == name)
    }
  }

  @Test("A name that fits a line is not broken to fill the one before")
  func wholeNames() {
    #expect(
      lines("of visits (part.first_time_share)", 24) == ["of visits", "(part.first_time_share)"])
  }

  @Test("Words end at soft hyphens, or anywhere where nothing else helps")
  func words() {
    #expect(lines("del\u{AD}tagar\u{AD}andel", 9) == ["deltagar\u{AD}", "andel"])
    #expect(lines("del\u{AD}tagar\u{AD}andel", 20) == ["deltagarandel"])
    #expect(lines("engagement", 6) == ["engag\u{AD}", "ement"])
    #expect(lines("", 6) == [""])
    #expect(lines("a\nb", 6) == ["a", "b"])
  }

  @Test("Balanced lines are as many and hold the same words")
  func balance() {
    let text = "10 February 2025 to 23 March 2025"
    // Greedy filling would leave the year alone, which a narrow column never wants.
    #expect(lines(text, 28) == ["10 February 2025", "to 23 March 2025"])
    #expect(lines("one three fives", 10) == ["one three", "fives"])
    #expect(lines(text, 30, isBalanced: true) == ["10 February 2025", "to 23 March 2025"])
  }

  @Test("A column that holds figures asks for the room of the longest")
  func minimums() {
    func minimum(_ text: String, _ unbroken: CellText.Unbroken) -> Double {
      CellText(text).minimumWidth(unbroken) { Double($0.count) }
    }
    #expect(minimum("462 / 509", .numbers) == 9)
    #expect(minimum("462 / 509", .words) == 3)
    #expect(minimum("Design effect", .shortTexts) == 13)
    #expect(minimum("Design effect", .numbers) == 6)
    #expect(minimum("results-survey-2025.csv", .names) == 23)
    #expect(minimum("results-survey-2025.csv", .shortTexts) == 8)
  }
}
