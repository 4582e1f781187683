internal import CBoostMath
internal import Synchronization

/// Student's t distribution; with infinite degrees of freedom the standard normal one.
public struct StudentT: Sendable, Hashable {
  /// The degrees of freedom, above zero; may be infinite.
  public let degreesOfFreedom: Double

  /// Makes the distribution.
  public init(degreesOfFreedom: Double) throws(DistributionError) {
    guard degreesOfFreedom > 0 else { throw .outOfRange("t degrees of freedom") }
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(X ≤ x).
  ///
  /// R: `pt(x, df)`.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if degreesOfFreedom.isInfinite { return try Normal().cumulative(x) }
    if x.isInfinite { return x > 0 ? 1 : 0 }
    return try value(pboost_t_cdf(x, degreesOfFreedom), "t distribution")
  }

  /// P(X > x), exact in the tail.
  ///
  /// R: `pt(x, df, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if degreesOfFreedom.isInfinite { return try Normal().upperTail(x) }
    if x.isInfinite { return x > 0 ? 0 : 1 }
    return try value(pboost_t_upper(x, degreesOfFreedom), "t upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qt(p, df)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    if degreesOfFreedom.isInfinite { return try Normal().quantile(p) }
    try checkProbability(p, "t quantile")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    let key = QuantileKey(p: p, degreesOfFreedom: degreesOfFreedom)
    if let known = knownQuantiles.withLock({ $0[key] }) { return known }
    let quantile = try value(pboost_t_quantile(p, degreesOfFreedom), "t quantile")
    knownQuantiles.withLock {
      if $0.count >= 4096 { $0.removeAll(keepingCapacity: true) }
      $0[key] = quantile
    }
    return quantile
  }

  /// P(|X| ≥ |t|), the two-sided p-value.
  ///
  /// R: `2 * pt(-abs(t), df)`.
  public func twoSided(_ t: Double) throws(DistributionError) -> Double {
    min(1, try 2 * upperTail(abs(t)))
  }
}

private struct QuantileKey: Hashable {
  var p: Double
  var degreesOfFreedom: Double
}

/// Quantiles found before: thousands of intervals ask for a handful of them, and each is a search.
private let knownQuantiles = Mutex<[QuantileKey: Double]>([:])
