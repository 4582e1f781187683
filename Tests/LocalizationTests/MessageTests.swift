import Localization
import Testing

@Suite struct MessageTests {
  // CLDR plural rules: https://cldr.unicode.org/index/cldr-spec/plural-rules
  @Test(
    "Numbers select the plural form of the language",
    arguments: [
      ("da", 0.1, 1, "one"), ("da", 1.5, 1, "one"), ("da", 2, 0, "other"),
      ("en", 1, 0, "one"), ("en", 1, 1, "other"), ("en", 0, 0, "other"),
      ("is", 21, 0, "one"), ("is", 11, 0, "other"),
      ("lt", 1, 0, "one"), ("lt", 21, 0, "one"), ("lt", 22, 0, "few"), ("lt", 1.5, 1, "many"),
      ("lt", 11, 0, "other"), ("lv", 0, 0, "zero"), ("lv", 11, 0, "zero"), ("lv", 21, 0, "one"),
      ("lv", 2, 0, "other"), ("pl", 1, 0, "one"), ("pl", 22, 0, "few"), ("pl", 21, 0, "many"),
      ("pl", 1.5, 1, "other"),
    ])
  func plurals(tag: String, value: Double, decimals: Int, category: String) {
    let language = Language(tag: tag, strings: [:], fallback: [:])
    #expect(language.pluralCategory(value, decimals: decimals) == category)
  }

  @Test("A message fills in names and inflects")
  func messages() {
    let polish = Language(
      tag: "pl",
      strings: [
        "answers":
          "{town}: {n, plural, one {# odpowiedź} few {# odpowiedzi} other {# odpowiedzi}}"
      ], fallback: [:])
    func text(_ n: Double) -> String {
      polish.string("answers", ["town": .text("Łeba"), "n": .number(n)])
    }
    #expect(text(1) == "Łeba: 1 odpowiedź")
    #expect(text(1234) == "Łeba: 1234 odpowiedzi")
    #expect(text(12345) == "Łeba: 12\u{A0}345 odpowiedzi")
  }

  @Test("A number in a sentence looks as in a table")
  func numbersInSentences() {
    let estonian = Language(
      tag: "et",
      strings: ["bare": "{n}", "typed": "{n, number}", "hash": "{n, plural, other {#}}"],
      fallback: [:])
    for key in ["bare", "typed", "hash"] {
      #expect(estonian.string(key, ["n": .number(-1234.5)]) == "\u{2212}1234,5")
      #expect(estonian.string(key, ["n": .number(0.1)]) == "0,1")
      #expect(estonian.string(key, ["n": .number(100)]) == "100")
    }
  }

  @Test("A select inside a plural keeps its number")
  func nested() {
    let english = Language(
      tag: "en",
      strings: [
        "k": "{who, select, town {{n, plural, one {# town} other {# towns}}} other {{n} of {who}}}"
      ], fallback: [:])
    #expect(english.string("k", ["who": .text("town"), "n": .number(2)]) == "2 towns")
    #expect(english.string("k", ["who": .text("x"), "n": .number(2)]) == "2 of x")
  }

  @Test("Braces and number signs in an argument's text stay as they are")
  func textIsNotAPattern() {
    let english = Language(tag: "en", strings: ["k": "{q}"], fallback: [:])
    #expect(english.string("k", ["q": .text("{n} # 'x'")]) == "{n} # 'x'")
  }

  @Test("Gaps fall back to English, then to the key")
  func fallback() {
    let danish = Language(
      tag: "da", strings: ["a": "ja", "broken": "{n, plural, one {"],
      fallback: ["a": "yes", "b": "{n, plural, one {# no} other {# noes}}", "broken": "whole"])
    #expect(danish.string("a") == "ja")
    // Danish has one for 1.5; the English sentence takes the English form, with a Danish comma.
    #expect(danish.string("b", ["n": .number(1.5)]) == "1,5 noes")
    #expect(danish.string("broken") == "whole")
    #expect(danish.string("c") == "⟨c⟩")
    #expect(danish.missingKeys == ["b"])
  }

  @Test("Faults of a language file are found")
  func faults() {
    let language = Language(
      tag: "lv", strings: ["a": "{n, plural, one {", "b": "{nn} un {m}", "c": "{n}"],
      fallback: ["a": "{n}", "b": "{n} and {m}", "c": "{n}"])
    let faults = language.messageFaults
    #expect(faults.map(\.key) == ["a", "b"])
    #expect(faults.last?.finding == "{nn} is not an argument of this message")
  }

  @Test("Lists are joined as in a sentence")
  func lists() {
    func list(_ tag: String, _ items: [String]) -> String {
      Language(tag: tag, strings: [:], fallback: [:]).list(items)
    }
    #expect(list("en", ["a", "b", "c"]) == "a, b and c")
    #expect(list("de", ["a", "b", "c"]) == "a, b und c")
    #expect(list("fi", ["a", "b"]) == "a ja b")
    #expect(list("lv", ["a"]) == "a")
    #expect(list("lv", []) == "")
  }

  @Test(
    "Names sort by the language's alphabet",
    arguments: [
      ("da", ["Zoo", "Ærø", "Ølsted", "Århus"]), ("nb", ["Zoo", "Ærfugl", "Østre", "Ås"]),
      ("sv", ["Zinkgruvan", "Åre", "Älmhult", "Örebro"]),
      ("de", ["Ahlen", "Älter", "Zwickau"]), ("et", ["Saue", "Šokk", "Zürich", "Tartu", "Õru"]),
      ("lt", ["Ignalina", "Yla", "Jonava"]), ("is", ["Zeta", "Þingvellir", "Ævi", "Öxi"]),
      ("pl", ["Luboń", "Łeba", "Malbork"]),
    ])
  func collation(tag: String, order: [String]) {
    let language = Language(tag: tag, strings: [:], fallback: [:])
    #expect(order.reversed().sorted { language.compare($0, $1) < 0 } == order)
  }

  @Test(
    "Long dates have the language's pattern",
    arguments: [
      ("da", "5. marts 2025"), ("de", "5. März 2025"), ("et", "5. märts 2025"),
      ("en", "5 March 2025"), ("fi", "5. maaliskuuta 2025"), ("is", "5. mars 2025"),
      ("lt", "2025 m. kovo 5 d."), ("lv", "2025. gada 5. marts"), ("nb", "5. mars 2025"),
      ("pl", "5 marca 2025"), ("sv", "5 mars 2025"),
    ])
  func dates(tag: String, expected: String) {
    let language = Language(tag: tag, strings: [:], fallback: [:])
    let text = language.date(year: 2025, month: 3, day: 5)
    #expect(text.split(separator: "\u{A0}").joined(separator: " ") == expected)
    #expect(language.date(year: 2025, month: 13, day: 5) == "2025-13-05")
  }
}
