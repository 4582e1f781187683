internal import CBoostMath

/// The standard normal distribution.
public struct Normal: Sendable, Hashable {
  /// Makes the distribution.
  public init() {}

  /// P(X ≤ x).
  ///
  /// R: `pnorm(x)`.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x.isInfinite { return x > 0 ? 1 : 0 }
    return try value(pboost_normal_cdf(x), "normal distribution")
  }

  /// P(X > x), exact in the tail.
  ///
  /// R: `pnorm(x, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x.isInfinite { return x > 0 ? 0 : 1 }
    return try value(pboost_normal_upper(x), "normal upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qnorm(p)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    try checkProbability(p, "normal quantile")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    return try value(pboost_normal_quantile(p), "normal quantile")
  }

  /// P(|X| ≥ |z|).
  ///
  /// R: `2 * pnorm(-abs(z))`.
  public func twoSided(_ z: Double) throws(DistributionError) -> Double {
    min(1, try 2 * upperTail(abs(z)))
  }
}
