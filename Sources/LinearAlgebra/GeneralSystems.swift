internal import CLAPACK

/// The solution X of AX = B for a square A, by elimination with row exchanges (LAPACK `dgesv`,
/// `solve` of R).
///
/// - Parameters:
///   - a: a square matrix.
///   - b: a matrix with as many rows.
/// - Returns: a matrix of the shape of `b`.
/// - Throws: `singular` with the order of the pivot that is zero beside the largest element of its
///   column, `notFinite`, `shapeMismatch`.
public func solve(_ a: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix {
  let lapack = try ReferenceLAPACK.loaded.get()
  let order = try checkedOrder(a)
  try requireFinite(a)
  try requireRows(b, a.rows)
  try requireFinite(b)
  guard order > 0, b.columns > 0 else { return b }
  let sides = try checkedCount(b.columns)
  var factors = a
  var pivots = [Int32](repeating: 0, count: a.rows)
  var solution = b
  let status = factors.elements.withUnsafeMutableBufferPointer { lu in
    pivots.withUnsafeMutableBufferPointer { p in
      solution.elements.withUnsafeMutableBufferPointer { x in
        lapack.solveGeneral(
          LAPACK_COL_MAJOR, order, sides, lu.baseAddress, order, p.baseAddress, x.baseAddress,
          order)
      }
    }
  }
  guard status == 0 else { throw .singular(order: Int(status)) }
  for column in 0..<a.rows {
    let largest = a.column(column).reduce(0) { max($0, $1.magnitude) }
    guard factors[column, column].magnitude > Double(a.rows) * 0x1p-52 * largest else {
      throw .singular(order: column + 1)
    }
  }
  return solution
}

/// The shortest x that makes the length of Ax − b least, for each column b of B (LAPACK `dgelsd`).
///
/// Columns of A that are combinations of others do no harm: the solution of least length is taken
/// and the rank tells.
///
/// - Parameters:
///   - a: a matrix of any shape.
///   - b: a matrix with as many rows.
///   - tolerance: singular values of at most this part of the largest count as zero; the larger
///     side × 2.2e-16 when nil.
/// - Returns: `a.columns` × `b.columns` coefficients and the rank of `a`.
/// - Throws: `notFinite`, `shapeMismatch`, `noConvergence`.
public func leastSquares(
  _ a: Matrix, _ b: Matrix, tolerance: Double? = nil
) throws(LinearAlgebraError) -> (solution: Matrix, rank: Int) {
  let lapack = try ReferenceLAPACK.loaded.get()
  try requireRows(b, a.rows)
  try requireFinite(a)
  try requireFinite(b)
  let rows = try checkedCount(a.rows)
  let columns = try checkedCount(a.columns)
  let sides = try checkedCount(b.columns)
  guard rows > 0, columns > 0, sides > 0 else {
    return (Matrix(rows: a.columns, columns: b.columns), 0)
  }
  let height = max(a.rows, a.columns)
  var work = a
  var right = Matrix(rows: height, columns: b.columns)
  for column in 0..<b.columns {
    for row in 0..<b.rows { right[row, column] = b[row, column] }
  }
  var singular = [Double](repeating: 0, count: min(a.rows, a.columns))
  var rank: Int32 = 0
  let cut = tolerance ?? Double(height) * 0x1p-52
  let status = work.elements.withUnsafeMutableBufferPointer { x in
    right.elements.withUnsafeMutableBufferPointer { y in
      singular.withUnsafeMutableBufferPointer { s in
        lapack.leastSquares(
          LAPACK_COL_MAJOR, rows, columns, sides, x.baseAddress, rows, y.baseAddress,
          Int32(height), s.baseAddress, cut, &rank)
      }
    }
  }
  guard status == 0 else { throw .noConvergence(routine: "dgelsd") }
  let solution = right.selecting(
    rows: Array(0..<a.columns), columns: Array(0..<b.columns))
  return (solution, Int(rank))
}

/// The singular values of a matrix, largest first (LAPACK `dgesdd`).
///
/// - Parameter a: a matrix of any shape.
/// - Returns: as many values as the shorter side is long.
/// - Throws: `notFinite`, `noConvergence`.
public func singularValues(_ a: Matrix) throws(LinearAlgebraError) -> [Double] {
  let lapack = try ReferenceLAPACK.loaded.get()
  try requireFinite(a)
  let rows = try checkedCount(a.rows)
  let columns = try checkedCount(a.columns)
  guard rows > 0, columns > 0 else { return [] }
  var work = a
  var values = [Double](repeating: 0, count: min(a.rows, a.columns))
  var unused = 0.0
  let status = work.elements.withUnsafeMutableBufferPointer { x in
    values.withUnsafeMutableBufferPointer { s in
      lapack.singularValues(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), rows, columns, x.baseAddress, rows,
        s.baseAddress, &unused, 1, nil, 1)
    }
  }
  guard status == 0 else { throw .noConvergence(routine: "dgesdd") }
  return values
}

/// The rank of a matrix: its singular values above rounding.
///
/// - Parameters:
///   - a: a matrix of any shape.
///   - tolerance: singular values of at most this part of the largest count as zero; the larger
///     side × 2.2e-16 when nil.
/// - Returns: the number of others.
/// - Throws: `notFinite`, `noConvergence`.
public func rank(_ a: Matrix, tolerance: Double? = nil) throws(LinearAlgebraError) -> Int {
  let values = try singularValues(a)
  guard let largest = values.first, largest > 0 else { return 0 }
  let cut = largest * (tolerance ?? Double(max(a.rows, a.columns)) * 0x1p-52)
  return values.count { $0 > cut }
}
