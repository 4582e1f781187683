package import ColumnKernels

/// The distinct keys of rows in ascending order, and the rank of each row's key among them.
package struct RowIndex: Sendable {
  /// The distinct keys, ascending.
  package let distinct: [Int]
  /// The index into `distinct` of each row's key.
  package let ranks: [Int32]

  /// Indexes keys of zero or above.
  package init(_ keys: [Int]) {
    self.init(KeyRanks(keys))
  }

  /// Indexes the keys that a function gives the rows, each at least zero and below `span`.
  @inlinable
  package init(count: Int, span: Int, key: @Sendable (Int) -> Int) {
    self.init(KeyRanks(count: count, span: span, key: key))
  }

  @usableFromInline
  init(_ index: KeyRanks) {
    distinct = index.distinct
    ranks = index.ranks
  }
}
