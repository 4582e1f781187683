/// A confidence interval; an end is infinite where only the other is bounded.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The coverage, such as 0.95; of intervals that cannot have just the one asked for, the one
  /// that they have.
  public var level: Double

  /// Makes an interval.
  public init(low: Double, high: Double, level: Double) {
    self.low = low
    self.high = high
    self.level = level
  }

  /// Whether a value lies in the interval, ends included.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// The interval of a quantity that is `factor` times this one's.
  public func scaled(by factor: Double) -> ConfidenceInterval {
    let ends = (low * factor, high * factor)
    return ConfidenceInterval(
      low: min(ends.0, ends.1), high: max(ends.0, ends.1), level: level)
  }
}

/// Checks that a level is between 0 and 1.
func checkLevel(_ level: Double) throws(HypothesisTestError) {
  guard level > 0, level < 1 else { throw .invalidLevel(level) }
}

/// The probability below the upper end of an interval.
func upperProbability(_ alternative: Alternative, level: Double) -> Double {
  alternative == .twoSided ? 1 - (1 - level) / 2 : level
}
