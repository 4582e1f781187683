internal import Distributions
internal import Glibc
package import HypothesisTests

/// A share that was estimated, with its variance.
package struct EstimatedShare: Sendable, Hashable {
  /// The share, 0…1.
  package var value: Double
  /// The variance of the estimate, from the design of the survey.
  package var variance: Double

  /// Makes a share.
  package init(value: Double, variance: Double) {
    self.value = value
    self.variance = variance
  }
}

/// How two groups differ in taking part: as a difference, a ratio and an odds ratio.
///
/// The three tell apart what is large for many from what is large for few: 2 % against 1 % is twice
/// as many and one point.
package struct ParticipationGap: Sendable, Hashable {
  /// A comparison with its interval.
  package struct Comparison: Sendable, Hashable {
    /// The value.
    package var value: Double
    /// The interval, symmetric on the log scale for ratios.
    package var interval: ConfidenceInterval
  }

  /// p_a − p_b.
  package var difference: Comparison
  /// p_a/p_b; nil where nobody of one of the groups takes part.
  package var ratio: Comparison?
  /// The odds ratio; nil where nobody or everybody of a group takes part.
  package var oddsRatio: Comparison?

  /// Compares two shares by the delta method.
  ///
  /// With V the variances and c the covariance: V_a + V_b − 2c for the difference; V_a/a² + V_b/b² −
  /// 2c/(ab) for the log ratio; V_a/(a(1 − a))² + V_b/(b(1 − b))² − 2c/(a(1 − a)b(1 − b)) for the log
  /// odds ratio. For simple random samples these are Wald's, Katz's and Woolf's.
  ///
  /// - Parameters:
  ///   - first: The share of the one group.
  ///   - second: The share of the other.
  ///   - covariance: Of the two estimates: not zero where the groups share sampling units.
  ///   - degreesOfFreedom: Of the design; infinite for simple samples.
  ///   - level: The coverage.
  /// - Throws: `ParticipationError` for shares outside 0…1, variances that are none, and estimates so
  ///   correlated that nothing is left.
  package init(
    _ first: EstimatedShare, _ second: EstimatedShare, covariance: Double = 0,
    degreesOfFreedom: Double = .infinity, level: Double = 0.95
  ) throws(ParticipationError) {
    for share in [first, second] {
      guard share.value >= 0, share.value <= 1 else {
        throw .invalid(what: "a share", value: share.value)
      }
      try checkAmount(share.variance, "a variance")
    }
    guard covariance * covariance <= first.variance * second.variance * (1 + 1e-9) else {
      throw .invalid(what: "the covariance", value: covariance)
    }
    let upper = try upperProbability(level)
    let t = try distributed { () throws(DistributionError) in
      try StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upper)
    }
    let (a, b) = (first.value, second.value)
    func reach(_ slopeA: Double, _ slopeB: Double) -> Double {
      let variance =
        first.variance * slopeA * slopeA + second.variance * slopeB * slopeB
        - 2 * covariance * slopeA * slopeB
      return t * max(0, variance).squareRoot()
    }
    func onLogScale(_ value: Double, _ reach: Double) -> Comparison {
      Comparison(
        value: value,
        interval: ConfidenceInterval(
          low: value * exp(-reach), high: value * exp(reach), level: level))
    }
    let distance = reach(1, 1)
    difference = Comparison(
      value: a - b,
      interval: ConfidenceInterval(low: a - b - distance, high: a - b + distance, level: level))
    if a > 0, b > 0 { ratio = onLogScale(a / b, reach(1 / a, 1 / b)) }
    if a > 0, b > 0, a < 1, b < 1 {
      oddsRatio = onLogScale(
        a / (1 - a) / (b / (1 - b)), reach(1 / (a * (1 - a)), 1 / (b * (1 - b))))
    }
  }
}
