internal import Distributions

/// Student's t test of a mean or of a difference of means.
public struct TTest: Sendable, Hashable {
  /// Which t test it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The mean of one sample.
    case oneSample
    /// The mean difference of pairs.
    case paired
    /// Two independent samples of unequal variance (Welch 1947).
    case welch
    /// Two independent samples of equal variance.
    case pooled
  }

  /// Which t test it is.
  public let kind: Kind
  /// The mean, or the first mean minus the second.
  public let estimate: Double
  /// The standard error of the estimate.
  public let standardError: Double
  /// (estimate − null value) / standard error.
  public let statistic: Double
  /// The degrees of freedom; Welch–Satterthwaite's are not whole.
  public let degreesOfFreedom: Double
  /// The value under the null hypothesis.
  public let nullValue: Double
  /// The side of the test.
  public let alternative: Alternative
  /// The p-value.
  public let p: Double
  /// The interval of the estimate; one end is infinite where the test is one-sided.
  public let interval: ConfidenceInterval

  /// Tests the mean of a sample.
  ///
  /// R: `t.test(x, mu = mean)`.
  public static func oneSample(
    _ values: [Double], mean: Double = 0, alternative: Alternative = .twoSided,
    level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    try oneSample(
      SampleSummary(values), mean: mean, alternative: alternative, level: level)
  }

  /// Tests the mean of a sample from its summary.
  public static func oneSample(
    _ sample: SampleSummary, mean: Double = 0, alternative: Alternative = .twoSided,
    level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    try ofMean(.oneSample, sample, "sample", mean, alternative, level)
  }

  /// Tests the mean difference of pairs: `first` minus `second`, so that after minus before is
  /// `paired(after, minus: before)`.
  ///
  /// R: `t.test(first, second, paired = TRUE)`.
  public static func paired(
    _ first: [Double], minus second: [Double], difference: Double = 0,
    alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    let gaps = try differences(first, minus: second)
    return try ofMean(
      .paired, SampleSummary(gaps, sample: "differences"), "differences", difference, alternative,
      level)
  }

  /// Tests a difference of means without assuming equal variances.
  ///
  /// Degrees of freedom (s₁²/n₁ + s₂²/n₂)² / (s₁⁴/(n₁²(n₁ − 1)) + s₂⁴/(n₂²(n₂ − 1))).
  ///
  /// R: `t.test(first, second)`.
  public static func welch(
    _ first: [Double], minus second: [Double], difference: Double = 0,
    alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    try welch(
      SampleSummary(first, sample: "first sample"),
      minus: SampleSummary(second, sample: "second sample"), difference: difference,
      alternative: alternative, level: level)
  }

  /// Tests a difference of means from summaries without assuming equal variances.
  public static func welch(
    _ first: SampleSummary, minus second: SampleSummary, difference: Double = 0,
    alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    try checkPair(first, second)
    let a = first.variance / Double(first.count)
    let b = second.variance / Double(second.count)
    let total = a + b
    // As shares of the total, so that small variances do not vanish when squared.
    let shareA = total > 0 ? a / total : 0
    let shareB = total > 0 ? b / total : 0
    let df =
      1 / (shareA * shareA / Double(first.count - 1) + shareB * shareB / Double(second.count - 1))
    return try made(
      .welch, estimate: first.mean - second.mean, standardError: total.squareRoot(), df,
      scale: max(abs(first.mean), abs(second.mean)), "samples", difference, alternative, level)
  }

  /// Tests a difference of means, taking the variances to be equal.
  ///
  /// R: `t.test(first, second, var.equal = TRUE)`.
  public static func pooled(
    _ first: [Double], minus second: [Double], difference: Double = 0,
    alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    try pooled(
      SampleSummary(first, sample: "first sample"),
      minus: SampleSummary(second, sample: "second sample"), difference: difference,
      alternative: alternative, level: level)
  }

  /// Tests a difference of means from summaries, taking the variances to be equal.
  public static func pooled(
    _ first: SampleSummary, minus second: SampleSummary, difference: Double = 0,
    alternative: Alternative = .twoSided, level: Double = 0.95
  ) throws(HypothesisTestError) -> TTest {
    guard first.count + second.count > 2 else {
      throw .tooFew(sample: "both samples", count: first.count + second.count, needed: 3)
    }
    let a = Double(first.count)
    let b = Double(second.count)
    let variance =
      ((a - 1) * first.variance + (b - 1) * second.variance) / (a + b - 2)
    return try made(
      .pooled, estimate: first.mean - second.mean,
      standardError: (variance * (1 / a + 1 / b)).squareRoot(), a + b - 2,
      scale: max(abs(first.mean), abs(second.mean)), "samples", difference, alternative, level)
  }

  private static func checkPair(
    _ first: SampleSummary, _ second: SampleSummary
  ) throws(HypothesisTestError) {
    guard first.count > 1 else {
      throw .tooFew(sample: "first sample", count: first.count, needed: 2)
    }
    guard second.count > 1 else {
      throw .tooFew(sample: "second sample", count: second.count, needed: 2)
    }
  }

  private static func ofMean(
    _ kind: Kind, _ sample: SampleSummary, _ name: String, _ null: Double,
    _ alternative: Alternative, _ level: Double
  ) throws(HypothesisTestError) -> TTest {
    guard sample.count > 1 else { throw .tooFew(sample: name, count: sample.count, needed: 2) }
    let n = Double(sample.count)
    return try made(
      kind, estimate: sample.mean,
      standardError: sample.standardDeviation / n.squareRoot(), n - 1, scale: abs(sample.mean),
      name, null, alternative, level)
  }

  private static func made(
    _ kind: Kind, estimate: Double, standardError: Double, _ df: Double, scale: Double,
    _ name: String, _ null: Double, _ alternative: Alternative, _ level: Double
  ) throws(HypothesisTestError) -> TTest {
    try checkLevel(level)
    guard null.isFinite else { throw .invalidArgument(name: "null value", value: null) }
    // What is left of equal values after rounding is no spread (R: "essentially constant").
    guard standardError > 10 * Double.ulpOfOne * scale else { throw .noSpread(sample: name) }
    let statistic = (estimate - null) / standardError
    return try evaluated { () throws(DistributionError) in
      let t = try StudentT(degreesOfFreedom: df)
      let p =
        switch alternative {
        case .twoSided: try t.twoSided(statistic)
        case .greater: try t.upperTail(statistic)
        case .less: try t.cumulative(statistic)
        }
      let margin =
        try t.quantile(upperProbability(alternative, level: level)) * standardError
      let interval = ConfidenceInterval(
        low: alternative == .less ? -.infinity : estimate - margin,
        high: alternative == .greater ? .infinity : estimate + margin, level: level)
      return TTest(
        kind: kind, estimate: estimate, standardError: standardError, statistic: statistic,
        degreesOfFreedom: df, nullValue: null, alternative: alternative, p: p, interval: interval)
    }
  }
}
