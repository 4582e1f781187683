import Diagnostics
import Tabular
import Testing

@testable import SurveyData

private func build(
  _ sources: [RawSource], _ variables: [Codebook.Variable], _ definition: StudyDefinition = study()
) -> InterpretedData {
  SurveyDataBuilder(study: definition, codebooks: [codebook(variables)]).build(sources)
}

private func codes(_ data: InterpretedData) -> [String] {
  data.diagnostics.all.map(\.code).filter { !$0.hasSuffix("wave-empty") }
}

struct InterpretationTests {
  @Test func `a value off the scale is missing and named with its line`() {
    let data = build(
      [raw(["trust", "3", "12", "88", "", "7,0", "x", "10 - all"], decimal: ",")],
      [scale("trust", missing: ["77": .refused, "88": .doNotKnow, "99": .notAnswered])])
    // A row with no answer to any question is set aside.
    #expect(data.panel.values("trust") == [3, nil, nil, 7, nil, 10])
    #expect(
      data.panel.reasons("trust") == [nil, .offScale, .doNotKnow, nil, .unreadable, nil])
    #expect(codes(data) == ["data.off-scale", "data.not-a-number", "data.scale-with-text"])
    #expect(
      data.diagnostics.all.first?.description.hasPrefix(
        "a.csv:3, trust: 12 is not on the scale 0…10 (missing codes: 77, 88, 99)") == true)
  }

  @Test func `answers match exactly, then loosely with a note, else with a suggestion`() {
    let happy = Codebook.Variable(
      id: "happy", kind: .choice, headers: ["H"],
      answers: [answer("Not happy", 1, raw: ["A1"]), answer("Very happy", 3)],
      missing: ["Don't know": .doNotKnow])
    let data = build(
      [raw(["H", "A1", "very  HAPPY ", "Very hapy", "Don’t know", "NA"])], [happy])
    #expect(data.panel.values("happy") == [1, 3, nil, nil, nil])
    #expect(
      data.panel.reasons("happy") == [nil, nil, .unreadable, .doNotKnow, .notAnswered])
    #expect(codes(data) == ["data.loose-match", "data.unknown-answer"])
    #expect(data.diagnostics.all[1].hint == "did you mean \"Very happy\"?")
  }

  @Test func `joined cells are split against the longest option first`() {
    let clubs = Codebook.Variable(
      id: "club", kind: .multiple, headers: ["Clubs"],
      answers: [
        answer("Sport", 1), answer("Sport, outdoors", 2), answer("Choir", 3, raw: ["c"]),
      ])
    let data = build(
      [raw(["Clubs", "Sport, outdoors, Choir", "Sport;Choir;", "Sport, Chess", "c Sport", "NA"])],
      [clubs])
    #expect(data.panel.values("club.sport") == [0, 1, 1, 1, nil])
    #expect(data.panel.values("club.sport_outdoors") == [1, 0, 0, 0, nil])
    #expect(data.panel.values("club.choir") == [1, 1, 0, 1, nil])
    #expect(codes(data) == ["data.unknown-option"])
    #expect(data.diagnostics.all[0].finding.contains("chess"))
  }

  @Test func `options in columns of their own are ticked, not ticked, or not answered`() {
    let media = Codebook.Variable(
      id: "m", kind: .multiple, headers: [], optionHeaders: ["paper": "Q1[1]", "radio": "Q1[2]"],
      answers: [answer("Paper", 1), answer("Radio", 2)])
    let data = build(
      [raw(["Q1[1]|Q1[2]|t", "Y||1", "||2", "No|TRUE|3", "maybe|1|4"])], [media, scale("t")])
    #expect(data.panel.values("m.paper") == [1, nil, 0, nil])
    #expect(data.panel.values("m.radio") == [0, nil, 1, 1])
    #expect(codes(data) == ["data.unknown-answer"])
  }

  @Test(
    arguments: [
      ("1.234,5", ",", 1234.5), ("1 234", ",", 1234), ("3.5", ",", 3.5), ("3,5", ".", nil),
      ("1,234", ".", 1234), ("1.234", ",", 1234), ("−2", ".", -2), ("1e3", ".", 1000),
      ("inf", ".", nil), ("0x10", ".", nil), ("", ".", nil), ("12 h", ".", nil),
      ("1.2.3", ".", nil),
    ] as [(String, Character, Double?)])
  func `numbers are read with the decimal mark of their file`(
    text: String, decimal: Character, expected: Double?
  ) {
    #expect(parseNumber(text, decimal: decimal) == expected)
  }

  @Test(
    arguments: [
      ("2024-02-29", "2024-02-29"), ("1.3.2025", "2025-03-01"), ("31/12/2024 23:59", "2024-12-31"),
      ("2025/03/01 1:05:00 PM EET", "2025-03-01"), ("12/31/2024", "2024-12-31"),
      ("2025-02-29", nil), ("1970-01-01", "1970-01-01"), ("12.5", nil), ("soon", nil),
      ("1899-12-31", "1899-12-31"),
    ] as [(String, String?)])
  func `days are read as people write them`(text: String, expected: String?) {
    #expect(parseDay(text).map(isoDay) == expected)
  }

  @Test func `every row is used or set aside with a reason`() {
    let source = raw(
      [
        "town|when|trust|w", "aa|before|1|1", "Bauska|After|2|2", "bausca|after|3|1",
        "aa|sometime|3|1", "aa|before|4|0", "aa|before|4|-1", "aa|before|5|", "aa|before|5|x",
        "||| ", "aa|2025-03-05|6|1,5",
      ],
      municipality: .column("town", values: [:]), wave: .column("when", values: [:]),
      columns: ["weight": "w"], decimal: ",")
    var counted = source
    counted.rowsRead = 12
    counted.dropReasons = ["ragged row"]
    counted.dropCounts = [2]
    let data = build([counted], [scale("trust")])
    let account = data.panel.sources[0]
    #expect(account.rowsUsed == 3)
    #expect(account.rowsUsed == data.panel.rowCount)
    #expect(account.rowsRead == account.rowsUsed + account.dropCounts.reduce(0, +))
    #expect(
      account.rowsDropped.map { "\($0.reason) \($0.count)" } == [
        "ragged row 2", "no answer to any question 1", "unknown municipality 1", "unknown wave 1",
        "weight missing, zero or negative 4",
      ])
    #expect(data.panel.municipality == [0, 1, 0])
    #expect(data.panel.wave == [0, 1, 1])
    #expect(data.panel.weight == [1, 2, 1.5])
    #expect(data.panel.line == [2, 3, 11])
    #expect(codes(data).contains("data.unknown-municipality"))
    let found = data.diagnostics.all.first { $0.finding.contains("bausca") }
    #expect(found?.hint == "did you mean Bauska?")
    #expect(codes(data).count { $0 == "data.weight" } == 4)
  }

  @Test func `a variable that a source does not have was not asked there`() {
    let data = build(
      [
        raw(["trust|old", "1|2"]),
        raw(["trust|new", "3|4"], file: "b.csv", wave: .constant("after")),
      ],
      [scale("trust"), scale("new"), scale("old", header: "olde")])
    #expect(data.panel.values("new") == [nil, 4])
    #expect(data.panel.reasons("new") == [.notAsked, nil])
    #expect(data.panel.reasons("old") == [.notAsked, .notAsked])
    #expect(codes(data) == ["data.no-column", "data.no-column", "data.no-column"])
    #expect(
      data.diagnostics.all.first { $0.severity == .warning && $0.code == "data.no-column" }?.hint
        == "did you mean \"old\"?")
  }

  @Test func `waves without rows, columns without answers and foreign files are found`() {
    let data = build([raw(["trust|b", "1|", "2|"])], [scale("trust"), scale("b")])
    let found = Set(data.diagnostics.all.map(\.code))
    #expect(found == ["data.all-missing", "data.wave-empty", "data.municipality-wave-empty"])
    #expect(data.diagnostics.hasErrors)
    let foreign = build([raw(["x|y", "1|2"])], [scale("trust")])
    #expect(foreign.diagnostics.all.map(\.code).contains("data.no-known-column"))
    #expect(foreign.panel.sources[0].rowsUsed == 1)
    let unbound = build(
      [raw(["trust", "1"], municipality: .column("Twon", values: [:]))], [scale("trust")])
    #expect(codes(unbound).contains("data.no-binding-column"))
    let noRole = build([raw(["trust", "1"], columns: ["person": "P"])], [scale("trust")])
    #expect(codes(noRole) == ["data.no-role-column"])
  }

  @Test
  func `waves that the study leaves out are set aside with a note, near misses with a warning`() {
    let binding = SourceDefinition.Binding.column("y", values: ["2000": "before", "2006": "after"])
    let data = build(
      [raw(["y|trust", "2000|1", "2002|2", "2006|3", "befor|4"], wave: binding)], [scale("trust")])
    let found = data.diagnostics.all.filter { $0.code == "data.unknown-wave" }
    #expect(found.map(\.severity) == [.note, .warning])
    #expect(found[1].hint == "did you mean before?")
    #expect(data.panel.sources[0].dropCounts == [2])
  }

  @Test func `an empty file gives an empty panel and no crash`() {
    let data = build([raw(["trust"])], [scale("trust")])
    #expect(data.panel.rowCount == 0)
    #expect(data.panel.table.rowCount == 0)
    #expect(data.diagnostics.hasErrors)
    #expect(build([], [scale("trust")]).panel.rowCount == 0)
  }

  @Test func `codebooks of two files meet by answer key`() {
    let one = Codebook.Variable(
      id: "g", kind: .choice, headers: ["Gender"], answers: [answer("Woman", 1), answer("Man", 2)])
    let two = Codebook.Variable(
      id: "g", kind: .choice, headers: ["Køn"],
      answers: [
        .init(raw: ["Mand"], key: "man", value: 2, label: "Mand"),
        .init(raw: ["Kvinde"], key: "woman", value: 1, label: "Kvinde"),
      ])
    let data = SurveyDataBuilder(
      study: study(), codebooks: [codebook([one]), codebook([two], file: "da.yaml")]
    ).build([
      raw(["Gender", "Man"]), raw(["Køn", "Kvinde", "Mand"], file: "b.csv", codebook: "da.yaml"),
    ])
    #expect(data.panel.values("g") == [2, 1, 2])
  }
}
