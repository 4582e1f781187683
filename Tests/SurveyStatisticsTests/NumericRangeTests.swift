import Aggregation
import Glibc
import SurveyStatistics
import Testing

/// Numbers at the ends of what can be squared: never a variance of zero by accident.
@Suite struct NumericRangeTests {
  private func estimator(
    _ values: [Double], weights: [Double]? = nil
  ) throws -> SurveyEstimator {
    let n = values.count
    let design = try SurveyDesign(
      rowCount: n, weights: weights ?? [Double](repeating: 1, count: n),
      waves: (0..<n).map { $0 < n / 2 ? 0 : 1 }, relation: .shared)
    return try Numbers([("y", values)]).estimator(design)
  }

  @Test(arguments: [1e300, 1e-300, 1e160, 1e-170])
  func `numbers whose squares overflow or vanish are refused, not certain`(_ unit: Double) throws {
    let estimator = try estimator((1...20).map { Double($0 * $0 % 7 + 1) * unit })
    let refusal = EstimationError.outOfRange(variable: "y")
    #expect(throws: refusal) { try estimator.mean(0, domain: 0, wave: nil) }
    #expect(throws: refusal) { try estimator.total(0, domain: 0, wave: 0) }
    #expect(throws: refusal) {
      try estimator.change(0, domain: 0, before: 0, after: 1, kind: .mean)
    }
  }

  @Test func `weights from a millionth to a thousand million and numbers near them are fine`()
    throws
  {
    // R: y <- c(3, 1, 4, 1, 5, 9, 2, 6); w <- 10^c(-6, -3, 0, 3, 6, 9, -5, -2)
    //    svymean(~y, svydesign(ids = ~1, weights = ~w))
    let y = [3.0, 1, 4, 1, 5, 9, 2, 6].map { 1e9 + $0 }
    let w = [1e-6, 1e-3, 1, 1e3, 1e6, 1e9, 1e-5, 1e-2]
    let mean = try estimator(y, weights: w).mean(0, domain: 0, wave: nil)
    #expect(agree(mean.value - 1e9, 8.995996002967, 1e-7))
    #expect(agree(mean.standardError, 0.00604138793428035, 1e-6))
  }

  @Test func `a total of numbers that differ by less than rounding is refused`() throws {
    let values = (0..<20).map { 1e9 + Double($0 % 5) * 0.1 }
    let estimator = try estimator(values)
    #expect(throws: EstimationError.outOfRange(variable: "y")) {
      try estimator.total(0, domain: 0, wave: nil)
    }
    // The mean is not: numbers are centred before they are squared.
    // R: sqrt(var(0.1 * (0:19 %% 5)) / 20)
    let mean = try estimator.mean(0, domain: 0, wave: nil)
    #expect(agree(mean.standardError, 0.0324442842261525, 1e-6))
    let years = try self.estimator((0..<20).map { 2019 + Double($0 % 5) })
    // R: 20 * sqrt(var(0:19 %% 5) / 20)
    #expect(
      agree(try years.total(0, domain: 0, wave: nil).standardError, 6.4888568452305, 1e-9))
  }

  @Test func `ratios, deviations and contrasts are refused rather than certain`() throws {
    for unit in [1e300, 1e160, 1e90, 1e-90, 1e-170] {
      let y = (1...20).map { Double($0 * $0 % 7 + 1) * unit }
      let estimator = try Numbers([("y", y), ("x", (1...20).map { Double($0 % 5 + 1) * unit })])
        .estimator(
          SurveyDesign(rowCount: 20, weights: [Double](repeating: 1, count: 20)),
          products: [.square(0), .pair(0, 1)])
      #expect(throws: EstimationError.self) {
        try estimator.standardDeviation(0, domain: 0, wave: nil)
      }
      // Squares of a hundred digits are fine for a ratio.
      if abs(log10(unit)) < 100 {
        #expect(try estimator.ratio(0, 1, domain: 0, wave: nil).variance > 0)
      } else {
        #expect(throws: EstimationError.self) {
          try estimator.ratio(0, 1, domain: 0, wave: nil)
        }
      }
    }
    let lost = try estimator((0..<20).map { 1e9 + Double($0 % 5) * 0.1 })
    #expect(throws: EstimationError.outOfRange(variable: "total y")) {
      try lost.vector(of: [.init(.total(0))])
    }
    // R: svyvar of half zeros, half ones has se 0: all are as far from the mean.
    let half = try Numbers([("y", (0..<20).map { Double($0 % 2) })]).estimator(
      SurveyDesign(rowCount: 20, weights: [Double](repeating: 1, count: 20)),
      products: [.square(0)]
    ).populationVariance(0, domain: 0, wave: nil)
    #expect(agree(half.value, 5.0 / 19, 1e-14) && half.standardError < 1e-9)
  }
}
