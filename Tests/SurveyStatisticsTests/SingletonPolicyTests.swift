import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1 with `survey.adjust.domain.lonely = FALSE`, its default; the code
/// is in `lonely_psu.json`.
@Suite struct SingletonPolicyTests {
  private func estimator(_ policy: SingletonPolicy, domain: String?) throws -> SurveyEstimator {
    let file = try DataFile("lonely")
    let (strata, labels) = file.codes("stratum")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("w"), strata: strata, strataLabels: labels,
      stages: [.init(units: file.ids("psu"))], nested: false, singletonPolicy: policy)
    let domains = file.text("g").map { domain == nil || $0 == domain ? Int32(0) : -1 }
    return try Numbers([("y", file.numbers("y"))]).estimator(design, domains: domains)
  }

  @Test(arguments: [SingletonPolicy.certainty, .adjust, .average, .remove])
  func `strata with one unit are treated as R treats them, in domains too`(
    _ policy: SingletonPolicy
  ) throws {
    let expected = try Reference.expected("lonely_psu")[policy.rawValue]
    let whole = try estimator(policy, domain: nil)
    try check(try whole.mean(0, domain: 0, wave: nil), expected["mean"], 0, "mean")
    try check(try whole.total(0, domain: 0, wave: nil), expected["total"], 0, "total")
    for domain in ["a", "b"] {
      let mean = try estimator(policy, domain: domain).mean(0, domain: 0, wave: nil)
      try check(mean, expected["domain_\(domain)"], 0, domain)
    }
  }

  @Test func `by default a stratum with one unit is an error that names it`() throws {
    let whole = try estimator(.fail, domain: nil)
    #expect(throws: EstimationError.singleUnit(stratum: "3", stage: 1)) {
      try whole.mean(0, domain: 0, wave: nil)
    }
  }

  @Test func `a stratum with one unit that was taken whole has no variance and is no error`()
    throws
  {
    // Stratum 2 is one unit of one.
    let design = try SurveyDesign(
      rowCount: 4, weights: [2, 2, 2, 1], strata: [0, 0, 0, 1],
      stages: [.init(population: [6, 6, 6, 1])])
    let mean = try Numbers([("y", [1, 2, 4, 9])]).estimator(design).mean(0, domain: 0, wave: nil)
    // R: svydesign(ids = ~1, strata = ~h, weights = ~w, fpc = ~N); svymean(~y)
    #expect(agree(mean.value, 23.0 / 7))
    #expect(agree(mean.variance, 0.5 * 3 * (7.0 / 3) * 4 / 49))
  }

  @Test func `the average over strata leaves the variance within units alone`() throws {
    // R: options(survey.lonely.psu = "average"); svymean(~y, svydesign(ids = ~c + k, strata = ~h,
    //      fpc = ~f1 + f2, weights = ~w, nest = TRUE, data = d)); svytotal likewise. Stratum 2 has
    //    one unit at stage 1 and three at stage 2.
    let design = try SurveyDesign(
      rowCount: 11, weights: [2, 1, 3, 1, 2, 1, 2, 4, 1, 2, 3],
      strata: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1],
      stages: [
        .init(
          units: [1, 1, 1, 2, 2, 3, 3, 1, 1, 1, 1],
          population: [6, 6, 6, 6, 6, 6, 6, 4, 4, 4, 4]),
        .init(
          units: [1, 1, 2, 1, 2, 1, 2, 1, 1, 2, 3],
          population: [5, 5, 5, 5, 5, 5, 5, 7, 7, 7, 7]),
      ], singletonPolicy: .average)
    let estimator = try Numbers([("y", [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])]).estimator(design)
    let mean = try estimator.mean(0, domain: 0, wave: nil)
    #expect(agree(mean.value, 4.22727272727273, 1e-12))
    #expect(agree(mean.standardError, 0.422966160266043, 1e-12))
    #expect(
      agree(try estimator.total(0, domain: 0, wave: nil).standardError, 12.2012879882178, 1e-12))
  }
}
