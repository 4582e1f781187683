internal import CBoostMath

/// The noncentral χ² distribution: a sum of squared normal variables whose means are not zero.
public struct NoncentralChiSquared: Sendable, Hashable {
  /// The degrees of freedom, above zero.
  public let degreesOfFreedom: Double
  /// The sum of squared means, zero or above.
  public let noncentrality: Double

  /// Makes the distribution.
  public init(degreesOfFreedom: Double, noncentrality: Double) throws(DistributionError) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      throw .outOfRange("noncentral χ² degrees of freedom")
    }
    guard noncentrality >= 0, noncentrality.isFinite else {
      throw .outOfRange("noncentrality of χ²")
    }
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// P(X ≤ x).
  ///
  /// R: `pchisq(x, df, ncp)`.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    if noncentrality == 0 { return try central().cumulative(x) }
    return try value(
      pboost_noncentral_chi_squared_cdf(x, degreesOfFreedom, noncentrality),
      "noncentral χ² distribution")
  }

  /// P(X > x).
  ///
  /// R: `pchisq(x, df, ncp, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    if noncentrality == 0 { return try central().upperTail(x) }
    return try value(
      pboost_noncentral_chi_squared_upper(x, degreesOfFreedom, noncentrality),
      "noncentral χ² upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qchisq(p, df, ncp)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    try checkProbability(p, "noncentral χ² quantile")
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    if noncentrality == 0 { return try central().quantile(p) }
    return try value(
      pboost_noncentral_chi_squared_quantile(p, degreesOfFreedom, noncentrality),
      "noncentral χ² quantile")
  }

  private func central() throws(DistributionError) -> ChiSquared {
    try ChiSquared(degreesOfFreedom: degreesOfFreedom)
  }
}
