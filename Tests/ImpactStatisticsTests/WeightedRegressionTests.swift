import ImpactStatistics
import LinearAlgebra
import Testing

@Suite struct WeightedRegressionTests {
  /// NHANES pseudo-groups (women, age 40 and over): `svyglm(HI_CHOL ~ post * tr, design)`, with strata,
  /// clusters and weights; the R code is in did_weights_cluster.json.
  @Test func `a stratified sample of clusters equals svyglm`() throws {
    let expected = try Reference.expected("did_weights_cluster")["glm"]
    let file = try DataFile("nhanes")
    let answered = file.numbers("HI_CHOL").enumerated().filter { !$0.element.isNaN }.map(\.offset)
    let age = file.text("agecat")
    let post = answered.map { ["(39,59]", "(59,Inf]"].contains(age[$0]) ? 1.0 : 0 }
    let treated = answered.map { file.text("RIAGENDR", $0) == "2" ? 1.0 : 0 }
    let outcome = answered.compactMap { Double(file.text("HI_CHOL", $0)) }
    let strata = answered.compactMap { Int32(file.text("SDMVSTRA", $0)) }
    let units = answered.compactMap { Int32(file.text("SDMVPSU", $0)) }
    let both = zip(post, treated).map(*)
    let ones = [Double](repeating: 1, count: outcome.count)
    let fit = try WeightedRegression(
      outcome: outcome,
      design: Matrix(rows: outcome.count, columns: 4, elements: ones + post + treated + both),
      names: ["(Intercept)", "post", "tr", "post:tr"],
      clusters: zip(strata, units).map { $0 * 10 + $1 },
      weights: answered.compactMap { Double(file.text("WTMEC2YR", $0)) }, strata: strata)
    let variance = try fit.stratifiedVariance()
    for (row, values) in expected["vcov"].items.enumerated() {
      #expect(agree(fit.coefficients[row], expected["Estimate"].numbers[row]))
      for (column, value) in values.numbers.enumerated() {
        #expect(agree(variance[row, column], value), "\(row) \(column)")
      }
    }
    // R's degrees of freedom: clusters less strata, less the coefficients beyond the first.
    #expect(fit.clusterCount - fit.stratumCount - 3 == 13)
    // Card's arithmetic: the same number from the four cells.
    let contrast = try Reference.expected("did_weights_cluster")["did"]
    #expect(agree(fit.coefficients[3], contrast["est"].number))
    #expect(agree(variance[3, 3].squareRoot(), contrast["se"].number))
  }

  @Test func `Card and Krueger's table is the arithmetic of its cells`() throws {
    // Full-time equivalents before and after, New Jersey and Pennsylvania, 1994, Table 3: the
    // published 2.76 is from unrounded means, 2.75 from the printed ones.
    let panel = TwoPeriodPanel(
      places: ["New Jersey 1", "New Jersey 2", "Pennsylvania 1", "Pennsylvania 2"],
      isTreated: [true, true, false, false], place: [0, 1, 0, 1, 2, 3, 2, 3],
      isAfter: [false, false, true, true, false, false, true, true],
      outcome: [20.34, 20.54, 21.02, 21.04, 23.32, 23.34, 21.16, 21.18])
    #expect(
      (try panel.differenceInDifferences(variance: .cr0).effect.value - 2.75).magnitude < 1e-12)
  }

  private func fit(
    _ columns: [[Double]], outcome: [Double] = [1, 2, 4, 3, 7, 6], clusters: [Int32]? = nil,
    weights: [Double]? = nil, strata: [Int32]? = nil
  ) throws -> WeightedRegression {
    try WeightedRegression(
      outcome: outcome,
      design: Matrix(
        rows: columns.first?.count ?? 0, columns: columns.count,
        elements: columns.flatMap { $0 }),
      names: columns.indices.map { "x\($0)" }, clusters: clusters ?? [1, 1, 2, 2, 3, 3],
      weights: weights, strata: strata)
  }

  @Test func `bad input is named`() throws {
    let one = [1.0, 1, 1, 1, 1, 1]
    let x = [0.0, 1, 2, 3, 4, 5]
    let good = try fit([one, x])
    #expect(good.names == ["x0", "x1"])
    #expect(throws: ImpactError.collinear(column: "x2")) {
      try fit([one, x, x.map { 2 * $0 - 3 }])
    }
    #expect(throws: ImpactError.collinear(column: "x1")) { try fit([one, x.map { 0 * $0 }]) }
    #expect(throws: ImpactError.oneCluster) {
      try fit([one, x], clusters: [4, 4, 4, 4, 4, 4])
    }
    #expect(throws: ImpactError.invalidWeight(-2, place: "row 2")) {
      try fit([one, x], weights: [1, -2, 1, 1, 1, 1])
    }
    #expect(throws: ImpactError.notFinite(what: "x1", place: "row 3")) {
      try fit([one, [1, 2, .infinity, 4, 5, 6]])
    }
    #expect(throws: ImpactError.notFinite(what: "the outcome", place: "row 1")) {
      try fit([one, x], outcome: [.nan, 1, 2, 3, 4, 5])
    }
    #expect(throws: ImpactError.unequalCounts(what: "clusters", count: 2, expected: 6)) {
      try fit([one, x], clusters: [1, 2])
    }
    #expect(throws: ImpactError.noDegreesOfFreedom(observations: 6, coefficients: 0)) {
      try WeightedRegression(
        outcome: [1, 2, 3, 4, 5, 6], design: Matrix(rows: 6, columns: 0), names: [],
        clusters: [1, 1, 2, 2, 3, 3])
    }
    #expect(throws: ImpactError.clusterInTwoStrata(row: 1)) {
      try fit([one, x], strata: [1, 2, 2, 2, 2, 2])
    }
    #expect(throws: ImpactError.singleCluster(stratum: 1)) {
      try fit([one, x], strata: [1, 1, 2, 2, 2, 2]).stratifiedVariance()
    }
    #expect(throws: ImpactError.unknownCoefficient("age")) { try good.test("age") }
    #expect(throws: ImpactError.exactFit) {
      try fit([one, x], outcome: x.map { 0.1 + 0.3 * $0 }).test("x1")
    }
    #expect(throws: ImpactError.outOfRange(what: "x1")) {
      try fit([one, x.map { $0 * 1e200 }])
    }
  }

  @Test func `columns of any unit are fitted to the last digits`() throws {
    let x = [0.0, 1, 2, 3, 4, 5]
    let one = [1.0, 1, 1, 1, 1, 1]
    let plain = try fit([one, x]).test("x1")
    let scaled = try fit([one, x.map { $0 * 1e9 }]).test("x1")
    #expect(agree(plain.value, scaled.value * 1e9))
    #expect(agree(plain.standardError, scaled.standardError * 1e9))
    #expect(agree(plain.p, scaled.p))
    // R: lm(c(1,2,4,3,7,6) ~ I(0:5)): slope 1.114285714285714.
    #expect(agree(plain.value, 39.0 / 35))
  }
}
