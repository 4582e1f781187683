internal import Distributions

/// Power, sample size and detectable difference of a t test, by the noncentral t distribution.
///
/// R: `power.t.test`.
public struct TTestPower: Sendable, Hashable {
  /// Which samples are compared.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One sample with a value.
    case oneSample
    /// Pairs; the standard deviation is that of the differences.
    case paired
    /// Two independent samples of equal size.
    case twoSample
  }

  /// Which samples are compared.
  public let kind: Kind
  /// The standard deviation of a value, of pairs of a difference.
  public let standardDeviation: Double
  /// The test.
  public let test: PlannedTest

  /// Makes the calculation.
  public init(
    _ kind: Kind, standardDeviation: Double = 1, test: PlannedTest
  ) throws(PlanningError) {
    guard standardDeviation > 0, standardDeviation.isFinite else {
      throw .invalidArgument(
        name: "standard deviation", value: standardDeviation, expected: "a number above 0")
    }
    self.kind = kind
    self.standardDeviation = standardDeviation
    self.test = test
  }

  /// The chance to find a difference with this many values (a sample, or pairs).
  ///
  /// Two-sided, the sign of the difference does not matter; one-sided, it is the side planned for
  /// where positive.
  public func power(count: Double, difference: Double) throws(PlanningError) -> Double {
    guard count > 1, count.isFinite else {
      throw .invalidArgument(name: "count", value: count, expected: "a number above 1")
    }
    guard difference.isFinite else {
      throw .invalidArgument(name: "difference", value: difference, expected: "a finite number")
    }
    let value = unchecked(count, difference)
    guard !value.isNaN else { throw .distribution(.noConvergence("power")) }
    return value
  }

  /// How many values a sample needs (or how many pairs), not rounded; at least 2.
  public func count(difference: Double) throws(PlanningError) -> Double {
    guard difference.isFinite else {
      throw .invalidArgument(name: "difference", value: difference, expected: "a finite number")
    }
    guard difference != 0 else { throw .noChange }
    return try smallestCount(reaching: test.power, from: 2, to: 1e13, "sample size") {
      unchecked($0, difference)
    }
  }

  /// The smallest difference found with the power planned for.
  public func difference(count: Double) throws(PlanningError) -> Double {
    guard count > 1, count.isFinite else {
      throw .invalidArgument(name: "count", value: count, expected: "a number above 1")
    }
    var high = standardDeviation
    while !(unchecked(count, high) >= test.power) {
      high *= 2
      guard high < standardDeviation * 1e9 else { throw .unattainable("detectable difference") }
    }
    return try planned { () throws(DistributionError) in
      try root("detectable difference", between: 0, and: high) {
        unchecked(count, $0) - test.power
      }
    }
  }

  private func unchecked(_ count: Double, _ difference: Double) -> Double {
    let samples = kind == .twoSample ? 2.0 : 1
    let gap = test.isOneSided ? difference : abs(difference)
    return test.tPower(
      noncentrality: (count / samples).squareRoot() * gap / standardDeviation,
      degreesOfFreedom: (count - 1) * samples)
  }
}
