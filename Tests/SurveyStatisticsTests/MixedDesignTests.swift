import Aggregation
import SurveyStatistics
import Testing

/// Fresh waves, stages without population sizes, calibration of unequal weights.
///
/// Expected values: R survey 4.1-1, the code is in `designs_mixed.json`.
@Suite struct MixedDesignTests {
  let expected: JSON
  let file: DataFile

  init() throws {
    expected = try Reference.expected("designs_mixed")
    file = try DataFile("apistrat")
  }

  private func design(
    _ relation: WaveRelation, _ calibration: CategoricalCalibration? = nil
  ) throws -> SurveyDesign {
    let (strata, labels) = file.codes("stype")
    return try SurveyDesign(
      rowCount: file.count, weights: file.numbers("pw"), strata: strata, strataLabels: labels,
      stages: [.init(population: file.numbers("fpc"))],
      waves: (0..<file.count).map { UInt8($0 % 2) }, relation: relation,
      calibration: calibration)
  }

  private var api: Numbers { Numbers([("api00", file.numbers("api00"))]) }
  private var poor: [Int32] { file.numbers("meals").map { $0 > 40 ? 0 : -1 } }

  @Test func `the change between fresh samples equals a design of stratum × wave`() throws {
    for (key, domains) in [
      ("fresh_change", [Int32](repeating: 0, count: file.count)), ("fresh_change_domain", poor),
    ] {
      let change = try api.estimator(design(.fresh), domains: domains)
        .change(0, domain: 0, before: 0, after: 1, kind: .mean)
      let entry = expected[key]
      #expect(agree(change.before.value, entry["est"].numbers[0]))
      #expect(agree(change.before.variance, entry["vcov"].items[0].numbers[0]))
      #expect(agree(change.after.variance, entry["vcov"].items[1].numbers[1]))
      #expect(change.covariance == 0)
      try check(change.difference, entry["diff"], 0, key)
    }
  }

  @Test func `two stages with population sizes, without any, and in a domain`() throws {
    let schools = try DataFile("apiclus2")
    func estimator(fpc: Bool, _ domains: [Int32]? = nil) throws -> SurveyEstimator {
      let design = try SurveyDesign(
        rowCount: schools.count, weights: schools.numbers("pw"),
        stages: [
          .init(
            units: schools.ids("dnum"), population: fpc ? schools.numbers("fpc1") : nil),
          .init(
            units: schools.ids("snum"), population: fpc ? schools.numbers("fpc2") : nil),
        ])
      return try Numbers([("api00", schools.numbers("api00"))])
        .estimator(design, domains: domains)
    }
    try check(
      try estimator(fpc: true).mean(0, domain: 0, wave: nil), expected["two_stage_mean"], 0,
      "mean")
    try check(
      try estimator(fpc: false).total(0, domain: 0, wave: nil), expected["two_stage_no_fpc"], 0,
      "total")
    let higher = schools.text("stype").map { $0 == "E" ? Int32(-1) : 0 }
    try check(
      try estimator(fpc: true, higher).mean(0, domain: 0, wave: nil),
      expected["two_stage_domain"], 0, "domain")
  }

  @Test func `post-stratified unequal weights: mean, domain and change`() throws {
    let calibration = CategoricalCalibration(margins: [
      .init(
        name: "comp.imp", levels: file.codes("comp.imp").codes, labels: ["No", "Yes"],
        totals: [[2000, 4194]])
    ])
    let calibrated = try design(.shared, calibration)
    let whole = try api.estimator(calibrated)
    try check(try whole.mean(0, domain: 0, wave: nil), expected["post_mean"], 0, "mean")
    try check(
      try api.estimator(calibrated, domains: poor).mean(0, domain: 0, wave: nil),
      expected["post_domain"], 0, "domain")
    let change = try whole.change(0, domain: 0, before: 0, after: 1, kind: .mean)
    #expect(agree(change.difference.value, expected["post_change"]["est"].number))
    #expect(agree(change.difference.standardError, expected["post_change"]["se"].number))
  }

  @Test func `raked unequal weights have residuals fitted with design weights`() throws {
    let calibration = CategoricalCalibration(margins: [
      .init(
        name: "comp.imp", levels: file.codes("comp.imp").codes, labels: ["No", "Yes"],
        totals: [[2000, 4194]]),
      .init(
        name: "both", levels: file.codes("both").codes, labels: ["No", "Yes"],
        totals: [[2300, 3894]]),
    ])
    let raked = try design(.shared, calibration)
    for (weight, value) in zip(raked.calibratedWeights, expected["rake_weights"].numbers) {
      #expect(agree(weight, value))
    }
    // R's `rake` fits its residuals without weights, which is right for equal design weights only
    // (9.6459 here); the reference refits them with design weights before `svyrecvar`.
    let whole = try api.estimator(raked).mean(0, domain: 0, wave: nil)
    #expect(agree(whole.value, expected["rake_mean"]["est"].number))
    #expect(agree(whole.standardError, expected["rake_se_design_weighted"].number))
    let domain = try api.estimator(raked, domains: poor).mean(0, domain: 0, wave: nil)
    #expect(agree(domain.standardError, expected["rake_se_design_weighted_domain"].number))
  }
}
