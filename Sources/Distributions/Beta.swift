internal import CBoostMath

/// The beta distribution; a shape of zero is the point mass that it tends to.
public struct Beta: Sendable, Hashable {
  /// The first shape, zero or above: 0 puts all mass on 0.
  public let a: Double
  /// The second shape, zero or above: 0 puts all mass on 1.
  public let b: Double

  /// Makes the distribution; at most one shape may be zero, as in R.
  public init(_ a: Double, _ b: Double) throws(DistributionError) {
    guard a >= 0, b >= 0, a + b > 0, a.isFinite, b.isFinite else {
      throw .outOfRange("beta shapes")
    }
    self.a = a
    self.b = b
  }

  /// P(X ≤ x).
  ///
  /// R: `pbeta(x, a, b)`.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x < 0 { return 0 }
    if x >= 1 || a == 0 { return 1 }
    if b == 0 { return 0 }
    return try value(pboost_beta_cdf(x, a, b), "beta distribution")
  }

  /// P(X > x), exact in the tail.
  ///
  /// R: `pbeta(x, a, b, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x < 0 { return 1 }
    if x >= 1 || a == 0 { return 0 }
    if b == 0 { return 1 }
    return try value(pboost_beta_upper(x, a, b), "beta upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qbeta(p, a, b)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    try checkProbability(p, "beta quantile")
    if a == 0 { return 0 }
    if b == 0 { return 1 }
    if p == 0 || p == 1 { return p }
    return try value(pboost_beta_quantile(p, a, b), "beta quantile")
  }
}
