import Testing

@testable import SurveyData

private func pooled(_ header: String, _ values: [String], each: Int = 6) -> PooledColumn {
  PooledColumn(
    header: header, values: values,
    counts: Dictionary(values.map { ($0, each) }, uniquingKeysWith: { first, _ in first }))
}

struct DraftingQuestionTests {
  @Test func `pieces that never stand alone are joined back into one option`() throws {
    let cells = [
      "Attended a concert, play or show", "Visited the library",
      "Attended a concert, play or show, Visited the library", "None of these",
      "Visited the library, Sang in a choir, band or orchestra",
    ]
    let guess = guessColumn(pooled("Which of these?", cells))
    #expect(guess.kind == .multiple)
    #expect(
      guess.answers.map(\.label) == [
        "Attended a concert, play or show", "Visited the library",
        "Sang in a choir, band or orchestra", "None of these",
      ])
    #expect(guess.why.contains("is read as one answer"))
  }

  @Test func `options that always stand together are kept apart and pointed out`() throws {
    let cells = ["Choir, Arts, Crafts", "Choir", "Choir, Arts, Crafts, Sport", "Sport"]
    let joined = try #require(
      JoinedOptions(cells, counts: Dictionary(uniqueKeysWithValues: cells.map { ($0, 4) })))
    #expect(joined.options == ["Choir", "Arts", "Crafts", "Sport"])
    #expect(joined.doubts.contains("\"Arts\" and \"Crafts\" always stand together"))
  }

  @Test func `single answers with commas are no multiple choice`() {
    let cells = ["Yes, every week", "Yes, every month", "No, never", "No, not any more"]
    #expect(guessColumn(pooled("Do you sing?", cells)).kind == .choice)
  }

  @Test(arguments: [
    ("Anything else you want to tell us?", ["Thanks", "Good work", "More buses"]),
    ("Øvrige kommentarer", ["Tak", "Nej tak"]),
    ("Uwagi", ["dobrze", "wszystko w porządku"]),
    (
      "Why did you come?",
      (0..<20).map { "A long answer, with commas, that nobody else would write, number \($0)" }
    ),
  ])
  func `what people wrote themselves is text`(header: String, values: [String]) {
    let each = values.count > 10 ? 1 : 6
    #expect(guessColumn(pooled(header, values, each: each)).kind == .text)
  }

  @Test(arguments: [
    ("How happy are you? (0-10)", 0, 10), ("Trust 1–5", 1, 5), ("from 0 to 10, how …", 0, 10),
    ("How safe? 0 = not at all, 5 = in between, 10 = completely", 0, 10),
    ("Hvor tryg er du? 1 betyder slet ikke, 7 betyder helt", 1, 7),
    ("How close? 1 (not at all) to 5 (very)", 1, 5),
  ])
  func `questions state the ends of their scale`(question: String, low: Int, high: Int) {
    let ends = statedEnds(question)
    #expect(ends?.low == low)
    #expect(ends?.high == high)
  }

  @Test func `numbers that are no scale are not read as its ends`() {
    #expect(statedEnds("In 2024, how many of the 12 events did you visit?") == nil)
  }

  @Test(arguments: [
    ("How much do you trust your neighbours?", "trust_bonding"),
    ("Hvor stor tillid har du til kommunen?", "trust_linking"),
    ("Na ile ufa Pan/Pani ludziom?", "trust_bridging"),
    ("Haben Sie ein Ehrenamt?", "engagement"), ("Olen varautunut kriisiin", "preparedness"),
    ("Känner du dig hemma här?", "belonging"), ("Kas käid kontsertidel?", "culture"),
    ("Cik apmierināts esat ar dzīvi?", "quality_of_life"),
    ("Ar jaučiatės saugūs?", "quality_of_life"),
  ])
  func `the words of a question tell its dimension`(question: String, dimension: String) {
    let meaning = QuestionMeaning(question)
    #expect(meaning.dimension == dimension)
    #expect(meaning.dimensionWord != nil)
    #expect(meaning.direction == "up")
  }

  @Test(arguments: [
    "How lonely do you feel?", "Hvor bekymret er du?", "Jak bardzo czuje się Pan samotny?",
    "What prevents you from taking part?",
  ])
  func `bad things are better when lower`(question: String) {
    #expect(QuestionMeaning(question).direction == "down")
  }

  @Test func `the ends of a scale do not tell its direction`() {
    #expect(QuestionMeaning("How safe are you? (0 = very worried, 10 = safe)").direction == "up")
  }

  @Test(arguments: [
    (
      "On a scale from 0 to 10, how satisfied are you with life?", "How satisfied are you with life"
    ),
    ("Please rate [I belong to this town]", "I belong to this town"),
    ("Q2[SQ001]. Wie sehr vertrauen Sie ... [Nachbarn]", "Nachbarn: Wie sehr vertrauen Sie"),
    ("3. Do you volunteer? (yes or no)", "Do you volunteer"),
  ])
  func `labels are questions made short`(question: String, label: String) {
    #expect(DraftedIndicator.label(question) == label)
  }

  @Test func `amounts are ordered from none to many`() {
    let guess = guessColumn(pooled("How many?", ["3-5", "None", "6 or more", "1-2"]))
    #expect(guess.answers.map(\.label) == ["None", "1-2", "3-5", "6 or more"])
    #expect(guess.answers.map(\.value) == [0, 1, 2, 3])
  }

  @Test(arguments: ["What is your gender?", "Ile masz lat? Wiek", "Wie alt sind Sie?", "Linnaosa"])
  func `background questions are groups`(header: String) {
    #expect(HeaderRole.isGroup(header))
  }

  @Test func `words that only look like background make no group`() {
    #expect(!HeaderRole.isGroup("How happy are you with the village shop?"))
    #expect(!HeaderRole.isGroup("Do you manage to get about?"))
  }
}
