internal import Distributions
internal import Glibc

/// The t quantile at 1 − (1 − level)/2.
func criticalT(_ df: Double, level: Double) throws(EstimationError) -> Double {
  do {
    return try StudentT(degreesOfFreedom: df).quantile(1 - (1 - level) / 2)
  } catch {
    throw .distribution(error)
  }
}

/// `value ± t · se` with the estimate's degrees of freedom; nil where there are none.
func tInterval(
  _ estimate: Estimate, level: Double
) throws(EstimationError) -> Estimate.Interval? {
  guard estimate.degreesOfFreedom > 0 else { return nil }
  let margin =
    try criticalT(estimate.degreesOfFreedom, level: level) * estimate.standardError
  return Estimate.Interval(
    low: estimate.value - margin, high: estimate.value + margin, level: level, method: .t)
}

/// An interval of a share; nil where there are no degrees of freedom.
func shareInterval(
  _ share: Estimate, level: Double, method: Estimate.Interval.Method?
) throws(EstimationError) -> Estimate.Interval? {
  guard share.degreesOfFreedom > 0 else { return nil }
  let p = share.value
  // Exactly five are not few, whatever the weights made of the last digit.
  let few = min(p, 1 - p) * Double(share.respondents) < 5 * (1 - 1e-9)
  let degenerate = p <= 0 || p >= 1 || share.variance <= 0
  switch method ?? (few || degenerate ? .beta : .logit) {
  case .logit: return degenerate ? try beta(share, level) : try logit(share, level)
  case .beta: return try beta(share, level)
  case .t: return try tInterval(share, level: level)
  case .mover: throw .noSuchInterval(.mover)
  }
}

/// Symmetric about the log-odds: logit p ± t · se / (p (1 − p)).
///
/// R: `svyciprop(method = "xlogit")`, which `method = "logit"` finds by iteration.
private func logit(
  _ share: Estimate, _ level: Double
) throws(EstimationError) -> Estimate.Interval {
  let p = share.value
  let margin =
    try criticalT(share.degreesOfFreedom, level: level) * share.standardError / (p * (1 - p))
  let odds = log(p / (1 - p))
  return Estimate.Interval(
    low: 1 / (1 + exp(margin - odds)), high: 1 / (1 + exp(-margin - odds)), level: level,
    method: .logit)
}

/// Clopper–Pearson at the effective sample size (Korn and Graubard 1998).
///
/// R: `svyciprop(method = "beta")`.
///
/// n_eff = p (1 − p) / V · (t_{n−1} / t_df)². Where V is 0 (nobody or everybody, or a census) the
/// first factor is n, so that the interval keeps a width.
private func beta(
  _ share: Estimate, _ level: Double
) throws(EstimationError) -> Estimate.Interval? {
  guard share.respondents > 1 else { return nil }
  let p = min(1, max(0, share.value))
  let n = Double(share.respondents)
  let tRatio =
    try criticalT(n - 1, level: level) / criticalT(share.degreesOfFreedom, level: level)
  let size = p > 0 && p < 1 && share.variance > 0 ? p * (1 - p) / share.variance : n
  let effective = size * tRatio * tRatio
  let tail = (1 - level) / 2
  do {
    let low = try Beta(effective * p, effective * (1 - p) + 1).quantile(tail)
    let high = try Beta(effective * p + 1, effective * (1 - p)).quantile(1 - tail)
    return Estimate.Interval(low: low, high: high, level: level, method: .beta)
  } catch {
    throw .distribution(error)
  }
}

/// The interval of a difference of shares from the intervals of both and their correlation.
///
/// low = d − √(l² + u² − 2·r·l·u) with l = p₂ − low₂ and u = high₁ − p₁; high likewise
/// (Newcombe 1998, Zou and Donner 2008). The correlation is kept below 1 by Newcombe's
/// continuity correction 1/(2n √(p₁q₁p₂q₂)), so that the interval keeps a width.
func moverInterval(
  before: Estimate, after: Estimate, correlation: Double,
  in intervals: (
    before: Estimate.Interval, after: Estimate.Interval
  )
) -> Estimate.Interval {
  let p1 = before.value
  let p2 = after.value
  let spread = (p1 * (1 - p1) * p2 * (1 - p2)).squareRoot()
  var r = 0.0
  if spread > 0 {
    let n = Double(min(before.respondents, after.respondents))
    let most = max(0, 1 - 1 / (2 * n * spread))
    r = min(most, max(-1, correlation))
  }
  func arm(_ a: Double, _ b: Double) -> Double {
    max(0, a * a + b * b - 2 * r * a * b).squareRoot()
  }
  let d = p2 - p1
  let low = arm(p2 - intervals.after.low, intervals.before.high - p1)
  let high = arm(intervals.after.high - p2, p1 - intervals.before.low)
  return Estimate.Interval(
    low: d - low, high: d + high, level: intervals.before.level, method: .mover)
}
