internal import Distributions
internal import Glibc

/// Fisher's exact test of a 2 × 2 table, given its margins.
public struct FisherTest: Sendable, Hashable {
  /// The p-value.
  public let p: Double
  /// The odds ratio that makes the table most likely given its margins; 0 or infinite at an end.
  public let conditionalOddsRatio: Double
  /// Its exact interval.
  public let interval: ConfidenceInterval
  /// The side of the test.
  public let alternative: Alternative

  /// Tests a table.
  ///
  /// Two-sided, p is the chance of all tables with these margins that are at most as likely as the
  /// one seen; the interval is from the two one-sided tests.
  ///
  /// R: `fisher.test(matrix(c(a, c, b, d), 2))`. R finds the odds ratio and its interval to 1e-4;
  /// here they are found to the last digits.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - oddsRatio: The odds ratio under the null hypothesis.
  ///   - alternative: The side.
  ///   - level: The coverage.
  /// - Throws: `invalidArgument` where the odds ratio is not above zero.
  public init(
    _ table: TwoByTwoTable, oddsRatio: Double = 1, alternative: Alternative = .twoSided,
    level: Double = 0.95
  ) throws(HypothesisTestError) {
    try checkLevel(level)
    guard oddsRatio > 0, oddsRatio.isFinite else {
      throw .invalidArgument(name: "odds ratio", value: oddsRatio)
    }
    let margins = Margins(table)
    let x = table.firstWith
    let null = try margins.distribution(oddsRatio)
    switch alternative {
    case .less: p = null.cumulative(x)
    case .greater: p = null.upperTail(x - 1)
    case .twoSided:
      let most = null.mass(x) * (1 + 1e-7)
      // From small to large, so that small p-values keep their digits.
      p = min(1, null.masses.filter { $0 <= most }.sorted().reduce(0, +))
    }
    self.alternative = alternative
    conditionalOddsRatio = try margins.odds(x) { $0.mean - Double(x) }
    let tail = 1 - upperProbability(alternative, level: level)
    interval = ConfidenceInterval(
      low: alternative == .less
        ? 0 : x == margins.low ? 0 : try margins.odds(x) { $0.upperTail(x - 1) - tail },
      high: alternative == .greater
        ? .infinity
        : x == margins.high ? .infinity : try margins.odds(x) { tail - $0.cumulative(x) },
      level: level)
  }
}

/// The margins of a 2 × 2 table, which leave one cell free.
private struct Margins {
  let with: Int
  let without: Int
  let first: Int
  let low: Int
  let high: Int

  init(_ table: TwoByTwoTable) {
    with = table.firstWith + table.secondWith
    without = table.firstWithout + table.secondWithout
    first = table.firstCount
    low = max(0, first - without)
    high = min(first, with)
  }

  func distribution(_ odds: Double) throws(HypothesisTestError) -> NoncentralHypergeometric {
    try evaluated { () throws(DistributionError) in
      try NoncentralHypergeometric(
        successes: with, failures: without, draws: first, odds: odds)
    }
  }

  /// The odds ratio at which a function that grows with it is zero.
  func odds(
    _ x: Int, _ function: (NoncentralHypergeometric) -> Double
  ) throws(HypothesisTestError) -> Double {
    // Margins that leave one table only say nothing of the odds: R gives 0 there.
    if x == low, function(try distribution(0)) >= 0 { return 0 }
    if x == high, function(try distribution(.infinity)) <= 0 { return .infinity }
    func value(_ logOdds: Double) -> Double {
      (try? distribution(exp(logOdds))).map(function) ?? .nan
    }
    var reach = 1.0
    while reach < 600, value(-reach) > 0 || value(reach) < 0 { reach *= 2 }
    return try evaluated { () throws(DistributionError) in
      exp(try root("odds ratio", between: -reach, and: reach, of: value))
    }
  }
}
