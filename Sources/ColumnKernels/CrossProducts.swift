/// How often each pair of codes occurs in each pair of coded columns.
///
/// One pass over the rows; means, covariances and their pairwise variants of any scoring follow from
/// the cells, so a reversal or a recode costs nothing. Counts are whole numbers: the order of the
/// rows cannot change a bit. Sums of weights are added in the order of the rows.
package struct CodePairs: Sendable {
  /// How many codes each column has: its levels, and one for every code that is none of them.
  package let widths: [Int]
  /// The rows of each pair of codes, all pairs of columns one after the other.
  package private(set) var counts: [UInt32]
  /// The weight of each pair of codes; empty without weights.
  package private(set) var sums: [Double]
  private let offsets: [Int]

  /// Rows are handled in blocks whose codes stay in the first cache for all pairs of columns.
  private static let block = 4096

  /// Counts the pairs.
  ///
  /// A column's codes at or above its number of levels all fall into the last of its cells. Columns
  /// are of one length, and so are the weights where there are any.
  package init(columns: [[UInt8]], levels: [Int], weights: [Double]? = nil) {
    precondition(columns.count == levels.count)
    precondition(levels.allSatisfy { $0 >= 0 && $0 < 256 })
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows })
    precondition(weights.map { $0.count == rows } ?? true)
    let widths = levels.map { $0 + 1 }
    var offsets: [Int] = []
    var total = 0
    for second in columns.indices {
      for first in 0...second {
        offsets.append(total)
        total += widths[first] * widths[second]
      }
    }
    self.widths = widths
    self.offsets = offsets
    counts = [UInt32](repeating: 0, count: total)
    sums = weights == nil ? [] : [Double](repeating: 0, count: total)
    precondition(rows < Int(UInt32.max))
    var compact = [UInt8](repeating: 0, count: columns.count * Self.block)
    // A second set of counts for the odd rows: on a scale most rows add to few cells, and an
    // addition to the cell just written would wait for it.
    var odd = [UInt32](repeating: 0, count: weights == nil ? total : 0)
    for start in stride(from: 0, to: rows, by: Self.block) {
      let length = min(Self.block, rows - start)
      for (column, codes) in columns.enumerated() {
        Self.compact(
          codes.span.extracting(start..<start + length), levels: UInt8(levels[column]),
          into: &compact, at: column * Self.block)
      }
      for second in columns.indices {
        for first in 0...second {
          let offset = offsets[second * (second + 1) / 2 + first]
          let a = compact.span.extracting(first * Self.block..<first * Self.block + length)
          let b = compact.span.extracting(second * Self.block..<second * Self.block + length)
          if let weights {
            Self.add(
              a, b, weights: weights.span.extracting(start..<start + length),
              width: widths[second], offset: offset, counts: &counts, sums: &sums)
          } else {
            Self.count(
              a, b, width: widths[second], offset: offset, even: &counts, odd: &odd)
          }
        }
      }
    }
    for cell in odd.indices { counts[cell] &+= odd[cell] }
  }

  /// Where the cells of two columns start, the codes of the first (no later than the second)
  /// running slowest.
  package func offset(_ first: Int, _ second: Int) -> Int {
    precondition(first <= second)
    return offsets[second * (second + 1) / 2 + first]
  }

  private static func compact(
    _ codes: Span<UInt8>, levels: UInt8, into block: inout [UInt8], at offset: Int
  ) {
    var out = block.mutableSpan
    precondition(offset + codes.count <= out.count)
    for row in 0..<codes.count {
      out[unchecked: offset &+ row] = min(codes[unchecked: row], levels)
    }
  }

  private static func count(
    _ a: Span<UInt8>, _ b: Span<UInt8>, width: Int, offset: Int, even: inout [UInt32],
    odd: inout [UInt32]
  ) {
    precondition(a.count == b.count)
    even.withUnsafeMutableBufferPointer { even in
      odd.withUnsafeMutableBufferPointer { odd in
        // Compacted codes lie below the widths that the cells were laid out by.
        var row = 0
        let pairs = a.count & ~1
        while row < pairs {
          even[offset &+ Int(a[unchecked: row]) &* width &+ Int(b[unchecked: row])] &+= 1
          odd[offset &+ Int(a[unchecked: row &+ 1]) &* width &+ Int(b[unchecked: row &+ 1])] &+= 1
          row &+= 2
        }
        if row < a.count {
          even[offset &+ Int(a[unchecked: row]) &* width &+ Int(b[unchecked: row])] &+= 1
        }
      }
    }
  }

  private static func add(
    _ a: Span<UInt8>, _ b: Span<UInt8>, weights: Span<Double>, width: Int, offset: Int,
    counts: inout [UInt32], sums: inout [Double]
  ) {
    precondition(a.count == b.count && weights.count == a.count)
    var counts = counts.mutableSpan
    var sums = sums.mutableSpan
    for row in 0..<a.count {
      let cell = offset &+ Int(a[unchecked: row]) &* width &+ Int(b[unchecked: row])
      counts[cell] &+= 1
      sums[cell] += weights[unchecked: row]
    }
  }
}
