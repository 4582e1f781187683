import Tabular
import Testing

@Suite struct NumberTextTests {
  @Test(
    "numbers as offices write them",
    arguments: [
      ("0", DecimalMark.comma, 0.0), ("12,5", .comma, 12.5), ("-0,125", .comma, -0.125),
      ("12.5", .dot, 12.5), ("1 234,5", .comma, 1234.5), ("1\u{A0}234\u{A0}567", .comma, 1_234_567),
      ("1\u{202F}234,25", .comma, 1234.25), ("1\u{2009}234", .dot, 1234),
      ("1.234,5", .comma, 1234.5),
      ("1,234.5", .dot, 1234.5), ("\u{2212}3,5", .comma, -3.5), ("12,5 %", .comma, 12.5),
      ("45%", .dot, 45), ("  7 ", .dot, 7), ("+2", .dot, 2), (",5", .comma, 0.5), ("5,", .comma, 5),
      ("1.5E-05", .dot, 1.5e-5), ("1e3", .dot, 1000), ("007", .dot, 7),
    ])
  func reads(text: String, mark: DecimalMark, value: Double) {
    #expect(parseNumber(text, decimal: mark) == value)
  }

  @Test(
    "what is no number is not made one",
    arguments: [
      ("", DecimalMark.dot), ("-", .dot), (".", .dot), ("1.2.3", .dot), ("12,34", .dot),
      ("1.23", .comma), ("1 23", .dot), ("12 345 67", .dot), ("1.234 567", .comma), ("nan", .dot),
      ("inf", .dot), ("0x10", .dot), ("3-4", .dot), ("1e", .dot), ("1e999", .dot), ("5 kr", .dot),
      ("٣", .dot),
    ])
  func refuses(text: String, mark: DecimalMark) {
    #expect(parseNumber(text, decimal: mark) == nil)
  }

  @Test("the shortest text of a double reads back to the same bits")
  func roundTrip() {
    var state: UInt64 = 11
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      let read = parseNumber(value.description, decimal: .dot)
      #expect(read?.bitPattern == value.bitPattern, "\(value)")
    }
    for step in 0..<10_000 {
      let value = Double(step) / 100
      #expect(parseNumber("\(value)", decimal: .dot) == value)
    }
  }

  @Test("a column keeps the reason of what is missing and counts what cannot be read")
  func column() {
    var dictionary = TextDictionary()
    for text in ["1,5", "", "99", "many"] { dictionary.append(text) }
    let column = TextColumn(codes: [0, 1, 2, 3, 3, 0], dictionary: dictionary)
    let reading = column.numbers(decimal: .comma, missing: ["99": .refused])
    #expect(reading.column.values == [1.5, 0, 0, 0, 0, 1.5])
    #expect(
      (0..<6).map { reading.column.reason($0) }
        == [nil, .notAnswered, .refused, .unreadable, .unreadable, nil])
    #expect(reading.unreadable.count == 1)
    #expect(reading.unreadable.first?.text == "many")
    #expect(reading.unreadable.first?.firstRow == 3)
    #expect(reading.unreadable.first?.count == 2)
  }
}
