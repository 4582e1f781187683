public import Distributions
public import LinearAlgebra

/// Why a test cannot be made.
public enum DesignTestError: Error, Sendable, Hashable {
  /// The figures that it compares cannot be estimated.
  case estimation(EstimationError)
  /// A list has not one value a row.
  case unequalLengths(list: String, rows: Int, found: Int)
  /// A category is not one of the labels.
  case unknownCategory(name: String, row: Int, code: Int)
  /// Fewer than two categories have answers.
  case tooFewCategories(name: String, found: Int)
  /// The table has more cells than can be told apart.
  case tooManyCells(count: Int, limit: Int)
  /// Expected shares are not one a category, not above zero, or do not add up to 1.
  case badShares(name: String, expected: Int, found: Int, sum: Double)
  /// The hypotheses have not one finite coefficient a statistic, or there are none.
  case badHypotheses(expected: Int)
  /// The compared figures have no sampling variance.
  case noVariance(String)
  /// The design has no degrees of freedom left for the test.
  case tooFewDegreesOfFreedom(test: String, needed: Double, found: Double)
  /// The covariance matrix cannot be inverted.
  case singular(test: String, LinearAlgebraError)
  /// A distribution function has no value.
  case distribution(DistributionError)
}

extension DesignTestError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .estimation(let error): error.description
    case .unequalLengths(let list, let rows, let found):
      "\(list): \(found) values for \(rows) rows"
    case .unknownCategory(let name, let row, let code):
      "row \(row + 1), \(name): category \(code) has no label"
    case .tooFewCategories(let name, let found):
      "\(name): \(found == 0 ? "no category has" : "only one category has") answers"
        + " (a test compares at least two)"
    case .tooManyCells(let count, let limit):
      "the table has \(count) cells (at most \(limit); join categories)"
    case .badShares(let name, let expected, let found, let sum):
      "\(name): \(found) expected shares that add up to \(sum)"
        + " (expected \(expected) above 0 that add up to 1)"
    case .badHypotheses(let expected):
      "each hypothesis needs \(expected) finite coefficients, not all of them 0"
    case .noVariance(let name): "\(name): everybody is alike, so there is no variance to test by"
    case .tooFewDegreesOfFreedom(let test, let needed, let found):
      "\(test): needs \(needed) degrees of freedom, the design has \(found)"
        + " (join categories, or test fewer hypotheses at once)"
    case .singular(let test, let error): "\(test): \(error.description)"
    case .distribution(let error): error.description
    }
  }
}
