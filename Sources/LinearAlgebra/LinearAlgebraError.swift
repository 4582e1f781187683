/// Why a computation on matrices has no result.
public enum LinearAlgebraError: Error, Sendable, Hashable {
  /// The matrix is not positive definite; its leading minor of this order is not.
  case notPositiveDefinite(order: Int)
}
