package import Distributions
package import HypothesisTests

/// Why a participation figure cannot be stated.
package enum ParticipationError: Error, Sendable, Hashable {
  /// There is nobody, or nothing, to divide by.
  case nothing(String)
  /// A number is outside the range in which it means something.
  case invalid(what: String, value: Double)
  /// Lists that belong together differ in length.
  case unequalCounts(what: String, count: Int, expected: Int)
  /// There are not enough of something.
  case tooFew(what: String, count: Int, needed: Int)
  /// A number of an organisation, person or group is not in the list.
  case unknown(what: String, number: Int)
  /// A test or an interval has no value.
  case test(HypothesisTestError)
  /// A distribution function has no value.
  case distribution(DistributionError)
}

extension ParticipationError: CustomStringConvertible {
  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .nothing(let what): "\(what): none, so there is nothing to divide by"
    case .invalid(let what, let value): "\(what) cannot be \(value)"
    case .unequalCounts(let what, let count, let expected):
      "\(what): \(count) values where \(expected) are needed (give one for each)"
    case .tooFew(let what, let count, let needed):
      "\(what): \(count) of at least \(needed)"
    case .unknown(let what, let number): "there is no \(what) number \(number) in the list"
    case .test(let error): error.description
    case .distribution(let error): error.description
    }
  }
}

/// Checks that a count, amount or weight is a number of its kind.
func checkAmount(_ value: Double, _ what: String) throws(ParticipationError) {
  guard value >= 0, value.isFinite else { throw .invalid(what: what, value: value) }
}

/// Checks that a number that others are divided by is one.
func checkPositive(_ value: Double, _ what: String) throws(ParticipationError) {
  guard value != 0 else { throw .nothing(what) }
  guard value > 0, value.isFinite else { throw .invalid(what: what, value: value) }
}

/// Turns what a distribution function throws into an error of this folder.
func distributed<Value>(
  _ body: () throws(DistributionError) -> Value
) throws(ParticipationError) -> Value {
  do { return try body() } catch { throw .distribution(error) }
}

/// The probability below the upper end of a two-sided interval.
func upperProbability(_ level: Double) throws(ParticipationError) -> Double {
  guard level > 0, level < 1 else { throw .test(.invalidLevel(level)) }
  return 1 - (1 - level) / 2
}
