import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1 `calibrate`; the code is in `calibration_methods.R` and
/// `calibration_apiclus1.json`.
@Suite struct CalibrationMethodTests {
  private static let names = [
    "linear", "raking", "logit", "truncatedLinear", "truncatedRaking",
  ]

  private func method(_ name: String, _ lower: Double, _ upper: Double) -> CalibrationMethod {
    switch name {
    case "linear": .linear
    case "raking": .raking
    case "logit": .logit(lower: lower, upper: upper)
    case "truncatedLinear": .truncatedLinear(lower: lower, upper: upper)
    default: .truncatedRaking(lower: lower, upper: upper)
    }
  }

  private func margins(_ file: DataFile) -> [CategoricalCalibration.Margin] {
    [
      .init(
        name: "stype", levels: file.codes("stype").codes, labels: ["E", "H", "M"],
        totals: [[4421, 755, 1018]]),
      .init(
        name: "sch.wide", levels: file.codes("sch.wide").codes, labels: ["No", "Yes"],
        totals: [[1072, 5122]]),
    ]
  }

  @Test(arguments: names)
  func `categories calibrated by every method have R's weights and errors, by cells and by rows`(
    _ name: String
  ) throws {
    let expected = try Reference.expected("calibration_methods")["cells"][name]
    let calibration = CategoricalCalibration(
      margins: margins(try DataFile("apiclus1")), method: method(name, 0.6, 1.8))
    let (file, design) = try ApiDesigns.oneStage(fpc: true, calibration: calibration)
    // R stops at a relative distance of 1e-11 from the margins; raking by cells stops at 1e-13.
    for (weight, value) in zip(design.calibratedWeights, expected["weights"].numbers) {
      #expect(agree(weight, value))
    }
    let cells = try ReplicateDesigns.numbers(file).estimator(design)
    for variable in 0...1 {
      let mean = try cells.mean(variable, domain: 0, wave: nil)
      #expect(agree(mean.value, expected["mean"]["est"].numbers[variable]))
      #expect(agree(mean.standardError, expected["mean"]["se"].numbers[variable]))
    }
    let (_, plain) = try ApiDesigns.oneStage(fpc: true)
    let weights = try CalibratedWeights(
      WeightCalibration(calibration), designWeights: plain.weights)
    try check(file, plain, weights, expected)
  }

  @Test(arguments: names)
  func `numbers calibrated by every method have R's weights and errors`(_ name: String) throws {
    let expected = try Reference.expected("calibration_methods")["numbers"][name]
    let (file, design) = try ApiDesigns.stratified(fpc: true)
    let weights = try CalibratedWeights(
      WeightCalibration(
        auxiliaries: [
          .size([6194]),
          .categorical(
            .init(
              name: "comp.imp", levels: file.codes("comp.imp").codes, labels: ["No", "Yes"],
              totals: [[6194 - 4482, 4482]])),
          .continuous(name: "api99", values: file.numbers("api99"), totals: [3_914_069]),
          .continuous(name: "meals", values: file.numbers("meals"), totals: [297_533]),
        ], method: method(name, 0.8, 1.25)), designWeights: design.weights)
    for margin in weights.margins {
      #expect(agree(margin.after, margin.target), "\(name) \(margin)")
      #expect(!agree(margin.before, margin.target) || margin.margin == "size")
    }
    // R does not converge here.
    if name == "truncatedRaking" { return }
    try check(file, design, weights, expected)
  }

