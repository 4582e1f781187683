internal import CBoostMath

/// Γ(x + shift) / Γ(x), for x and x + shift above zero, without forming either.
///
/// R: `exp(lgamma(x + shift) - lgamma(x))`, which loses digits where x is large.
public func gammaRatio(_ x: Double, shift: Double) throws(DistributionError) -> Double {
  guard x > 0, x + shift > 0, x.isFinite, shift.isFinite else { throw .outOfRange("gamma ratio") }
  return 1 / (try value(pboost_gamma_ratio(x, shift), "gamma ratio"))
}
