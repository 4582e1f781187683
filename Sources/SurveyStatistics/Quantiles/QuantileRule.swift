/// Which point is taken where the estimated distribution pins a quantile only to a gap.
///
/// The twelve rules of R's `svyquantile(qrule =)`, survey 4.1. The names hf1 to hf9 are weighted
/// forms of the nine types of Hyndman and Fan (1996); with equal weights all but `hf3` and `hf4`
/// give R's `quantile(type =)`, those two differing at the ends and at exact hits.
public enum QuantileRule: String, Sendable, Hashable, CaseIterable {
  /// The smallest value whose share at or below reaches p.
  case math
  /// As `math`; where the share is p exactly, the middle between that value and the next.
  case school
  /// Shah and Vaish (2006), in the form that R gives it.
  ///
  /// The largest x_k with (C*_k + ½ − w_k/2)/(n + 1) ≤ p, C* being cumulated weights that sum to
  /// n. R takes w_k as it stands rather than scaled, so the result depends on the scale of the
  /// weights; it is here so that such numbers can be repeated. `shahvaishScaled` does not.
  case shahvaish
  /// Shah and Vaish (2006) with the scaled weight in both places.
  case shahvaishScaled = "shahvaish-scaled"
  /// As `math`.
  case hf1
  /// As `school`.
  case hf2
  /// As `math`; where the share is p exactly, that value or the next, whichever is at an even
  /// position among the distinct values.
  case hf3
  /// Linear between the points (C_k/C_n, x_k).
  case hf4
  /// Linear between the points ((C_k − w_k/2)/C_n, x_k).
  case hf5
  /// Linear between the points (C_k/(C_n + w_n), x_k).
  case hf6
  /// Linear between the points (C_{k−1}/C_{n−1}, x_k).
  case hf7
  /// Linear between the points ((C_k − w_k/3)/(C_n + w_n/3), x_k).
  case hf8
  /// Linear between the points ((C_k − 3w_k/8)/(C_n + w_n/4), x_k).
  case hf9
}

extension QuantileRule {
  /// Whether the rule looks at each row, so that rows of equal value may not be taken together.
  var needsEachRow: Bool { self == .shahvaish || self == .shahvaishScaled }

  /// What the continuous rules add to the cumulated weight of a row (times its weight), and to the
  /// whole weight (times that of the last row).
  private var shifts: (row: Double, whole: Double)? {
    switch self {
    case .hf4: (0, 0)
    case .hf5: (0.5, 0)
    case .hf6: (0, 1)
    case .hf7: (1, -1)
    case .hf8: (1.0 / 3, 1.0 / 3)
    case .hf9: (0.375, 0.25)
    default: nil
    }
  }

  /// The quantile of a distribution; nil where it is empty.
  ///
  /// A share that misses p by no more than the rounding of its sum counts as p.
  func quantile(_ p: Double, of distribution: WeightedDistribution) -> Double? {
    guard let smallest = distribution.values.first, let largest = distribution.values.last else {
      return nil
    }
    if needsEachRow { return shahVaish(p, distribution) }
    if let shifts {
      return interpolated(p, distribution, shifts, smallest: smallest, largest: largest)
    }
    let reached = distribution.firstReaching(p)
    let value = distribution.values[reached]
    if self == .math || self == .hf1 { return value }
    guard distribution.isExact(p, at: reached), let next = distribution.next(after: reached) else {
      return value
    }
    if self == .hf3 { return distribution.distinct(upTo: reached) % 2 == 0 ? value : next }
    return value + (next - value) / 2
  }

  private func interpolated(
    _ p: Double, _ distribution: WeightedDistribution, _ shifts: (row: Double, whole: Double),
    smallest: Double, largest: Double
  ) -> Double {
    let weights = distribution.weights
    let cumulative = distribution.cumulative
    let last = weights.count - 1
    let target = p * (cumulative[last] + shifts.whole * weights[last])
    func point(_ at: Int) -> Double { cumulative[at] - shifts.row * weights[at] }
    let slack = WeightedDistribution.slack * cumulative[last]
    // Points ascend, because a row's weight is at least what is taken of it.
    var low = 0
    var high = last + 1
    while low < high {
      let middle = (low + high) / 2
      if point(middle) < target - slack { low = middle + 1 } else { high = middle }
    }
    guard low <= last else { return largest }
    guard low > 0, point(low) > target + slack else {
      return low == 0 ? smallest : distribution.values[low]
    }
    let below = point(low - 1)
    let share = (target - below) / (point(low) - below)
    let from = distribution.values[low - 1]
    return from + (distribution.values[low] - from) * share
  }

  private func shahVaish(_ p: Double, _ distribution: WeightedDistribution) -> Double? {
    let n = Double(distribution.rows)
    let scale = n / distribution.total
    var best: (share: Double, sum: Double, count: Double)?
    var lowest: (share: Double, sum: Double, count: Double)?
    let target = p * (n + 1) + WeightedDistribution.slack * n
    for at in distribution.values.indices {
      let own = distribution.weights[at] * (self == .shahvaish ? 1 : scale)
      let share = distribution.cumulative[at] * scale + 0.5 - own / 2
      let value = distribution.values[at]
      // Unscaled weights may put later values before earlier ones, and several in one place, whose
      // mean R takes.
      if lowest.map({ share < $0.share }) ?? true {
        lowest = (share, value, 1)
      } else if lowest?.share == share {
        lowest?.sum += value
        lowest?.count += 1
      }
      guard share <= target else { continue }
      if best.map({ share > $0.share }) ?? true {
        best = (share, value, 1)
      } else if best?.share == share {
        best?.sum += value
        best?.count += 1
      }
    }
    return (best ?? lowest).map { $0.sum / $0.count }
  }
}
