/// One code a row, in as few bytes as the largest code needs.
package enum NarrowCodes: Sendable, Hashable {
  case bytes([UInt8])
  case pairs([UInt16])
  case words([UInt32])

  /// How many rows there are.
  package var count: Int {
    switch self {
    case .bytes(let codes): codes.count
    case .pairs(let codes): codes.count
    case .words(let codes): codes.count
    }
  }

  /// The codes in four bytes each.
  package var wide: [UInt32] {
    switch self {
    case .bytes(let codes): codes.map(UInt32.init)
    case .pairs(let codes): codes.map(UInt32.init)
    case .words(let codes): codes
    }
  }
}

/// A column of text: the distinct values in one buffer, and a code a row that points to one.
package struct CodedText: Sendable {
  /// The codes, or nil where only the values were asked for.
  package var codes: NarrowCodes?
  /// UTF-8 of all values, one after the other.
  package var bytes: [UInt8]
  /// Where each value begins, and one more for the end of the last.
  package var offsets: [Int]
}

/// What is kept of a column.
package enum ColumnKeeping: Sendable, Hashable {
  /// A code a row and all distinct values.
  case codes
  /// The first so many distinct values, and nothing of the rows.
  case values(limit: Int)
}
