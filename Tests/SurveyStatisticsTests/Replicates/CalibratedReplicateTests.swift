import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1 `rake`, `postStratify` and `calibrate` of a JK1 design; the code is
/// in `calibration_rep.json`.
@Suite struct CalibratedReplicateTests {
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

  private func check(_ estimator: ReplicateEstimator, _ expected: JSON) throws {
    let covariance = try estimator.covariance([.init(.mean(0)), .init(.mean(1))])
    for variable in 0...1 {
      let mean = try estimator.estimate(.init(.mean(variable)))
      #expect(agree(mean.value, expected["mean"]["est"].numbers[variable]))
      #expect(agree(mean.standardError, expected["mean"]["se"].numbers[variable]))
      for other in 0...1 {
        let value = expected["mean"]["vcov"].items[variable].numbers[other]
        #expect(agree(covariance[variable][other], value, 1e-8))
      }
    }
    let total = try estimator.estimate(.init(.total(1)))
    #expect(agree(total.value, expected["total"]["est"].number))
    #expect(agree(total.standardError, expected["total"]["se"].number))
  }

  @Test(arguments: [("post", 1), ("rake", 2)])
  func `replicates of a calibrated design are calibrated again as in R, by rows and by cells`(
    _ name: String, _ count: Int
  ) throws {
    let expected = try Reference.expected("calibration_rep")[name]
    let margins = margins(try DataFile("apiclus1"))
    let (file, design) = try ApiDesigns.oneStage(
      fpc: true, calibration: CategoricalCalibration(margins: Array(margins.prefix(count))))
    let replicates = try ReplicateDesign(design, method: .jackknife)
    #expect(replicates.unitKind == .calibrated)
    try check(try ReplicateDesigns.estimator(file, replicates), expected)
    let cells = try ReplicateDesigns.numbers(file).estimator(design)
    try check(try ReplicateEstimator(cells, replicates: replicates), expected)
    for replicate in [0, 7, 14] {
      let weights = try #require(replicates.weights(replicate: replicate))
      let sum = weights.reduce(0, +)
      #expect(agree(sum, 6194))
    }
    let mean = try ReplicateEstimator(cells, replicates: replicates).estimate(.init(.mean(0)))
    #expect(mean.degreesOfFreedom == 14)
  }

  @Test func `replicates are calibrated to numbers as in R`() throws {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let calibration = WeightCalibration(
      auxiliaries: [
        .categorical(margins(file)[0]),
        .continuous(name: "api99", values: file.numbers("api99"), totals: [3_914_069]),
      ], method: .linear)
    let replicates = try ReplicateDesign(design, method: .jackknife).calibrated(by: calibration)
    try check(
      try ReplicateDesigns.estimator(file, replicates),
      try Reference.expected("calibration_rep")["cal"])
    let cells = try ReplicateDesigns.numbers(file).estimator(design)
    #expect(throws: ReplicateError.otherDesign) {
      try ReplicateEstimator(cells, replicates: replicates)
    }
  }

  @Test func `a replicate that leaves a level empty is named`() throws {
    let design = try SurveyDesign(
      rowCount: 4, weights: [1, 1, 1, 1],
      stages: [.init(units: [0, 1, 2, 3]), .init(units: [0, 1, 2, 3])],
      calibration: CategoricalCalibration(margins: [
        .init(name: "sex", levels: [0, 0, 1, 0], labels: ["w", "m"], totals: [[5, 5]])
      ]))
    #expect(
      throws: ReplicateError.calibration(
        replicate: 2, .emptyLevel(margin: "sex", level: "m", group: "all"))
    ) {
      try ReplicateDesign(design, method: .jackknife)
    }
  }

  @Test func `a bootstrap of calibrated weights agrees with the residuals' error`() throws {
    let margins = margins(try DataFile("apistrat"))
    let file = try DataFile("apistrat")
    let (strata, labels) = file.codes("stype")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("pw"), strata: strata, strataLabels: labels,
      calibration: CategoricalCalibration(
        margins: [margins[1]], method: .logit(lower: 0.2, upper: 4)))
    let boot = try ReplicateDesigns.estimator(
      file,
      ReplicateDesign(
        design, method: .bootstrap(.subbootstrap, replicates: 600, seed: 11)))
    let linear = try ReplicateDesigns.numbers(file).estimator(design)
      .mean(0, domain: 0, wave: nil)
    let mean = try boot.estimate(.init(.mean(0)))
    #expect(agree(mean.value, linear.value))
    // Monte Carlo error of an error from 600 draws: 3 %.
    #expect(abs(mean.standardError / linear.standardError - 1) < 0.09)
  }
}
