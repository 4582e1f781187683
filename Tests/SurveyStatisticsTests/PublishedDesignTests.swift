import Aggregation
import SurveyStatistics
import Testing

/// Designs that print in full, with the figures that the survey package publishes for them, and one of
/// three stages.
@Suite struct PublishedDesignTests {
  // The `fpc` data of R survey and the results of its own checks (tests/fpc.Rout.save,
  // tests/domain.Rout.save), to the digits printed there.
  private let x: [Double] = [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2]
  private let strata: [Int32] = [0, 0, 0, 0, 0, 1, 1, 1]
  private let units: [Int32] = [1, 2, 3, 4, 5, 1, 2, 3]
  private let weights: [Double] = [3, 3, 3, 3, 3, 4, 4, 4]
  private let sizes: [Double] = [15, 15, 15, 15, 15, 12, 12, 12]

  private func mean(
    _ design: SurveyDesign, domains: [Int32]? = nil
  ) throws -> Estimate {
    try Numbers([("x", x)]).estimator(design, domains: domains).mean(0, domain: 0, wave: nil)
  }

  @Test func `strata, clusters, weights and sizes of eight rows in every combination`() throws {
    func near(_ found: Estimate, _ value: Double, _ error: Double, _ digits: Double) {
      #expect(abs(found.value - value) < 0.00006)
      #expect(abs(found.standardError - error) < digits)
    }
    near(
      try mean(SurveyDesign(rowCount: 8, weights: weights, strata: strata)), 5.4481, 0.7413, 6e-5)
    near(
      try mean(
        SurveyDesign(
          rowCount: 8, weights: weights, strata: strata, stages: [.init(population: sizes)])),
      5.4481, 0.616, 6e-4)
    let ones = [Double](repeating: 1, count: 8)
    near(
      try mean(SurveyDesign(rowCount: 8, weights: ones, strata: strata)), 5.525, 0.7796, 6e-5)
    // Ids that start again in the second stratum: without strata they are five clusters.
    near(
      try mean(SurveyDesign(rowCount: 8, weights: ones, stages: [.init(units: units)])), 5.525,
      0.838, 6e-4)
    near(
      try mean(SurveyDesign(rowCount: 8, weights: weights, stages: [.init(units: units)])),
      5.4481, 0.7938, 6e-5)
    near(
      try mean(
        SurveyDesign(
          rowCount: 8, weights: weights,
          stages: [.init(units: units, population: [Double](repeating: 27, count: 8))])),
      5.4481, 0.7165, 6e-5)
    near(
      try mean(
        SurveyDesign(
          rowCount: 8, weights: weights, stages: [.init(units: strata), .init(units: units)])),
      5.4481, 0.5465, 6e-5)
  }

  @Test func `the published domains of eight rows`() throws {
    // Without population sizes, as tests/domain.R.
    let design = try SurveyDesign(
      rowCount: 8, weights: weights, strata: strata, stages: [.init(units: units)])
    let high = try mean(design, domains: x.map { $0 > 4 ? 0 : -1 })
    let low = try mean(design, domains: x.map { $0 > 4 ? -1 : 0 })
    #expect(agree(high.value, 6.195, 1e-4) && abs(high.standardError - 0.7555129) < 6e-8)
    #expect(abs(low.value - 3.314286) < 6e-7 && abs(low.standardError - 0.3117042) < 6e-8)
  }

  @Test func `the published design effects of ten rows, equal and unequal chances`() throws {
    // R: svymean(~u, d, deff = "replace"), svytotal likewise, and deff = TRUE; the `deff` check.
    let u: [Double] = [15, 143, 21, 51, 337, 50, 274, 145, 15, 86]
    let equal = try Numbers([("u", u)]).estimator(
      SurveyDesign(rowCount: 10, weights: [Double](repeating: 100, count: 10)))
    let mean = try equal.mean(0, domain: 0, wave: nil)
    #expect(agree(mean.value, 113.7) && agree(mean.standardError, 35.626160799801788))
    #expect(agree(mean.designEffect ?? .nan, 1))
    #expect(agree(mean.designEffectWithoutReplacement ?? .nan, 1.0101010101010102))
    let pps = try Numbers([("u", u)]).estimator(
      SurveyDesign(rowCount: 10, weights: [20, 200, 11, 25, 550, 30, 250, 100, 10, 55]))
    let unequal = try pps.mean(0, domain: 0, wave: nil)
    #expect(agree(unequal.value, 243.91366906474821))
    #expect(agree(unequal.standardError, 48.752161047361334))
    #expect(agree(unequal.designEffect ?? .nan, 1.9740672305066855))
    #expect(agree(unequal.designEffectWithoutReplacement ?? .nan, 1.9899742992456595))
    let total = try pps.total(0, domain: 0, wave: nil)
    #expect(agree(total.value, 305136) && agree(total.standardError, 184964.55827596333))
    #expect(agree(total.designEffect ?? .nan, 18.156687386025300))
    #expect(agree(total.designEffectWithoutReplacement ?? .nan, 18.302994294857090))
  }

  @Test func `three stages with sizes at each, their domain and ratio`() throws {
    // R survey 4.1-1, the code is in estimators.R.
    let expected = try Reference.expected("estimators")["three_stages"]
    let file = try DataFile("three_stages")
    let design = try SurveyDesign(
      rowCount: file.count, strata: file.codes("h").codes,
      stages: (1...3).map {
        .init(units: file.ids("id\($0)"), population: file.numbers("n\($0)"))
      }, nested: false)
    for (weight, value) in zip(design.weights, expected["weights"].numbers) {
      #expect(agree(weight, value, 1e-13))
    }
    let numbers = Numbers(["y", "x"].map { ($0, file.numbers($0)) })
    let whole = try numbers.estimator(design)
    try check(try whole.mean(0, domain: 0, wave: nil), expected["mean"], 0, "mean")
    try check(try whole.total(0, domain: 0, wave: nil), expected["total"], 0, "total")
    let both = try whole.vector(of: [.init(.mean(0)), .init(.mean(1))])
    #expect(agree(both.covariance(0, 1), expected["both"]["vcov"].items[0].numbers[1]))
    let domain = try numbers.estimator(
      design, domains: file.text("inside").map { $0 == "1" ? 0 : -1 }, products: [.pair(0, 1)])
    try check(try domain.mean(0, domain: 0, wave: nil), expected["domain"], 0, "domain")
    try check(try domain.ratio(0, 1, domain: 0, wave: nil), expected["ratio"], 0, "ratio")
  }
}
