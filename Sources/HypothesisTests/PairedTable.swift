/// Pairs of yes/no answers: the same persons asked twice.
public struct PairedTable: Sendable, Hashable {
  /// Yes both times.
  public let both: Int
  /// Yes only the first time.
  public let firstOnly: Int
  /// Yes only the second time.
  public let secondOnly: Int
  /// No both times.
  public let neither: Int

  /// Makes a table; it needs somebody.
  public init(
    both: Int, firstOnly: Int, secondOnly: Int, neither: Int
  ) throws(HypothesisTestError) {
    for count in [both, firstOnly, secondOnly, neither] where count < 0 || count > 1 << 52 {
      throw .invalidArgument(name: "a count", value: Double(count))
    }
    guard both + firstOnly + secondOnly + neither > 0 else {
      throw .tooFew(sample: "pairs", count: 0, needed: 1)
    }
    self.both = both
    self.firstOnly = firstOnly
    self.secondOnly = secondOnly
    self.neither = neither
  }

  /// How many pairs there are.
  public var count: Int { both + firstOnly + secondOnly + neither }
  /// The share of yes the first time.
  public var firstShare: Double { Double(both + firstOnly) / Double(count) }
  /// The share of yes the second time.
  public var secondShare: Double { Double(both + secondOnly) / Double(count) }

  /// How the interval of a paired difference of shares is made.
  public enum DifferenceMethod: String, Sendable, Hashable, CaseIterable {
    /// Newcombe's method 10 for pairs (1998): from Wilson's intervals and the correlation φ of the
    /// answers.
    case newcombe
    /// d ± z √(b + c − (b − c)²/n)/n.
    case wald
  }

  /// The second share minus the first.
  ///
  /// R: `PropCIs::diffpropci.Wald.mp` for Wald's; of Newcombe's the paper's formula.
  public func riskDifference(
    level: Double = 0.95, method: DifferenceMethod = .newcombe
  ) throws(HypothesisTestError) -> TwoByTwoTable.Difference {
    try checkLevel(level)
    let n = Double(count)
    let b = Double(firstOnly)
    let c = Double(secondOnly)
    let d = (c - b) / n
    let error = max(0, b + c - (c - b) * (c - b) / n).squareRoot() / n
    var low: Double
    var high: Double
    switch method {
    case .wald:
      let reach = try criticalZ(level) * error
      low = d - reach
      high = d + reach
    case .newcombe:
      let first = try wilsonInterval(successes: both + firstOnly, trials: count, level: level)
      let second = try wilsonInterval(successes: both + secondOnly, trials: count, level: level)
      let r = correlation
      func arm(_ a: Double, _ b: Double) -> Double {
        max(0, a * a + b * b - 2 * r * a * b).squareRoot()
      }
      low = d - arm(secondShare - second.low, first.high - firstShare)
      high = d + arm(second.high - secondShare, firstShare - first.low)
    }
    low = max(-1, low)
    high = min(1, high)
    return TwoByTwoTable.Difference(
      value: d, standardError: error,
      interval: ConfidenceInterval(low: low, high: high, level: level))
  }

  /// φ of both answers as Newcombe uses it: towards zero by n/2 where positive, and 0 where a
  /// margin is empty.
  private var correlation: Double {
    let a = Double(both)
    let b = Double(firstOnly)
    let c = Double(secondOnly)
    let d = Double(neither)
    let margins = (a + b) * (c + d) * (a + c) * (b + d)
    guard margins > 0 else { return 0 }
    let product = a * d - b * c
    let shrunk = product > 0 ? max(0, product - Double(count) / 2) : product
    return shrunk / margins.squareRoot()
  }

  /// An odds ratio given the pairs that changed.
  public struct ConditionalOddsRatio: Sendable, Hashable {
    /// Second only over first only; infinite where nobody said yes only the first time.
    public let value: Double
    /// The exact interval, from Clopper and Pearson's of second only among those who changed.
    public let interval: ConfidenceInterval
  }

  /// The odds of a yes the second time over the first, within persons.
  ///
  /// R: `exact2x2::mcnemar.exact`.
  public func conditionalOddsRatio(
    level: Double = 0.95
  ) throws(HypothesisTestError) -> ConditionalOddsRatio {
    guard firstOnly + secondOnly > 0 else { throw .noDiscordantPairs }
    let share = try clopperPearsonInterval(
      successes: secondOnly, trials: firstOnly + secondOnly, level: level)
    return ConditionalOddsRatio(
      value: Double(secondOnly) / Double(firstOnly),
      interval: ConfidenceInterval(
        low: share.low / (1 - share.low), high: share.high / (1 - share.high), level: level))
  }
}
