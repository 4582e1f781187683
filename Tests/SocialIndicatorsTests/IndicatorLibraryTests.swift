import Diagnostics
import Foundation
import SocialIndicators
import Testing

@Suite struct IndicatorLibraryTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Indicators").path

  @Test func `Every shipped definition reads without a fault`() {
    let (library, diagnostics) = IndicatorLibrary.load(directories: [Self.folder])
    #expect(diagnostics.all.map(\.description) == [])
    let surveys = library.definitions.filter {
      if case .survey = $0.kind { true } else { false }
    }
    #expect(surveys.count >= 20)
    #expect(Set(library.definitions.map(\.dimension)) == Set(IndicatorLibrary.dimensions))
    for definition in library.definitions {
      #expect(definition.fingerprint.count == 64)
      #expect(definition.file.hasSuffix("/\(definition.id).yaml"))
      #expect(!definition.plain.isEmpty && definition.plain.hasSuffix("."))
    }
  }

  @Test func `Every participation measure has exactly one shipped definition`() {
    let library = IndicatorLibrary.load(directories: [Self.folder]).library
    var measures: [ParticipationMeasure] = []
    for definition in library.definitions {
      if case .participation(let measure) = definition.kind { measures.append(measure) }
    }
    #expect(measures.count == ParticipationMeasure.allCases.count)
    #expect(Set(measures) == Set(ParticipationMeasure.allCases))
  }

  @Test func `Wording is shipped only under a licence that allows it`() {
    let library = IndicatorLibrary.load(directories: [Self.folder]).library
    for definition in library.definitions {
      guard case .survey(let scoring) = definition.kind,
        scoring.items.contains(where: { $0.wording != nil })
      else { continue }
      let isFree = ["CC0 1.0", "CC BY-SA 4.0", "Crown copyright, Open Government Licence"]
        .contains { definition.licence.hasPrefix($0) }
      #expect(isFree, "\(definition.id): \(definition.licence)")
    }
  }

  @Test func `All faults of a file are reported at once, with line and suggestion`() {
    let text = """
      id: my indicator
      version: "1"
      label: Mine
      dimension: belongin
      itmes: []
      score: average
      direction: up
      licence: none
      source: none
      goalposts: [10, 0]
      """
    let (library, diagnostics) = IndicatorLibrary.parse(text, name: "mine.yaml")
    #expect(library.definitions.isEmpty)
    let found = diagnostics.all.map { "\($0.place.line ?? 0) \($0.code)" }.sorted()
    #expect(
      found == [
        "1 definition.missing-key", "1 definition.missing-key", "1 indicator.id",
        "10 definition.value", "4 definition.value", "5 definition.unknown-key",
        "6 definition.value",
      ])
    let hints = diagnostics.all.compactMap(\.hint)
    #expect(hints.contains("did you mean belonging?"))
    #expect(hints.contains("did you mean items?"))
  }

  @Test(arguments: [
    ("{id: a, low: 1, high: 1}", "mean", "", "indicator.scale"),
    ("{id: a, low: 1, high: 5, missing: {5: refused}}", "mean", "", "indicator.missing"),
    ("{id: a, low: 1, high: 5, missing: {9: secret}}", "mean", "", "indicator.missing"),
    ("{id: a, low: 1, high: 5}", "mean", "share_within: [7, 9]", "indicator.scoring"),
    ("{id: a, low: 1, high: 5}", "mean", "unit: share", "indicator.unit"),
    ("{id: a, low: 0, high: 1}", "any", "rescale_to_100: true", "indicator.scoring"),
    ("{id: a, low: 1, high: 5}", "mean", "minimum_answered: 2", "definition.value"),
    ("{id: a, low: 1, high: 5}, {id: a, low: 1, high: 5}", "mean", "", "indicator.items"),
    ("{id: a, low: 1, high: 5}, {id: b, low: 0, high: 10}", "mean", "", "indicator.scoring"),
  ])
  func `Scoring that cannot be meant is refused`(
    items: String, score: String, more: String, code: String
  ) {
    let text = """
      id: x
      version: "1"
      label: x
      plain: x
      dimension: belonging
      items: [\(items)]
      score: \(score)
      direction: up
      licence: none
      source: none
      \(more)
      """
    let (library, diagnostics) = IndicatorLibrary.parse(text, name: "x.yaml")
    #expect(diagnostics.all.map(\.code) == [code])
    #expect(library.definitions.isEmpty)
  }

  @Test func `An id defined twice is an error and the first stays`() {
    let one = definition("x", items: ["a"], low: 1, high: 5)
    let two = definition("x", items: ["b"], low: 0, high: 1)
    let (library, diagnostics) = IndicatorLibrary.parse(
      "indicators:\n" + one + two, name: "x.yaml")
    #expect(diagnostics.all.map(\.code) == ["indicator.duplicate"])
    #expect(library.definitions.count == 1)
    guard case .survey(let scoring)? = library["x"]?.kind else {
      Issue.record("not a survey indicator")
      return
    }
    #expect(scoring.items.map(\.id) == ["a"])
  }

  @Test func `The default is the half rule, and units follow from scoring`() {
    let yaml =
      "indicators:\n" + definition("m", items: ["a", "b", "c"], low: 1, high: 5)
      + definition("s", items: ["a", "b", "c"], low: 1, high: 3, score: "sum")
      + definition("c", items: ["a", "b"], low: 0, high: 1, score: "count")
      + definition("r", items: ["a"], low: 1, high: 5, more: "rescale_to_100: true")
      + definition("t", items: ["a"], low: 1, high: 4, more: "share_within: [1, 2]")
    let library = IndicatorLibrary.parse(yaml, name: "x.yaml").library
    guard case .survey(let scoring)? = library["m"]?.kind else {
      Issue.record("not a survey indicator")
      return
    }
    #expect(scoring.minimumAnswered == 2)
    #expect(library["m"]?.unit == .score(low: 1, high: 5))
    #expect(library["s"]?.unit == .score(low: 3, high: 9))
    #expect(library["c"]?.unit == .score(low: 0, high: 2))
    #expect(library["r"]?.unit == .score(low: 0, high: 100))
    #expect(library["t"]?.unit == .share)
  }

  @Test func `A folder that does not exist is no fault`() {
    let (library, diagnostics) = IndicatorLibrary.load(directories: ["/nowhere/indicators"])
    #expect(library.definitions.isEmpty)
    #expect(diagnostics.isEmpty)
  }
}
