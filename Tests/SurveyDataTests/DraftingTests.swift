import Diagnostics
import Foundation
import Tabular
import Testing

@testable import SurveyData

private func draft(_ files: [(String, [String])], items: [DraftItem] = []) -> (
  StudyDraft, StudyFolder, [RawSource]
) {
  let sources = files.map { file, rows in
    let (table, headers) = textTable(
      rows.map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) })
    return DraftSource(file: file, table: table, headers: headers)
  }
  let draft = draftStudy(title: "Ærøskøbing", sources: sources, items: items)
  var written = ["study.yaml": draft.studyYAML, "codebook.yaml": draft.codebookYAML]
  for (file, _) in files { written[file] = "x" }
  let folder = (try? temporaryFolder(written)) ?? ""
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let read = readStudyFolder(folder)
  let raws = (read.study?.sources ?? []).enumerated().map { index, definition in
    RawSource(
      definition: definition, table: sources[index].table, headers: sources[index].headers,
      lineOfRow: (0..<sources[index].table.rowCount).map { UInt32($0 + 2) })
  }
  return (draft, read, raws)
}

/// Twelve answers of a form as Google writes them.
private let googleForm: [String] = {
  let header =
    "Timestamp|Email Address|Generally speaking, would you say that most people can be trusted, "
    + "or that you can't be too careful?|I feel at home here|Which clubs do you go to?|"
    + "Age group|How many hours a week?|Anything else?"
  let agree = ["Strongly disagree", "Disagree", "Agree", "Strongly agree", "Don't know"]
  let clubs = ["Choir", "Choir, Sport", "Sport", "Sport, Chess", "Chess"]
  let ages = ["18-34", "35-64", "65+"]
  return [header]
    + (0..<24).map { row in
      let day = row < 12 ? "2024/03/0\(row % 9 + 1)" : "2025/03/0\(row % 9 + 1)"
      return [
        "\(day) 1:05:00 PM EET", "a\(row)@example.org", String(row % 11), agree[row % 5],
        clubs[row % 5], ages[row % 3], "\(row * 2)", "text number \(row) that differs",
      ].joined(separator: "|")
    }
}()

private let items = [
  DraftItem(
    id: "ess.ppltrst",
    wording: "Generally speaking, would you say that most people can be trusted, or that you "
      + "can't be too careful in dealing with people?", low: 0, high: 10),
  DraftItem(id: "home", wording: nil, low: 1, high: 4),
]

struct DraftingTests {
  @Test func `a draft of a form is valid and marks every guess`() throws {
    let (draft, read, raws) = draft([("answers.csv", googleForm)], items: items)
    #expect(!read.diagnostics.hasErrors, "\(read.diagnostics.all)")
    let study = try #require(read.study)
    #expect(study.waves.map(\.id) == ["before", "after"])
    #expect(study.waves[1].from == "2025-03-01")
    let book = try #require(read.codebooks.first)
    let kinds = book.variables.map(\.kind)
    #expect(kinds == [.scale, .choice, .multiple, .choice, .number])
    #expect(book.variables[0].item == "ess.ppltrst")
    #expect(book.variables[0].low == 0)
    #expect(book.variables[1].answers.map(\.value) == [1, 2, 3, 4])
    #expect(book.variables[1].missing == ["Don't know": .doNotKnow])
    #expect(book.variables[2].answers.map(\.label).sorted() == ["Chess", "Choir", "Sport"])
    #expect(study.groups == ["age_group"])
    let open = read.diagnostics.all.filter { $0.code == "definition.unconfirmed" }
    #expect(open.count == book.variables.count + 3)
    #expect(open.allSatisfy { $0.place.line != nil && $0.severity == .warning })
    #expect(draft.guesses.contains { $0.contains("direct identifier") })
    #expect(!draft.codebookYAML.contains("example.org"))
    let data = SurveyDataBuilder(study: study, codebooks: read.codebooks).build(raws)
    #expect(data.panel.rowCount == 24)
    #expect(data.panel.wave.count { $0 == 1 } == 12)
    #expect(!data.diagnostics.hasErrors, "\(data.diagnostics.all)")
    #expect(!data.diagnostics.all.contains { $0.code == "data.unknown-answer" })
  }

