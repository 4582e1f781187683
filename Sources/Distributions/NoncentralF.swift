internal import CBoostMath

/// The noncentral F distribution: the F statistic where the true effects are not zero.
public struct NoncentralF: Sendable, Hashable {
  /// The degrees of freedom of the numerator, above zero.
  public let numerator: Double
  /// The degrees of freedom of the denominator, above zero.
  public let denominator: Double
  /// The sum of squared standardised effects, zero or above.
  public let noncentrality: Double

  /// Makes the distribution.
  public init(
    numerator: Double, denominator: Double, noncentrality: Double
  ) throws(DistributionError) {
    guard numerator > 0, denominator > 0, numerator.isFinite, denominator.isFinite else {
      throw .outOfRange("noncentral F degrees of freedom")
    }
    guard noncentrality >= 0, noncentrality.isFinite else {
      throw .outOfRange("noncentrality of F")
    }
    self.numerator = numerator
    self.denominator = denominator
    self.noncentrality = noncentrality
  }

  /// P(X ≤ x).
  ///
  /// R: `pf(x, df1, df2, ncp)`, which stops at 1e-9.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    if noncentrality == 0 { return try central().cumulative(x) }
    return try value(
      pboost_noncentral_f_cdf(x, numerator, denominator, noncentrality),
      "noncentral F distribution")
  }

  /// P(X > x).
  ///
  /// R: `pf(x, df1, df2, ncp, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    if noncentrality == 0 { return try central().upperTail(x) }
    return try value(
      pboost_noncentral_f_upper(x, numerator, denominator, noncentrality),
      "noncentral F upper tail")
  }

  private func central() throws(DistributionError) -> FisherF {
    try FisherF(numerator: numerator, denominator: denominator)
  }
}
