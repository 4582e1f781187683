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
  /// The joint sums of two variables are needed and were not asked for.
  case noCrossProduct(first: String, second: String)
  /// Two statistics of linked waves share persons in a way whose sums are not kept.
  case unsupportedOverlap(first: String, second: String)
  /// A contrast has no degrees of freedom.
  case noFreedom(String)
  /// The denominator of a ratio is zero.
  case zeroDenominator(String)
  /// A ratio on the log scale needs two numbers above zero or two below.
  case noLogarithm(numerator: String, denominator: String)
  /// A variance needs two answers.
  case oneAnswer(variable: String, domain: Int, wave: Int?)
  /// Everybody gave the same answer, so that a standard deviation has no margin.
  case noSpread(variable: String, domain: Int, wave: Int?)
  /// A contrast has not one coefficient a statistic, or one that is not a number.
  case badCoefficients(expected: Int, found: Int)
  /// The covariances of a few shared persons do not make a variance.
  case negativeVariance(String)
  /// These variables are not the levels of one coded answer.
  case notADistribution(variable: String)
  /// Degrees of freedom given for an interval are not above zero.
  case badDegreesOfFreedom(Double)
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
    case .onlySingleUnits:
      "every stratum that has answers has one sampling unit, so there is no variance to average"
        + " (join strata, or declare another policy for single units)"
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
    case .noCrossProduct(let first, let second):
      first == second
        ? "\(first): the sums of its squares' squares were not asked for"
          + " (add .square to the request's products)"
        : "\(first) and \(second): their joint sums were not asked for"
          + " (add .pair to the request's products)"
    case .unsupportedOverlap(let first, let second):
      "\(first) and \(second): persons are in both, and joint sums over linked persons are kept"
        + " only for one and the same mean, share or total"
        + " (compare one variable over time, or declare the persons as clusters of shared waves)"
    case .noFreedom(let label): "\(label): no degrees of freedom"
    case .zeroDenominator(let label): "\(label): the denominator is zero"
    case .noLogarithm(let numerator, let denominator):
      "\(numerator) over \(denominator): not of one sign, so their ratio has no logarithm"
        + " (ask for the difference)"
    case .oneAnswer(let variable, let domain, let wave):
      "\(variable): one answer in domain \(domain)" + (wave.map { ", wave \($0)" } ?? "")
        + " (a variance needs two)"
    case .noSpread(let variable, let domain, let wave):
      "\(variable): everybody gave the same answer in domain \(domain)"
        + (wave.map { ", wave \($0)" } ?? "") + ", so its standard deviation has no margin"
    case .badCoefficients(let expected, let found):
      "\(found) usable coefficients for \(expected) statistics, of which one may not be zero"
    case .negativeVariance(let label):
      "\(label): too few persons are in both waves to measure its variance"
    case .notADistribution(let variable):
      "\(variable): not a level of the same coded answer as the others"
    case .badDegreesOfFreedom(let value): "\(value) degrees of freedom (expected above zero)"
    case .distribution(let error): error.description
    }
  }
}
