extension Matrix {
  /// The matrix product.
  ///
  /// Each element is summed in the order of the inner index, in plain Swift: products here are of
  /// tens of rows, and the order of the sums is then part of this file.
  ///
  /// - Parameters:
  ///   - left: a matrix with as many columns as `right` has rows.
  ///   - right: the other factor.
  /// - Returns: a matrix of `left.rows` × `right.columns`.
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(
      left.columns == right.rows,
      "\(left.rows) × \(left.columns) times \(right.rows) × \(right.columns) has no meaning")
    var result = Matrix(rows: left.rows, columns: right.columns)
    left.elements.withUnsafeBufferPointer { a in
      right.elements.withUnsafeBufferPointer { b in
        result.elements.withUnsafeMutableBufferPointer { c in
          for column in 0..<right.columns {
            for inner in 0..<left.columns {
              let factor = b[column * right.rows + inner]
              for row in 0..<left.rows {
                c[column * left.rows + row] += a[inner * left.rows + row] * factor
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The product with a column of numbers.
  ///
  /// - Parameters:
  ///   - left: a matrix.
  ///   - right: as many numbers as the matrix has columns.
  /// - Returns: one number a row.
  public static func * (left: Matrix, right: [Double]) -> [Double] {
    (left * Matrix(column: right)).elements
  }

  /// The matrix times a number.
  ///
  /// - Parameters:
  ///   - left: the number.
  ///   - right: the matrix.
  /// - Returns: a matrix of the same shape.
  public static func * (left: Double, right: Matrix) -> Matrix {
    Matrix(rows: right.rows, columns: right.columns, elements: right.elements.map { left * $0 })
  }

  /// The sum, element by element.
  ///
  /// - Parameters:
  ///   - left: a matrix.
  ///   - right: a matrix of the same shape.
  /// - Returns: a matrix of the same shape.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(right, "+", by: +)
  }

  /// The difference, element by element.
  ///
  /// - Parameters:
  ///   - left: a matrix.
  ///   - right: a matrix of the same shape.
  /// - Returns: a matrix of the same shape.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(right, "−", by: -)
  }

  private func combined(
    _ other: Matrix, _ sign: String, by operation: (Double, Double) -> Double
  ) -> Matrix {
    precondition(
      rows == other.rows && columns == other.columns,
      "\(rows) × \(columns) \(sign) \(other.rows) × \(other.columns) has no meaning")
    return Matrix(
      rows: rows, columns: columns, elements: zip(elements, other.elements).map(operation))
  }

  /// The weighted cross-products XᵀWX of the columns, rows summed in order.
  ///
  /// - Parameter weights: one weight a row; nil for ones.
  /// - Returns: a symmetric matrix, one row and column a column of this one.
  public func crossProducts(weights: [Double]? = nil) -> Matrix {
    precondition(weights.map { $0.count == rows } ?? true, "one weight a row is needed")
    var result = Matrix(rows: columns, columns: columns)
    elements.withUnsafeBufferPointer { x in
      for first in 0..<columns {
        for second in 0...first {
          var sum = 0.0
          let a = first * rows
          let b = second * rows
          if let weights {
            for row in 0..<rows { sum += weights[row] * x[a + row] * x[b + row] }
          } else {
            for row in 0..<rows { sum += x[a + row] * x[b + row] }
          }
          result[first, second] = sum
          result[second, first] = sum
        }
      }
    }
    return result
  }

  /// The mean of the matrix and its transpose, for what is symmetric but for rounding.
  public var symmetrised: Matrix {
    precondition(isSquare, "only a square matrix has a symmetric part")
    return 0.5 * (self + transposed)
  }
}
