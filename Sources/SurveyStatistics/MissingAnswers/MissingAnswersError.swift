public import Distributions

/// Why a rate of answers, or a pooled estimate, cannot be stated.
public enum MissingAnswersError: Error, Sendable, Hashable {
  /// A count or share is outside the range in which it means something.
  case invalidArgument(name: String, value: Double, expected: String)
  /// There is nobody below the line of a rate.
  case nobody(rate: String)
  /// The rate needs the share of eligible ones among cases that nobody could clear up.
  case eligibilityUnknown(rate: String)
  /// There is no column of this name.
  case noColumn(String)
  /// Weights that do not match the rows, or that are no weights.
  case invalidWeights(row: Int?, count: Int, rows: Int)
  /// Imputations come with one estimate and one variance each, two at least.
  case unequalImputations(estimates: Int, variances: Int)
  /// An imputation's estimate is not finite, or its variance not finite and zero or above.
  case invalidImputation(index: Int)
  /// Neither within nor between the imputations is there any variance.
  case noVariance
  /// The mean covariance matrix within imputations is not positive definite.
  case singularWithin
  /// A distribution function has no value.
  case distribution(DistributionError)
}

extension MissingAnswersError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .invalidArgument(let name, let value, let expected):
      "\(name) \(value): expected \(expected)"
    case .nobody(let rate): "\(rate): nobody was asked, so there is no rate"
    case .eligibilityUnknown(let rate):
      "\(rate) needs the share of eligible ones among the cases of unknown eligibility (e)"
    case .noColumn(let name): "no column \(name)"
    case .invalidWeights(let row, let count, let rows):
      row.map { "row \($0 + 1): a weight must be finite and zero or above" }
        ?? "\(count) weights of \(rows) rows"
    case .unequalImputations(let estimates, let variances):
      "\(estimates) estimates and \(variances) variances: expected one of each from every"
        + " imputation, at least two"
    case .invalidImputation(let index):
      "imputation \(index + 1): expected a finite estimate and a finite variance of at least 0"
    case .noVariance: "all imputations agree and none has a variance"
    case .singularWithin:
      "the estimates' covariance matrix is not positive definite (leave out estimates that follow"
        + " from the others)"
    case .distribution(let error): error.description
    }
  }
}
