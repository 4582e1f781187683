internal import CLAPACK

/// Eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigen: Sendable, Hashable {
  /// The eigenvalues, smallest first.
  public let values: [Double]
  /// The eigenvectors as columns, in the order of the values.
  ///
  /// Each has length one, and its element of largest magnitude (the first of them, when several
  /// are as large to 1e-9) is positive.
  public let vectors: Matrix
}

/// The eigenvalues and eigenvectors of a symmetric matrix (LAPACK `dsyev`; `eigen` of R, which
/// lists them largest first).
///
/// - Parameter a: a square matrix; only the lower triangle is read.
/// - Returns: values, smallest first, and vectors of a fixed sign.
/// - Throws: `shapeMismatch`, `notFinite`, `noConvergence`.
public func eigenSymmetric(_ a: Matrix) throws(LinearAlgebraError) -> SymmetricEigen {
  let lapack = try ReferenceLAPACK.loaded.get()
  let order = try checkedOrder(a)
  try requireFinite(a)
  guard order > 0 else { return SymmetricEigen(values: [], vectors: a) }
  var vectors = a
  var values = [Double](repeating: 0, count: a.rows)
  let status = vectors.elements.withUnsafeMutableBufferPointer { v in
    values.withUnsafeMutableBufferPointer { w in
      lapack.eigenSymmetric(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), lowerTriangle, order, v.baseAddress, order,
        w.baseAddress)
    }
  }
  guard status == 0 else { throw .noConvergence(routine: "dsyev") }
  for column in 0..<a.rows {
    let vector = vectors.column(column)
    let largest = vector.reduce(0) { max($0, $1.magnitude) }
    guard let leading = vector.first(where: { $0.magnitude >= largest * (1 - 1e-9) }), leading < 0
    else { continue }
    for row in 0..<a.rows { vectors[row, column] = -vectors[row, column] }
  }
  return SymmetricEigen(values: values, vectors: vectors)
}

/// The Moore–Penrose inverse of a symmetric matrix, from its eigenvalues.
///
/// - Parameters:
///   - a: a square matrix; only the lower triangle is read.
///   - tolerance: eigenvalues of at most this part of the largest magnitude count as zero; order ×
///     2.2e-16 when nil.
/// - Returns: the inverse on the space of the other eigenvectors, exactly symmetric, and its rank.
/// - Throws: as ``eigenSymmetric(_:)``.
public func pseudoInverseSymmetric(
  _ a: Matrix, tolerance: Double? = nil
) throws(LinearAlgebraError) -> (inverse: Matrix, rank: Int) {
  let eigen = try eigenSymmetric(a)
  let largest = eigen.values.reduce(0) { max($0, $1.magnitude) }
  let cut = largest * (tolerance ?? Double(a.rows) * 0x1p-52)
  let kept = eigen.values.indices.filter { eigen.values[$0].magnitude > cut }
  var result = Matrix(rows: a.rows, columns: a.rows)
  for column in 0..<a.rows {
    for row in column..<a.rows {
      var sum = 0.0
      for place in kept {
        sum += eigen.vectors[row, place] * eigen.vectors[column, place] / eigen.values[place]
      }
      result[row, column] = sum
      result[column, row] = sum
    }
  }
  return (result, kept.count)
}
