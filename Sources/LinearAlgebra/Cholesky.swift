internal import CLAPACK
internal import Glibc

/// The lower Cholesky factor of a symmetric positive definite matrix, A = LLᵀ.
///
/// Only the lower triangle is read. A pivot that is no more than rounding beside its diagonal
/// element (order × 2.2e-16) counts as zero, so that a matrix that is singular in exact arithmetic
/// does not pass by luck.
///
/// - Parameter a: a square matrix.
/// - Returns: L, zero above the diagonal.
/// - Throws: `notPositiveDefinite` with the order of the first minor that is not,
///   `notFinite`, `shapeMismatch`.
/// - Complexity: cubic in the order.
public func choleskyFactor(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
  let lapack = try ReferenceLAPACK.loaded.get()
  let order = try checkedOrder(a)
  try requireFinite(a)
  guard order > 0 else { return a }
  var factor = a
  let status = factor.elements.withUnsafeMutableBufferPointer {
    lapack.factorCholesky(
      LAPACK_COL_MAJOR, lowerTriangle, order, $0.baseAddress, order)
  }
  guard status == 0 else { throw .notPositiveDefinite(order: Int(status)) }
  for column in 0..<a.rows {
    let pivot = factor[column, column]
    guard pivot * pivot > Double(a.rows) * 0x1p-52 * a[column, column] else {
      throw .notPositiveDefinite(order: column + 1)
    }
    for row in 0..<column { factor[row, column] = 0 }
  }
  return factor
}

/// The solution X of AX = B for a symmetric positive definite A.
///
/// - Parameters:
///   - a: a square matrix; only the lower triangle is read.
///   - b: a matrix with as many rows.
/// - Returns: a matrix of the shape of `b`.
/// - Throws: as ``choleskyFactor(_:)``.
public func solveSymmetric(_ a: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix {
  try requireRows(b, a.rows)
  try requireFinite(b)
  return try solve(factor: choleskyFactor(a), b)
}

/// The solution x of Ax = b for a symmetric positive definite A.
///
/// - Parameters:
///   - a: a square matrix; only the lower triangle is read.
///   - b: as many numbers as `a` has rows.
/// - Returns: one number a row.
/// - Throws: as ``choleskyFactor(_:)``.
public func solveSymmetric(_ a: Matrix, _ b: [Double]) throws(LinearAlgebraError) -> [Double] {
  try solveSymmetric(a, Matrix(column: b)).elements
}

/// The solution X of LLᵀX = B from a Cholesky factor, for many right sides at different times.
///
/// - Parameters:
///   - factor: what ``choleskyFactor(_:)`` returned.
///   - b: a matrix with as many rows.
/// - Returns: a matrix of the shape of `b`.
/// - Throws: `shapeMismatch`, `notFinite`.
public func solve(factor: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix {
  let lapack = try ReferenceLAPACK.loaded.get()
  let order = try checkedOrder(factor)
  try requireRows(b, factor.rows)
  try requireFinite(b)
  guard order > 0, b.columns > 0 else { return b }
  let sides = try checkedCount(b.columns)
  var solution = b
  _ = factor.elements.withUnsafeBufferPointer { l in
    solution.elements.withUnsafeMutableBufferPointer {
      lapack.solveCholesky(
        LAPACK_COL_MAJOR, lowerTriangle, order, sides, l.baseAddress, order, $0.baseAddress, order)
    }
  }
  return solution
}

/// The inverse of a symmetric positive definite matrix.
///
/// - Parameter a: a square matrix; only the lower triangle is read.
/// - Returns: the inverse, exactly symmetric.
/// - Throws: as ``choleskyFactor(_:)``.
public func inverseSymmetric(_ a: Matrix) throws(LinearAlgebraError) -> Matrix {
  try inverse(factor: choleskyFactor(a))
}

/// The inverse of LLᵀ from a Cholesky factor.
///
/// - Parameter factor: what ``choleskyFactor(_:)`` returned.
/// - Returns: the inverse, exactly symmetric.
/// - Throws: `shapeMismatch`, `singular` when the factor has a zero on its diagonal.
public func inverse(factor: Matrix) throws(LinearAlgebraError) -> Matrix {
  let lapack = try ReferenceLAPACK.loaded.get()
  let order = try checkedOrder(factor)
  try requireFinite(factor)
  guard order > 0 else { return factor }
  var inverse = factor
  let status = inverse.elements.withUnsafeMutableBufferPointer {
    lapack.invertCholesky(LAPACK_COL_MAJOR, lowerTriangle, order, $0.baseAddress, order)
  }
  guard status == 0 else { throw .singular(order: Int(status)) }
  for column in 0..<factor.rows {
    for row in 0..<column { inverse[row, column] = inverse[column, row] }
  }
  return inverse
}

/// The natural logarithm of the determinant of a symmetric positive definite matrix.
///
/// - Parameter a: a square matrix; only the lower triangle is read.
/// - Returns: ln det A.
/// - Throws: as ``choleskyFactor(_:)``.
public func logDeterminantSymmetric(_ a: Matrix) throws(LinearAlgebraError) -> Double {
  logDeterminant(factor: try choleskyFactor(a))
}

/// The natural logarithm of the determinant of LLᵀ from a Cholesky factor.
///
/// - Parameter factor: what ``choleskyFactor(_:)`` returned.
/// - Returns: ln det LLᵀ.
public func logDeterminant(factor: Matrix) -> Double {
  2 * factor.diagonal.reduce(0) { $0 + log($1) }
}

let lowerTriangle = CChar(UInt8(ascii: "L"))

/// The count as the library counts.
func checkedCount(_ count: Int) throws(LinearAlgebraError) -> Int32 {
  guard let count = Int32(exactly: count) else { throw .tooLarge(count: count) }
  return count
}

/// The order of a square matrix as the library counts.
func checkedOrder(_ a: Matrix) throws(LinearAlgebraError) -> Int32 {
  guard a.isSquare else {
    throw .shapeMismatch(expected: "a square matrix", found: "\(a.rows) × \(a.columns)")
  }
  return try checkedCount(a.rows)
}

/// Nothing when every element is finite.
func requireFinite(_ a: Matrix) throws(LinearAlgebraError) {
  guard let place = a.elements.firstIndex(where: { !$0.isFinite }) else { return }
  throw .notFinite(row: place % a.rows, column: place / a.rows)
}

/// Nothing when the matrix has the rows that its partner needs.
func requireRows(_ b: Matrix, _ rows: Int) throws(LinearAlgebraError) {
  guard b.rows == rows else {
    throw .shapeMismatch(expected: "\(rows) rows on the right", found: "\(b.rows)")
  }
}
