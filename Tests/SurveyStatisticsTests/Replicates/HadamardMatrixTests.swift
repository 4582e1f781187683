import Testing

@testable import SurveyStatistics

@Suite struct HadamardMatrixTests {
  @Test func `rows are orthogonal for any number of strata`() {
    for count in Array(0...40) + [51, 75, 83, 100] {
      let matrix = HadamardMatrix(above: count)
      #expect(matrix.order > count)
      let rows = (0..<matrix.order).map { row in
        (0..<matrix.order).map { matrix.isPositive(row: row, column: $0) ? 1 : -1 }
      }
      // Two rows agree in exactly half of their places; some of the first and last are tried.
      for first in rows.prefix(4) {
        #expect(first[0] == 1)
        for second in rows.suffix(4) where second != first {
          var product = 0
          for column in first.indices { product += first[column] * second[column] }
          #expect(product == 0, "\(count)")
        }
      }
      #expect(rows[0].allSatisfy { $0 == 1 })
    }
  }

  @Test func `orders are those that R takes`() {
    // R: library(survey); sapply(c(1, 3, 4, 7, 8, 12, 16, 20, 24, 28, 32, 36, 48, 51, 72, 76, 88,
    //      99, 120, 150, 180, 200, 300, 400, 600), function(n) nrow(hadamard(n)))
    let counts = [
      1, 3, 4, 7, 8, 12, 16, 20, 24, 28, 32, 36, 48, 51, 72, 76, 88, 99, 120, 150, 180, 200, 300,
      400, 600,
    ]
    let orders = [
      4, 4, 8, 8, 12, 16, 20, 24, 28, 32, 36, 40, 56, 56, 80, 80, 96, 104, 128, 152, 192, 212, 308,
      420, 608,
    ]
    #expect(counts.map { HadamardMatrix(above: $0).order } == orders)
  }

  @Test(arguments: [
    // R: apply(hadamard(n)[r, ], 1, paste, collapse = "")
    (3, 1, "1010"), (3, 3, "1001"), (7, 5, "10100101"), (11, 1, "100100011101"),
    (11, 11, "110010001110"), (23, 12, "111111111111000000000000"),
  ])
  func `rows are those of R`(_ count: Int, _ row: Int, _ expected: String) {
    let matrix = HadamardMatrix(above: count)
    let text = (0..<matrix.order).map { matrix.isPositive(row: row, column: $0) ? "1" : "0" }
    #expect(text.joined() == expected)
  }
}
