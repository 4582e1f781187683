internal import Glibc

/// How far a weight is moved to meet margins: the function F of Deville and Särndal (1992) in
/// w = d · F(x'λ).
///
/// All have the same asymptotic variance; they differ in how extreme single weights become.
public enum CalibrationMethod: Sendable, Hashable {
  /// Exponential: factors are above zero and have no upper bound (R `calfun = "raking"`, and `rake`
  /// for categories).
  case raking
  /// Linear, the generalised regression estimator: factors may be negative (R `"linear"`).
  case linear
  /// Linear, cut at bounds below and above 1 (R `"linear"` with `bounds`).
  case truncatedLinear(lower: Double, upper: Double)
  /// Exponential, cut at bounds (R `"raking"` with `bounds`).
  case truncatedRaking(lower: Double, upper: Double)
  /// Between bounds without reaching them (R `"logit"`).
  case logit(lower: Double, upper: Double)

  /// The bounds of factors, or nil.
  public var bounds: (lower: Double, upper: Double)? {
    switch self {
    case .raking, .linear: nil
    case .truncatedLinear(let lower, let upper), .truncatedRaking(let lower, let upper),
      .logit(let lower, let upper):
      (lower, upper)
    }
  }

  /// Whether no weights can be between the bounds, 1 having to be.
  var hasBadBounds: Bool {
    guard let bounds else { return false }
    return !(bounds.lower < 1 && bounds.upper > 1 && bounds.lower.isFinite && bounds.upper.isFinite)
  }

  /// F and its derivative.
  func factor(_ u: Double) -> (value: Double, slope: Double) {
    switch self {
    case .raking:
      let value = exp(u)
      return (value, value)
    case .linear: return (1 + u, 1)
    case .truncatedLinear(let lower, let upper):
      if 1 + u <= lower { return (lower, 0) }
      return 1 + u >= upper ? (upper, 0) : (1 + u, 1)
    case .truncatedRaking(let lower, let upper):
      let value = exp(u)
      if value <= lower { return (lower, 0) }
      return value >= upper ? (upper, 0) : (value, value)
    case .logit(let lower, let upper):
      let below = 1 - lower
      let above = upper - 1
      let rate = (upper - lower) / (below * above)
      // The fraction of the way from the lower to the upper bound, and its complement.
      let odds = exp(min(700, max(-700, rate * u))) * below / above
      let fraction = odds / (1 + odds)
      return (
        lower + (upper - lower) * fraction,
        (upper - lower) * rate * fraction / (1 + odds)
      )
    }
  }
}
