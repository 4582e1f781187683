import Aggregation
import Glibc
import SurveyStatistics
import Tabular
import Testing

/// Covariance matrices of several statistics and what is made of them.
///
/// Expected values: R survey 4.1-1, the code is in the `taylor_` and `domain_api` files and in
/// `estimators.R`.
@Suite struct EstimateVectorTests {
  static let designs = ["apiclus1", "apistrat", "apisrs", "apiclus2"]

  private static func check(
    _ vector: EstimateVector, _ entry: JSON, _ name: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    for i in 0..<vector.count {
      #expect(
        agree(vector.values[i], entry["est"].numbers[i]), "\(name) \(i)", sourceLocation: location)
      for j in 0..<vector.count {
        let size = vector.standardError(i) * vector.standardError(j)
        let difference = vector.covariance(i, j) - entry["vcov"].items[i].numbers[j]
        #expect(
          abs(difference) <= 1e-9 * max(size, 1e-12), "\(name) \(i) \(j)",
          sourceLocation: location)
      }
    }
  }

  private static func check(
    _ contrast: Contrast, _ entry: JSON, _ name: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try SurveyStatisticsTests.check(contrast.estimate, entry, 0, name, location)
  }

  @Test(arguments: designs)
  func `means and totals of several variables have the covariances of R`(_ name: String) throws {
    let expected = try Reference.expected("estimators")["joint_\(name)"]
    let (file, design) = try ApiDesigns.design(name)
    let estimator = try Numbers(["api00", "api99", "meals"].map { ($0, file.numbers($0)) })
      .estimator(design, products: [.pair(1, 0), .pair(0, 2), .pair(1, 2)])
    let means = try estimator.vector(of: (0..<3).map { .init(.mean($0)) })
    Self.check(means, expected["mean"], "mean")
    Self.check(
      try estimator.vector(of: (0..<3).map { .init(.total($0)) }), expected["total"], "total")
    try Self.check(try means.contrast([1, -1, 0.5]), expected["growth_sum"], "contrast")
    let growth = try Reference.expected("taylor_\(name)")["growth"]
    try Self.check(try means.difference(0, minus: 1), growth, "growth")
    let ratio = try means.ratio(0, to: 1)
    let log = expected["log_ratio"]
    #expect(agree(ratio.t, log["est"].number / log["se"].number))
    #expect(agree(ratio.estimate.interval?.low ?? 0, exp(log["ci_t_lo"].number)))
    #expect(agree(ratio.estimate.interval?.high ?? 0, exp(log["ci_t_hi"].number)))
    #expect(ratio.estimate.interval?.method == .log)
    #expect(agree(ratio.estimate.value, expected["ratio_of_means"]["est"].number))
    #expect(agree(ratio.estimate.standardError, expected["ratio_of_means"]["se"].number))
    let published = try Reference.expected("taylor_\(name)")["logratio_nonlinear"]
    #expect(agree(log["se"].number, published["se"].number))
  }

  @Test(arguments: designs)
  func `shares of a factor have the covariances of R and add up to one`(_ name: String) throws {
    let expected = try Reference.expected("estimators")["joint_\(name)"]["factor"]
    let (file, design) = try ApiDesigns.design(name)
    let codes = file.codes("stype")
    var table = Table()
    table.set(
      "stype",
      .coded(
        CodedColumn(
          codes: codes.codes.map { UInt8($0) },
          levels: codes.labels.enumerated().map {
            .init(value: Double($0.offset), label: $0.element)
          })))
    var request = EstimationRequest.wholeSample(variables: [], rowCount: file.count)
    let place = request.addDistribution(
      of: "stype", in: "stype",
      levels: codes.labels.enumerated().map { (UInt8($0.offset), $0.element) })
    let estimator = try SurveyEstimator(
      table: table, design: design, request: request, degreesOfFreedom: .classic)
    #expect(estimator.variableNames == ["stype=E", "stype=H", "stype=M"])
    let distribution = try estimator.distribution(place, domain: 0, wave: nil)
    if name == "apistrat" {
      // The strata are the levels: nothing is left to chance but rounding.
      #expect(distribution.vector.covariance.allSatisfy { abs($0) < 1e-20 })
    } else {
      Self.check(distribution.vector, expected, name)
      #expect(distribution.shares.allSatisfy { ($0.interval?.low ?? -1) >= 0 })
    }
    #expect(agree(distribution.vector.values.reduce(0, +), 1, 1e-14))
    for i in 0..<3 {
      let row = (0..<3).reduce(0) { $0 + distribution.vector.covariance(i, $1) }
      #expect(abs(row) <= 1e-15)
    }
  }

  @Test(arguments: ["apiclus1", "apistrat"])
  func `contrasts of domains and waves equal svycontrast`(_ name: String) throws {
    let (file, design) = try waved(name)
    let all = try Reference.expected("estimators")
    let expected = all["waves_\(name)"]
    let numbers = Numbers(["api00", "enroll"].map { ($0, file.numbers($0)) })
    let estimator = try numbers.estimator(
      design, domains: file.codes("comp.imp").codes, count: 2)
    // R's order: wave within domain.
    func four(_ statistic: Statistic) -> [StatisticReference] {
      [(0, 0), (0, 1), (1, 0), (1, 1)].map { .init(statistic, domain: $0, wave: $1) }
    }
    Self.check(try estimator.vector(of: four(.mean(0))), expected, "means")
    try Self.check(
      try estimator.contrast(of: four(.mean(0)), [0, 0, -1, 1]), expected["change_yes"], "change",
      degrees: false)
    try Self.check(
      try estimator.differenceOfChanges(.mean(0), domain: 1, minus: 0, before: 0, after: 1),
      expected["did"], "difference of changes")
    let relative = try estimator.change(
      .mean(0), domain: 1, before: 0, after: 1, as: .relative)
    #expect(agree(relative.estimate.value, expected["relative_yes"]["est"].number))
    #expect(agree(relative.estimate.standardError, expected["relative_yes"]["se"].number))
    let ratio = try estimator.change(.mean(0), domain: 1, before: 0, after: 1, as: .ratio)
    let log = expected["log_ratio_yes"]
    #expect(agree(ratio.t, log["est"].number / log["se"].number, 1e-8))
    #expect(agree((relative.estimate.interval?.low ?? 0) + 1, ratio.estimate.interval?.low ?? 1))
    let totals = all["wave_totals_\(name)"]
    Self.check(try estimator.vector(of: four(.total(1))), totals, "totals")
    try Self.check(
      try estimator.contrast(of: four(.total(1)), [1, -1, -1, 1]), totals["did"], "totals")
  }

  @Test(arguments: ["apiclus1", "apistrat"])
  func `the vector of two waves says what the change says`(_ name: String) throws {
    let (file, design) = try waved(name)
    let estimator = try Numbers([("api00", file.numbers("api00"))])
      .estimator(design, domains: file.codes("comp.imp").codes, count: 2)
    for domain in 0..<2 {
      for kind in [StatisticKind.mean, .total] {
        let change = try estimator.change(0, domain: domain, before: 0, after: 1, kind: kind)
        let contrast = try estimator.change(
          Statistic(kind, of: 0), domain: domain, before: 0, after: 1, as: .absolute)
        #expect(agree(contrast.estimate.value, change.difference.value, 1e-12))
        #expect(agree(contrast.estimate.variance, change.difference.variance, 1e-12))
        #expect(contrast.estimate.degreesOfFreedom == change.difference.degreesOfFreedom)
        #expect(agree(contrast.p, change.p, 1e-11))
        #expect(contrast.estimate.respondents == change.difference.respondents)
        #expect(agree(contrast.estimate.weightedBase, change.difference.weightedBase, 1e-12))
      }
    }
  }

  @Test func `contrasts with few clusters have the degrees of freedom of a change`() throws {
    let (file, design) = try waved("apiclus1")
    let estimator = try Numbers([("api00", file.numbers("api00"))]).estimator(
      design, domains: file.codes("comp.imp").codes, count: 2, degreesOfFreedom: .automatic)
    let classic = try Numbers([("api00", file.numbers("api00"))]).estimator(
      design, domains: file.codes("comp.imp").codes, count: 2)
    for domain in 0..<2 {
      let change = try estimator.change(0, domain: domain, before: 0, after: 1, kind: .mean)
      let contrast = try estimator.change(
        .mean(0), domain: domain, before: 0, after: 1, as: .absolute)
      #expect(contrast.estimate.degreesOfFreedom < contrast.estimate.nominalDegreesOfFreedom)
      #expect(
        agree(contrast.estimate.degreesOfFreedom, change.difference.degreesOfFreedom, 1e-11))
      #expect(agree(contrast.p, change.p, 1e-10))
      let mean = try estimator.mean(0, domain: domain, wave: 1)
      let vector = try estimator.vector(of: [.init(.mean(0), domain: domain, wave: 1)])
      #expect(agree(try vector.estimate(0).degreesOfFreedom, mean.degreesOfFreedom, 1e-11))
    }
    let changes = try [estimator, classic].map {
      try $0.differenceOfChanges(.mean(0), domain: 1, minus: 0, before: 0, after: 1)
    }
    #expect(changes[0].estimate.variance == changes[1].estimate.variance)
    #expect(changes[0].estimate.degreesOfFreedom < changes[1].estimate.degreesOfFreedom)
    #expect(changes[1].estimate.degreesOfFreedom == 14)
    #expect(changes[0].p > changes[1].p)
    // Halving a contrast changes nothing but its size.
    let vector = try estimator.vector(of: (0..<2).map { .init(.mean(0), domain: $0, wave: 0) })
    let whole = try vector.contrast([2, -2])
    let half = try vector.contrast([1, -1])
    #expect(agree(whole.estimate.degreesOfFreedom, half.estimate.degreesOfFreedom, 1e-12))
  }

  @Test func `differences of domains of one design equal R`() throws {
    let expected = try Reference.expected("domain_api")
    for (name, column, key, diff) in [
      ("apiclus1", "sch.wide", "by_covmat", "diff_yes_minus_no"),
      ("apistrat", "comp.imp", "strat_by_covmat", "diff"),
    ] {
      let (file, design) = try ApiDesigns.design(name)
      let estimator = try Numbers([("api00", file.numbers("api00"))])
        .estimator(design, domains: file.codes(column).codes, count: 2)
      let vector = try estimator.vector(of: (0..<2).map { .init(.mean(0), domain: $0) })
      Self.check(vector, expected[key], key)
      try Self.check(try vector.difference(1, minus: 0), expected[key][diff], diff)
    }
  }

  @Test func `the difference of changes of two municipalities equals R`() throws {
    let file = try DataFile("cohort_16mun")
    let (strata, labels) = file.codes("stratum")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("weight"), strata: strata, strataLabels: labels,
      stages: [.init(units: file.ids("psu"))],
      waves: file.text("wave").map { $0 == "before" ? 0 : 1 }, waveLabels: ["before", "after"])
    let places = file.ids("municipality").map { $0 == 1001 ? Int32(0) : $0 == 1103 ? 1 : -1 }
    let estimator = try Numbers([("t1", file.numbers("t1").map { $0 > 10 ? .nan : $0 })])
      .estimator(design, domains: places, count: 2)
    let contrast = try estimator.differenceOfChanges(
      .mean(0), domain: 0, minus: 1, before: 0, after: 1)
    // R's contrast is after − before of the second minus that of the first.
    let expected = try Reference.expected("estimators")["cohort_did"]
    #expect(agree(contrast.estimate.value, expected["est"].number))
    #expect(agree(contrast.estimate.standardError, expected["se"].number))
    #expect(contrast.estimate.degreesOfFreedom == expected["df"].number)
  }

  private func waved(_ name: String) throws -> (DataFile, SurveyDesign) {
    let (file, plain) = try ApiDesigns.design(name)
    return (
      file,
      try SurveyDesign(
        rowCount: file.count, weights: plain.weights, strata: plain.strata, stages: plain.stages,
        waves: (0..<file.count).map { UInt8($0 % 2) }, relation: .shared)
    )
  }

  private static func check(
    _ contrast: Contrast, _ entry: JSON, _ name: String, degrees: Bool
  ) throws {
    #expect(agree(contrast.estimate.value, entry["est"].number), "\(name)")
    #expect(agree(contrast.estimate.standardError, entry["se"].number), "\(name)")
  }
}
