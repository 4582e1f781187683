internal import CBoostMath

/// Fisher's F distribution.
public struct FisherF: Sendable, Hashable {
  /// The degrees of freedom of the numerator, above zero.
  public let numerator: Double
  /// The degrees of freedom of the denominator, above zero.
  public let denominator: Double

  /// Makes the distribution.
  public init(numerator: Double, denominator: Double) throws(DistributionError) {
    guard numerator > 0, denominator > 0, numerator.isFinite, denominator.isFinite else {
      throw .outOfRange("F degrees of freedom")
    }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// P(X ≤ x).
  ///
  /// R: `pf(x, df1, df2)`.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    return try value(pboost_f_cdf(x, numerator, denominator), "F distribution")
  }

  /// P(X > x), exact in the tail.
  ///
  /// R: `pf(x, df1, df2, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    return try value(pboost_f_upper(x, numerator, denominator), "F upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qf(p, df1, df2)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    try checkProbability(p, "F quantile")
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    return try value(pboost_f_quantile(p, numerator, denominator), "F quantile")
  }
}
