/// Why a distribution function has no value.
public enum DistributionError: Error, Sendable, Hashable {
  /// A parameter or argument outside the range of the function.
  case outOfRange(String)
  /// The value is too large for a double.
  case overflow(String)
  /// The series or root finder did not converge.
  case noConvergence(String)
}

extension DistributionError: CustomStringConvertible {
  /// The function first, then what is wrong: `t quantile: argument out of range`.
  public var description: String {
    switch self {
    case .outOfRange(let name): "\(name): argument out of range"
    case .overflow(let name): "\(name): the value is too large"
    case .noConvergence(let name): "\(name): no convergence"
    }
  }
}
