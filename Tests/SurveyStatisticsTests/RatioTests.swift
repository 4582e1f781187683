import Aggregation
import SurveyStatistics
import Testing

/// Ratios, variances and standard deviations.
///
/// Expected values: R survey 4.1-1, the code is in the `taylor_` and `domain_api` files and in
/// `estimators.R`.
@Suite struct RatioTests {
  private static let ratio: [CrossProduct] = [.pair(0, 1), .square(0), .square(1)]

  private func estimator(
    _ name: String, _ variables: [String] = ["api.stu", "enroll"], byType: Bool = false
  ) throws -> SurveyEstimator {
    let (file, design) = try ApiDesigns.design(name)
    return try Numbers(variables.map { ($0, file.numbers($0)) }).estimator(
      design, domains: byType ? file.codes("stype").codes : nil, count: byType ? 3 : 1,
      products: Self.ratio)
  }

  @Test(arguments: TaylorVarianceTests.api)
  func `ratios and variances of the California schools equal svyratio and svyvar`(
    _ name: String
  ) throws {
    let expected = try Reference.expected("taylor_\(name)")
    let ratio = try estimator(name).ratio(0, 1, domain: 0, wave: nil)
    // R's interval has the degrees of freedom of all rows, also of those without an answer.
    let (file, _) = try ApiDesigns.design(name)
    let isComplete = !file.numbers("enroll").contains(where: \.isNaN)
    try check(ratio, expected["ratio"], 0, "ratio", interval: isComplete)
    let variance = try estimator(name, ["api00", "meals"])
      .populationVariance(0, domain: 0, wave: nil)
    try check(variance, expected["var_api00"], 0, "variance")
  }

  @Test(arguments: ["apiclus1", "apistrat", "apisrs", "apiclus2"])
  func `ratios by school type equal R with their design effects`(_ name: String) throws {
    let expected = try Reference.expected("estimators")["ratio_\(name)"]
    let estimator = try estimator(name, byType: true)
    for (domain, type) in ["E", "H", "M"].enumerated() {
      let ratio = try estimator.ratio(0, 1, domain: domain, wave: nil)
      let entry = expected[type]
      try check(ratio, entry, 0, type)
      #expect(agree(ratio.designEffect ?? .nan, entry["deff_replace"].number), "\(type) deff")
      // The other way up is the same ratio upside down.
      let inverse = try estimator.ratio(1, 0, domain: domain, wave: nil)
      #expect(agree(inverse.value, 1 / ratio.value, 1e-12))
      #expect(
        agree(inverse.standardError / inverse.value, ratio.standardError / ratio.value, 1e-9))
    }
  }

  @Test func `ratios by domain equal svyby`() throws {
    let table = try Reference.expected("domain_api")["by_ratio"]
    let estimator = try estimator("apiclus1", byType: true)
    for domain in 0..<3 {
      let ratio = try estimator.ratio(0, 1, domain: domain, wave: nil)
      #expect(agree(ratio.value, table["api.stu/enroll"].numbers[domain]))
      #expect(agree(ratio.standardError, table["se.api.stu/enroll"].numbers[domain]))
    }
  }

  @Test(arguments: ["apiclus1", "apistrat", "apisrs", "apiclus2"])
  func `variances and standard deviations by school type equal R`(_ name: String) throws {
    let expected = try Reference.expected("estimators")["sd_\(name)"]
    let estimator = try estimator(name, ["api00", "enroll"], byType: true)
    for (variable, title) in ["api00", "enroll"].enumerated() {
      for (domain, type) in ["E", "H", "M"].enumerated() {
        let entry = expected["\(title) \(type)"]
        let variance = try estimator.populationVariance(variable, domain: domain, wave: nil)
        let deviation = try estimator.standardDeviation(variable, domain: domain, wave: nil)
        #expect(agree(variance.value, entry["var"].number), "\(title) \(type)")
        #expect(agree(variance.standardError, entry["var_se"].number), "\(title) \(type)")
        #expect(agree(deviation.value, entry["sd"].number), "\(title) \(type)")
        #expect(agree(deviation.standardError, entry["sd_se"].number), "\(title) \(type)")
        #expect(deviation.degreesOfFreedom == entry["df"].number)
        let interval = try #require(deviation.interval)
        #expect(interval.method == .log && interval.low > 0)
        #expect(agree(interval.low * interval.high, deviation.value * deviation.value, 1e-12))
      }
    }
  }

  @Test func `rows that lack one of the two are in neither total`() throws {
    let design = try SurveyDesign(rowCount: 5, weights: [1, 2, 1, 2, 1])
    let ratio = try Numbers([("a", [1, 2, .nan, 4, 5]), ("b", [2, .nan, 3, 5, 8])])
      .estimator(design, products: [.pair(0, 1)]).ratio(0, 1, domain: 0, wave: nil)
    #expect(agree(ratio.value, (1 + 8 + 5) / (2 + 10 + 8.0), 1e-14))
    #expect(ratio.respondents == 3 && ratio.weightedBase == 4)
  }

  @Test func `clusters need no squares for a standard deviation, single rows do`() throws {
    let y = ("y", [1.0, 3, 2, 8, 5, 4])
    let clustered = try Numbers([y]).estimator(
      SurveyDesign(
        rowCount: 6, weights: [1, 2, 1, 2, 1, 3], stages: [.init(units: [0, 0, 1, 1, 2, 2])]))
    let clusteredSD = try clustered.standardDeviation(0, domain: 0, wave: nil)
    #expect(clusteredSD.variance > 0)
    let direct = try Numbers([y]).estimator(
      SurveyDesign(rowCount: 6, weights: [1, 2, 1, 2, 1, 3]))
    #expect(throws: EstimationError.noCrossProduct(first: "y", second: "y")) {
      try direct.standardDeviation(0, domain: 0, wave: nil)
    }
  }

  @Test func `what has no ratio or no deviation says why`() throws {
    let design = try SurveyDesign(rowCount: 4, weights: [1, 1, 1, 1])
    let estimator = try Numbers([
      ("zero", [0, 0, 0, 0]), ("y", [1, 2, 3, 4]), ("same", [7, 7, 7, 7]),
      ("one", [.nan, 2, .nan, .nan]), ("none", [.nan, .nan, .nan, .nan]),
    ]).estimator(
      design, products: [.pair(0, 1), .pair(1, 4), .square(2), .square(3), .square(1)])
    #expect(throws: EstimationError.zeroDenominator("ratio y/zero")) {
      try estimator.ratio(1, 0, domain: 0, wave: nil)
    }
    #expect(throws: EstimationError.noAnswers(variable: "y/none", domain: 0, wave: nil)) {
      try estimator.ratio(1, 4, domain: 0, wave: nil)
    }
    #expect(throws: EstimationError.noCrossProduct(first: "y", second: "same")) {
      try estimator.ratio(1, 2, domain: 0, wave: nil)
    }
    #expect(throws: EstimationError.noSpread(variable: "same", domain: 0, wave: nil)) {
      try estimator.standardDeviation(2, domain: 0, wave: nil)
    }
    #expect(throws: EstimationError.oneAnswer(variable: "one", domain: 0, wave: nil)) {
      try estimator.populationVariance(3, domain: 0, wave: nil)
    }
    let constant = try estimator.populationVariance(2, domain: 0, wave: nil)
    #expect(constant.value == 0 && constant.variance == 0)
    let spread = try estimator.populationVariance(1, domain: 0, wave: nil)
    #expect(agree(spread.value, 5.0 / 3, 1e-14))
    #expect(
      EstimationError.noCrossProduct(first: "a", second: "b").description.contains("a and b"))
  }
}
