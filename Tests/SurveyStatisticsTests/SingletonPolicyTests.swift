import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1; the code is in `lonely_psu.json` and `estimators.R`.
@Suite struct SingletonPolicyTests {
  private func estimator(
    _ policy: SingletonPolicy, domain: String?, adjustsDomains: Bool = false
  ) throws -> SurveyEstimator {
    let file = try DataFile("lonely")
    let (strata, labels) = file.codes("stratum")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("w"), strata: strata, strataLabels: labels,
      stages: [.init(units: file.ids("psu"))], nested: false, singletonPolicy: policy,
      adjustsLonelyDomains: adjustsDomains)
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

  @Test(arguments: [SingletonPolicy.certainty, .adjust, .average, .remove])
  func `strata with one unit in a domain are treated as R treats them on demand`(
    _ policy: SingletonPolicy
  ) throws {
    let expected = try Reference.expected("lonely_psu")["\(policy.rawValue)_domainlonely"]
    for domain in ["a", "b"] {
      let estimator = try estimator(policy, domain: domain, adjustsDomains: true)
      let mean = try estimator.mean(0, domain: 0, wave: nil)
      try check(mean, expected["domain_\(domain)"], 0, domain)
      let vector = try estimator.vector(of: [.init(.mean(0)), .init(.total(0))])
      #expect(agree(vector.covariance(0, 0), mean.variance, 1e-12))
    }
  }

  @Test(arguments: [SingletonPolicy.certainty, .adjust, .average, .remove], [false, true])
  func `rows as units and two stages follow the policy in domains as in R`(
    _ policy: SingletonPolicy, _ adjustsDomains: Bool
  ) throws {
    let key = policy.rawValue + (adjustsDomains ? "_domain" : "")
    let expected = try Reference.expected("estimators")["lonely"][key]
    let rows = try Numbers([("y", [3, 1, 4, 1, 5, 9, 2, 6, 5])]).estimator(
      SurveyDesign(
        rowCount: 9, weights: [2, 1, 3, 2, 2, 1, 4, 1, 2], strata: [0, 0, 0, 1, 1, 1, 2, 2, 3],
        stages: [.init(population: [9, 9, 9, 8, 8, 8, 20, 20, 6])], singletonPolicy: policy,
        adjustsLonelyDomains: adjustsDomains),
      domains: [0, 0, -1, 0, -1, -1, 0, 0, 0])
    try check(try rows.mean(0, domain: 0, wave: nil), expected["rows_mean"], 0, "rows")
    try check(try rows.total(0, domain: 0, wave: nil), expected["rows_total"], 0, "rows")
    let stages = try Numbers([("y", [3, 1, 4, 1, 5, 9, 2, 6, 5, 3])]).estimator(
      SurveyDesign(
        rowCount: 10, weights: [2, 1, 3, 2, 2, 1, 4, 1, 2, 3],
        strata: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
        stages: [
          .init(
            units: [1, 1, 2, 2, 3, 4, 4, 5, 5, 5], population: [7, 7, 7, 7, 7, 9, 9, 9, 9, 9]),
          .init(units: (1...10).map { $0 }, population: [5, 5, 6, 6, 4, 8, 8, 9, 9, 9]),
        ], singletonPolicy: policy, adjustsLonelyDomains: adjustsDomains),
      domains: [0, 0, 0, -1, -1, 0, -1, -1, -1, -1])
    if expected["stages_mean"]["se"].number.isNaN {
      // Within a unit all are single in the domain: R's average of nothing is NaN.
      #expect(throws: EstimationError.onlySingleUnits) {
        try stages.mean(0, domain: 0, wave: nil)
      }
      return
    }
    try check(try stages.mean(0, domain: 0, wave: nil), expected["stages_mean"], 0, "stages")
    try check(try stages.total(0, domain: 0, wave: nil), expected["stages_total"], 0, "stages")
    for estimator in [rows, stages] {
      let vector = try estimator.vector(of: [.init(.total(0)), .init(.mean(0))])
      let total = try estimator.total(0, domain: 0, wave: nil)
      #expect(agree(vector.covariance(0, 0), total.variance, 1e-12))
    }
  }

  @Test func `where only single units are left to average over, that domain alone says so`()
    throws
  {
    let design = try SurveyDesign(
      rowCount: 5, weights: [1, 1, 1, 1, 1], strata: [0, 0, 0, 1, 2], singletonPolicy: .average)
    let estimator = try Numbers([("y", [1, 2, 4, 8, 9])])
      .estimator(design, domains: [0, 0, 0, 1, 1], count: 2)
    #expect(throws: EstimationError.onlySingleUnits) {
      try estimator.mean(0, domain: 1, wave: nil)
    }
    let other = try estimator.mean(0, domain: 0, wave: nil)
    #expect(other.variance > 0)
    #expect(EstimationError.onlySingleUnits.description.contains("join strata"))
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
