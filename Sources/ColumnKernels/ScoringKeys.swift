/// The distinct keys of rows in ascending order, and the rank of each row's key among them.
///
/// Ascending order, not order of appearance, so that everything summed over keys is summed in an
/// order that does not depend on the order of the rows.
package struct KeyRanks: Sendable {
  /// The distinct keys, ascending.
  package let distinct: [Int]
  /// The index into `distinct` of each row's key.
  package let ranks: [Int32]

  /// Ranks keys; each is zero or above.
  ///
  /// - Complexity: O(rows + k log k) for k distinct keys.
  package init(_ keys: [Int]) {
    var capacity = 1024
    var slots = [Int32](repeating: -1, count: capacity)
    var found: [Int] = []
    var codes = [Int32](repeating: 0, count: keys.count)
    for row in keys.indices {
      let key = keys[row]
      var slot = Self.hash(key) & (capacity - 1)
      while true {
        let code = slots[slot]
        if code < 0 {
          codes[row] = Int32(found.count)
          slots[slot] = Int32(found.count)
          found.append(key)
          if found.count * 2 > capacity {
            capacity *= 4
            slots = Self.rehashed(found, capacity: capacity)
          }
          break
        }
        if found[Int(code)] == key {
          codes[row] = code
          break
        }
        slot = (slot + 1) & (capacity - 1)
      }
    }
    let order = found.indices.sorted { found[$0] < found[$1] }
    var rank = [Int32](repeating: 0, count: found.count)
    for (position, code) in order.enumerated() { rank[code] = Int32(position) }
    for row in codes.indices { codes[row] = rank[Int(codes[row])] }
    distinct = order.map { found[$0] }
    ranks = codes
  }

  private static func rehashed(_ keys: [Int], capacity: Int) -> [Int32] {
    var slots = [Int32](repeating: -1, count: capacity)
    for (code, key) in keys.enumerated() {
      var slot = hash(key) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(code)
    }
    return slots
  }

  private static func hash(_ key: Int) -> Int {
    var x = UInt(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
    x ^= x >> 29
    return Int(truncatingIfNeeded: x >> 1)
  }
}
