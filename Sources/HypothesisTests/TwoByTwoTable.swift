internal import Glibc

/// Two groups by two outcomes: counts of independent persons.
public struct TwoByTwoTable: Sendable, Hashable {
  /// The first group with the outcome (a).
  public let firstWith: Int
  /// The first group without it (b).
  public let firstWithout: Int
  /// The second group with the outcome (c).
  public let secondWith: Int
  /// The second group without it (d).
  public let secondWithout: Int

  /// Makes a table; each group needs somebody.
  public init(
    firstWith: Int, firstWithout: Int, secondWith: Int, secondWithout: Int
  ) throws(HypothesisTestError) {
    for count in [firstWith, firstWithout, secondWith, secondWithout]
    where count < 0 || count > 1 << 52 {
      throw .invalidArgument(name: "a count", value: Double(count))
    }
    guard firstWith + firstWithout > 0 else { throw .emptyMargin("the first group") }
    guard secondWith + secondWithout > 0 else { throw .emptyMargin("the second group") }
    self.firstWith = firstWith
    self.firstWithout = firstWithout
    self.secondWith = secondWith
    self.secondWithout = secondWithout
  }

  /// How many the first group has.
  public var firstCount: Int { firstWith + firstWithout }
  /// How many the second group has.
  public var secondCount: Int { secondWith + secondWithout }
  /// The share of the first group with the outcome.
  public var firstShare: Double { Double(firstWith) / Double(firstCount) }
  /// The share of the second group with the outcome.
  public var secondShare: Double { Double(secondWith) / Double(secondCount) }

  /// What is done about cells that are zero, which leave a log ratio without an error.
  public enum ZeroCells: String, Sendable, Hashable, CaseIterable {
    /// The ratio is refused with the reason.
    case refuse
    /// One half is added to each cell where any is zero (Haldane 1940, Anscombe 1956; metafor's
    /// `add = 1/2, to = "only0"`).
    case addHalf
  }

  /// A ratio with the interval that is symmetric on the log scale.
  public struct Ratio: Sendable, Hashable {
    /// The ratio.
    public let value: Double
    /// The standard error of its logarithm.
    public let logStandardError: Double
    /// The interval.
    public let interval: ConfidenceInterval
    /// Whether one half was added to each cell.
    public let addedHalf: Bool
  }

  /// The odds ratio ad/(bc), its log with the variance 1/a + 1/b + 1/c + 1/d (Woolf 1955).
  ///
  /// R: `metafor::escalc("OR", ai, bi, ci, di)`.
  public func oddsRatio(
    level: Double = 0.95, zeroCells: ZeroCells = .refuse
  ) throws(HypothesisTestError) -> Ratio {
    let (cells, added) = adjusted(zeroCells)
    guard cells.allSatisfy({ $0 > 0 }) else { throw .zeroCell(statistic: "odds ratio") }
    let logRatio = log(cells[0]) - log(cells[1]) - log(cells[2]) + log(cells[3])
    return try ratio(logRatio, cells.reduce(0) { $0 + 1 / $1 }, level, added)
  }

  /// The risk ratio (a/n₁)/(c/n₂), its log with the variance 1/a − 1/n₁ + 1/c − 1/n₂ (Katz 1978).
  ///
  /// R: `metafor::escalc("RR", ai, bi, ci, di)`.
  public func riskRatio(
    level: Double = 0.95, zeroCells: ZeroCells = .refuse
  ) throws(HypothesisTestError) -> Ratio {
    let (cells, added) = adjusted(zeroCells)
    guard cells[0] > 0, cells[2] > 0 else { throw .zeroCell(statistic: "risk ratio") }
    let first = cells[0] + cells[1]
    let second = cells[2] + cells[3]
    let logRatio = log(cells[0] / first) - log(cells[2] / second)
    let variance = 1 / cells[0] - 1 / first + 1 / cells[2] - 1 / second
    return try ratio(logRatio, variance, level, added)
  }

  /// How the interval of a risk difference is made.
  public enum DifferenceMethod: String, Sendable, Hashable, CaseIterable {
    /// Newcombe's method 10 (1998): from Wilson's interval of each share.
    case newcombe
    /// Newcombe's method 11: from Wilson's intervals with continuity correction.
    case newcombeCorrected
    /// d ± z √(p₁q₁/n₁ + p₂q₂/n₂) (R `prop.test(correct = FALSE)`).
    case wald
    /// The same with Yates's correction (R `prop.test`).
    case waldCorrected
  }

  /// A difference of shares.
  public struct Difference: Sendable, Hashable {
    /// The first share minus the second.
    public let value: Double
    /// √(p₁q₁/n₁ + p₂q₂/n₂).
    public let standardError: Double
    /// The interval, within −1…1.
    public let interval: ConfidenceInterval
  }

  /// The risk difference: the first share minus the second.
  ///
  /// R: `prop.test(c(a, c), c(n1, n2))`, `metafor::escalc("RD")`;
  /// `DescTools::BinomDiffCI(method = "score")` for Newcombe's.
  public func riskDifference(
    level: Double = 0.95, method: DifferenceMethod = .newcombe
  ) throws(HypothesisTestError) -> Difference {
    try checkLevel(level)
    let d = firstShare - secondShare
    let n = (Double(firstCount), Double(secondCount))
    let error =
      (firstShare * (1 - firstShare) / n.0 + secondShare * (1 - secondShare) / n.1).squareRoot()
    let low: Double
    let high: Double
    switch method {
    case .wald, .waldCorrected:
      let inverse = 1 / n.0 + 1 / n.1
      // R: min(0.5, |d| / Σ1/n) · Σ1/n.
      let yates = method == .wald ? 0 : min(0.5 * inverse, abs(d))
      let reach = try criticalZ(level) * error + yates
      low = d - reach
      high = d + reach
    case .newcombe, .newcombeCorrected:
      let corrected = method == .newcombeCorrected
      let first = try wilsonInterval(
        successes: firstWith, trials: firstCount, level: level, isCorrected: corrected)
      let second = try wilsonInterval(
        successes: secondWith, trials: secondCount, level: level, isCorrected: corrected)
      low = d - hypot(firstShare - first.low, second.high - secondShare)
      high = d + hypot(first.high - firstShare, secondShare - second.low)
    }
    return Difference(
      value: d, standardError: error,
      interval: ConfidenceInterval(low: max(-1, low), high: min(1, high), level: level))
  }

  private func adjusted(_ zeroCells: ZeroCells) -> ([Double], Bool) {
    let cells = [firstWith, firstWithout, secondWith, secondWithout].map { Double($0) }
    guard zeroCells == .addHalf, cells.contains(0) else { return (cells, false) }
    return (cells.map { $0 + 0.5 }, true)
  }

  private func ratio(
    _ logRatio: Double, _ variance: Double, _ level: Double, _ added: Bool
  ) throws(HypothesisTestError) -> Ratio {
    try checkLevel(level)
    let error = max(0, variance).squareRoot()
    let reach = try criticalZ(level) * error
    return Ratio(
      value: exp(logRatio), logStandardError: error,
      interval: ConfidenceInterval(
        low: exp(logRatio - reach), high: exp(logRatio + reach), level: level), addedHalf: added)
  }
}
