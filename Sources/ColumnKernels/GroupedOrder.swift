/// The rows of each group in ascending order of their values; tied rows keep their order.
///
/// Rows without a value (NaN) or without a group (below zero) are left out.
package struct GroupedOrder: Sendable {
  /// Row numbers, group after group.
  package let rows: [Int32]
  /// The value of each of these rows.
  package let values: [Double]
  /// Where each group begins in `rows`, and one more for the end of the last.
  package let starts: [Int]

  /// A row with the upper half of its value's order.
  private typealias Entry = (key: UInt32, row: Int32)

  /// Orders rows by group and value.
  ///
  /// - Complexity: O(rows) passes over the upper 32 bits that differ, four at most; what agrees in
  ///   them (a few neighbours of a continuous variable) is compared.
  package init(values: [Double], groups: [Int32], groupCount: Int) {
    precondition(values.count == groups.count)
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for row in values.indices where Self.isPresent(values[row], groups[row], groupCount) {
      starts[Int(groups[row]) + 1] += 1
    }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    let count = starts[groupCount]
    var entries = [Entry](repeating: (0, 0), count: count)
    var spare = entries
    var next = starts
    var ordered = [Int32](repeating: 0, count: count)
    var gathered = [Double](repeating: 0, count: count)
    values.withUnsafeBufferPointer { values in
      entries.withUnsafeMutableBufferPointer { entries in
        for row in values.indices where Self.isPresent(values[row], groups[row], groupCount) {
          let group = Int(groups[row])
          entries[next[group]] = (UInt32(Self.key(values[row]) >> 32), Int32(row))
          next[group] += 1
        }
        spare.withUnsafeMutableBufferPointer { spare in
          for group in 0..<groupCount {
            let range = starts[group]..<starts[group + 1]
            let part = UnsafeMutableBufferPointer(rebasing: entries[range])
            Self.sort(part, UnsafeMutableBufferPointer(rebasing: spare[range]))
            gathered.withUnsafeMutableBufferPointer { gathered in
              for at in range { gathered[at] = values[Int(entries[at].row)] }
              Self.settle(part, UnsafeMutableBufferPointer(rebasing: gathered[range]), values)
            }
          }
        }
        for at in 0..<count { ordered[at] = entries[at].row }
      }
    }
    rows = ordered
    self.values = gathered
    self.starts = starts
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

  /// A radix sort by the upper bits, from the lowest byte up, over the bytes that differ.
  private static func sort(
    _ entries: UnsafeMutableBufferPointer<Entry>, _ spare: UnsafeMutableBufferPointer<Entry>
  ) {
    let count = entries.count
    if count < 2 { return }
    if count < 256 {
      var entries = entries
      entries.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      return
    }
    var counts = [Int32](repeating: 0, count: 4 * 256)
    counts.withUnsafeMutableBufferPointer { counts in
      for entry in entries {
        counts[Int(entry.key & 0xFF)] += 1
        counts[256 + Int((entry.key >> 8) & 0xFF)] += 1
        counts[512 + Int((entry.key >> 16) & 0xFF)] += 1
        counts[768 + Int(entry.key >> 24)] += 1
      }
      var from = entries
      var into = spare
      for digit in 0..<4 {
        let base = digit << 8
        let shift = UInt32(digit * 8)
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

  /// Puts rows whose upper bits agree in the order of their whole values.
  private static func settle(
    _ entries: UnsafeMutableBufferPointer<Entry>, _ ordered: UnsafeMutableBufferPointer<Double>,
    _ values: UnsafeBufferPointer<Double>
  ) {
    var start = 0
    while start < entries.count {
      var end = start + 1
      var inOrder = true
      while end < entries.count, entries[end].key == entries[start].key {
        inOrder = inOrder && ordered[end - 1] <= ordered[end]
        end += 1
      }
      if !inOrder {
        var run = UnsafeMutableBufferPointer(rebasing: entries[start..<end])
        run.sort {
          (values[Int($0.row)], $0.row) < (values[Int($1.row)], $1.row)
        }
        for at in start..<end { ordered[at] = values[Int(entries[at].row)] }
      }
      start = end
    }
  }
}
