/// Exact null distributions of sums of ranks, by counting.
///
/// Ranks are handed in doubled, so that the mid-ranks of ties are whole numbers. All counts are
/// divided as they grow: what is kept are probabilities.
public struct RankSumDistribution: Sendable, Hashable {
  /// The smallest doubled sum.
  public let lowest: Int
  /// P(doubled sum = lowest + i) for each i.
  public let masses: [Double]

  /// The sum of the ranks that carry a plus sign, where each sign is a fair coin's.
  ///
  /// For ranks 1…n, R: `dsignrank`; for ranks with ties, coin's
  /// `wilcoxsign_test(distribution = "exact")`.
  ///
  /// - Parameter doubledRanks: Twice the ranks, each zero or above.
  /// - Throws: `outOfRange` where a rank is below zero or the sums are too many to count.
  /// - Complexity: O(n · Σ ranks).
  public init(signsOf doubledRanks: [Int]) throws(DistributionError) {
    var largest = 0
    for rank in doubledRanks {
      let (sum, overflow) = largest.addingReportingOverflow(rank)
      guard rank >= 0, !overflow, sum < Self.mostSums else {
        throw .outOfRange("signed-rank distribution of so many ranks")
      }
      largest = sum
    }
    guard Double(largest) * Double(doubledRanks.count) < Self.mostSteps else {
      throw .outOfRange("signed-rank distribution of so many ranks")
    }
    var masses = [Double](repeating: 0, count: largest + 1)
    masses[0] = 1
    var reached = 0
    for rank in doubledRanks {
      reached += rank
      var sum = reached
      while sum >= 0 {
        let without = sum <= reached - rank ? masses[sum] : 0
        masses[sum] = 0.5 * (without + (sum >= rank ? masses[sum - rank] : 0))
        sum -= 1
      }
    }
    lowest = 0
    self.masses = masses
  }

  /// The sum of the ranks of a random sample of `count` without replacement.
  ///
  /// For ranks 1…m + n, R: `dwilcox` shifted by m(m + 1)/2; for ranks with ties, coin's
  /// `wilcox_test(distribution = "exact")`.
  ///
  /// - Parameters:
  ///   - count: How many are drawn, at most all.
  ///   - doubledRanks: Twice the ranks, each zero or above.
  /// - Throws: `outOfRange` where a rank is below zero or the sums are too many to count.
  /// - Complexity: O(n · count · Σ ranks) steps, O(count · Σ ranks) memory.
  public init(drawing count: Int, of doubledRanks: [Int]) throws(DistributionError) {
    guard count >= 0, count <= doubledRanks.count, doubledRanks.allSatisfy({ $0 >= 0 }),
      doubledRanks.allSatisfy({ $0 < Self.mostSums })
    else { throw .outOfRange("rank-sum distribution") }
    let sorted = doubledRanks.sorted()
    let low = sorted.prefix(count).reduce(0, +)
    let high = sorted.suffix(count).reduce(0, +)
    let width = high + 1
    guard width < Self.mostSums,
      Double(width) * Double(count + 1) * Double(sorted.count) < Self.mostSteps
    else { throw .outOfRange("rank-sum distribution of so many ranks") }
    // drawn[c][s]: the probability that after the ranks so far c were drawn with sum s. The next
    // rank is drawn with the chance (count − c) / (ranks left), as sampling in order does.
    var drawn = [[Double]](repeating: [], count: count + 1)
    for index in drawn.indices { drawn[index] = [Double](repeating: 0, count: width) }
    drawn[0][0] = 1
    for (seen, rank) in sorted.enumerated() {
      let left = Double(sorted.count - seen)
      var c = min(count, seen + 1)
      while c >= 0 {
        let stay = 1 - Double(count - c) / left
        let enter = c > 0 ? Double(count - c + 1) / left : 0
        for sum in stride(from: width - 1, through: 0, by: -1) {
          var mass = stay > 0 ? stay * drawn[c][sum] : 0
          if enter > 0, sum >= rank { mass += enter * drawn[c - 1][sum - rank] }
          drawn[c][sum] = mass
        }
        c -= 1
      }
    }
    lowest = low
    masses = Array(drawn[count][low...])
  }

  /// P(doubled sum ≤ x).
  public func cumulative(_ x: Int) -> Double {
    if x < lowest { return 0 }
    if x >= lowest + masses.count - 1 { return 1 }
    return min(1, masses[...(x - lowest)].reduce(0, +))
  }

  /// P(doubled sum ≥ x), summed from the far end.
  public func atLeast(_ x: Int) -> Double {
    if x <= lowest { return 1 }
    if x > lowest + masses.count - 1 { return 0 }
    return min(1, masses[(x - lowest)...].reversed().reduce(0, +))
  }

  /// The smallest doubled sum x with P(doubled sum ≤ x) ≥ p.
  ///
  /// R: `qsignrank`, `qwilcox`.
  public func quantile(_ p: Double) throws(DistributionError) -> Int {
    try checkProbability(p, "quantile of a sum of ranks")
    var sum = 0.0
    for (index, mass) in masses.enumerated() where mass > 0 {
      sum += mass
      // As R: a probability that is reached but for rounding is reached.
      if sum >= p * (1 - 8 * Double.ulpOfOne) { return lowest + index }
    }
    return lowest + masses.count - 1
  }

  /// Sums and steps beyond which counting would take too much memory and some seconds.
  private static let mostSums = 4_000_000
  private static let mostSteps = 4e9
}
