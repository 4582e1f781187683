public import Distributions

/// Why a test, an interval or an effect size cannot be stated.
public enum HypothesisTestError: Error, Sendable, Hashable {
  /// There are not enough values.
  case tooFew(sample: String, count: Int, needed: Int)
  /// Samples that should be pairs differ in length.
  case unequalLengths(first: Int, second: Int)
  /// A value is infinite or not a number.
  case notFinite(sample: String, index: Int)
  /// All values are the same, so there is no error to measure a difference by.
  case noSpread(sample: String)
  /// All differences are zero.
  case allDifferencesZero
  /// A level is not between 0 and 1.
  case invalidLevel(Double)
  /// A number is outside the range in which it means something.
  case invalidArgument(name: String, value: Double)
  /// Nobody changed between the answers of a pair, so there is nothing to compare.
  case noDiscordantPairs
  /// A row or column of a table is empty.
  case emptyMargin(String)
  /// A ratio has a zero below it, or a logarithm of zero in its error.
  case zeroCell(statistic: String)
  /// A distribution function has no value.
  case distribution(DistributionError)
}

extension HypothesisTestError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .tooFew(let sample, let count, let needed):
      "\(sample): \(count) values, at least \(needed) are needed"
    case .unequalLengths(let first, let second):
      "pairs need samples of equal length, not \(first) and \(second) (leave out pairs with a"
        + " missing answer on either side)"
    case .notFinite(let sample, let index):
      "\(sample): value \(index + 1) is not a finite number (leave missing answers out)"
    case .noSpread(let sample): "\(sample): all values are the same, so there is no margin of error"
    case .allDifferencesZero: "all differences are zero, so there is nothing to rank"
    case .invalidLevel(let level): "level \(level) is not between 0 and 1 (such as 0.95)"
    case .invalidArgument(let name, let value): "\(name) cannot be \(value)"
    case .noDiscordantPairs: "no pair gave two different answers, so there is nothing to compare"
    case .emptyMargin(let margin): "\(margin) is empty"
    case .zeroCell(let statistic):
      "\(statistic): a cell of the table is zero (use the exact interval, or add one half to each"
        + " cell by name)"
    case .distribution(let error): error.description
    }
  }
}

/// Turns what a distribution function throws into an error of this room.
func evaluated<Value>(
  _ body: () throws(DistributionError) -> Value
) throws(HypothesisTestError) -> Value {
  do { return try body() } catch { throw .distribution(error) }
}

/// Checks that all values are finite.
func checkFinite(_ values: [Double], _ sample: String) throws(HypothesisTestError) {
  if let index = values.firstIndex(where: { !$0.isFinite }) {
    throw .notFinite(sample: sample, index: index)
  }
}

/// The differences of pairs.
func differences(
  _ first: [Double], minus second: [Double]
) throws(HypothesisTestError) -> [Double] {
  guard first.count == second.count else {
    throw .unequalLengths(first: first.count, second: second.count)
  }
  try checkFinite(first, "first sample")
  try checkFinite(second, "second sample")
  return zip(first, second).map { $0 - $1 }
}
