internal import CBoostMath

/// The noncentral t distribution: the t statistic where the true difference is not zero.
public struct NoncentralT: Sendable, Hashable {
  /// The degrees of freedom, above zero; may be infinite.
  public let degreesOfFreedom: Double
  /// The true difference over the standard error of its estimate.
  public let noncentrality: Double

  /// Makes the distribution.
  public init(degreesOfFreedom: Double, noncentrality: Double) throws(DistributionError) {
    guard degreesOfFreedom > 0 else { throw .outOfRange("noncentral t degrees of freedom") }
    guard noncentrality.isFinite else { throw .outOfRange("noncentrality of t") }
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// P(X ≤ x).
  ///
  /// R: `pt(x, df, ncp)`, which loses digits above 37.62 in |ncp| where this does not.
  public func cumulative(_ x: Double) throws(DistributionError) -> Double {
    if x.isInfinite { return x > 0 ? 1 : 0 }
    if isNormal { return try Normal().cumulative(x - noncentrality) }
    return try value(
      pboost_noncentral_t_cdf(x, degreesOfFreedom, noncentrality), "noncentral t distribution")
  }

  /// P(X > x).
  ///
  /// R: `pt(x, df, ncp, lower.tail = FALSE)`.
  public func upperTail(_ x: Double) throws(DistributionError) -> Double {
    if x.isInfinite { return x > 0 ? 0 : 1 }
    if isNormal { return try Normal().upperTail(x - noncentrality) }
    return try value(
      pboost_noncentral_t_upper(x, degreesOfFreedom, noncentrality), "noncentral t upper tail")
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// R: `qt(p, df, ncp)`.
  public func quantile(_ p: Double) throws(DistributionError) -> Double {
    try checkProbability(p, "noncentral t quantile")
    if p == 0 { return -.infinity }
    if p == 1 { return .infinity }
    if isNormal { return try Normal().quantile(p) + noncentrality }
    return try value(
      pboost_noncentral_t_quantile(p, degreesOfFreedom, noncentrality), "noncentral t quantile")
  }

  /// The noncentrality under which a statistic of at most `t` has probability `p`.
  ///
  /// It is what an interval of a standardised difference is made of: the one of `t` at
  /// p = 1 − (1 − level)/2 is its lower end, that at p = (1 − level)/2 its upper one.
  public static func noncentrality(
    of t: Double, degreesOfFreedom: Double, probability p: Double
  ) throws(DistributionError) -> Double {
    try checkProbability(p, "noncentrality of t")
    guard t.isFinite, p > 0, p < 1 else { throw .outOfRange("noncentrality of t") }
    func excess(_ noncentrality: Double) -> Double {
      let distribution = try? NoncentralT(
        degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
      return ((try? distribution?.cumulative(t)) ?? .nan) - p
    }
    // The probability falls as the noncentrality grows; a normal with the error that the scale of
    // t has gives a bracket that only needs widening where the degrees of freedom are few.
    let spread = (1 + t * t / (2 * degreesOfFreedom)).squareRoot()
    let centre = t - (try Normal().quantile(p)) * spread
    var reach = spread
    for _ in 0..<60 {
      if excess(centre - reach) >= 0, excess(centre + reach) <= 0 {
        return try root(
          "noncentrality of t", between: centre - reach, and: centre + reach, of: excess)
      }
      reach *= 2
    }
    throw .noConvergence("noncentrality of t")
  }

  /// Whether the normal distribution is this one to the last digit.
  private var isNormal: Bool { degreesOfFreedom.isInfinite }
}
