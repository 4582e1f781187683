import Aggregation
import SurveyStatistics
import Testing

/// Units taken with certainty, strata taken whole, weights of zero.
///
/// Expected values: R survey 4.1-1, the code is in `estimators.R`.
@Suite struct CertaintyUnitTests {
  private let strata: [Int32] = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
  private let units: [Int32] = [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
  private let y: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
  private let weights: [Double] = [2, 2, 2, 3, 3, 4, 3, 2, 1, 2, 3]
  private let certain = (0..<11).map { $0 < 3 }
  private let first: [Double] = [6, 6, 6, 6, 6, 6, 6, 4, 4, 4, 4]
  private let second: [Double] = [7, 7, 7, 6, 6, 5, 5, 8, 8, 9, 9]

  private func estimator(
    _ stages: [SurveyDesign.Stage], certain: [Bool]
  ) throws -> SurveyEstimator {
    try Numbers([("y", y)]).estimator(
      SurveyDesign(
        rowCount: 11, weights: weights, strata: strata, strataLabels: ["coast", "hill"],
        stages: stages, certaintyUnits: certain))
  }

  @Test func `a unit taken with certainty is a stratum of its next stage`() throws {
    let expected = try Reference.expected("estimators")["certain"]
    let two = try estimator(
      [
        .init(units: units, population: first),
        .init(units: (0..<11).map { Int32($0) }, population: second),
      ], certain: certain)
    try check(try two.mean(0, domain: 0, wave: nil), expected["mean"], 0, "mean")
    try check(try two.total(0, domain: 0, wave: nil), expected["total"], 0, "total")
    // Rows as the units of the second stage are the same.
    let rows = try estimator(
      [.init(units: units, population: first), .init(population: second)], certain: certain)
    try check(try rows.mean(0, domain: 0, wave: nil), expected["mean"], 0, "rows")
    let one = try estimator([.init(units: units)], certain: certain)
    try check(try one.mean(0, domain: 0, wave: nil), expected["one_stage_mean"], 0, "mean")
    try check(try one.total(0, domain: 0, wave: nil), expected["one_stage_total"], 0, "total")
    #expect(one.design.strataLabels == ["coast", "hill", "coast, unit 1"])
  }

  @Test func `a certain unit within which all are taken adds nothing`() throws {
    // The whole of unit 1 is asked: 3 of 3.
    let population: [Double] = [3, 3, 3, 6, 6, 5, 5, 8, 8, 9, 9]
    let stages = [
      SurveyDesign.Stage(units: units, population: first), .init(population: population),
    ]
    let total = try estimator(stages, certain: certain).total(0, domain: 0, wave: nil)
    let without = try Numbers([("y", y.enumerated().map { $0 < 3 ? .nan : $1 })]).estimator(
      SurveyDesign(
        rowCount: 11, weights: weights, strata: strata,
        stages: stages, certaintyUnits: certain)
    ).total(0, domain: 0, wave: nil)
    #expect(agree(total.variance, without.variance, 1e-12))
    #expect(total.value > without.value)
  }

  @Test func `a row that is itself taken with certainty adds nothing to the variance`() throws {
    // R: the stratum of the certain row has fpc = 1.
    for population: [Double]? in [nil, [9, 9, 9, 9]] {
      let design = try SurveyDesign(
        rowCount: 4, weights: [3, 3, 3, 1], stages: [.init(population: population)],
        certaintyUnits: [false, false, false, true])
      let total = try Numbers([("y", [1, 2, 6, 50])]).estimator(design)
        .total(0, domain: 0, wave: nil)
      let rest = try Numbers([("y", [1, 2, 6])]).estimator(
        SurveyDesign(
          rowCount: 3, weights: [3, 3, 3],
          stages: [.init(population: population.map { Array($0.prefix(3)) })])
      ).total(0, domain: 0, wave: nil)
      #expect(total.value == rest.value + 50)
      #expect(agree(total.variance, rest.variance, 1e-13))
      #expect(total.degreesOfFreedom == rest.degreesOfFreedom)
    }
  }

  @Test func `a stratum taken whole adds no variance, and is known in itself`() throws {
    let expected = try Reference.expected("estimators")["taken_whole"]
    let design = try SurveyDesign(
      rowCount: 6, weights: [1, 1, 1, 4, 4, 4], strata: [0, 0, 0, 1, 1, 1],
      stages: [.init(population: [3, 3, 3, 12, 12, 12])])
    let estimator = try Numbers([("y", [3, 1, 4, 1, 5, 9])])
      .estimator(design, domains: [0, 0, 0, 1, 1, 1], count: 2)
    let whole = try Numbers([("y", [3, 1, 4, 1, 5, 9])]).estimator(design)
    try check(try whole.mean(0, domain: 0, wave: nil), expected["mean"], 0, "mean")
    let known = try estimator.mean(0, domain: 0, wave: nil)
    #expect(known.variance == 0 && known.interval?.low == known.interval?.high)
  }

  @Test func `units that are certain in some rows only, or have half of the sizes, are errors`() {
    #expect(throws: DesignError.certaintyVaries(row: 2, stratum: "1")) {
      try SurveyDesign(
        rowCount: 4, weights: [1, 1, 1, 1], stages: [.init(units: [0, 1, 1, 2])],
        certaintyUnits: [false, true, false, false])
    }
    #expect(throws: DesignError.certaintyWithoutPopulation(stage: 3)) {
      try SurveyDesign(
        rowCount: 2, weights: [1, 1],
        stages: [
          .init(units: [0, 1], population: [4, 4]), .init(units: [0, 1], population: [4, 4]),
          .init(units: [0, 1]),
        ], certaintyUnits: [true, false])
    }
    #expect(throws: DesignError.unequalLengths(list: "certainty units", rows: 2, found: 1)) {
      try SurveyDesign(rowCount: 2, weights: [1, 1], certaintyUnits: [true])
    }
    #expect(throws: DesignError.unitInTwoStrata(row: 1, first: "a", second: "b")) {
      try SurveyDesign(
        rowCount: 2, weights: [1, 1], strata: [0, 1], strataLabels: ["a", "b"],
        stages: [.init(units: [0, 0])], certaintyUnits: [true, true], nested: false)
    }
  }

  @Test(arguments: ["clusters", "rows"])
  func `rows of weight zero count as sampled and as nothing else, as in R`(
    _ kind: String
  ) throws {
    let expected = try Reference.expected("estimators")["zero"][kind]
    func design(_ zeroWeights: ZeroWeights) throws(DesignError) -> SurveyDesign {
      try SurveyDesign(
        rowCount: 7, weights: [2, 0, 3, 2, 1, 0, 4], strata: [0, 0, 0, 0, 1, 1, 1],
        stages: kind == "rows" ? [] : [.init(units: [1, 2, 3, 4, 5, 6, 6])],
        zeroWeights: zeroWeights)
    }
    let estimator = try Numbers([("y", [3, 1, 4, 1, 5, 9, 2])])
      .estimator(design(.outsideDomains), products: [.square(0)])
    let mean = try estimator.mean(0, domain: 0, wave: nil)
    try check(mean, expected["mean"], 0, "mean")
    #expect(mean.respondents == 5)
    #expect(agree(mean.designEffect ?? .nan, expected["deff"].number))
    try check(try estimator.total(0, domain: 0, wave: nil), expected["total"], 0, "total")
    try check(
      try estimator.populationVariance(0, domain: 0, wave: nil), expected["var"], 0, "variance")
    #expect(throws: DesignError.badWeight(row: 1, value: 0)) { try design(.fail) }
  }

  @Test func `weights of zero and calibration do not go together`() {
    #expect(throws: DesignError.badWeight(row: 1, value: 0)) {
      try SurveyDesign(
        rowCount: 2, weights: [1, 0], zeroWeights: .outsideDomains,
        calibration: CategoricalCalibration(margins: [
          .init(name: "m", levels: [0, 0], labels: ["a"], totals: [[5]])
        ]))
    }
    #expect(throws: DesignError.badWeight(row: 0, value: -1)) {
      try SurveyDesign(rowCount: 2, weights: [-1, 0], zeroWeights: .outsideDomains)
    }
  }
}
