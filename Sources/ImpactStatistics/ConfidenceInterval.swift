/// The values of an effect that the data do not speak against.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The coverage aimed at, such as 0.95.
  public var level: Double

  /// Makes an interval.
  public init(low: Double, high: Double, level: Double) {
    self.low = low
    self.high = high
    self.level = level
  }

  /// Upper minus lower end.
  public var width: Double { high - low }

  /// Whether the value lies in the interval, its ends included.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
