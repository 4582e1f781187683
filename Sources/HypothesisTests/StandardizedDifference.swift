internal import Distributions

/// A difference of means in standard deviations: Cohen's d, and which one.
///
/// The name of the standard deviation below is part of the number: the same answers give a d_z of
/// 1.28 and a pooled d of 0.83.
public struct StandardizedDifference: Sendable, Hashable {
  /// The standard deviation that a difference is divided by.
  public enum Standardizer: String, Sendable, Hashable, CaseIterable {
    /// Of one sample (d of a mean against a value).
    case sample
    /// Pooled over two independent samples (Cohen's d_s).
    case pooled
    /// √((s₁² + s₂²)/2) of two independent samples of unequal variance (Bonett 2008).
    case average
    /// Of the differences of pairs (d_z).
    case differences
    /// √((s₁² + s₂²)/2) of both answers of pairs (d_av).
    case pairedAverage
    /// s_diff/√(2(1 − r)), what the spread would be were both answers equally spread (d_rm).
    case repeatedMeasures
  }

  /// How an interval was made.
  public enum IntervalMethod: String, Sendable, Hashable, CaseIterable {
    /// From the noncentral t distribution.
    case noncentralT
    /// value ± z · √variance.
    case normal
  }

  /// The difference over the standard deviation; of `hedges`, times the correction.
  public let value: Double
  /// The standard deviation that it is divided by.
  public let standardizer: Standardizer
  /// The degrees of freedom of that standard deviation.
  public let degreesOfFreedom: Double
  /// Hedges' J at these degrees of freedom: Γ(m/2)/(√(m/2) Γ((m − 1)/2)), exact.
  public let correction: Double
  /// Whether `value` is times the correction: Hedges' g.
  public let isCorrected: Bool
  /// The large-sample variance, as metafor's `escalc` has it.
  public let variance: Double
  /// The interval: by noncentral t where one is defined, else normal.
  public let interval: ConfidenceInterval
  /// How the interval was made.
  public let intervalMethod: IntervalMethod
  /// value ± z · √variance.
  public let normalInterval: ConfidenceInterval

  private let parts: Parts

  /// Hedges' g: d times J, which takes out the bias of small samples.
  ///
  /// Its interval is that of d times J. Its variance V is the large-sample formula at g; with
  /// `average` J² V(g), as metafor has it; of d_av and d_rm J² V(d) (Borenstein and others 2009,
  /// 4.24).
  ///
  /// R: `effectsize::hedges_g`; `metafor::escalc("SMD")`, `"SMDH"`, `"SMCC"`.
  public var hedges: StandardizedDifference {
    isCorrected ? self : StandardizedDifference(parts, corrected: true)
  }

  /// d of one sample against a value.
  ///
  /// R: `effectsize::cohens_d(x, mu = mean)`.
  public static func oneSample(
    _ sample: SampleSummary, mean: Double = 0, level: Double = 0.95
  ) throws(HypothesisTestError) -> StandardizedDifference {
    try ofMean(.sample, sample, minus: mean, "sample", level)
  }

  /// d of two independent samples, first minus second.
  ///
  /// With `pooled`: variance 1/n₁ + 1/n₂ + d²/(2(n₁ + n₂)), R `effectsize::cohens_d(x, y)`,
  /// `metafor::escalc("SMD")`. With `average`: R `cohens_d(x, y, pooled_sd = FALSE)`, `"SMDH"`,
  /// Welch's degrees of freedom in the interval and n₁ + n₂ − 2 in J.
  public static func independent(
    _ first: SampleSummary, minus second: SampleSummary, averageVariances: Bool = false,
    level: Double = 0.95
  ) throws(HypothesisTestError) -> StandardizedDifference {
    let n = (Double(first.count), Double(second.count))
    let v = (first.variance, second.variance)
    let gap = first.mean - second.mean
    let df = n.0 + n.1 - 2
    if averageVariances {
      let test = try TTest.welch(first, minus: second, level: level)
      let mean = (v.0 + v.1) / 2
      let shares = (v.0 / mean, v.1 / mean)
      let curve = (shares.0 * shares.0 / (n.0 - 1) + shares.1 * shares.1 / (n.1 - 1)) / 8
      return try StandardizedDifference(
        Parts(
          .average, gap / mean.squareRoot(), df: df, level: level,
          variance: shares.0 / (n.0 - 1) + shares.1 / (n.1 - 1), curve: curve,
          t: test.statistic, intervalDf: test.degreesOfFreedom,
          scale: test.standardError / mean.squareRoot()))
    }
    let test = try TTest.pooled(first, minus: second, level: level)
    let scale = (1 / n.0 + 1 / n.1).squareRoot()
    return try StandardizedDifference(
      Parts(
        .pooled, test.statistic * scale, df: df, level: level, variance: scale * scale,
        curve: 1 / (2 * (n.0 + n.1)), t: test.statistic, intervalDf: df, scale: scale))
  }