  private func check(
    _ file: DataFile, _ design: SurveyDesign, _ weights: CalibratedWeights, _ expected: JSON
  ) throws {
    for (weight, value) in zip(weights.weights, expected["weights"].numbers) {
      #expect(agree(weight, value))
    }
    let numbers = ReplicateDesigns.numbers(file)
    func estimator(_ domains: [Int32]?) throws -> CalibratedEstimator {
      try CalibratedEstimator(
        table: numbers.table, design: design, weights: weights,
        request: EstimationRequest(
          variables: numbers.variables,
          domains: domains ?? [Int32](repeating: 0, count: file.count), domainCount: 2))
    }
    let rows = try estimator(nil)
    let covariance = try rows.covariance([.init(.mean(0)), .init(.mean(1))])
    for variable in 0...1 {
      let mean = try rows.estimate(.init(.mean(variable)))
      #expect(agree(mean.value, expected["mean"]["est"].numbers[variable]))
      #expect(agree(mean.standardError, expected["mean"]["se"].numbers[variable]))
      for other in 0...1 {
        let value = expected["mean"]["vcov"].items[variable].numbers[other]
        #expect(agree(covariance[variable][other], value, 1e-8))
      }
    }
    let total = try rows.estimate(.init(.total(1)))
    #expect(agree(total.value, expected["total"]["est"].number))
    #expect(agree(total.standardError, expected["total"]["se"].number))
    let ratio = try rows.estimate(.init(.ratio(numerator: 2, denominator: 1)))
    #expect(agree(ratio.value, expected["ratio"]["est"].number))
    #expect(agree(ratio.standardError, expected["ratio"]["se"].number))
    let domains = try estimator(file.codes("both").codes)
    for domain in 0...1 {
      let mean = try domains.estimate(.init(.mean(0), domain: domain))
      #expect(agree(mean.value, expected["domains"]["api00"].numbers[domain]))
      #expect(agree(mean.standardError, expected["domains"]["se"].numbers[domain]))
    }
    let both = (0...1).map { StatisticReference(.mean(0), domain: $0) }
    let difference = try domains.contrast(both, coefficients: [-1, 1])
    let matrix = try domains.covariance(both)
    #expect(
      agree(difference.variance, matrix[0][0] + matrix[1][1] - 2 * matrix[0][1], 1e-10))
  }

  @Test(arguments: [
    ("cal_linear", CalibrationMethod.linear), ("cal_raking", .raking),
    ("cal_logit", .logit(lower: 0.3, upper: 2.5)),
    ("cal_linear_bounded", .truncatedLinear(lower: 0.5, upper: 2)),
  ])
  func `schools and their earlier scores give R's weights and errors`(
    _ name: String, _ method: CalibrationMethod
  ) throws {
    let expected = try Reference.expected("calibration_apiclus1")[name]
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let weights = try CalibratedWeights(
      WeightCalibration(
        auxiliaries: [
          .categorical(margins(file)[0]),
          .continuous(name: "api99", values: file.numbers("api99"), totals: [3_914_069]),
        ], method: method), designWeights: design.weights)
    // R stopped at a relative distance of 1e-10 from the totals; the weights of single rows are off
    // by some more.
    for (weight, value) in zip(weights.weights, expected["weights"].numbers) {
      #expect(agree(weight, value, 1e-8))
    }
    try check(file, design, weights, published: expected, 1e-8)
  }

  @Test(arguments: [("trim_rake", 45.0, false), ("trim_strict", 40, true)])
  func `trimmed raking weights have R's weights and errors`(
    _ name: String, _ upper: Double, _ isStrict: Bool
  ) throws {
    let expected = try Reference.expected("calibration_apiclus1")[name]
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let raked = try CalibratedWeights(
      WeightCalibration(CategoricalCalibration(margins: margins(file))),
      designWeights: design.weights)
    let weights = try raked.trimmed(
      to: WeightLimits(lower: 10, upper: upper), isStrict: isStrict)
    // R raked until its weights moved by less than 1e-10.
    for (weight, value) in zip(weights.weights, expected["weights"].numbers) {
      #expect(agree(weight, value, 1e-8))
    }
    #expect(agree(weights.summary.after.sum, 6194, 1e-9))
    #expect(weights.trimmedRows > 0)
    try check(file, design, weights, published: expected, 1e-8)
  }

  private func check(
    _ file: DataFile, _ design: SurveyDesign, _ weights: CalibratedWeights,
    published expected: JSON, _ tolerance: Double
  ) throws {
    let numbers = ReplicateDesigns.numbers(file)
    let rows = try CalibratedEstimator(
      table: numbers.table, design: design, weights: weights,
      request: .wholeSample(variables: numbers.variables, rowCount: file.count))
    for variable in 0...1 {
      let mean = try rows.estimate(.init(.mean(variable)))
      #expect(agree(mean.value, expected["mean"]["est"].numbers[variable], tolerance))
      #expect(agree(mean.standardError, expected["mean"]["se"].numbers[variable], tolerance))
      let interval = try #require(mean.interval)
      #expect(agree(interval.low, expected["mean"]["ci_t_lo"].numbers[variable], tolerance))
      let total = try rows.estimate(.init(.total(variable)))
      #expect(agree(total.value, expected["total"]["est"].numbers[1 - variable], tolerance))
      #expect(
        agree(total.standardError, expected["total"]["se"].numbers[1 - variable], tolerance))
    }
    let improved = try CalibratedEstimator(
      table: numbers.table, design: design, weights: weights,
      request: EstimationRequest(
        variables: numbers.variables, domains: file.codes("comp.imp").codes, domainCount: 2))
    for domain in 0...1 {
      let mean = try improved.estimate(.init(.mean(0), domain: domain))
      #expect(agree(mean.value, expected["by"]["api00"].numbers[domain], tolerance))
      #expect(agree(mean.standardError, expected["by"]["se"].numbers[domain], tolerance))
    }
  }
}
