import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// NHANES 2009–10: strata of two and three units, unequal weights, rows without an answer.
///
/// Expected values: R survey 4.1-1, the code is in `estimators.R`; the mean and those of the races are
/// published too, as 0.11214 (0.0054) and so on, and agree with SAS and Python.
@Suite struct HealthSurveyTests {
  private let file: DataFile
  private let estimator: SurveyEstimator
  private let ages: Int
  private let expected: JSON

  init() throws {
    file = try DataFile("nhanes")
    expected = try Reference.expected("estimators")["nhanes"]
    let cholesterol = file.numbers("HI_CHOL")
    let (strata, labels) = file.codes("SDMVSTRA")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("WTMEC2YR"), strata: strata,
      strataLabels: labels, stages: [.init(units: file.ids("SDMVPSU"))])
    var numbers = Numbers([("HI_CHOL", cholesterol)])
    let levels = expected["ages_levels"].texts
    let codes = file.text("agecat").map { UInt8(levels.firstIndex(of: $0) ?? 255) }
    numbers.table.set(
      "agecat",
      .coded(
        CodedColumn(
          codes: codes,
          levels: levels.enumerated().map { .init(value: Double($0.offset), label: $0.element) })))
    // Domains 0 to 3 are the races.
    var request = EstimationRequest(
      variables: numbers.variables, domains: file.ids("race").map { $0 - 1 }, domainCount: 4)
    ages = request.addDistribution(
      of: "agecat", in: "agecat", levels: levels.enumerated().map { (UInt8($0.offset), $0.element) }
    )
    estimator = try SurveyEstimator(
      table: numbers.table, design: design, request: request, degreesOfFreedom: .classic)
  }

  @Test func `the races vary together as in R, and so does their contrast`() throws {
    let vector = try estimator.vector(of: (0..<4).map { .init(.share(0), domain: $0) })
    for i in 0..<4 {
      #expect(agree(vector.values[i], expected["by"]["est"].numbers[i]))
      for j in 0..<4 {
        #expect(agree(vector.covariance(i, j), expected["by"]["vcov"].items[i].numbers[j]))
      }
    }
    let contrast = try vector.contrast([1, -1, 0.5, -0.5])
    try check(contrast.estimate, expected["contrast"], 0, "contrast")
  }

  @Test func `the whole has the mean, the design effects and the ages of R`() throws {
    let cholesterol = file.numbers("HI_CHOL")
    // Kish's effect in R is of the rows with an answer, so they are the domain.
    let whole = try Numbers([("HI_CHOL", cholesterol)]).estimator(
      estimator.design, domains: cholesterol.map { $0.isNaN ? -1 : 0 })
    let mean = try whole.mean(0, domain: 0, wave: nil)
    try check(mean, expected["mean"], 0, "mean")
    #expect(agree(mean.designEffect ?? .nan, expected["deff_replace"].number))
    #expect(agree(mean.designEffectWithoutReplacement ?? .nan, expected["mean"]["deff"].number))
    #expect(agree(mean.kishEffect ?? .nan, expected["kish"].number))
  }

  @Test func `the intervals of a share among few units are those of R`() throws {
    for row in expected["intervals"].items {
      let method = Estimate.Interval.Method(ofShare: row["method"].text)
      let share = try estimator.share(0, domain: 1, wave: nil, method: method)
      #expect(share.degreesOfFreedom == row["df"].number)
      #expect(agree(share.interval?.low ?? .nan, row["lo"].number), "\(row)")
      #expect(agree(share.interval?.high ?? .nan, row["hi"].number), "\(row)")
    }
  }

  @Test func `ages of a race add up to one with covariances that add up to zero`() throws {
    for race in 0..<4 {
      let vector = try estimator.distribution(ages, domain: race, wave: nil).vector
      #expect(agree(vector.values.reduce(0, +), 1, 1e-14))
      for i in 0..<vector.count {
        let row = (0..<vector.count).reduce(0) { $0 + vector.covariance(i, $1) }
        #expect(abs(row) <= 1e-12 * vector.covariance(i, i))
      }
    }
    // All races: the totals of levels over that of all, as R's mean of the factor.
    let whole = try Numbers(
      expected["ages_levels"].texts.map { ($0, file.indicator("agecat", $0)) }
    ).estimator(estimator.design).vector(of: (0..<4).map { .init(.share($0)) })
    for i in 0..<4 {
      #expect(agree(whole.values[i], expected["ages"]["est"].numbers[i]))
      for j in 0..<4 {
        #expect(agree(whole.covariance(i, j), expected["ages"]["vcov"].items[i].numbers[j]))
      }
    }
  }
}
