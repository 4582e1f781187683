internal import Distributions

/// Wilcoxon's rank-sum test of two independent samples (Mann and Whitney's U).
public struct RankSumTest: Sendable, Hashable {
  /// U of the first sample: pairs in which its value is the larger, ties as one half (R's W).
  public let statistic: Double
  /// The p-value.
  public let p: Double
  /// Whether p and interval were counted rather than approximated.
  public let isExact: Bool
  /// The side of the test.
  public let alternative: Alternative
  /// The size of the first sample.
  public let firstCount: Int
  /// The size of the second sample.
  public let secondCount: Int
  /// Hodges and Lehmann's estimate: the median of all differences, first minus second.
  public let estimate: Double
  /// The interval of that estimate, which inverts the test; its level is the one it attains.
  public let interval: ConfidenceInterval

  /// 2U/(mn) − 1, from −1 to 1: Cliff's δ of the first sample over the second.
  public var rankBiserial: Double {
    2 * statistic / (Double(firstCount) * Double(secondCount)) - 1
  }

  /// Tests two samples.
  ///
  /// Where ties are counted and samples differ in size, the distribution has no symmetry: the
  /// two-sided p is the chance of a sum at least as far from its mean, as in coin.
  ///
  /// R: `wilcox.test(first, second, mu = shift, conf.int = TRUE)`.
  ///
  /// - Parameters:
  ///   - first: A sample, all finite.
  ///   - second: The other.
  ///   - shift: First minus second under the null hypothesis.
  ///   - alternative: The side.
  ///   - method: How p and interval are made.
  ///   - level: The coverage of the interval.
  /// - Throws: `tooFew` where a sample is empty, `noSpread` where all values are tied, `notFinite`.
  /// - Complexity: O(n log n); where counted, O(n · m · Σ ranks).
  public init(
    _ first: [Double], minus second: [Double], shift: Double = 0,
    alternative: Alternative = .twoSided, method: RankMethod = .automatic, level: Double = 0.95
  ) throws(HypothesisTestError) {
    try checkLevel(level)
    try checkFinite(first, "first sample")
    try checkFinite(second, "second sample")
    guard shift.isFinite else { throw .invalidArgument(name: "shift", value: shift) }
    for (sample, name) in [(first, "first sample"), (second, "second sample")]
    where sample.isEmpty { throw .tooFew(sample: name, count: 0, needed: 1) }
    let ranking = Ranking(first.map { $0 - shift } + second)
    let m = first.count
    let n = second.count
    let doubled = ranking.doubledRanks.prefix(m).reduce(0, +)
    statistic = Double(doubled - m * (m + 1)) / 2
    firstCount = m
    secondCount = n
    self.alternative = alternative
    switch method {
    case .automatic: isExact = m < 50 && n < 50 && ranking.ties.isEmpty
    case .exact: isExact = true
    case .normal: isExact = false
    }
    let shifts = PairedShifts(first, second)
    estimate = shifts.median
    if isExact {
      let distribution = try evaluated { () throws(DistributionError) in
        try RankSumDistribution(drawing: m, of: ranking.doubledRanks)
      }
      p = Self.exactP(distribution, doubled, m, m + n, alternative)
      interval = try shifts.exactInterval(alternative, level: level)
      return
    }
    var isCorrected = true
    if case .normal(let corrected) = method { isCorrected = corrected }
    p = try normalP(
      excess: statistic - Double(m) * Double(n) / 2,
      deviation: rankSumDeviation(m, n, tieTerm: ranking.tieTerm), alternative,
      isCorrected: isCorrected)
    interval = try shifts.normalInterval(alternative, level: level, isCorrected: isCorrected)
  }

  private static func exactP(
    _ distribution: RankSumDistribution, _ doubled: Int, _ m: Int, _ all: Int,
    _ alternative: Alternative
  ) -> Double {
    switch alternative {
    case .greater: return distribution.atLeast(doubled)
    case .less: return distribution.cumulative(doubled)
    case .twoSided:
      // The doubled sum has the mean m · (all + 1); whole numbers keep equals equal.
      let distance = abs(doubled - m * (all + 1))
      let low = m * (all + 1) - distance
      let high = m * (all + 1) + distance
      if distance == 0 { return 1 }
      return min(1, distribution.cumulative(low) + distribution.atLeast(high))
    }
  }
}