  @Test func `files are told apart by their names, registers by their headers`() throws {
    let limeSurvey =
      ["id|Q1|Q2[SQ001]|Q2[SQ002]|code"]
      + (0..<20).map { "\($0)|\([1, 2, 3, 4, 5, 8, 9][$0 % 7])|\($0 % 2 == 0 ? "Y" : "")||k\($0)" }
    let (_, read, raws) = draft([
      ("survey_after.csv", limeSurvey), ("survey_before.csv", limeSurvey),
      ("events.csv", ["Event|Date|Visitors", "Fair|2025-05-01|120", "Choir|2025-06-01|45"]),
      ("hours.csv", ["Name|Hours|Organisation", "A|3|Choir"]),
    ])
    #expect(!read.diagnostics.hasErrors, "\(read.diagnostics.all)")
    let study = try #require(read.study)
    #expect(study.sources.map(\.kind) == [.survey, .survey, .attendance, .volunteering])
    #expect(study.sources[0].wave == .constant("after"))
    #expect(study.sources[1].wave == .constant("before"))
    #expect(
      study.sources[2].columns == ["event": "Event", "date": "Date", "headcount": "Visitors"])
    #expect(study.sources[0].columns["person"] == "code")
    #expect(study.municipalities[0].relation == "linked")
    let book = try #require(read.codebooks.first)
    #expect(book["q1"]?.low == 1)
    #expect(book["q1"]?.high == 5)
    #expect(book["q1"]?.missing == ["8": .doNotKnow, "9": .refused])
    #expect(book["q2"]?.optionHeaders.values.sorted() == ["Q2[SQ001]", "Q2[SQ002]"])
    let data = SurveyDataBuilder(study: study, codebooks: read.codebooks).build(raws)
    #expect(data.panel.linkages.first?.matched == 20)
    #expect(data.participation.attendances.map(\.headcount) == [120, 45])
    #expect(data.participation.volunteering.count == 1)
  }

  @Test func `columns of waves and places make waves and places`() throws {
    let rows =
      ["year,region,happy,attend"]
      + (0..<30).map { row in
        let happy = ["not too happy", "pretty happy", "very happy"][row % 3]
        return "\(row < 15 ? 2000 : 2006),\(row % 2 == 0 ? "new england" : "pacific"),\(happy),"
          + ["never", "every week", "once a month"][row % 3]
      }
    let (_, read, raws) = draft([
      ("gss.csv", rows.map { $0.replacingOccurrences(of: ",", with: "|") }),
      ("events.csv", ["Event|Date|Visitors", "Fair|2006-05-01|120"]),
    ])
    #expect(read.study?.sources[1].municipality == .constant("new_england"))
    #expect(!read.diagnostics.hasErrors, "\(read.diagnostics.all)")
    let study = try #require(read.study)
    #expect(study.municipalities.map(\.id) == ["new_england", "pacific"])
    #expect(study.waves.map(\.label) == ["2000", "2006"])
    let book = try #require(read.codebooks.first)
    #expect(book["happy"]?.answers.map(\.label) == ["not too happy", "pretty happy", "very happy"])
    #expect(book["attend"]?.answers.map(\.value) == [1, 5, 8])
    let data = SurveyDataBuilder(study: study, codebooks: read.codebooks).build(raws)
    #expect(data.panel.rowCount == 30)
    #expect(!data.diagnostics.hasErrors)
  }

  @Test func `hostile headers and cells still give a valid draft`() {
    let rows = [
      "no: \"x\"|- y|#z| ?|{a}", "yes|no|null|~|1", "no|no|null|~|2", "yes|yes|true|: |3",
      "yes|no|true|: |4", "yes|no|null|~|5", "no|no|null|~|1",
    ]
    let (draft, read, _) = draft([("a b: c.csv", rows), ("empty.csv", ["x"])])
    #expect(!read.diagnostics.hasErrors, "\(read.diagnostics.all) \(draft.codebookYAML)")
  }

  @Test func `scales take their ends from the question, then from other questions`() throws {
    let rows =
      ["Trust (0–10)|safety|Grid [Row one]|kinds"]
      + (0..<120).map { row in
        "\(row == 7 ? 12 : row % 9 + 1)|\(row % 10 + 1)|\(row % 11)|"
          + ["cinema", "stage", "cinema stage", "cinema stage fair", "fair", "stage fair"][row % 6]
      }
    let book = try #require(draft([("a.csv", rows)]).1.codebooks.first)
    #expect(book.variables.map(\.id) == ["trust", "safety", "row_one", "kinds"])
    #expect(book.variables.prefix(3).map(\.low) == [0, 0, 0])
    #expect(book.variables.prefix(3).map(\.high) == [10, 10, 10])
    #expect(book["kinds"]?.kind == .multiple)
    #expect(book["kinds"]?.answers.map(\.label) == ["cinema", "fair", "stage"])
  }

  @Test func `form codes are read as the words they stand for`() throws {
    let words = ["tend_to_agree", "definitely_agree", "tend_to_disagree", "dont_know"]
    let guess = guessColumn(
      PooledColumn(
        header: "q", values: words, counts: Dictionary(uniqueKeysWithValues: words.map { ($0, 5) }))
    )
    // An end that nobody chose was offered all the same.
    #expect(guess.answers.map(\.value) == [1, 2, 3, 4])
    #expect(guess.missing.map(\.reason) == ["do_not_know"])
  }

  @Test func `a column of visitors that names them is a person column`() throws {
    let read = draft([
      ("survey.csv", ["trust", "1", "2", "3", "10"]),
      ("events.csv", ["Event|Dato|Visitors", "Fair|1.5.2025|B12", "Fair|1.5.2025|B13"]),
    ]).1
    #expect(read.study?.sources[1].columns["person"] == "Visitors")
  }

  @Test(arguments: [
    (["Helt enig", "Enig", "Uenig"], [5, 4, 2]), (["Never", "Often"], [1, 4]),
    (["Nigdy", "Zawsze", "Często", "Rzadko", "Czasami"], [1, 5, 4, 2, 3]),
    (["Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied"], [4, 3, 2, 1]),
  ])
  func `known answer scales are ordered`(answers: [String], values: [Int]) {
    #expect(AnswerLadder.values(for: answers) == values)
  }
}
