import Aggregation
import Diagnostics
import SocialIndicators
import SurveyData
import Tabular
import Testing

@Suite struct IndicatorPlanTests {
  private let library = IndicatorLibrary.parse(
    "indicators:\n" + definition("x", items: ["a", "b"], low: 1, high: 5)
      + definition("y", items: ["c"], low: 0, high: 1, score: "any"),
    name: "test.yaml"
  ).library

  private func plan(
    _ variables: [Codebook.Variable], indicators: [String] = []
  ) -> (plan: IndicatorPlan, codes: [String], hints: [String]) {
    var study = StudyFixture([StudyFixture.municipality()]).study
    study.indicators = indicators
    let codebook = Codebook(file: "codebook.yaml", variables: variables, fingerprint: "")
    let made = IndicatorPlan.make(study: study, library: library, codebooks: [codebook])
    return (made.plan, made.diagnostics.all.map(\.code), made.diagnostics.all.compactMap(\.hint))
  }

  private func scale(_ id: String, low: Double = 1, high: Double = 5) -> Codebook.Variable {
    .init(id: "q_\(id)", kind: .scale, headers: [id], item: id, low: low, high: high, line: 7)
  }

  @Test func `Indicators without their items are left out, and are errors only when asked for`() {
    let quiet = plan([scale("a")])
    #expect(quiet.plan.entries.isEmpty)
    #expect(quiet.codes.isEmpty)
    #expect(
      quiet.plan.unavailable == [
        .init(indicator: "x", reason: "no codebook has the item b"),
        .init(indicator: "y", reason: "no codebook has the item c"),
      ])
    #expect(plan([scale("a")], indicators: ["x"]).codes == ["indicator.unavailable"])
  }

  @Test func `A name that is not in the library comes with the nearest one`() {
    let named = IndicatorLibrary.parse(
      "indicators:\n" + definition("ess.ppltrst", items: ["a"], low: 1, high: 5),
      name: "test.yaml"
    ).library
    var study = StudyFixture([StudyFixture.municipality()]).study
    study.primaryOutcomes = ["ess.pplrtst"]
    let made = IndicatorPlan.make(study: study, library: named, codebooks: [])
    #expect(made.diagnostics.all.map(\.code) == ["indicator.unknown"])
    #expect(made.diagnostics.all.first?.hint == "did you mean ess.ppltrst?")
  }

  @Test func `A scale with other ends is an error on the codebook's line`() {
    let made = plan([scale("a"), scale("b", low: 0, high: 10)])
    #expect(made.codes == ["indicator.scale"])
    #expect(made.plan.entries.isEmpty)
  }

  @Test func `Wording that differs between waves is kept for the change to be refused`() {
    var reworded = scale("b")
    reworded.wording = ["before": "1", "after": "2"]
    #expect(plan([scale("a"), reworded]).plan.entries.first?.rewordedItems == ["a": ["b"]])
    #expect(plan([scale("a"), reworded]).codes == ["indicator.reworded"])
    reworded.wording = ["before": "1"]
    #expect(plan([scale("a"), reworded]).plan.entries.first?.rewordedItems == [:])
  }

  @Test func `A town's wording is compared with its own only`() {
    var study = StudyFixture(["a", "b"].map { StudyFixture.municipality($0) }).study
    study.sources = ["a", "b"].map {
      SourceDefinition(
        file: "\($0).csv", kind: .survey, municipality: .constant($0),
        wave: .constant("before"), codebook: "\($0).yaml")
    }
    func codebook(_ town: String, _ wording: [String: String]) -> Codebook {
      var variables = [scale("a"), scale("b")]
      variables[0].wording = wording
      return Codebook(file: "\(town).yaml", variables: variables, fingerprint: "")
    }
    let made = IndicatorPlan.make(
      study: study, library: library,
      codebooks: [
        codebook("a", ["before": "danish", "after": "danish"]),
        codebook("b", ["before": "polish", "after": "polish, new"]),
      ])
    #expect(made.plan.entries.first?.rewordedItems == ["b": ["a"]])
    #expect(made.diagnostics.all.map(\.place.column) == ["b"])
  }

  @Test func `The options of a multiple-choice question are parts, and none of these counts for 0`()
    throws
  {
    let several = Codebook.Variable(
      id: "went", kind: .multiple, headers: ["went"], item: "c",
      answers: [
        .init(raw: ["Cinema"], key: "cinema", value: 1, label: "Cinema"),
        .init(raw: ["Museum"], key: "museum", value: 1, label: "Museum"),
        .init(raw: ["None"], key: "none", value: 0, label: "None of these"),
      ])
    let entry = try #require(plan([several]).plan.entries.first)
    #expect(entry.columns.map(\.column) == ["went.cinema", "went.museum", "went.none"])
    var table = Table()
    let levels: [CodedColumn.Level] = [.init(value: 0, label: ""), .init(value: 1, label: "")]
    for (name, codes) in [
      ("went.cinema", [UInt8](arrayLiteral: 1, 0)), ("went.museum", [1, 0]), ("went.none", [0, 1]),
    ] {
      table.set(name, .coded(CodedColumn(codes: codes, levels: levels)))
    }
    guard case .survey(let scoring) = entry.definition.kind else { return }
    let variable = try #require(
      scoring.derivedVariable(name: "y", columns: entry.columns, in: table))
    #expect(variable.combination == .any)
    #expect(variable.minimumAnswered == 3)
    guard case .coded(_, let values) = variable.parts[2] else { return }
    #expect(values[0] == 0 && values[1] == 0)
  }

  @Test func `Reversal, missing codes and numbers off the scale are folded into the table`() {
    let column = ScoreColumn(
      item: "a", variable: "a", column: "a", low: 1, high: 5, isReversed: true,
      missingCodes: [9: "refused"])
    let coded = CodedColumn(
      codes: [], levels: [1, 5, 9, 7].map { .init(value: $0, label: "") })
    let values = column.values(of: coded)
    #expect(values[0] == 5)
    #expect(values[1] == 1)
    #expect(values[2].isNaN && values[3].isNaN)
    #expect(values[255].isNaN)
    #expect(column.reason(for: 9) == .refused)
    #expect(column.reason(for: 7) == .offScale)
    #expect(column.reason(for: 3) == nil)
  }

  @Test func `A margin of five for a share is taken for the percentage points it was meant as`() {
    let library = IndicatorLibrary.parse(
      "indicators:\n" + definition("y", items: ["c"], low: 0, high: 1, score: "any"),
      name: "test.yaml"
    ).library
    var study = StudyFixture([StudyFixture.municipality()]).study
    study.margins = ["y": 5]
    let codebook = Codebook(
      file: "codebook.yaml", variables: [scale("c", low: 0, high: 1)], fingerprint: "")
    let made = IndicatorPlan.make(study: study, library: library, codebooks: [codebook])
    #expect(made.diagnostics.all.map(\.code) == ["indicator.margin"])
    #expect(made.diagnostics.all.first?.hint == "write 0.05 for 5.0 percentage points")
  }

  @Test func `One item answered by two variables is an error`() {
    var other = scale("a")
    other.id = "q_other"
    #expect(plan([scale("a"), other, scale("b")]).codes == ["indicator.item-twice"])
  }
}
