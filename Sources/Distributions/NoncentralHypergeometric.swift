/// Fisher's noncentral hypergeometric distribution.
///
/// One cell of a 2 × 2 table whose margins are fixed: how many of `draws` come from the `successes`
/// marked ones among `successes + failures`, where the odds of a marked one are `odds` times those
/// of another. With odds of 1 it is the hypergeometric distribution.
public struct NoncentralHypergeometric: Sendable, Hashable {
  /// The smallest value that the margins allow.
  public let lowest: Int
  /// P(X = lowest + i) for each i.
  public let masses: [Double]

  /// Makes the distribution.
  ///
  /// The masses grow from the mode outward by the ratio of neighbours, so that none overflows.
  ///
  /// - Parameters:
  ///   - successes: Marked units (R's `m`), zero or above.
  ///   - failures: Units without a mark (R's `n`), zero or above.
  ///   - draws: How many are drawn (R's `k`), at most all.
  ///   - odds: The odds ratio, zero or above; may be infinite.
  /// - Throws: `outOfRange` where the margins are no margins or the odds below zero.
  /// - Complexity: O(the number of values).
  public init(
    successes: Int, failures: Int, draws: Int, odds: Double = 1
  ) throws(DistributionError) {
    guard successes >= 0, failures >= 0, draws >= 0, successes <= 1 << 52, failures <= 1 << 52,
      draws <= successes + failures
    else { throw .outOfRange("hypergeometric counts") }
    guard odds >= 0 else { throw .outOfRange("hypergeometric odds") }
    let low = max(0, draws - failures)
    let high = min(draws, successes)
    // A table of more cells than fit in memory is not one for an exact distribution.
    guard high - low < 5_000_000 else { throw .outOfRange("hypergeometric counts") }
    lowest = low
    var masses = [Double](repeating: 0, count: high - low + 1)
    if odds == 0 || odds == .infinity {
      masses[odds == 0 ? 0 : masses.count - 1] = 1
      self.masses = masses
      return
    }
    /// P(x + 1) / P(x).
    func ratio(_ x: Int) -> Double {
      let up = Double(successes - x) * Double(draws - x)
      let down = Double(x + 1) * Double(failures - draws + x + 1)
      return up / down * odds
    }
    // The ratio falls as x grows: the mode is where it first is at most 1.
    var below = low
    var above = high
    while below < above {
      let middle = below + (above - below) / 2
      if ratio(middle) > 1 { below = middle + 1 } else { above = middle }
    }
    let mode = below
    masses[mode - low] = 1
    var total = 1.0
    var mass = 1.0
    var x = mode
    while x < high, mass > 0 {
      mass *= ratio(x)
      x += 1
      masses[x - low] = mass
      total += mass
    }
    mass = 1
    x = mode
    while x > low, mass > 0 {
      mass /= ratio(x - 1)
      x -= 1
      masses[x - low] = mass
      total += mass
    }
    for index in masses.indices { masses[index] /= total }
    self.masses = masses
  }

  /// P(X = x).
  ///
  /// R: `dhyper(x, m, n, k)`.
  public func mass(_ x: Int) -> Double {
    masses.indices.contains(x - lowest) ? masses[x - lowest] : 0
  }

  /// P(X ≤ x).
  ///
  /// R: `phyper(x, m, n, k)`.
  public func cumulative(_ x: Int) -> Double {
    if x < lowest { return 0 }
    if x >= lowest + masses.count - 1 { return 1 }
    return min(1, masses[...(x - lowest)].reduce(0, +))
  }

  /// P(X > x), summed from the far end so that small tails keep their digits.
  ///
  /// R: `phyper(x, m, n, k, lower.tail = FALSE)`.
  public func upperTail(_ x: Int) -> Double {
    if x < lowest { return 1 }
    if x >= lowest + masses.count - 1 { return 0 }
    return min(1, masses[(x - lowest + 1)...].reversed().reduce(0, +))
  }

  /// The expected value.
  public var mean: Double {
    var sum = 0.0
    for (index, mass) in masses.enumerated() { sum += Double(lowest + index) * mass }
    return sum
  }
}
