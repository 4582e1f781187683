import LinearAlgebra
import Testing

/// Systems of equations, eigenvalues and least squares against hand-calculated values and identities.
struct LinearAlgebraTests {
  /// A matrix near another, element by element.
  private func expectNear(
    _ found: Matrix, _ expected: Matrix, tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.rows == expected.rows && found.columns == expected.columns)
    guard found.elements.count == expected.elements.count else { return }
    for (a, b) in zip(found.elements, expected.elements) {
      #expect(
        abs(a - b) <= tolerance * max(1, abs(b)), "\(a) is not \(b)",
        sourceLocation: sourceLocation)
    }
  }

  /// The Hilbert matrix: 1 / (i + j + 1), whose inverse is of whole numbers.
  private func hilbert(_ order: Int) -> Matrix {
    var matrix = Matrix(rows: order, columns: order)
    for row in 0..<order {
      for column in 0..<order { matrix[row, column] = 1 / Double(row + column + 1) }
    }
    return matrix
  }

  @Test func `elements lie column after column`() {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.elements == [1, 4, 2, 5, 3, 6])
    #expect(matrix.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(matrix.row(1) == [4, 5, 6])
    #expect(matrix.column(2) == [3, 6])
    #expect(matrix.selecting(rows: [1], columns: [2, 0]) == Matrix([[6, 4]]))
  }

  @Test func `products and cross-products agree`() {
    let x = Matrix([[1, 2], [3, 4], [5, 7]])
    #expect(x.transposed * x == Matrix([[35, 49], [49, 69]]))
    #expect(x.crossProducts() == Matrix([[35, 49], [49, 69]]))
    #expect(
      x.crossProducts(weights: [2, 1, 0])
        == x.transposed * Matrix(diagonal: [2, 1, 0]) * x)
    #expect(x * [1, -1] == [-1, -1, -2])
  }

  @Test func `the Cholesky factor of a matrix of whole numbers is exact`() throws {
    // L = [[2,0,0],[6,1,0],[-8,5,3]], the textbook example.
    let a = Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]])
    let factor = try choleskyFactor(a)
    #expect(factor == Matrix([[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
    #expect(abs(try logDeterminantSymmetric(a) - 3.58351893845611) < 1e-13)
    expectNear(
      try inverseSymmetric(a),
      Matrix([
        [49.36111111111111, -13.555555555555555, 2.1111111111111112],
        [-13.555555555555555, 3.7777777777777777, -0.55555555555555558],
        [2.1111111111111112, -0.55555555555555558, 0.1111111111111111],
      ]))
    expectNear(try solveSymmetric(a, a), .identity(3), tolerance: 1e-11)
  }

  @Test func `the upper triangle is not read`() throws {
    let full = Matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]])
    let lower = Matrix([[4, 7, 7], [12, 37, 7], [-16, -43, 98]])
    #expect(try inverseSymmetric(lower) == inverseSymmetric(full))
    #expect(try eigenSymmetric(lower) == eigenSymmetric(full))
  }

  @Test(arguments: 1...6) func `the inverse of a Hilbert matrix is of whole numbers`(
    order: Int
  ) throws {
    let inverse = try inverseSymmetric(hilbert(order))
    let first = Double(order * order)
    #expect(abs(inverse[0, 0] - first) <= 1e-9 * first)
    // The condition number grows to 1.5e7 at order six, so ten digits are what doubles hold.
    expectNear(hilbert(order) * inverse, .identity(order), tolerance: 1e-8)
    expectNear(
      try solve(hilbert(order), .identity(order)), inverse, tolerance: 1e-8)
  }

  @Test func `eigenvalues ascend and vectors have a fixed sign`() throws {
    // Eigenvalues of the second difference matrix: 2 − 2 cos(kπ/(n+1)).
    let a = Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    let eigen = try eigenSymmetric(a)
    for (found, expected) in zip(eigen.values, [2 - 2.0.squareRoot(), 2, 2 + 2.0.squareRoot()]) {
      #expect(abs(found - expected) < 1e-14)
    }
    for column in 0..<3 {
      let vector = eigen.vectors.column(column)
      let largest = vector.map(abs).max() ?? 0
      let leading = try #require(vector.first { abs($0) > largest - 1e-9 })
      #expect(leading > 0)
    }
    expectNear(
      eigen.vectors * Matrix(diagonal: eigen.values) * eigen.vectors.transposed, a,
      tolerance: 1e-14)
  }

  @Test func `the pseudo-inverse of a singular matrix meets the four conditions of Penrose`() throws
  {
    // Rank two: the third row is the sum of the others.
    let a = Matrix([[2, 1, 3], [1, 3, 4], [3, 4, 7]])
    let (inverse, rank) = try pseudoInverseSymmetric(a)
    #expect(rank == 2)
    expectNear(a * inverse * a, a)
    expectNear(inverse * a * inverse, inverse)
    expectNear((a * inverse).transposed, a * inverse)
    expectNear((inverse * a).transposed, inverse * a)
  }

  @Test func `least squares of four points is the line by hand`() throws {
    // y = 1 + 2x exactly at three points, and half off at a fourth: normal equations by hand.
    let x = Matrix([[1, 0], [1, 1], [1, 2], [1, 3]])
    let (solution, rank) = try leastSquares(x, Matrix(column: [1, 3, 5, 9]))
    #expect(rank == 2)
    expectNear(solution, Matrix(column: [0.6, 2.6]))
  }

  @Test func `least squares of dependent columns is the shortest solution`() throws {
    let x = Matrix([[1, 1], [1, 1], [1, 1]])
    let (solution, rank) = try leastSquares(x, Matrix(column: [2, 4, 6]))
    #expect(rank == 1)
    expectNear(solution, Matrix(column: [2, 2]))
    #expect(try LinearAlgebra.rank(x) == 1)
    #expect(try LinearAlgebra.rank(Matrix(rows: 3, columns: 2)) == 0)
    expectNear(
      Matrix(column: try singularValues(Matrix([[3, 0], [0, -4]]))), Matrix(column: [4, 3]))
  }

  @Test func `what has no solution says so`() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try choleskyFactor(Matrix([[1, 2], [2, 1]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 1)) {
      try inverseSymmetric(Matrix(rows: 2, columns: 2))
    }
    // Singular in exact arithmetic; rounding alone leaves a pivot of 1e-17.
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 3)) {
      try choleskyFactor(
        Matrix([[0.1, 0.2, 0.3], [0.2, 0.5, 0.7], [0.3, 0.7, 1.0]]))
    }
    #expect(throws: LinearAlgebraError.singular(order: 2)) {
      try solve(Matrix([[1, 2], [2, 4]]), Matrix(column: [1, 1]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try eigenSymmetric(Matrix([[1, 0], [.nan, 1]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try leastSquares(Matrix([[.infinity]]), Matrix([[1]]))
    }
    #expect(throws: LinearAlgebraError.self) { try choleskyFactor(Matrix([[1, 2]])) }
    #expect(throws: LinearAlgebraError.self) {
      try solveSymmetric(.identity(2), Matrix(column: [1]))
    }
  }

  @Test func `matrices without rows are answered, not asked of the library`() throws {
    let empty = Matrix(rows: 0, columns: 0)
    #expect(try inverseSymmetric(empty) == empty)
    #expect(try eigenSymmetric(empty).values.isEmpty)
    #expect(try logDeterminantSymmetric(empty) == 0)
    #expect(try leastSquares(Matrix(rows: 0, columns: 2), Matrix(rows: 0, columns: 1)).rank == 0)
    #expect(try solve(empty, Matrix(rows: 0, columns: 3)).columns == 3)
  }

  @Test func `the kernels are the reference ones`() {
    // On Debian whatever the alternatives system prefers; elsewhere any library that is found.
    #expect(!referenceLibraryName.isEmpty)
    #expect(referenceLibraryName.contains("libblas.so"))
  }
}
