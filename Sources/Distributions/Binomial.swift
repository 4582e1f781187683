internal import CBoostMath

/// The binomial distribution: how many of `trials` independent trials succeed.
public struct Binomial: Sendable, Hashable {
  /// How many trials there are, zero or above.
  public let trials: Int
  /// The chance that one succeeds.
  public let probability: Double

  /// Makes the distribution.
  public init(trials: Int, probability: Double) throws(DistributionError) {
    guard trials >= 0 else { throw .outOfRange("binomial trials") }
    try checkProbability(probability, "binomial probability")
    self.trials = trials
    self.probability = probability
  }

  /// P(X = x).
  ///
  /// R: `dbinom(x, n, p)`.
  public func mass(_ x: Int) throws(DistributionError) -> Double {
    if x < 0 || x > trials { return 0 }
    if probability == 0 { return x == 0 ? 1 : 0 }
    if probability == 1 { return x == trials ? 1 : 0 }
    return try value(
      pboost_binomial_mass(Double(x), Double(trials), probability), "binomial probability")
  }

  /// P(X ≤ x).
  ///
  /// R: `pbinom(x, n, p)`.
  public func cumulative(_ x: Int) throws(DistributionError) -> Double {
    if x < 0 { return 0 }
    if x >= trials { return 1 }
    return try value(
      pboost_binomial_cdf(Double(x), Double(trials), probability), "binomial distribution")
  }

  /// P(X > x), exact in the tail.
  ///
  /// R: `pbinom(x, n, p, lower.tail = FALSE)`.
  public func upperTail(_ x: Int) throws(DistributionError) -> Double {
    if x < 0 { return 1 }
    if x >= trials { return 0 }
    return try value(
      pboost_binomial_upper(Double(x), Double(trials), probability), "binomial upper tail")
  }
}
