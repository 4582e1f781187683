internal import Distributions

/// The test that a study is planned for.
public struct PlannedTest: Sendable, Hashable {
  /// The confidence level; its complement is the chance of a false finding.
  public let level: Double
  /// The chance to find a true change.
  public let power: Double
  /// Whether only a change in the direction planned for counts.
  public let isOneSided: Bool
  /// Whether a finding on the wrong side counts as power, as R's `strict = TRUE` has it.
  public let countsWrongSide: Bool

  /// Makes a test; by default two-sided at 95 % with a power of 80 %.
  public init(
    level: Double = 0.95, power: Double = 0.8, isOneSided: Bool = false,
    countsWrongSide: Bool = false
  ) throws(PlanningError) {
    guard level > 0, level < 1 else {
      throw .invalidArgument(name: "level", value: level, expected: "a number between 0 and 1")
    }
    guard power > 0, power < 1 else {
      throw .invalidArgument(name: "power", value: power, expected: "a number between 0 and 1")
    }
    guard power > 1 - level else {
      throw .powerBelowLevel(power: power, significance: 1 - level)
    }
    self.level = level
    self.power = power
    self.isOneSided = isOneSided
    self.countsWrongSide = countsWrongSide
  }

  /// The chance below the critical value.
  var criticalProbability: Double { isOneSided ? level : 1 - (1 - level) / 2 }

  /// The power of a t test whose statistic has this noncentrality; NaN without degrees of freedom.
  func tPower(noncentrality: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, !noncentrality.isNaN,
      let critical = try? StudentT(degreesOfFreedom: degreesOfFreedom).quantile(
        criticalProbability),
      let t = try? NoncentralT(
        // Beyond, the power is 1 to the last digit and the series of the distribution ends.
        degreesOfFreedom: degreesOfFreedom, noncentrality: max(-1e4, min(1e4, noncentrality))),
      let right = try? t.upperTail(critical)
    else { return .nan }
    guard countsWrongSide, !isOneSided else { return right }
    return right + ((try? t.cumulative(-critical)) ?? .nan)
  }

  /// The power of a test of a normal estimate with one standard error under the null hypothesis
  /// and another under the alternative.
  func normalPower(change: Double, nullError: Double, error: Double) -> Double {
    guard error > 0 else { return change > 0 ? 1 : 0 }
    guard let z = try? Normal().quantile(criticalProbability),
      let right = try? Normal().cumulative((change - z * nullError) / error)
    else { return .nan }
    guard countsWrongSide, !isOneSided else { return right }
    return right + ((try? Normal().upperTail((change + z * nullError) / error)) ?? .nan)
  }
}
