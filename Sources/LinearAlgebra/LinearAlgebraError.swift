/// Why a computation on matrices, or a minimisation, has no result.
public enum LinearAlgebraError: Error, Sendable, Hashable {
  /// The matrix is not positive definite; its leading minor of this order is not.
  case notPositiveDefinite(order: Int)
  /// The matrix is singular: the pivot of this order is zero.
  case singular(order: Int)
  /// The element at these places is infinite or not a number.
  case notFinite(row: Int, column: Int)
  /// The shapes of the operands do not go together.
  case shapeMismatch(expected: String, found: String)
  /// An iteration of the library did not converge.
  case noConvergence(routine: String)
  /// The matrix has more rows or columns than the library counts.
  case tooLarge(count: Int)
  /// The reference LAPACK is not installed where it was looked for.
  case libraryNotFound(String)
  /// The objective has no finite value at the start of the minimisation.
  case objectiveNotFinite
  /// A bound lies above its partner, is not a number, or excludes the start.
  case startOutsideBounds(parameter: Int)
  /// The minimiser gave up; its code and words.
  case minimiserFailed(code: Int, words: String)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// What is wrong and what helps, in a sentence.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let order):
      "the matrix is not positive definite: row \(order) is a linear combination of the rows "
        + "before it, or nearly; leave one of them out"
    case .singular(let order):
      "the matrix is singular at row \(order): a row is a linear combination of others; leave one "
        + "of them out"
    case .notFinite(let row, let column):
      "the element in row \(row + 1), column \(column + 1) is not a finite number"
    case .shapeMismatch(let expected, let found):
      "the shapes do not go together: expected \(expected), found \(found)"
    case .noConvergence(let routine):
      "\(routine) did not converge"
    case .tooLarge(let count):
      "\(count) rows or columns are more than the library can count"
    case .libraryNotFound(let reason):
      "the reference LAPACK could not be loaded (\(reason)); on Debian: apt install liblapacke "
        + "liblapack3 libblas3"
    case .objectiveNotFinite:
      "the function has no finite value where the minimisation starts"
    case .startOutsideBounds(let parameter):
      "the start of parameter \(parameter + 1) is not between its bounds"
    case .minimiserFailed(let code, let words):
      "the minimiser stopped without a result: \(words) (code \(code))"
    }
  }
}
