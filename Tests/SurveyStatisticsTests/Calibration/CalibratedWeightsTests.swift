import SurveyStatistics
import Testing

@Suite struct CalibratedWeightsTests {
  private let age: [Int32] = [0, 0, 0, 1, 1, 1, 0, 1]
  private let sex: [Int32] = [0, 1, 0, 1, 0, 1, 1, 0]
  private let income: [Double] = [1, 2, 3, 4, 5, 6, 7, 9]

  private func error(
    _ auxiliaries: [WeightCalibration.Auxiliary], _ method: CalibrationMethod = .linear,
    weights: [Double] = [Double](repeating: 1, count: 8)
  ) -> CalibrationError? {
    do throws(CalibrationError) {
      _ = try CalibratedWeights(
        WeightCalibration(auxiliaries: auxiliaries, method: method), designWeights: weights)
      return nil
    } catch {
      return error
    }
  }

  private func ages(_ totals: [Double], _ levels: [Int32]? = nil) -> WeightCalibration.Auxiliary {
    .categorical(
      .init(name: "age", levels: levels ?? age, labels: ["young", "old"], totals: [totals]))
  }

  private func sexes(_ totals: [Double]) -> WeightCalibration.Auxiliary {
    .categorical(.init(name: "sex", levels: sex, labels: ["w", "m"], totals: [totals]))
  }

  @Test func `what cannot be calibrated names the margin`() {
    #expect(error([]) == .noMargins)
    #expect(error([ages([5, 5])], .logit(lower: 1, upper: 2)) == .badBounds(lower: 1, upper: 2))
    #expect(
      error([ages([5, 5])], weights: [1, 1, 0, 1, 1, 1, 1, 1]) == .badWeight(row: 2, value: 0))
    #expect(
      error([ages([5, 5], [0, 0, -1, 1, 1, 1, 0, 1])]) == .missingLevel(margin: "age", row: 2))
    #expect(
      error([ages([5, 5]), sexes([5, 6])])
        == .inconsistentTotals(margin: "sex", group: "all", total: 11, first: 10))
    #expect(
      error([ages([5, 5], [0, 0, 0, 0, 0, 0, 0, 0])])
        == .emptyLevel(margin: "age", level: "old", group: "all"))
    #expect(
      error([ages([2, 10])], .truncatedLinear(lower: 0.6, upper: 3))
        == .boundsTooTight(
          margin: "age", level: "young", group: "all", needed: 0.5, lower: 0.6, upper: 3))
    #expect(
      error([.size([-3])]) == .badTotal(margin: "size", level: "", group: "all", value: -3))
    #expect(
      error([.continuous(name: "income", values: [1, 2], totals: [3])])
        == .unequalLengths(list: "income", expected: 8, found: 2))
    var gap = income
    gap[4] = .nan
    #expect(
      error([.continuous(name: "income", values: gap, totals: [40])])
        == .missingLevel(margin: "income", row: 4))
  }

  @Test func `a margin that follows from others is left out, or refused if its total does not`() {
    let twice = income.map { 2 * $0 + 3 }
    func auxiliaries(_ total: Double) -> [WeightCalibration.Auxiliary] {
      [
        .size([10]), .continuous(name: "income", values: income, totals: [50]),
        .continuous(name: "twice", values: twice, totals: [total]),
      ]
    }
    #expect(error(auxiliaries(130)) == nil)
    guard case .aliased("twice", "", "all", 150, let implied)? = error(auxiliaries(150)) else {
      Issue.record("not aliased")
      return
    }
    #expect(agree(implied, 130))
  }

  @Test func `a total that no weights between the bounds can reach is reported`() {
    // Weights between 0.5 and 2 keep the mean income between 2.6 and 6.9.
    let result = error(
      [.size([8]), .continuous(name: "income", values: income, totals: [70])],
      .logit(lower: 0.5, upper: 2))
    guard case .notConverged("all", _, "", let deviation)? = result else {
      Issue.record("\(String(describing: result))")
      return
    }
    #expect(deviation > 0.01)
    #expect(result?.description.contains("did not converge") == true)
  }

  @Test func `groups are calibrated each by itself and other rows keep their weights`() throws {
    let weights = try CalibratedWeights(
      WeightCalibration(
        auxiliaries: [
          .size([10, 20]), .continuous(name: "income", values: income, totals: [22, 110]),
        ], method: .linear, groups: [0, 0, 0, 0, 1, 1, 1, -1], groupLabels: ["A", "B"]),
      designWeights: [Double](repeating: 2, count: 8))
    #expect(weights.weights[7] == 2)
    #expect(weights.margins.map(\.group) == ["A", "A", "B", "B"])
    for margin in weights.margins { #expect(agree(margin.after, margin.target)) }
    #expect(weights.margins[0].before == 8)
  }

  @Test func `the summary of weights has Kish's design effect`() {
    let summary = WeightSummary([1, 1, 2, 4])
    #expect(summary.sum == 8)
    #expect(summary.minimum == 1)
    #expect(summary.maximum == 4)
    #expect(agree(summary.kishEffect, 4 * 22.0 / 64))
    #expect(agree(summary.variation, (22.0 / 16 - 1).squareRoot()))
    #expect(agree(summary.effectiveSize, 64.0 / 22))
    #expect(WeightSummary([]).mean == 0)
    #expect(WeightLimits(timesMedianOf: [4, 1, 2, 1], upper: 3).upper == 4.5)
  }

  @Test func `trimming keeps the sum and calibrating again keeps the margins`() throws {
    let design: [Double] = [1, 1, 1, 1, 1, 1, 1, 12]
    let calibrated = try CalibratedWeights(
      WeightCalibration(auxiliaries: [ages([9, 12])], method: .raking), designWeights: design)
    #expect(agree(calibrated.summary.after.maximum, 9.6))
    let once = try calibrated.trimmed(to: WeightLimits(upper: 5))
    #expect(agree(once.summary.after.sum, 21))
    #expect(once.trimmedRows == 1)
    let settled = try calibrated.trimmedAndCalibrated(to: WeightLimits(upper: 5))
    #expect(settled.summary.after.maximum <= 5 * (1 + 1e-6))
    #expect(settled.trimmedRows == 1)
    for margin in settled.margins { #expect(agree(margin.after, margin.target)) }
    // Four old rows of 5 at most cannot make 24.
    let heavy = try CalibratedWeights(
      WeightCalibration(auxiliaries: [ages([9, 24])], method: .raking), designWeights: design)
    #expect(throws: CalibrationError.trimmingNotSettled(outside: 4, rounds: 20)) {
      try heavy.trimmedAndCalibrated(to: WeightLimits(upper: 5), rounds: 20)
    }
    #expect(throws: CalibrationError.nothingToTake(lower: -.infinity, upper: 2)) {
      try calibrated.trimmed(to: WeightLimits(upper: 2), isStrict: true)
    }
    #expect(throws: CalibrationError.badLimits(lower: 3, upper: 2)) {
      try calibrated.trimmed(to: WeightLimits(lower: 3, upper: 2))
    }
  }
}
