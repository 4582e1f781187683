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
}
