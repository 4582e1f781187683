/// Mid-ranks of values, doubled so that they are whole numbers, and how many values share each.
struct Ranking {
  /// Twice the rank of each value; tied values share the mean of their ranks.
  let doubledRanks: [Int]
  /// How many values each group of tied ones has, groups of one left out.
  let ties: [Int]

  /// Ranks values from the smallest.
  ///
  /// R: `rank(x)`.
  init(_ values: [Double]) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Int](repeating: 0, count: values.count)
    var ties: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // Ranks start + 1 … end have the mean (start + 1 + end) / 2.
      for index in start..<end { ranks[order[index]] = start + 1 + end }
      if end - start > 1 { ties.append(end - start) }
      start = end
    }
    doubledRanks = ranks
    self.ties = ties
  }

  /// Σ (t³ − t) over groups of ties, as the variance of a sum of ranks loses it.
  var tieTerm: Double {
    ties.reduce(0) { $0 + (Double($1) * Double($1) - 1) * Double($1) }
  }
}

/// How the p-value and the interval of a rank test are made.
public enum RankMethod: Sendable, Hashable {
  /// As R: exact below 50 values a sample where no two are tied (and no difference is zero), else
  /// the normal approximation with continuity correction.
  case automatic
  /// By counting all ways to draw the ranks that were seen, ties and all (as coin's
  /// `distribution = "exact"`).
  case exact
  /// The normal approximation, with the variance corrected for ties.
  case normal(continuityCorrected: Bool)
}

/// The k-th smallest of many values that are counted rather than listed.
///
/// Bisects on the order of doubles, so that the value found is one of the values, to the last bit,
/// and memory does not grow with their number.
///
/// - Parameters:
///   - rank: Which, from 1.
///   - low: A value at or below all.
///   - high: A value at or above all.
///   - countUpTo: How many are at most this value.
/// - Returns: The value.
func selected(
  rank: Int, low: Double, high: Double, countUpTo: (Double) -> Int
) -> Double {
  func key(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: (value == 0 ? 0 : value).bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }
  func value(_ key: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: key >= 0 ? key : Int64.min &- key))
  }
  var below = key(low)
  var above = key(high)
  while below < above {
    // Halves first: the distance of two keys may not fit.
    let middle = (below >> 1) + (above >> 1) + (below & above & 1)
    if countUpTo(value(middle)) >= rank { above = middle } else { below = middle + 1 }
  }
  return value(below)
}

/// The median of `count` values that are counted rather than listed.
func selectedMedian(
  count: Int, low: Double, high: Double, countUpTo: (Double) -> Int
) -> Double {
  let upper = selected(rank: count / 2 + 1, low: low, high: high, countUpTo: countUpTo)
  if count % 2 == 1 { return upper }
  let lower = selected(rank: count / 2, low: low, high: high, countUpTo: countUpTo)
  return lower + (upper - lower) / 2
}
