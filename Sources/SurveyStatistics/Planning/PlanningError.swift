public import Distributions

/// Why a plan cannot be made.
public enum PlanningError: Error, Sendable, Hashable {
  /// A number is outside the range in which it means something.
  case invalidArgument(name: String, value: Double, expected: String)
  /// The share after the change would not be between 0 and 1.
  case shareOutOfRange(before: Double, change: Double)
  /// There is no change to detect.
  case noChange
  /// The power asked for is not above the chance of a false finding.
  case powerBelowLevel(power: Double, significance: Double)
  /// More people are named than the population has.
  case morePeopleThanPopulation(people: Double, population: Double)
  /// No number of people reaches what is asked for.
  case unattainable(String)
  /// A distribution function has no value.
  case distribution(DistributionError)
}

extension PlanningError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .invalidArgument(let name, let value, let expected):
      "\(name) \(value): expected \(expected)"
    case .shareOutOfRange(let before, let change):
      "a share of \(before) cannot change by \(change): it would leave 0…1"
    case .noChange: "a change of 0 cannot be detected; name the smallest change that matters"
    case .powerBelowLevel(let power, let significance):
      "power \(power) is not above \(significance), the chance of a false finding"
    case .morePeopleThanPopulation(let people, let population):
      "\(people) people of a population of \(population)"
    case .unattainable(let what): "\(what): no number of people reaches it"
    case .distribution(let error): error.description
    }
  }
}

/// Turns what a distribution function throws into an error of planning.
func planned<Value>(
  _ body: () throws(DistributionError) -> Value
) throws(PlanningError) -> Value {
  do { return try body() } catch { throw .distribution(error) }
}

/// The smallest count, whole or not, at which a function that grows with it reaches a target.
///
/// - Parameters:
///   - target: The value to reach.
///   - least: The smallest count that makes sense.
///   - most: The largest.
///   - what: What is sought, for the error.
///   - function: The function; NaN where it has no value.
/// - Returns: The count.
/// - Throws: `unattainable` where the largest does not reach the target.
func smallestCount(
  reaching target: Double, from least: Double, to most: Double, _ what: String,
  _ function: (Double) -> Double
) throws(PlanningError) -> Double {
  if function(least) >= target { return least }
  // Doubling first keeps the arguments where the distributions are quick and sure.
  var low = least
  var high = min(most, max(2 * least, 16))
  while !(function(high) >= target) {
    guard high < most else { throw .unattainable(what) }
    low = high
    high = min(most, 2 * high)
  }
  return try planned { () throws(DistributionError) in
    try root(what, between: low, and: high) { function($0) - target }
  }
}

/// A count as people: rounded up, but for what rounding left of a whole number.
func wholePeople(_ count: Double) -> Int {
  Int(min((count * (1 - 1e-12)).rounded(.up), 1e15))
}
