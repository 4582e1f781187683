internal import CBoostMath

/// The χ² distribution.
public struct ChiSquared: Sendable, Hashable {
  /// The degrees of freedom, above zero.
  public let degreesOfFreedom: Double

  /// Makes the distribution.
  public init(degreesOfFreedom: Double) throws(DistributionError) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      throw .outOfRange("χ² degrees of freedom")
    }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(X ≤ x).
  ///
  /// R: `pchisq(x, df)`.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    return try value(pboost_chi_squared_cdf(x, degreesOfFreedom), "χ² distribution")
  }

  /// P(X > x), exact in the tail.
  ///
  /// R: `pchisq(x, df, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    return try value(pboost_chi_squared_upper(x, degreesOfFreedom), "χ² upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qchisq(p, df)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    try checkProbability(p, "χ² quantile")
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    return try value(pboost_chi_squared_quantile(p, degreesOfFreedom), "χ² quantile")
  }
}
