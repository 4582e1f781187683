import SurveyStatistics
import Testing

/// The 1,000 cases of Kalton and Flores-Cervantes (2003), "Weighting methods", Journal of Official
/// Statistics 19(2): sample and population of a 4 × 3 table and the weights that each method gives,
/// printed to two decimals.
@Suite struct KaltonFloresCervantesTests {
  private static let sample: [Double] = [20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70]
  private static let population: [Double] = [
    80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125,
  ]

  private static let published: [(String, CalibrationMethod?, [Double])] = [
    (
      "post-stratification", nil,
      [4.00, 1.00, 1.38, 1.20, 1.07, 1.10, 1.70, 1.20, 4.00, 1.83, 1.65, 1.79]
    ),
    (
      "raking", .raking,
      [1.81, 1.45, 2.02, 1.08, 0.87, 1.21, 2.20, 1.76, 2.45, 1.83, 1.47, 2.04]
    ),
    (
      "linear", .linear,
      [1.82, 1.50, 1.97, 1.09, 0.78, 1.24, 2.19, 1.88, 2.34, 1.83, 1.52, 1.98]
    ),
    (
      "logit", .logit(lower: 0.5, upper: 2.2),
      [1.87, 1.46, 1.98, 1.08, 0.74, 1.27, 2.17, 2.09, 2.18, 1.89, 1.49, 1.99]
    ),
    (
      "truncated linear", .truncatedLinear(lower: 0.5, upper: 2.2),
      [1.81, 1.48, 1.99, 1.08, 0.75, 1.26, 2.20, 2.00, 2.20, 1.83, 1.50, 2.00]
    ),
  ]

  @Test(arguments: published.indices)
  func `weights are the published ones`(_ index: Int) throws {
    let (name, method, expected) = Self.published[index]
    let first: [Int32] = (0..<12).map { $0 % 4 }
    let second: [Int32] = (0..<12).map { $0 / 4 }
    func totals(_ levels: [Int32], _ count: Int) -> [[Double]] {
      var sums = [Double](repeating: 0, count: count)
      for (level, size) in zip(levels, Self.population) { sums[Int(level)] += size }
      return [sums]
    }
    let labels = (0..<12).map { String($0) }
    let margins: [CategoricalCalibration.Margin] =
      method == nil
      ? [
        .init(
          name: "cell", levels: (0..<12).map { $0 }, labels: labels, totals: [Self.population])
      ]
      : [
        .init(name: "a", levels: first, labels: Array(labels.prefix(4)), totals: totals(first, 4)),
        .init(
          name: "b", levels: second, labels: Array(labels.prefix(3)), totals: totals(second, 3)),
      ]
    let calibration = CategoricalCalibration(margins: margins, method: method ?? .raking)
    let design = try SurveyDesign(
      rowCount: 12, weights: Self.sample, calibration: calibration)
    let weights = try CalibratedWeights(
      WeightCalibration(calibration), designWeights: Self.sample)
    for cell in 0..<12 {
      // Printed row after row of the 4 × 3 table.
      let printed = expected[cell % 4 * 3 + cell / 4]
      let factor = design.calibratedWeights[cell] / Self.sample[cell]
      #expect(abs(factor - printed) <= 0.005 + 1e-9, "\(name) \(cell) \(factor) \(printed)")
      #expect(agree(weights.factors[cell], factor, 1e-10))
    }
  }
}
