internal import Distributions

/// Wilcoxon's signed-rank test of pairs, or of the centre of one sample.
public struct SignedRankTest: Sendable, Hashable {
  /// What becomes of differences that are zero.
  public enum Zeros: String, Sendable, Hashable, CaseIterable {
    /// They are left out before ranking (Wilcoxon 1945; R `wilcox.test`).
    case wilcoxon
    /// They are ranked with the others and then left out (Pratt 1959; coin's default).
    case pratt
  }

  /// The sum of the ranks of positive differences (R's V).
  public let statistic: Double
  /// The sum of the ranks of negative differences.
  public let negativeRankSum: Double
  /// The p-value.
  public let p: Double
  /// Whether p and interval were counted rather than approximated.
  public let isExact: Bool
  /// The side of the test.
  public let alternative: Alternative
  /// Differences that are not zero.
  public let count: Int
  /// Differences that are zero.
  public let zeroCount: Int
  /// Hodges and Lehmann's estimate: the median of the means of all pairs of differences.
  public let estimate: Double
  /// The interval of that estimate, which inverts the test; its level is the one it attains.
  public let interval: ConfidenceInterval

  /// (positive − negative) / (positive + negative rank sum): −1 where all fell, 1 where all rose
  /// (Kerby 2014).
  public var rankBiserial: Double {
    (statistic - negativeRankSum) / (statistic + negativeRankSum)
  }

  /// Tests pairs: `first` minus `second`.
  ///
  /// R: `wilcox.test(first, second, paired = TRUE, conf.int = TRUE)`.
  public init(
    _ first: [Double], minus second: [Double], location: Double = 0,
    alternative: Alternative = .twoSided, zeros: Zeros = .wilcoxon,
    method: RankMethod = .automatic, level: Double = 0.95
  ) throws(HypothesisTestError) {
    try self.init(
      differences: differences(first, minus: second), location: location,
      alternative: alternative, zeros: zeros, method: method, level: level)
  }

  /// Tests differences, or one sample, against a centre.
  ///
  /// Under the null hypothesis each rank r carries a plus sign by the toss of a coin: the sum has
  /// the mean Σr/2 and the variance Σr²/4, whatever the ties. The estimate and the interval are of
  /// the differences that count: those that are zero too only under `pratt`.
  ///
  /// R: `wilcox.test(x, mu = location, conf.int = TRUE)`; with Pratt's zeros,
  /// `coin::wilcoxsign_test(x ~ y)`.
  ///
  /// - Parameters:
  ///   - differences: The differences, all finite.
  ///   - location: The centre under the null hypothesis.
  ///   - alternative: The side.
  ///   - zeros: What becomes of differences that equal the centre.
  ///   - method: How p and interval are made.
  ///   - level: The coverage of the interval.
  /// - Throws: `allDifferencesZero`, `tooFew` without differences, `notFinite`.
  /// - Complexity: O(n log n), and O(n³) where counted.
  public init(
    differences: [Double], location: Double = 0, alternative: Alternative = .twoSided,
    zeros: Zeros = .wilcoxon, method: RankMethod = .automatic, level: Double = 0.95
  ) throws(HypothesisTestError) {
    try checkLevel(level)
    try checkFinite(differences, "differences")
    guard location.isFinite else { throw .invalidArgument(name: "location", value: location) }
    let all = differences.map { $0 - location }
    let nonzero = all.filter { $0 != 0 }
    guard !nonzero.isEmpty else {
      if all.isEmpty { throw .tooFew(sample: "differences", count: 0, needed: 1) }
      throw .allDifferencesZero
    }
    let ranked = zeros == .pratt ? all : nonzero
    let ranking = Ranking(ranked.map { abs($0) })
    var positive = 0
    var ranks: [Int] = []
    for (value, rank) in zip(ranked, ranking.doubledRanks) where value != 0 {
      ranks.append(rank)
      if value > 0 { positive += rank }
    }
    let total = ranks.reduce(0, +)
    statistic = Double(positive) / 2
    negativeRankSum = Double(total - positive) / 2
    count = nonzero.count
    zeroCount = all.count - nonzero.count
    self.alternative = alternative
    let hasTies = !ranking.ties.isEmpty
    switch method {
    case .automatic: isExact = nonzero.count < 50 && !hasTies && nonzero.count == all.count
    case .exact: isExact = true
    case .normal: isExact = false
    }
    let counted = zeros == .pratt ? all : nonzero
    let walsh = WalshAverages(counted.map { $0 + location })
    estimate = walsh.median
    if isExact {
      let distribution = try evaluated { () throws(DistributionError) in
        try RankSumDistribution(signsOf: ranks)
      }
      p =
        switch alternative {
        case .twoSided:
          min(1, 2 * distribution.cumulative(min(positive, total - positive)))
        case .greater: distribution.atLeast(positive)
        case .less: distribution.cumulative(positive)
        }
      interval = try walsh.exactInterval(alternative, level: level)
      return
    }
    var isCorrected = true
    if case .normal(let corrected) = method { isCorrected = corrected }
    var squares = 0.0
    for rank in ranks { squares += Double(rank) * Double(rank) / 16 }
    let deviation = squares.squareRoot()
    p = try normalP(
      excess: statistic - Double(total) / 4, deviation: deviation, alternative,
      isCorrected: isCorrected)
    interval = try walsh.normalInterval(alternative, level: level, isCorrected: isCorrected)
  }
}

/// The p-value of a sum of ranks by the normal approximation.
///
/// The correction moves the sum half a step towards its mean, as R does.
func normalP(
  excess: Double, deviation: Double, _ alternative: Alternative, isCorrected: Bool
) throws(HypothesisTestError) -> Double {
  guard deviation > 0 else { throw .noSpread(sample: "ranks") }
  var correction = 0.0
  if isCorrected {
    switch alternative {
    case .twoSided: correction = excess == 0 ? 0 : excess > 0 ? 0.5 : -0.5
    case .greater: correction = 0.5
    case .less: correction = -0.5
    }
  }
  let z = (excess - correction) / deviation
  return try evaluated { () throws(DistributionError) in
    switch alternative {
    case .twoSided: try min(1, 2 * min(Normal().cumulative(z), Normal().upperTail(z)))
    case .greater: try Normal().upperTail(z)
    case .less: try Normal().cumulative(z)
    }
  }
}
