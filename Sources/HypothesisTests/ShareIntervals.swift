internal import Distributions

/// Wilson's score interval of a share.
///
/// The values p₀ that the score test |x/n − p₀| ≤ z √(p₀(1 − p₀)/n) does not reject; with the
/// continuity correction 1/(2n) is taken off the distance.
///
/// R: `prop.test(successes, trials, correct = isCorrected)$conf.int`; `Hmisc::binconf`.
///
/// - Parameters:
///   - successes: How many succeeded.
///   - trials: Of how many.
///   - level: The coverage.
///   - isCorrected: Whether to correct for continuity (Fleiss).
/// - Returns: The interval, within 0…1.
/// - Throws: `tooFew` without trials, `invalidArgument` where successes are no part of them.
public func wilsonInterval(
  successes: Int, trials: Int, level: Double = 0.95, isCorrected: Bool = false
) throws(HypothesisTestError) -> ConfidenceInterval {
  try checkLevel(level)
  try checkSuccesses(successes, trials)
  let x = Double(successes)
  let n = Double(trials)
  let z = try criticalZ(level)
  let squared = z * z
  // As R, which corrects by less where the share is within 1/(2n) of one half.
  let step = isCorrected ? min(0.5, abs(x - n / 2)) : 0
  func end(_ x: Double) -> (low: Double, high: Double) {
    let share = x / n
    let centre = share + squared / (2 * n)
    let reach = z * (share * (1 - share) / n + squared / (4 * n * n)).squareRoot()
    return ((centre - reach) / (1 + squared / n), (centre + reach) / (1 + squared / n))
  }
  return ConfidenceInterval(
    low: successes == 0 ? 0 : max(0, end(x - step).low),
    high: successes == trials ? 1 : min(1, end(x + step).high), level: level)
}

/// Clopper and Pearson's exact interval of a share.
///
/// From quantiles of beta(x, n − x + 1) and beta(x + 1, n − x); it covers at least the level.
///
/// R: `binom.test(successes, trials)$conf.int`.
public func clopperPearsonInterval(
  successes: Int, trials: Int, alternative: Alternative = .twoSided, level: Double = 0.95
) throws(HypothesisTestError) -> ConfidenceInterval {
  try checkLevel(level)
  try checkSuccesses(successes, trials)
  let x = Double(successes)
  let n = Double(trials)
  let tail = 1 - upperProbability(alternative, level: level)
  return try evaluated { () throws(DistributionError) in
    ConfidenceInterval(
      low: alternative == .less || successes == 0 ? 0 : try Beta(x, n - x + 1).quantile(tail),
      high: alternative == .greater || successes == trials
        ? 1 : try Beta(x + 1, n - x).quantile(1 - tail), level: level)
  }
}

/// Jeffreys' interval of a share: quantiles of beta(x + ½, n − x + ½), 0 and 1 kept at the ends.
///
/// R: `qbeta(c(.025, .975), x + .5, n - x + .5)` (Brown, Cai and DasGupta 2001).
public func jeffreysInterval(
  successes: Int, trials: Int, level: Double = 0.95
) throws(HypothesisTestError) -> ConfidenceInterval {
  try checkLevel(level)
  try checkSuccesses(successes, trials)
  let tail = (1 - level) / 2
  let shapes = (Double(successes) + 0.5, Double(trials - successes) + 0.5)
  return try evaluated { () throws(DistributionError) in
    let beta = try Beta(shapes.0, shapes.1)
    return ConfidenceInterval(
      low: successes == 0 ? 0 : try beta.quantile(tail),
      high: successes == trials ? 1 : try beta.quantile(1 - tail), level: level)
  }
}

/// The normal quantile of a two-sided interval.
func criticalZ(_ level: Double) throws(HypothesisTestError) -> Double {
  try evaluated { () throws(DistributionError) in try Normal().quantile(1 - (1 - level) / 2) }
}

/// Checks that successes are a part of trials.
func checkSuccesses(_ successes: Int, _ trials: Int) throws(HypothesisTestError) {
  guard trials > 0 else { throw .tooFew(sample: "trials", count: trials, needed: 1) }
  guard successes >= 0, successes <= trials else {
    throw .invalidArgument(name: "successes of \(trials)", value: Double(successes))
  }
}
