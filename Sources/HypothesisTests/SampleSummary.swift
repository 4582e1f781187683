/// How many values a sample has, their mean and their standard deviation.
public struct SampleSummary: Sendable, Hashable {
  /// How many values there are.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// Their standard deviation, with n − 1 below.
  public let standardDeviation: Double

  /// Makes a summary from published figures.
  public init(
    count: Int, mean: Double, standardDeviation: Double
  ) throws(HypothesisTestError) {
    guard count >= 1 else { throw .tooFew(sample: "sample", count: count, needed: 1) }
    guard mean.isFinite else { throw .invalidArgument(name: "mean", value: mean) }
    guard standardDeviation >= 0, standardDeviation.isFinite else {
      throw .invalidArgument(name: "standard deviation", value: standardDeviation)
    }
    self.count = count
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Summarises values; the standard deviation of a single one is 0.
  ///
  /// In two passes, each corrected for what rounding left in the first (Chan, Golub and LeVeque
  /// 1983).
  ///
  /// R: `length(x)`, `mean(x)`, `sd(x)`.
  ///
  /// - Parameters:
  ///   - values: The values, all finite.
  ///   - sample: What they are called in an error.
  /// - Throws: `tooFew` without values, `notFinite` where one is missing.
  public init(
    _ values: [Double], sample: String = "sample"
  ) throws(HypothesisTestError) {
    guard !values.isEmpty else { throw .tooFew(sample: sample, count: 0, needed: 1) }
    try checkFinite(values, sample)
    let n = Double(values.count)
    var first = 0.0
    // Each value is divided first only where the sum would leave the range of doubles.
    let sum = values.reduce(0, +)
    if sum.isFinite { first = sum / n } else { for value in values { first += value / n } }
    var residual = 0.0
    for value in values { residual += value - first }
    let mean = first + residual / n
    var squares = 0.0
    var rest = 0.0
    for value in values {
      let deviation = value - mean
      squares += deviation * deviation
      rest += deviation
    }
    count = values.count
    self.mean = mean
    let variance = values.count > 1 ? max(0, squares - rest * rest / n) / (n - 1) : 0
    guard mean.isFinite, variance.isFinite else {
      throw .invalidArgument(name: "the spread of \(sample)", value: variance)
    }
    standardDeviation = variance.squareRoot()
  }

  /// The squared standard deviation.
  public var variance: Double { standardDeviation * standardDeviation }
}
