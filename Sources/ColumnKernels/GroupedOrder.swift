/// The rows of each group in ascending order of their values; tied rows keep their order.
///
/// Rows without a value (NaN) or without a group (below zero) are left out.
package struct GroupedOrder: Sendable {
  /// Row numbers, group after group.
  package private(set) var rows: [Int32]
  /// Where each group begins in `rows`, and one more for the end of the last.
  package let starts: [Int]

  /// Orders rows by group and value.
  ///
  /// - Complexity: O(rows × bytes in which the values differ): eight passes at most, two or three
  ///   for whole numbers.
  package init(values: [Double], groups: [Int32], groupCount: Int) {
    precondition(values.count == groups.count)
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for row in values.indices where Self.isPresent(values[row], groups[row], groupCount) {
      starts[Int(groups[row]) + 1] += 1
    }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    let count = starts[groupCount]
    var entries = [Entry](repeating: Entry(key: 0, row: 0), count: count)
    var next = starts
    for row in values.indices where Self.isPresent(values[row], groups[row], groupCount) {
      let group = Int(groups[row])
      entries[next[group]] = Entry(key: Self.key(values[row]), row: Int32(row))
      next[group] += 1
    }
    var spare = [Entry](repeating: Entry(key: 0, row: 0), count: count)
    entries.withUnsafeMutableBufferPointer { entries in
      spare.withUnsafeMutableBufferPointer { spare in
        for group in 0..<groupCount {
          let range = starts[group]..<starts[group + 1]
          Self.sort(
            UnsafeMutableBufferPointer(rebasing: entries[range]),
            UnsafeMutableBufferPointer(rebasing: spare[range]))
        }
      }
    }
    rows = entries.map(\.row)
    self.starts = starts
  }

  private struct Entry {
    var key: UInt64
    var row: Int32
  }

  @inline(__always)
  private static func isPresent(_ value: Double, _ group: Int32, _ groupCount: Int) -> Bool {
    value == value && group >= 0 && Int(group) < groupCount
  }

  /// Bits whose order as whole numbers is the order of the values; −0 is 0.
  @inline(__always)
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  /// A radix sort from the lowest byte up, over the bytes that differ; short runs by comparison.
  private static func sort(
    _ entries: UnsafeMutableBufferPointer<Entry>, _ spare: UnsafeMutableBufferPointer<Entry>
  ) {
    let count = entries.count
    if count < 2 { return }
    if count < 400 {
      var entries = entries
      entries.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      return
    }
    var counts = [Int32](repeating: 0, count: 8 * 256)
    counts.withUnsafeMutableBufferPointer { counts in
      for entry in entries {
        var key = entry.key
        for digit in 0..<8 {
          counts[digit << 8 + Int(key & 0xFF)] += 1
          key >>= 8
        }
      }
      var from = entries
      var into = spare
      for digit in 0..<8 {
        let base = digit << 8
        let shift = UInt64(digit * 8)
        // A byte that all share orders nothing.
        if Int(counts[base + Int((from[0].key >> shift) & 0xFF)]) == count { continue }
        var sum: Int32 = 0
        for byte in base..<base + 256 {
          let here = counts[byte]
          counts[byte] = sum
          sum += here
        }
        for at in 0..<count {
          let entry = from[at]
          let slot = base + Int((entry.key >> shift) & 0xFF)
          into[Int(counts[slot])] = entry
          counts[slot] += 1
        }
        swap(&from, &into)
      }
      if from.baseAddress != entries.baseAddress {
        for at in 0..<count { entries[at] = from[at] }
      }
    }
  }
}