  /// d of pairs, first minus second, so that after minus before is `paired(after, minus: before)`.
  ///
  /// d_z: variance 1/n + d²/(2n) (R `metafor::escalc("SMCC")`, `cohens_d(paired = TRUE)`).
  /// d_rm: 2(1 − r)(1/n + d²/(2n)) (Borenstein and others 2009, 4.28). d_av: the delta method's
  /// s_diff²/(s²(n − 1)) + d²(s₁⁴ + s₂⁴ + 2 s₁₂²)/(8 s⁴ (n − 1)) (Bonett 2008).
  ///
  /// - Parameters:
  ///   - first: A sample.
  ///   - second: The other answers of the same persons, in the same order.
  ///   - standardizer: `differences`, `pairedAverage` or `repeatedMeasures`.
  ///   - level: The coverage.
  /// - Returns: d, with g in `hedges`.
  /// - Throws: `unequalLengths`, `tooFew` or `noSpread`.
  public static func paired(
    _ first: [Double], minus second: [Double], standardizer: Standardizer = .differences,
    level: Double = 0.95
  ) throws(HypothesisTestError) -> StandardizedDifference {
    let gaps = try SampleSummary(differences(first, minus: second), sample: "differences")
    if standardizer == .differences {
      return try ofMean(.differences, gaps, minus: 0, "differences", level)
    }
    return try paired(
      SampleSummary(first, sample: "first sample"),
      minus: SampleSummary(second, sample: "second sample"),
      differenceDeviation: gaps.standardDeviation, standardizer: standardizer, level: level)
  }

  /// d of pairs from summaries and the standard deviation of the differences.
  public static func paired(
    _ first: SampleSummary, minus second: SampleSummary, differenceDeviation: Double,
    standardizer: Standardizer = .differences, level: Double = 0.95
  ) throws(HypothesisTestError) -> StandardizedDifference {
    guard first.count == second.count else {
      throw .unequalLengths(first: first.count, second: second.count)
    }
    let gap = first.mean - second.mean
    let gaps = try SampleSummary(
      count: first.count, mean: gap, standardDeviation: differenceDeviation)
    guard gaps.count > 1 else { throw .tooFew(sample: "pairs", count: gaps.count, needed: 2) }
    if standardizer == .differences {
      return try ofMean(.differences, gaps, minus: 0, "differences", level)
    }
    let n = Double(gaps.count)
    let v = (first.variance, second.variance)
    guard v.0 > 0, v.1 > 0 else {
      throw .noSpread(sample: v.0 > 0 ? "second sample" : "first sample")
    }
    // s_diff² = s₁² + s₂² − 2 s₁₂.
    let covariance = (v.0 + v.1 - gaps.variance) / 2
    let mean = (v.0 + v.1) / 2
    if standardizer == .pairedAverage {
      let (a, b, c) = (v.0 / mean, v.1 / mean, covariance / mean)
      let curve = (a * a + b * b + 2 * c * c) / (8 * (n - 1))
      return try StandardizedDifference(
        Parts(
          .pairedAverage, gap / mean.squareRoot(), df: n - 1, level: level,
          variance: gaps.variance / (mean * (n - 1)), curve: curve))
    }
    guard standardizer == .repeatedMeasures else {
      throw .invalidArgument(name: "the standardizer of pairs", value: .nan)
    }
    guard gaps.variance > 0 else { throw .noSpread(sample: "differences") }
    let doubleRest = 2 * (1 - covariance / (v.0 * v.1).squareRoot())
    return try StandardizedDifference(
      Parts(
        .repeatedMeasures, gap / (gaps.variance / doubleRest).squareRoot(), df: n - 1,
        level: level, variance: doubleRest / n, curve: doubleRest / (2 * n)))
  }

