internal import SurveyStatistics

/// What was counted over replicates of one variable: its level before, and its change.
struct SimulationTally: Sendable {
  /// How an interval fared against the truth.
  struct Intervals: Sendable {
    var drawn = 0
    /// Intervals that lie wholly below or above the truth.
    var below = 0, above = 0
    var width = 0.0
    var error = 0.0, squaredError = 0.0

    mutating func count(_ interval: Estimate.Interval, value: Double, truth: Double) {
      drawn += 1
      if interval.high < truth { below += 1 }
      if interval.low > truth { above += 1 }
      width += interval.high - interval.low
      error += value - truth
      squaredError += (value - truth) * (value - truth)
    }

    mutating func add(_ other: Intervals) {
      drawn += other.drawn
      below += other.below
      above += other.above
      width += other.width
      error += other.error
      squaredError += other.squaredError
    }
  }

  var level = Intervals()
  var change = Intervals()
  var rose = 0, fell = 0, smaller = 0
  var detectable = 0.0
  /// Samples of which the estimator would not state a change.
  var refused = 0

  mutating func count(_ found: Change, level truth: Double, change difference: Double) {
    if let interval = found.before.interval {
      level.count(interval, value: found.before.value, truth: truth)
    }
    if let interval = found.difference.interval {
      change.count(interval, value: found.difference.value, truth: difference)
    }
    detectable += found.minimalDetectableChange
    let margin = difference > 0 ? difference : nil
    switch Verdict.verdict(for: found, margin: margin, adjustedP: nil) {
    case .rose: rose += 1
    case .fell: fell += 1
    case .smallerThan: smaller += 1
    case .cannotTell: break
    }
  }

  mutating func add(_ other: SimulationTally) {
    level.add(other.level)
    change.add(other.change)
    rose += other.rose
    fell += other.fell
    smaller += other.smaller
    detectable += other.detectable
    refused += other.refused
  }
}
