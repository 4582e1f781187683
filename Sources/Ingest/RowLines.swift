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
  package mutating func append(_ line: Int) { append(line, count: 1) }

  /// Adds rows that follow each other line by line, from a line on.
  mutating func append(_ line: Int, count added: Int) {
    guard added > 0 else { return }
    let follows = firstRows.last.flatMap { row in
      firstLines.last.map { $0 + count - row == line }
    }
    if follows != true {
      firstRows.append(count)
      firstLines.append(line)
    }
    count += added
  }
}