  private static func ofMean(
    _ standardizer: Standardizer, _ sample: SampleSummary, minus mean: Double, _ name: String,
    _ level: Double
  ) throws(HypothesisTestError) -> StandardizedDifference {
    let test = try TTest.oneSample(sample, mean: mean, level: level)
    let n = Double(sample.count)
    let scale = 1 / n.squareRoot()
    return try StandardizedDifference(
      Parts(
        standardizer, test.statistic * scale, df: n - 1, level: level, variance: 1 / n,
        curve: 1 / (2 * n), t: test.statistic, intervalDf: n - 1, scale: scale))
  }

  private init(_ parts: Parts, corrected: Bool = false) {
    let factor = corrected ? parts.correction : 1
    let value = parts.value * factor
    let variance = corrected ? parts.correctedVariance : parts.variance(at: value)
    let reach = parts.z * variance.squareRoot()
    let normal = ConfidenceInterval(low: value - reach, high: value + reach, level: parts.level)
    self.parts = parts
    self.value = value
    self.variance = variance
    standardizer = parts.standardizer
    degreesOfFreedom = parts.degreesOfFreedom
    correction = parts.correction
    isCorrected = corrected
    normalInterval = normal
    interval = parts.noncentral?.scaled(by: factor) ?? normal
    intervalMethod = parts.noncentral == nil ? .normal : .noncentralT
  }

  /// What d and g are both made of.
  private struct Parts: Sendable, Hashable {
    var standardizer: Standardizer
    var value: Double
    var degreesOfFreedom: Double
    var correction: Double
    var level: Double
    var z: Double
    /// The variance is `flat` + `curve` · d².
    var flat: Double
    var curve: Double
    var noncentral: ConfidenceInterval?

    func variance(at value: Double) -> Double { flat + curve * value * value }

    var correctedVariance: Double {
      let j = correction
      return switch standardizer {
      case .sample, .pooled, .differences: variance(at: j * value)
      case .average: j * j * variance(at: j * value)
      case .pairedAverage, .repeatedMeasures: j * j * variance(at: value)
      }
    }

    init(
      _ standardizer: Standardizer, _ value: Double, df: Double, level: Double, variance: Double,
      curve: Double, t: Double? = nil, intervalDf: Double = 0, scale: Double = 1
    ) throws(HypothesisTestError) {
      try checkLevel(level)
      self.standardizer = standardizer
      self.value = value
      degreesOfFreedom = df
      correction = try hedgesCorrection(degreesOfFreedom: df)
      self.level = level
      z = try criticalZ(level)
      flat = variance
      self.curve = curve
      guard value.isFinite, variance.isFinite, curve.isFinite else {
        throw .invalidArgument(name: "the ratio of difference and spread", value: value)
      }
      guard let t else { return }
      let tail = (1 - level) / 2
      func end(_ probability: Double) -> Double? {
        try? scale
          * NoncentralT.noncentrality(
            of: t, degreesOfFreedom: intervalDf, probability: probability)
      }
      // Of t statistics in the ten thousands the distribution cannot be evaluated, and is not
      // needed: the normal interval stands in, by name.
      if let low = end(1 - tail), let high = end(tail) {
        noncentral = ConfidenceInterval(low: low, high: high, level: level)
      }
    }
  }
}

/// Hedges' correction J = Γ(m/2)/(√(m/2) Γ((m − 1)/2)), exact (1981); about 1 − 3/(4m − 1).
///
/// At one degree of freedom the mean of d does not exist and J is 0.
public func hedgesCorrection(degreesOfFreedom m: Double) throws(HypothesisTestError) -> Double {
  guard m >= 1, m.isFinite else {
    throw .invalidArgument(name: "degrees of freedom", value: m)
  }
  if m == 1 { return 0 }
  return try evaluated { () throws(DistributionError) in
    try gammaRatio((m - 1) / 2, shift: 0.5) / (m / 2).squareRoot()
  }
}
