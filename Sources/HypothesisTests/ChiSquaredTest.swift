internal import Distributions

/// Pearson's χ² test of independence in a table of counts.
public struct ChiSquaredTest: Sendable, Hashable {
  /// Σ (observed − expected)² / expected.
  public let statistic: Double
  /// (rows − 1)(columns − 1).
  public let degreesOfFreedom: Int
  /// The p-value.
  public let p: Double
  /// The smallest expected count: below 5 the approximation is rough (use Fisher's test).
  public let smallestExpected: Double

  /// Tests a table by rows.
  ///
  /// R: `chisq.test(table, correct = isCorrected)`; for two columns `prop.test`.
  ///
  /// - Parameters:
  ///   - table: Counts, one array a row, at least 2 × 2.
  ///   - isCorrected: Whether Yates's correction is made in a table of 2 × 2.
  /// - Throws: `emptyMargin` where a row or column is empty, `invalidArgument` for a cell below 0.
  public init(
    _ table: [[Double]], isCorrected: Bool = true
  ) throws(HypothesisTestError) {
    try checkTable(table)
    let columns = table[0].count
    guard table.count > 1, columns > 1 else {
      throw .tooFew(sample: "rows or columns", count: min(table.count, columns), needed: 2)
    }
    let rowSums = table.map { $0.reduce(0, +) }
    var columnSums = [Double](repeating: 0, count: columns)
    for row in table { for (index, cell) in row.enumerated() { columnSums[index] += cell } }
    let total = rowSums.reduce(0, +)
    if let row = rowSums.firstIndex(where: { $0 <= 0 }) { throw .emptyMargin("row \(row + 1)") }
    if let column = columnSums.firstIndex(where: { $0 <= 0 }) {
      throw .emptyMargin("column \(column + 1)")
    }
    var cells: [(observed: Double, expected: Double)] = []
    for (row, sum) in zip(table, rowSums) {
      for (cell, columnSum) in zip(row, columnSums) {
        cells.append((cell, sum * columnSum / total))
      }
    }
    var yates = 0.0
    if isCorrected, table.count == 2, columns == 2 {
      yates = cells.reduce(0.5) { min($0, abs($1.observed - $1.expected)) }
    }
    var statistic = 0.0
    for cell in cells {
      let gap = abs(cell.observed - cell.expected) - yates
      statistic += gap * gap / cell.expected
    }
    let degrees = (table.count - 1) * (columns - 1)
    self.statistic = statistic
    degreesOfFreedom = degrees
    smallestExpected = cells.reduce(.infinity) { min($0, $1.expected) }
    p = try evaluated { () throws(DistributionError) in
      try ChiSquared(degreesOfFreedom: Double(degrees)).upperTail(statistic)
    }
  }
}

/// Checks that a table is a rectangle of finite counts.
func checkTable(_ table: [[Double]]) throws(HypothesisTestError) {
  guard let first = table.first, !first.isEmpty else {
    throw .tooFew(sample: "rows", count: 0, needed: 2)
  }
  for row in table {
    guard row.count == first.count else {
      throw .unequalLengths(first: first.count, second: row.count)
    }
    for cell in row where !(cell >= 0 && cell.isFinite) {
      throw .invalidArgument(name: "a count", value: cell)
    }
  }
}
