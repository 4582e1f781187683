import Aggregation
import Diagnostics
import SocialIndicators
import SurveyData
import SurveyStatistics
import Tabular
import Testing

@Suite struct ScoringRuleTests {
  private func scoring(_ yaml: String) throws -> IndicatorDefinition.Scoring {
    let library = IndicatorLibrary.parse("indicators:\n" + yaml, name: "test.yaml").library
    guard case .survey(let scoring) = try #require(library.definitions.first).kind else {
      throw Missing()
    }
    return scoring
  }

  private struct Missing: Error {}

  private func option(_ item: String, _ name: String) -> ScoreColumn {
    ScoreColumn(item: item, variable: item, column: name, low: 0, high: 1)
  }

  @Test func `One question answered is enough where one is asked for, however few its options`()
    throws
  {
    // q has five options, r is one yes or no: the second person answered r alone.
    let names = ["q.1", "q.2", "q.3", "q.4", "q.5", "r"]
    var table = Table()
    for name in names {
      let isAnswered = [name != "r", name == "r", false]
      table.set(
        name,
        .coded(
          CodedColumn(
            codes: isAnswered.map { $0 ? 1 : CodedColumn.code(for: .notAnswered) },
            levels: [.init(value: 0, label: "no"), .init(value: 1, label: "yes")])))
    }
    let columns = names.map { option($0 == "r" ? "r" : "q", $0) }
    func least(_ minimum: Int) throws -> Int? {
      try scoring(
        definition(
          "s", items: ["q", "r"], low: 0, high: 1, score: "any",
          more: "minimum_answered: \(minimum)")
      ).derivedVariable(name: "s", columns: columns, in: table)?.minimumAnswered
    }
    #expect(try least(1) == 1)
    #expect(try least(2) == 6)
  }

  @Test(arguments: [true, false])
  func `Options without one for none of them are a warning where somebody ticked nothing`(
    _ hasNone: Bool
  ) throws {
    var fixture = StudyFixture([StudyFixture.municipality()], waves: ["before"])
    let empty = CodedColumn.code(for: .notAnswered)
    for option in ["q.a", "q.b"] {
      fixture.columns.append(
        (
          option,
          CodedColumn(
            codes: [1, 0, 1, empty, empty],
            levels: [.init(value: 0, label: "no"), .init(value: 1, label: "yes")])
        ))
    }
    let library = IndicatorLibrary.parse(
      "indicators:\n" + definition("s", items: ["q"], low: 0, high: 1, score: "any"),
      name: "test.yaml"
    ).library
    var codebook = fixture.codebook(library)
    codebook.variables = codebook.variables.filter { $0.id == "q" }
    codebook.variables[0].kind = .multiple
    codebook.variables[0].answers = ["a", "b"].map {
      .init(raw: [$0], key: $0, value: $0 == "b" && hasNone ? 0 : 1, label: $0)
    }
    let plan = IndicatorPlan.make(
      study: fixture.study, library: library, codebooks: [codebook]
    ).plan
    let found = evaluate(
      study: fixture.study, plan: plan, panel: fixture.panel, participation: nil,
      programVersion: "test")
    let warnings = found.diagnostics.all.filter { $0.code == "indicator.no-none-option" }
    #expect(warnings.count == (hasNone ? 0 : 1))
    #expect(warnings.first?.finding.contains("2 of 5 ticked nothing under q") ?? hasNone)
    #expect(found.results.first?.waves[0].answered == 3)
  }
}
