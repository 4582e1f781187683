internal import Distributions

/// √(mn/12 · (N + 1 − Σ(t³ − t)/(N(N − 1)))), the standard deviation of U.
func rankSumDeviation(_ m: Int, _ n: Int, tieTerm: Double) -> Double {
  let all = Double(m + n)
  let lost = all > 1 ? tieTerm / (all * (all - 1)) : 0
  return max(0, Double(m) * Double(n) / 12 * (all + 1 - lost)).squareRoot()
}

/// The differences of all pairs of two samples: m · n numbers never listed.
struct PairedShifts {
  let first: [Double]
  let second: [Double]
  /// Ties within a sample, which no shift undoes.
  let tieTerm: Double

  init(_ first: [Double], _ second: [Double]) {
    self.first = first.sorted()
    self.second = second.sorted()
    tieTerm = Ranking(first).tieTerm + Ranking(second).tieTerm
  }

  var count: Int { first.count * second.count }

  var median: Double {
    selectedMedian(count: count, low: lowest, high: highest, countUpTo: countUpTo)
  }

  func exactInterval(
    _ alternative: Alternative, level: Double
  ) throws(HypothesisTestError) -> ConfidenceInterval {
    let upper = upperProbability(alternative, level: level)
    return try evaluated { () throws(DistributionError) in
      let m = first.count
      let distribution = try RankSumDistribution(
        drawing: m, of: (0..<(m + second.count)).map { 2 * $0 + 2 })
      let least = m * (m + 1)
      let rank = max(1, (try distribution.quantile(1 - upper) - least) / 2)
      let tail = distribution.cumulative(least + 2 * (rank - 1))
      return interval(
        rank, alternative, level: 1 - (alternative == .twoSided ? 2 * tail : tail))
    }
  }

  func normalInterval(
    _ alternative: Alternative, level: Double, isCorrected: Bool
  ) throws(HypothesisTestError) -> ConfidenceInterval {
    let deviation = rankSumDeviation(first.count, second.count, tieTerm: tieTerm)
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

  private var lowest: Double { (first.first ?? 0) - (second.last ?? 0) }
  private var highest: Double { (first.last ?? 0) - (second.first ?? 0) }

  private func at(_ rank: Int) -> Double {
    selected(rank: rank, low: lowest, high: highest, countUpTo: countUpTo)
  }

  private func countUpTo(_ value: Double) -> Int {
    var found = 0
    var j = 0
    // As the first value grows, more of the second must be taken away to stay low.
    for x in first {
      while j < second.count, x - second[j] > value { j += 1 }
      if j == second.count { break }
      found += second.count - j
    }
    return found
  }
}
