/// A matrix of doubles, stored column after column.
///
/// Shapes that do not fit and places outside the matrix are mistakes of the program and stop it with
/// a message; they never read or write out of bounds. Mistakes of the *data* (not positive definite,
/// singular, not finite) are typed errors of the functions that meet them.
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, column after column; their count cannot change.
  public var elements: [Double] {
    didSet {
      precondition(
        elements.count == rows * columns,
        "a \(rows) × \(columns) matrix has \(rows * columns) elements, not \(elements.count)")
    }
  }

  /// A matrix of one value.
  ///
  /// - Parameters:
  ///   - rows: the number of rows, not negative.
  ///   - columns: the number of columns, not negative.
  ///   - value: the value of each element.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative shape")
    self.rows = rows
    self.columns = columns
    elements = Array(repeating: value, count: rows * columns)
  }

  /// A matrix of given elements.
  ///
  /// - Parameters:
  ///   - rows: the number of rows.
  ///   - columns: the number of columns.
  ///   - elements: rows × columns values, column after column.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative shape")
    precondition(
      elements.count == rows * columns,
      "a \(rows) × \(columns) matrix has \(rows * columns) elements, not \(elements.count)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix written row by row.
  ///
  /// - Parameter rows: the rows, all of one length.
  public init(_ rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns }, "the rows of a matrix have one length")
    self.init(rows: rows.count, columns: columns)
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() { self[row, column] = value }
    }
  }

  /// A matrix of one column.
  ///
  /// - Parameter values: the elements from top to bottom.
  public init(column values: [Double]) {
    self.init(rows: values.count, columns: 1, elements: values)
  }

  /// A square matrix of zeros with the given diagonal.
  ///
  /// - Parameter values: the diagonal.
  public init(diagonal values: [Double]) {
    self.init(rows: values.count, columns: values.count)
    for (place, value) in values.enumerated() { self[place, place] = value }
  }

  /// The identity of an order.
  ///
  /// - Parameter order: the number of rows and columns.
  /// - Returns: ones on the diagonal, zeros elsewhere.
  public static func identity(_ order: Int) -> Matrix {
    Matrix(diagonal: Array(repeating: 1, count: order))
  }

  /// One element; both places count from zero.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - column: the column.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns,
        "[\(row), \(column)] is outside a \(rows) × \(columns) matrix")
      return elements[column * rows + row]
    }
    set {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns,
        "[\(row), \(column)] is outside a \(rows) × \(columns) matrix")
      elements[column * rows + row] = newValue
    }
  }

  /// The elements whose row is their column.
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  /// The sum of the diagonal.
  public var trace: Double { diagonal.reduce(0, +) }

  /// Whether the matrix has as many rows as columns.
  public var isSquare: Bool { rows == columns }

  /// One row.
  ///
  /// - Parameter row: its place, from zero.
  /// - Returns: the elements from left to right.
  public func row(_ row: Int) -> [Double] { (0..<columns).map { self[row, $0] } }

  /// One column.
  ///
  /// - Parameter column: its place, from zero.
  /// - Returns: the elements from top to bottom.
  public func column(_ column: Int) -> [Double] { (0..<rows).map { self[$0, column] } }

  /// The rows and columns at the given places, in their order.
  ///
  /// - Parameters:
  ///   - rows: places of rows.
  ///   - columns: places of columns.
  /// - Returns: the elements where they cross.
  public func selecting(rows: [Int], columns: [Int]) -> Matrix {
    var selected = Matrix(rows: rows.count, columns: columns.count)
    for (column, from) in columns.enumerated() {
      for (row, source) in rows.enumerated() { selected[row, column] = self[source, from] }
    }
    return selected
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result[column, row] = self[row, column] }
    }
    return result
  }
}
