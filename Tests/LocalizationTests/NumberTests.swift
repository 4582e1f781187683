import Localization
import Testing

private func language(_ tag: String) -> Language {
  Language(tag: tag, strings: [:], fallback: [:])
}

/// No-break space and true minus, which look like others in an editor.
private let gap = "\u{A0}"
private let minus = "\u{2212}"

@Suite struct NumberTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var tag, small, negative, percent: String
    var testDescription: String { tag }
  }

  // CLDR 48 through ICU 78.2 (Node.js: new Intl.NumberFormat(tag).format(1234.5) and so on).
  static let table = [
    Row(tag: "da", small: "1.234,5", negative: "-12.345,67", percent: "12,5\(gap)%"),
    Row(tag: "de", small: "1.234,5", negative: "-12.345,67", percent: "12,5\(gap)%"),
    Row(tag: "et", small: "1234,5", negative: "\(minus)12\(gap)345,67", percent: "12,5%"),
    Row(tag: "en", small: "1,234.5", negative: "\u{2212}12,345.67", percent: "12.5%"),
    Row(tag: "en-GB", small: "1,234.5", negative: "\u{2212}12,345.67", percent: "12.5%"),
    Row(
      tag: "fi", small: "1\(gap)234,5", negative: "\(minus)12\(gap)345,67",
      percent: "12,5\(gap)%"),
    Row(tag: "is", small: "1.234,5", negative: "-12.345,67", percent: "12,5%"),
    Row(
      tag: "lt", small: "1\(gap)234,5", negative: "\(minus)12\(gap)345,67",
      percent: "12,5\(gap)%"),
    Row(tag: "lv", small: "1234,5", negative: "-12\(gap)345,67", percent: "12,5%"),
    Row(
      tag: "nb", small: "1\(gap)234,5", negative: "\(minus)12\(gap)345,67",
      percent: "12,5\(gap)%"),
    Row(
      tag: "nn", small: "1\(gap)234,5", negative: "\(minus)12\(gap)345,67",
      percent: "12,5\(gap)%"),
    Row(tag: "pl", small: "1234,5", negative: "-12\(gap)345,67", percent: "12,5%"),
    Row(
      tag: "sv", small: "1\(gap)234,5", negative: "\(minus)12\(gap)345,67",
      percent: "12,5\(gap)%"),
  ]

  @Test("Numbers look as each language's printers write them", arguments: table)
  func numbers(_ row: Row) {
    #expect(language(row.tag).number(1234.5, decimals: 1) == row.small)
    #expect(language(row.tag).number(-12345.67, decimals: 2) == row.negative)
    #expect(language(row.tag).percent(0.125, decimals: 1) == row.percent)
  }

  @Test("Halves on the shown decimal go away from zero")
  func rounding() {
    let english = language("en")
    #expect(english.number(0.5, decimals: 0) == "1")
    #expect(english.number(-0.5, decimals: 0) == "\u{2212}1")
    #expect(english.number(2.5, decimals: 0) == "3")
    #expect(english.number(2.675, decimals: 2) == "2.68")
    #expect(english.number(1.005, decimals: 2) == "1.01")
    #expect(english.percent(0.285, decimals: 0) == "29%")
  }

  @Test("Zero has no sign")
  func zero() {
    let finnish = language("fi")
    #expect(finnish.number(-0.04, decimals: 1) == "0,0")
    #expect(finnish.number(-0.0, decimals: 0) == "0")
    #expect(finnish.signedNumber(0.04, decimals: 1) == "0,0")
    #expect(finnish.signedNumber(-0.04, decimals: 1) == "0,0")
    #expect(finnish.percentagePoints(-0.0004, decimals: 0) == "0")
  }

  @Test("Changes carry their sign")
  func signs() {
    #expect(language("sv").signedNumber(0.4, decimals: 1) == "+0,4")
    #expect(language("sv").signedNumber(-0.4, decimals: 1) == "\(minus)0,4")
    #expect(language("de").signedNumber(-0.4, decimals: 1) == "-0,4")
    #expect(language("en").percentagePoints(0.042, decimals: 1) == "+4.2")
  }

  @Test("Whole numbers of four digits follow the language's grouping")
  func integers() {
    #expect(language("pl").integer(1234) == "1234")
    #expect(language("pl").integer(12345) == "12\(gap)345")
    #expect(language("nb").integer(1234) == "1\(gap)234")
    #expect(language("en").integer(-1_234_567) == "\u{2212}1,234,567")
  }

  @Test("What is not a number is a dash, not a word")
  func notFinite() {
    #expect(language("en").number(.nan, decimals: 1) == "–")
    #expect(language("en").percent(.infinity, decimals: 1) == "–")
  }

  @Test("A language outside the table takes ICU's signs")
  func others() {
    #expect(language("ru").number(1234.5, decimals: 1) == "1\(gap)234,5")
    #expect(language("ru").percent(0.125, decimals: 1) == "12,5\(gap)%")
  }

  @Test("A language file may space its percent sign")
  func percentPattern() {
    let latvian = Language(
      tag: "lv", strings: ["format.percent": "{number}\(gap)%"], fallback: [:])
    #expect(latvian.percent(0.5, decimals: 0) == "50\(gap)%")
  }

  @Test("Intervals are said in words")
  func intervals() {
    #expect(language("en").interval(low: -0.12, high: 0.34, decimals: 2) == "\u{2212}0.12 to 0.34")
    let swedish = Language(
      tag: "sv", strings: ["interval": "{low} till {high}"],
      fallback: ["interval": "{low} to {high}"])
    #expect(swedish.interval(low: -0.12, high: 0.34, decimals: 2) == "\(minus)0,12 till 0,34")
  }
}
