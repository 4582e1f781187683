internal import Distributions

/// The means of all pairs of differences, each with itself too: n(n + 1)/2 numbers never listed.
struct WalshAverages {
  /// The differences, from the smallest.
  let sorted: [Double]
  /// Ties among the differences themselves, which no shift undoes.
  let tieTerm: Double

  init(_ differences: [Double]) {
    sorted = differences.sorted()
    tieTerm = Ranking(differences).tieTerm
  }

  var count: Int { sorted.count * (sorted.count + 1) / 2 }

  /// Hodges and Lehmann's estimate of the centre.
  var median: Double {
    selectedMedian(count: count, low: lowest, high: highest, countUpTo: countUpTo)
  }

  /// From order statistics that the signed-rank distribution of untied ranks gives.
  func exactInterval(
    _ alternative: Alternative, level: Double
  ) throws(HypothesisTestError) -> ConfidenceInterval {
    let upper = upperProbability(alternative, level: level)
    return try evaluated { () throws(DistributionError) in
      let distribution = try RankSumDistribution(signsOf: (0..<sorted.count).map { 2 * $0 + 2 })
      // R: qsignrank, and the extremes where even they do not reach the level.
      let rank = max(1, try distribution.quantile(1 - upper) / 2)
      let tail = distribution.cumulative(2 * (rank - 1))
      return interval(
        rank, alternative, level: 1 - (alternative == .twoSided ? 2 * tail : tail))
    }
  }

  /// From order statistics that the normal approximation gives.
  func normalInterval(
    _ alternative: Alternative, level: Double, isCorrected: Bool
  ) throws(HypothesisTestError) -> ConfidenceInterval {
    let n = Double(sorted.count)
    let deviation = max(0, n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48).squareRoot()
    let z = try evaluated { () throws(DistributionError) in
      try Normal().quantile(upperProbability(alternative, level: level))
    }
    let below = Double(count) / 2 - (isCorrected ? 0.5 : 0) - z * deviation
    return interval(max(0, Int(below.rounded(.down))) + 1, alternative, level: level)
  }

  private func interval(
    _ rank: Int, _ alternative: Alternative, level: Double
  ) -> ConfidenceInterval {
    let rank = min(rank, (count + 1) / 2)
    return ConfidenceInterval(
      low: alternative == .less ? -.infinity : at(rank),
      high: alternative == .greater ? .infinity : at(count + 1 - rank), level: level)
  }

  private var lowest: Double { sorted.first ?? 0 }
  private var highest: Double { sorted.last ?? 0 }

  private func at(_ rank: Int) -> Double {
    selected(rank: rank, low: lowest, high: highest, countUpTo: countUpTo)
  }

  private func countUpTo(_ value: Double) -> Int {
    var found = 0
    var j = sorted.count - 1
    // As the first of a pair grows, the largest partner that keeps the mean low shrinks.
    for i in sorted.indices {
      while j >= i, sorted[i] / 2 + sorted[j] / 2 > value { j -= 1 }
      if j < i { break }
      found += j - i + 1
    }
    return found
  }
}
