import LinearAlgebra
import Psychometrics
import SurveyStatistics
import Tabular
import Testing

/// Data that cannot be analysed: a typed error that names the item, never NaN and never a crash.
struct ScaleErrorTests {
  private func column(_ codes: [UInt8]) -> CodedColumn {
    CodedColumn(codes: codes, levels: (1...5).map { .init(value: Double($0), label: "\($0)") })
  }

  private func responses(_ columns: [[UInt8]], weights: [Double]? = nil) throws -> ItemResponses {
    try ItemResponses(
      names: (1...columns.count).map { "q\($0)" }, columns: columns.map(column), weights: weights)
  }

  private func moments(_ rows: [[Double]], persons: Int = 200) throws -> ItemMoments {
    try ItemMoments(
      names: (1...rows.count).map { "q\($0)" }, persons: persons, covariance: Matrix(rows))
  }

  private static let missing = CodedColumn.code(for: .notAnswered)

  @Test func `an item that nobody answered, or all alike, is named`() {
    #expect(throws: PsychometricsError.allMissing(item: "q2")) {
      try Reliability(responses([[0, 1, 2], [Self.missing, Self.missing, Self.missing]]))
    }
    #expect(throws: PsychometricsError.allMissing(item: "q2")) {
      try Reliability(
        responses([[0, 1, 2], [Self.missing, Self.missing, Self.missing]]), missing: .listwise)
    }
    #expect(throws: PsychometricsError.constantItem(item: "q1")) {
      try Reliability(responses([[3, 3, 3], [0, 1, 2]]))
    }
  }

  @Test func `too few persons, or none in common, are told`() {
    #expect(throws: PsychometricsError.tooFewPersons(found: 1, needed: 2, items: ["q1"])) {
      try Reliability(responses([[3], [2]]))
    }
    #expect(throws: PsychometricsError.tooFewPersons(found: 0, needed: 2, items: [])) {
      try Reliability(responses([[], []]))
    }
    // Each item has answers but no pair has two.
    let columns: [[UInt8]] = [
      [0, 1, 2, Self.missing, Self.missing, Self.missing],
      [Self.missing, Self.missing, Self.missing, 0, 1, 2],
    ]
    #expect(throws: PsychometricsError.tooFewPersons(found: 0, needed: 2, items: ["q1", "q2"])) {
      try Reliability(responses(columns))
    }
    #expect(throws: PsychometricsError.tooFewPersons(found: 0, needed: 2, items: [])) {
      try Reliability(responses(columns), missing: .listwise)
    }
    #expect(throws: PsychometricsError.tooFewPersons(found: 4, needed: 5, items: [])) {
      try FactorSolution(
        FactorModel(items: ["q1", "q2", "q3", "q4"]),
        moments: moments(
          [[1, 0.5, 0.5, 0.5], [0.5, 1, 0.5, 0.5], [0.5, 0.5, 1, 0.5], [0.5, 0.5, 0.5, 1]],
          persons: 4))
    }
  }

  @Test func `items that cancel or repeat each other are told`() throws {
    #expect(throws: PsychometricsError.constantTotal) {
      try Reliability(responses([[0, 1, 2, 3, 4], [4, 3, 2, 1, 0]]))
    }
    let repeated = try Reliability(
      responses([[0, 1, 2, 3, 4, 1], [0, 1, 2, 3, 4, 1], [1, 1, 3, 2, 4, 0]]), missing: .listwise)
    #expect(repeated.alpha.isFinite)
    let reason = PsychometricsError.notPositiveDefinite(item: "q2", group: nil)
    #expect(repeated.lambda6.reason == reason)
    #expect(repeated.omega.reason == reason)
    #expect(reason.description.hasPrefix("q2: its answers are a combination"))
  }

  @Test(arguments: [0, -1, .infinity, .nan] as [Double])
  func `a weight that is no weight is an error of its row`(weight: Double) {
    #expect {
      try responses([[0, 1, 2], [0, 2, 1]], weights: [1, weight, 1])
    } throws: { error in
      guard case PsychometricsError.badWeight(row: 1, value: _) = error else { return false }
      return true
    }
  }

  @Test func `names, scales and shapes are checked`() {
    var table = Table()
    table.set("a", .coded(column([0, 1, 2])))
    table.set("text", .text(TextColumn(codes: [0, 0, 0], dictionary: TextDictionary())))
    #expect(throws: PsychometricsError.unknownItem("b")) {
      try ItemResponses(table: table, items: ["a", "b"])
    }
    #expect(throws: PsychometricsError.notCoded(item: "text")) {
      try ItemResponses(table: table, items: ["text"])
    }
    #expect(throws: PsychometricsError.repeatedItem("a")) {
      try ItemResponses(table: table, items: ["a", "a"])
    }
    #expect(throws: PsychometricsError.unknownItem("z")) {
      try ItemResponses(table: table, items: ["a"], reversed: ["z": 1...5])
    }
    #expect(throws: PsychometricsError.outsideScale(item: "a", value: 1, low: 2, high: 5)) {
      try ItemResponses(table: table, items: ["a"], reversed: ["a": 2...5])
    }
    #expect(throws: PsychometricsError.tooFewItems(found: 1, needed: 2)) {
      try Reliability(ItemResponses(table: table, items: ["a"]))
    }
    #expect(throws: PsychometricsError.self) {
      try ItemResponses(table: table, items: ["a"], weights: [1])
    }
    #expect(throws: PsychometricsError.notFinite(item: "q1")) {
      try moments([[1, .nan], [.nan, 1]])
    }
    #expect(throws: PsychometricsError.distribution("level 1.0 is not between 0 and 1")) {
      try Reliability(moments([[1, 0.5], [0.5, 1]]), level: 1)
    }
  }

  @Test func `a Heywood case names its item`() {
    // r12·r13/r23 = 1.6: the first item would have more variance in common than it has.
    #expect(throws: PsychometricsError.heywood(item: "q1", group: nil)) {
      try FactorSolution(
        FactorModel(items: ["q1", "q2", "q3"]),
        moments: moments([[1, 0.8, 0.6], [0.8, 1, 0.3], [0.6, 0.3, 1]]))
    }
  }

  @Test func `items without anything in common have no factor`() {
    #expect(throws: PsychometricsError.self) {
      try FactorSolution(
        FactorModel(items: ["q1", "q2", "q3", "q4"]),
        moments: moments([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]))
    }
  }

  @Test func `models that cannot be told are refused`() throws {
    let found = try moments([[1, 0.5, 0.4], [0.5, 1, 0.5], [0.4, 0.5, 1]])
    #expect(throws: PsychometricsError.factorTooSmall(factor: "factor", items: 2)) {
      try FactorSolution(FactorModel(items: ["q1", "q2"]), moments: found)
    }
    #expect(throws: PsychometricsError.itemNotInOneFactor(item: "q1")) {
      try FactorSolution(FactorModel(items: ["q1", "q2", "q1"]), moments: found)
    }
    #expect(throws: PsychometricsError.unknownItem("q9")) {
      try FactorSolution(FactorModel(items: ["q1", "q2", "q9"]), moments: found)
    }
    let many = (1...101).map { "q\($0)" }
    let wide = try ItemMoments(names: many, persons: 200, covariance: .identity(101))
    #expect(throws: PsychometricsError.tooManyItems(found: 101, limit: 100)) {
      try FactorSolution(FactorModel(items: many), moments: wide)
    }
    // Three items of one factor are told exactly: no degrees of freedom, no p-value.
    let exact = try FactorSolution(FactorModel(items: ["q1", "q2", "q3"]), moments: found)
    #expect(exact.fit.degreesOfFreedom == 0)
    #expect(exact.fit.pValue == nil)
    #expect(exact.fit.cfi == 1 && exact.fit.rmsea == 0)
  }

  @Test func `one group, few persons and other items are not assessed`() throws {
    let items = (1...4).map { "q\($0)" }
    let rows = [
      [1, 0.5, 0.5, 0.5], [0.5, 1, 0.5, 0.5], [0.5, 0.5, 1, 0.5], [0.5, 0.5, 0.5, 1],
    ]
    let large = try moments(rows)
    let small = try moments(rows, persons: 99)
    let model = FactorModel(items: items)
    func reason(_ groups: [(String, ItemMoments)]) -> PsychometricsError? {
      MeasurementInvariance.assess(
        model, groups: groups.map { .init(name: $0.0, moments: $0.1) }
      ).reason
    }
    #expect(reason([("before", large)]) == .tooFewGroups(found: 1))
    #expect(
      reason([("before", large), ("after", small)])
        == .tooFewPersons(found: 99, needed: 100, items: ["after"]))
    #expect(
      reason([("before", large), ("after", try large.selecting(["q1", "q2", "q3"]))])
        == .differentItems(group: "after"))
  }
}
