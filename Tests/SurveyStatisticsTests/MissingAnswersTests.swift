import Aggregation
import HypothesisTests
import LinearAlgebra
import SurveyStatistics
import Tabular
import Testing

@Suite struct MissingAnswersTests {
  private func town(
    notEligible: Double? = nil, eligibleShare: Double? = 0.5
  ) throws -> Dispositions {
    try Dispositions(
      complete: 600, partial: 40, refused: 200, notContacted: 300, other: 20,
      unknownHousehold: 100, unknownOther: 40, notEligible: notEligible,
      eligibleShare: eligibleShare)
  }

  @Test func `all outcome rates are AAPOR's formulas`() throws {
    // Eligible 1160, unknown 140, e .5: below the line 1300, 1230 or 1160; reached 860.
    let expected: [(OutcomeRate, Double)] = [
      (.rr1, 600.0 / 1300), (.rr2, 640.0 / 1300), (.rr3, 600.0 / 1230), (.rr4, 640.0 / 1230),
      (.rr5, 600.0 / 1160), (.rr6, 640.0 / 1160), (.coop1, 600.0 / 860), (.coop2, 640.0 / 860),
      (.coop3, 600.0 / 840), (.coop4, 640.0 / 840), (.ref1, 200.0 / 1300), (.ref2, 200.0 / 1230),
      (.ref3, 200.0 / 1160), (.con1, 860.0 / 1300), (.con2, 860.0 / 1230), (.con3, 860.0 / 1160),
    ]
    #expect(expected.map(\.0) == OutcomeRate.allCases)
    let town = try town()
    for (rate, value) in expected { #expect(agree(try town.rate(rate), value), "\(rate)") }
    #expect(OutcomeRate.rr1.name == "RR1")
  }

  @Test func `rates keep their order, and e moves RR3 between RR1 and RR5`() throws {
    var last = 1.0
    for e in [0.0, 0.25, 0.5, 0.75, 1] {
      let town = try town(eligibleShare: e)
      let rate = try town.rate(.rr3)
      #expect(rate <= last)
      #expect(try town.rate(.rr1) <= rate && rate <= town.rate(.rr5))
      #expect(try town.rate(.rr2) >= town.rate(.rr1) && town.rate(.rr4) >= town.rate(.rr3))
      last = rate
    }
    #expect(try town(eligibleShare: 1).rate(.rr3) == town().rate(.rr1))
    #expect(try town(eligibleShare: 0).rate(.rr3) == town().rate(.rr5))
    // The proportional allocation: 1160 of 1160 + 290 cleared up are eligible.
    let estimated = try town(notEligible: 290, eligibleShare: nil)
    #expect(agree(estimated.eligibleShare ?? 0, 0.8))
    #expect(agree(try estimated.rate(.rr3), 600 / (1160 + 0.8 * 140)))
  }

  @Test func `rates without anybody, or without e, say so`() throws {
    #expect(throws: MissingAnswersError.eligibilityUnknown(rate: "RR3")) {
      try town(eligibleShare: nil).rate(.rr3)
    }
    #expect(try Dispositions(complete: 5, refused: 5).rate(.rr3) == 0.5)
    let nobody = try Dispositions(complete: 0)
    for rate in OutcomeRate.allCases {
      #expect(throws: MissingAnswersError.nobody(rate: rate.name)) { try nobody.rate(rate) }
    }
    #expect(throws: MissingAnswersError.self) { try Dispositions(complete: -1) }
    #expect(throws: MissingAnswersError.self) { try Dispositions(complete: .nan) }
    #expect(throws: MissingAnswersError.self) {
      try Dispositions(complete: 1, eligibleShare: 1.2)
    }
  }

  private func table() -> Table {
    let refused = CodedColumn.code(for: .refused)
    let blank = CodedColumn.code(for: .notAnswered)
    let skipped = CodedColumn.code(for: .notAsked)
    let levels = (1...5).map { CodedColumn.Level(value: Double($0), label: "\($0)") }
    var table = Table()
    table.set("a", .coded(CodedColumn(codes: [0, 1, refused, blank, skipped, 4], levels: levels)))
    table.set("b", .coded(CodedColumn(codes: [0, 1, 2, blank, 2, blank], levels: levels)))
    table.set(
      "hours", .real(RealColumn(values: [1, 2, 0, 0, 5, 6], missing: [0, 0, 3, 1, 0, 0])))
    table.set(
      "town",
      .text(
        TextColumn(
          codes: [0, 1, 0, 1, 0, 0], dictionary: TextDictionary(bytes: [65], offsets: [0, 1, 1]))))
    table.set("day", .date(DateColumn(days: [1, .min, 3, 4, 5, 6])))
    return table
  }

  @Test func `item non-response counts reasons and leaves out who was not asked`() throws {
    let a = try ItemNonresponse("a", in: table(), weights: [1, 1, 2, 3, 9, 1])
    #expect(a.rowCount == 6 && a.asked == 5 && a.answered == 3)
    #expect(a.count(.refused) == 1 && a.count(.notAnswered) == 1 && a.count(.notAsked) == 1)
    #expect(a.rate == 0.4)
    #expect(a.weightedRate == 5.0 / 8)
    #expect(try ItemNonresponse("hours", in: table()).count(.refused) == 1)
    #expect(try ItemNonresponse("hours", in: table()).rate == 2.0 / 6)
    #expect(try ItemNonresponse("town", in: table()).rate == 2.0 / 6)
    #expect(try ItemNonresponse("day", in: table()).answered == 5)
    let one = try ItemNonresponse(
      "a", in: table(), rows: [false, false, false, false, true, false])
    #expect(one.asked == 0 && one.rate == nil && one.weightedRate == nil)
    #expect(throws: MissingAnswersError.noColumn("z")) { try ItemNonresponse("z", in: table()) }
    #expect(throws: MissingAnswersError.self) {
      try ItemNonresponse("a", in: table(), weights: [1])
    }
    #expect(throws: MissingAnswersError.invalidWeights(row: 1, count: 6, rows: 6)) {
      try ItemNonresponse("a", in: table(), weights: [1, -1, 1, 1, 1, 1])
    }
  }

  @Test func `the half rule tells who is scored, who is rescued and who is complete`() throws {
    let values = table().names.prefix(2).map { name in
      guard case .coded(let column) = table()[name] else { return [Double]() }
      return column.values
    }
    let scale = DerivedVariable(
      name: "trust",
      parts: [
        .coded(column: "a", values: values[0]), .coded(column: "b", values: values[1]),
        .real(column: "hours"),
      ], minimumAnswered: ScaleCompleteness.halfRule(items: 3))
    let result = try ScaleCompleteness(scale, in: table(), weights: [1, 1, 2, 3, 9, 1])
    #expect(result.minimumAnswered == 2)
    // Answered by row: 3, 3, 1, 0, 2, 2.
    #expect(result.respondents == [1, 1, 2, 2])
    #expect(result.share == 4.0 / 6 && result.completeShare == 2.0 / 6)
    #expect(result.rescuedShare == 2.0 / 6)
    #expect(result.weightedShare == 12.0 / 17)
    #expect((1...6).map { ScaleCompleteness.halfRule(items: $0) } == [1, 1, 2, 2, 3, 3])
    #expect(throws: MissingAnswersError.noColumn("z")) {
      try ScaleCompleteness(DerivedVariable(name: "z", parts: [.real(column: "z")]), in: table())
    }
    #expect(throws: MissingAnswersError.self) {
      try ScaleCompleteness(
        DerivedVariable(name: "z", parts: [.real(column: "hours")], minimumAnswered: 2),
        in: table())
    }
    let empty = try ScaleCompleteness(
      DerivedVariable(name: "none", parts: [], minimumAnswered: 0), in: Table())
    #expect(empty.share == nil && empty.weightedShare == nil)
  }

  @Test func `pooling equals mice's pool.scalar`() throws {
    let r = try Reference.expected("classical")["pool"]
    func check(_ pooled: ImputationPooling, _ name: String) {
      let value = r[name]
      #expect(agree(pooled.estimate, value["qbar"].number), "\(name)")
      #expect(agree(pooled.within, value["ubar"].number), "\(name)")
      #expect(agree(pooled.between, value["b"].number), "\(name)")
      #expect(agree(pooled.total, value["t"].number), "\(name)")
      #expect(agree(pooled.degreesOfFreedom, value["df"].number), "\(name)")
      #expect(agree(pooled.relativeIncrease, value["r"].number), "\(name)")
      #expect(agree(pooled.missingInformation, value["fmi"].number), "\(name)")
    }
    let q = [10.0, 12, 11, 13, 9]
    let u = [4.0, 4.4, 3.9, 4.2, 4.1]
    let infinite = try ImputationPooling(estimates: q, variances: u)
    check(infinite, "inf")
    // Published: SE 2.668333, λ .421348, ν 22.5308; with ν_com 100, 16.1271.
    #expect(abs(infinite.standardError - 2.668333) < 1e-6)
    #expect(abs(infinite.missingShare - 0.421348) < 1e-6)
    #expect(abs(infinite.degreesOfFreedom - 22.5308) < 1e-4)
    check(
      try ImputationPooling(estimates: q, variances: u, completeDegreesOfFreedom: 100), "n101")
    check(
      try ImputationPooling(
        estimates: [-1.5457, -1.428], variances: [0.9723 * 0.9723, 1.041 * 1.041],
        completeDegreesOfFreedom: 23), "mice_doc")
    // mice raises a share of missing variance below 1e-4 to 1e-4 and has 27.1848 degrees of
    // freedom; without missing variance they are Barnard and Rubin's (ν + 1)/(ν + 3) ν, 27.1875.
    let same = try ImputationPooling(
      estimates: [2, 2, 2], variances: [1, 1.5, 1.2], completeDegreesOfFreedom: 29)
    #expect(agree(r["same"]["df"].number, 27.184777554938844))
    #expect(agree(same.degreesOfFreedom, 27.1875))
    #expect(same.relativeIncrease == 0 && agree(same.total, r["same"]["t"].number))
  }

  @Test func `intervals of pooled estimates hold what their test does not reject`() throws {
    let pooled = try ImputationPooling(
      estimates: [10, 12, 11, 13, 9], variances: [4, 4.4, 3.9, 4.2, 4.1])
    let interval = try pooled.interval()
    #expect(agree(try pooled.p(null: interval.low), 0.05))
    #expect(agree(try pooled.p(null: interval.high), 0.05))
    // Imputations that agree and complete data without end: the normal distribution.
    let sure = try ImputationPooling(estimates: [1, 1], variances: [0.25, 0.25])
    #expect(sure.degreesOfFreedom == .infinity && sure.missingInformation == 0)
    #expect(agree(try sure.interval().high, 1 + 1.959963984540054 / 2))
    // More spread between imputations: more variance, fewer degrees of freedom.
    let wide = try ImputationPooling(
      estimates: [8, 14, 11, 15, 7], variances: [4, 4.4, 3.9, 4.2, 4.1])
    #expect(wide.total > pooled.total && wide.degreesOfFreedom < pooled.degreesOfFreedom)
  }

  @Test func `the joint test of one estimate is the square of its pooled t`() throws {
    let q = [10.0, 12, 11, 13, 9, 12]
    let u = [4.0, 4.4, 3.9, 4.2, 4.1, 4]
    for m in [2, 5, 6] {
      let one = try ImputationPooling(
        estimates: Array(q.prefix(m)), variances: Array(u.prefix(m)))
      let joint = try JointImputationTest(
        estimates: q.prefix(m).map { [$0] }, covariances: u.prefix(m).map { Matrix([[$0]]) },
        null: [5])
      let t = (one.estimate - 5) / one.standardError
      #expect(agree(joint.statistic, t * t))
      #expect(agree(joint.relativeIncrease, one.relativeIncrease))
      // Up to four it is Rubin's (m − 1)(1 + 1/r)²; above, that of Li and others.
      if m <= 5 {
        #expect(agree(joint.denominator, one.degreesOfFreedom))
        #expect(agree(joint.p, try one.p(null: 5)))
      }
    }
  }

  @Test func `the joint test does not depend on how estimates are combined`() throws {
    let q = [[1.0, 2], [1.4, 1.7], [0.9, 2.2], [1.2, 2.6]]
    let u = [[[0.5, 0.1], [0.1, 0.8]], [[0.6, 0.2], [0.2, 0.7]], [[0.5, 0.1], [0.1, 0.9]]]
    let covariances = (u + [[[0.55, 0.15], [0.15, 0.85]]]).map { Matrix($0) }
    let plain = try JointImputationTest(estimates: q, covariances: covariances)
    // Sum and difference instead of both: L = (1 1; 1 −1).
    let turned = try JointImputationTest(
      estimates: q.map { [$0[0] + $0[1], $0[0] - $0[1]] },
      covariances: covariances.map { c in
        let cross = c[0, 0] - c[1, 1]
        return Matrix([
          [c[0, 0] + 2 * c[0, 1] + c[1, 1], cross], [cross, c[0, 0] - 2 * c[0, 1] + c[1, 1]],
        ])
      })
    #expect(agree(plain.statistic, turned.statistic) && agree(plain.p, turned.p))
    // R: Q̄ = colMeans(q), Ū and B by hand, r = (1 + 1/4) * sum(diag(B %*% solve(Ubar))) / 2,
    // D = Q̄ %*% solve(Ubar) %*% Q̄ / (2 * (1 + r)), ν = 4 + 2 * (1 + (1 - 2/6) / r)^2,
    // pf(D, 2, ν, lower.tail = FALSE).
    #expect(
      agree(plain.relativeIncrease, 0.18564572425828971)
        && agree(plain.statistic, 2.8241556052043628))
    #expect(agree(plain.denominator, 46.155835189401841) && agree(plain.p, 0.06965005896158348))
    let alike = try JointImputationTest(
      estimates: [[1, 2], [1, 2]], covariances: Array(covariances.prefix(2)))
    #expect(alike.denominator == .infinity && alike.relativeIncrease == 0)
    #expect(throws: MissingAnswersError.singularWithin) {
      try JointImputationTest(
        estimates: [[1, 2], [1, 3]],
        covariances: [Matrix([[1, 1], [1, 1]]), Matrix([[1, 1], [1, 1]])])
    }
    #expect(throws: MissingAnswersError.invalidImputation(index: 1)) {
      try JointImputationTest(estimates: [[1, 2], [1]], covariances: Array(covariances.prefix(2)))
    }
    #expect(throws: MissingAnswersError.invalidImputation(index: 0)) {
      try JointImputationTest(estimates: [[], []], covariances: Array(covariances.prefix(2)))
    }
  }

  @Test func `imputations that cannot be pooled are refused`() {
    #expect(throws: MissingAnswersError.unequalImputations(estimates: 1, variances: 1)) {
      try ImputationPooling(estimates: [1], variances: [1])
    }
    #expect(throws: MissingAnswersError.unequalImputations(estimates: 2, variances: 3)) {
      try ImputationPooling(estimates: [1, 2], variances: [1, 1, 1])
    }
    #expect(throws: MissingAnswersError.invalidImputation(index: 1)) {
      try ImputationPooling(estimates: [1, .nan], variances: [1, 1])
    }
    #expect(throws: MissingAnswersError.invalidImputation(index: 0)) {
      try ImputationPooling(estimates: [1, 2], variances: [-1, 1])
    }
    #expect(throws: MissingAnswersError.noVariance) {
      try ImputationPooling(estimates: [1, 1], variances: [0, 0])
    }
    #expect(throws: MissingAnswersError.self) {
      try ImputationPooling(estimates: [1, 2], variances: [1, 1], completeDegreesOfFreedom: 0)
    }
  }
}
