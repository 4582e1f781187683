internal import ColumnKernels

/// The distinct keys of rows in ascending order, and the rank of each row's key among them.
package struct RowIndex: Sendable {
  /// The distinct keys, ascending.
  package let distinct: [Int]
  /// The index into `distinct` of each row's key.
  package let ranks: [Int32]

  /// Indexes keys of zero or above.
  package init(_ keys: [Int]) {
    let index = KeyRanks(keys)
    distinct = index.distinct
    ranks = index.ranks
  }
}
