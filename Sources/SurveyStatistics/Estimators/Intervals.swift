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
///
/// Where nobody or everybody says yes, or the variance is zero, the transformed scales have no
/// interval; it is then Korn and Graubard's, as `method` of the result says.
func shareInterval(
  _ share: Estimate, level: Double, method: Estimate.Interval.Method?
) throws(EstimationError) -> Estimate.Interval? {
  guard share.degreesOfFreedom > 0 else { return nil }
  let p = share.value
  // Exactly five are not few, whatever the weights made of the last digit.
  let few = min(p, 1 - p) * Double(share.respondents) < 5 * (1 - 1e-9)
  let degenerate = p <= 0 || p >= 1 || share.variance <= 0
  let method = method ?? (few || degenerate ? .beta : .logit)
  switch method {
  case .logit, .xlogit:
    return degenerate ? try beta(share, level) : try logit(share, level, method)
  case .asin: return degenerate ? try beta(share, level) : try arcsine(share, level)
  case .wilson: return try wilson(share, level)
  case .beta: return try beta(share, level)
  case .t: return try tInterval(share, level: level)
  case .mover, .log: throw .noSuchInterval(method)
  }
}

/// Symmetric about the log-odds: logit p ± t · se / (p (1 − p)).
///
/// R: `svyciprop(method = "xlogit")`, which `method = "logit"` finds by iteration: the logistic
/// regression on a constant has the variance V/(p(1 − p))² too.
private func logit(
  _ share: Estimate, _ level: Double, _ method: Estimate.Interval.Method
) throws(EstimationError) -> Estimate.Interval {
  let p = share.value
  let margin =
    try criticalT(share.degreesOfFreedom, level: level) * share.standardError / (p * (1 - p))
  let odds = log(p / (1 - p))
  return Estimate.Interval(
    low: 1 / (1 + exp(margin - odds)), high: 1 / (1 + exp(-margin - odds)), level: level,
    method: method)
}

/// Symmetric about arcsin √p: sin²(arcsin √p ± t · se / (2√(p (1 − p)))).
///
/// R: `svyciprop(method = "asin")`. An angle that leaves 0…π/2 ends there; R squares it back into the
/// range, so that its lower end can rise again as the share falls.
private func arcsine(
  _ share: Estimate, _ level: Double
) throws(EstimationError) -> Estimate.Interval {
  let p = share.value
  let margin =
    try criticalT(share.degreesOfFreedom, level: level) * share.standardError
    / (2 * (p * (1 - p)).squareRoot())
  let angle = asin(p.squareRoot())
  let low = sin(max(0, angle - margin))
  let high = sin(min(.pi / 2, angle + margin))
  return Estimate.Interval(low: low * low, high: high * high, level: level, method: .asin)
}

/// Wilson's score interval with the effective sample size n = p (1 − p) / V and the t quantile.
///
/// (p + t²/2n ± t·√(p(1 − p)/n + t²/4n²)) / (1 + t²/n). Only t²/n enters, so that the quantile of the
/// normal with n·(z/t)², the size adjusted for degrees of freedom, gives the same (Wilson 1927; Dean
/// and Pagano 2015; Franco, Little, Louis and Slud 2019). Where V is 0, n is the number of answers.
/// R survey 4.1-1 has none.
private func wilson(
  _ share: Estimate, _ level: Double
) throws(EstimationError) -> Estimate.Interval {
  let p = min(1, max(0, share.value))
  let t = try criticalT(share.degreesOfFreedom, level: level)
  let spread = p * (1 - p)
  let size = spread > 0 && share.variance > 0 ? spread / share.variance : Double(share.respondents)
  let weight = t * t / size
  let centre = (p + weight / 2) / (1 + weight)
  let margin = (weight * (spread + weight / 4)).squareRoot() / (1 + weight)
  return Estimate.Interval(
    low: max(0, centre - margin), high: min(1, centre + margin), level: level, method: .wilson)
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

/// Symmetric on the log scale: value · exp(± t · se / value), for what is above zero.
func logInterval(
  _ estimate: Estimate, level: Double
) throws(EstimationError) -> Estimate.Interval? {
  guard estimate.degreesOfFreedom > 0, estimate.value > 0 else { return nil }
  let factor = exp(
    try criticalT(estimate.degreesOfFreedom, level: level) * estimate.standardError
      / estimate.value)
  return Estimate.Interval(
    low: estimate.value / factor, high: estimate.value * factor, level: level, method: .log)
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
