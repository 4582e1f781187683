public import Aggregation
public import Distributions

/// Why a figure cannot be stated.
public enum EstimationError: Error, Sendable, Hashable {
  /// The request and the design or the table do not fit each other.
  case aggregation(AggregationError)
  /// There is no variable, domain or wave of this number.
  case unknownIndex(what: String, index: Int, count: Int)
  /// Nobody in the domain answered.
  case noAnswers(variable: String, domain: Int, wave: Int?)
  /// A stratum has one sampled unit, and the policy is to fail.
  case singleUnit(stratum: String, stage: Int)
  /// Every stratum has one sampled unit, so there is no other to take a variance from.
  case onlySingleUnits
  /// The figure has no degrees of freedom: its units are not more than its strata.
  case noDegreesOfFreedom(variable: String, domain: Int, wave: Int?)
  /// The numbers are so large, so small or so alike that their squares are lost to rounding.
  case outOfRange(variable: String)
  /// Everybody gave the same answer in both waves, which leaves nothing to measure a margin by.
  case allAlike(variable: String)
  /// A share was asked of a variable with values other than 0 and 1.
  case notAShare(variable: String)
  /// Linked waves were asked for as one: persons would count as independent of themselves.
  case pooledLinkedWaves(variable: String)
  /// This way of making an interval is not one for a share.
  case noSuchInterval(Estimate.Interval.Method)
  /// A distribution function has no value.
  case distribution(DistributionError)
}

extension EstimationError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .aggregation(let error): error.description
    case .unknownIndex(let what, let index, let count): "\(what) \(index) of \(count)"
    case .noAnswers(let variable, let domain, let wave):
      "\(variable): no answers in domain \(domain)" + (wave.map { ", wave \($0)" } ?? "")
    case .singleUnit(let stratum, let stage):
      "stratum \(stratum) has one sampling unit at stage \(stage)"
        + " (join it with a neighbour, or declare a policy for single units)"
    case .onlySingleUnits: "every stratum has one sampling unit"
    case .noDegreesOfFreedom(let variable, let domain, let wave):
      "\(variable): no degrees of freedom in domain \(domain)"
        + (wave.map { ", wave \($0)" } ?? "")
    case .outOfRange(let variable):
      "\(variable): its numbers are too large, too small or too alike for a variance"
        + " (subtract a constant, or use another unit)"
    case .allAlike(let variable):
      "\(variable): everybody gave the same answer in each wave, so the change has no margin of"
        + " error"
    case .notAShare(let variable): "\(variable): values other than 0 and 1 have no share"
    case .pooledLinkedWaves(let variable):
      "\(variable): waves of linked persons cannot be pooled"
    case .noSuchInterval(let method): "\(method.rawValue) is not an interval of a share"
    case .distribution(let error): error.description
    }
  }
}
