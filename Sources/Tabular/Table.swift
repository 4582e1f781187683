/// Columns of equal length with names.
///
/// Knows nothing of surveys.
public struct Table: Sendable, Hashable {
  /// The names, in file order; distinct.
  public private(set) var names: [String]
  /// The columns, in the order of `names`.
  public private(set) var columns: [Column]
  /// How many rows each column has.
  public private(set) var rowCount: Int

  /// Makes a table without columns.
  public init(rowCount: Int = 0) {
    names = []
    columns = []
    self.rowCount = rowCount
  }

  /// Adds a column, or replaces the one with this name.
  public mutating func set(_ name: String, _ column: Column) {
    precondition(names.isEmpty && rowCount == 0 || column.count == rowCount, "unequal lengths")
    rowCount = column.count
    if let index = index(of: name) {
      columns[index] = column
    } else {
      names.append(name)
      columns.append(column)
    }
  }

  /// The position of a column, or nil.
  public func index(of name: String) -> Int? { names.firstIndex(of: name) }
  /// The column with this name, or nil.
  public subscript(name: String) -> Column? { index(of: name).map { columns[$0] } }
}
