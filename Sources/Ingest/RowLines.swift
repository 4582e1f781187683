/// The line on which each row of a table begins.
///
/// Rows follow each other line by line but for blank lines and cells with line breaks, so only the
/// rows where the step is not one are kept.
package struct RowLines: Sendable, Hashable {
  private var firstRows: [Int] = []
  private var firstLines: [Int] = []
  /// How many rows there are.
  package private(set) var count = 0

  /// Makes an empty list.
  package init() {}

  /// The line of a row, both counted as in the table and the file: rows from 0, lines from 1.
  package subscript(row: Int) -> Int {
    precondition(row >= 0 && row < count, "no such row")
    var low = 0
    var high = firstRows.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstRows[middle] <= row { low = middle } else { high = middle }
    }
    return firstLines[low] + row - firstRows[low]
  }

  /// Adds the line of the next row.
  package mutating func append(_ line: Int) {
    if let row = firstRows.last, let first = firstLines.last, first + count - row == line {
      count += 1
      return
    }
    firstRows.append(count)
    firstLines.append(line)
    count += 1
  }
}
