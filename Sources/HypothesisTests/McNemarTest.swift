internal import Distributions

/// McNemar's test of whether the share of yes moved among the same persons.
///
/// Only those who changed their answer count: b said yes only the first time, c only the second.
public struct McNemarTest: Sendable, Hashable {
  /// (b − c)²/(b + c).
  public let chiSquared: Double
  /// The p-value of χ² (R `mcnemar.test(correct = FALSE)`).
  public let p: Double
  /// (|b − c| − 1)²/(b + c); 0 where b = c.
  public let correctedChiSquared: Double
  /// The p-value of the corrected χ² (R `mcnemar.test`).
  public let correctedP: Double
  /// The exact p-value: a coin decides the side of each who changed (R `binom.test(c, b + c)`).
  public let exactP: Double
  /// The exact p-value with half the chance of the outcome seen (Fagerland, Lydersen and Laake
  /// 2013), which errs less on the safe side.
  public let midP: Double

  /// Tests a table.
  public init(_ table: PairedTable) throws(HypothesisTestError) {
    let changed = table.firstOnly + table.secondOnly
    guard changed > 0 else { throw .noDiscordantPairs }
    let n = Double(changed)
    let gap = abs(Double(table.firstOnly - table.secondOnly))
    let plain = gap * gap / n
    let corrected = gap > 0 ? (gap - 1) * (gap - 1) / n : 0
    chiSquared = plain
    correctedChiSquared = corrected
    let fewer = min(table.firstOnly, table.secondOnly)
    let values = try evaluated { () throws(DistributionError) in
      let one = try ChiSquared(degreesOfFreedom: 1)
      let coin = try Binomial(trials: changed, probability: 0.5)
      let tail = try coin.cumulative(fewer)
      return (
        try one.upperTail(plain), try one.upperTail(corrected), min(1, 2 * tail),
        min(1, 2 * tail - (try coin.mass(fewer)))
      )
    }
    (p, correctedP, exactP, midP) = values
  }
}

/// Bowker's test of symmetry: McNemar's for more than two answers (1948).
public struct SymmetryTest: Sendable, Hashable {
  /// Σ (nᵢⱼ − nⱼᵢ)²/(nᵢⱼ + nⱼᵢ) over i < j.
  public let statistic: Double
  /// k(k − 1)/2.
  public let degreesOfFreedom: Int
  /// The p-value.
  public let p: Double

  /// Tests a square table of first answers (rows) by second answers (columns).
  ///
  /// R: `mcnemar.test(table)`.
  public init(_ table: [[Double]]) throws(HypothesisTestError) {
    try checkTable(table)
    guard table.count > 1 else { throw .tooFew(sample: "rows", count: table.count, needed: 2) }
    guard table.count == table[0].count else {
      throw .unequalLengths(first: table.count, second: table[0].count)
    }
    var statistic = 0.0
    for i in table.indices {
      for j in table.indices where j > i {
        let both = table[i][j] + table[j][i]
        guard both > 0 else {
          throw .emptyMargin("the pair of cells (\(i + 1), \(j + 1)) and (\(j + 1), \(i + 1))")
        }
        let gap = table[i][j] - table[j][i]
        statistic += gap * gap / both
      }
    }
    let degrees = table.count * (table.count - 1) / 2
    self.statistic = statistic
    degreesOfFreedom = degrees
    p = try evaluated { () throws(DistributionError) in
      try ChiSquared(degreesOfFreedom: Double(degrees)).upperTail(statistic)
    }
  }
}
