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
    let largest = keys.max() ?? 0
    if largest < Self.largestSpan(rows: keys.count) {
      self.init(count: keys.count, span: largest + 1) { keys[$0] }
    } else {
      self.init(hashing: keys)
    }
  }

  /// Ranks the keys that a function gives the rows, each at least zero and below `span`.
  @inlinable
  package init(count: Int, span: Int, key: @Sendable (Int) -> Int) {
    guard span <= Self.largestSpan(rows: count) else {
      self.init(hashing: (0..<count).map(key))
      return
    }
    // A bit for each possible key; a key's rank is the number of bits set below its own.
    let bits = Self.bits(count: count, span: span, key: key)
    var below = [Int32](repeating: 0, count: bits.count)
    var distinct: [Int] = []
    for word in bits.indices {
      below[word] = Int32(truncatingIfNeeded: distinct.count)
      var rest = bits[word]
      while rest != 0 {
        distinct.append(word << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    let ranks: [Int32] = concurrentRows(count) { [below] rows, target in
      var target = target
      for row in rows {
        let key = key(row)
        let lower = bits[key >> 6] & (1 &<< UInt64(truncatingIfNeeded: key & 63) &- 1)
        target.pointee = below[key >> 6] &+ Int32(truncatingIfNeeded: lower.nonzeroBitCount)
        target += 1
      }
    }
    self.init(distinct: distinct, ranks: ranks)
  }

  /// A bit for each possible key, set where a row has it.
  @inlinable
  static func bits(count: Int, span: Int, key: @Sendable (Int) -> Int) -> [UInt64] {
    // A set of its own for each thread, of at least so many rows.
    let parts = max(1, min(threadCount, count >> 17))
    let sets = concurrentMap(parts) { part in
      var bits = [UInt64](repeating: 0, count: span / 64 + 1)
      for row in count * part / parts..<count * (part + 1) / parts {
        let key = key(row)
        bits[key >> 6] |= 1 &<< UInt64(truncatingIfNeeded: key & 63)
      }
      return bits
    }
    var all = sets[0]
    for set in sets.dropFirst() {
      for word in all.indices { all[word] |= set[word] }
    }
    return all
  }

  @usableFromInline
  init(distinct: [Int], ranks: [Int32]) {
    self.distinct = distinct
    self.ranks = ranks
  }

  /// Up to how many possible keys a bit for each takes no more memory than the rows themselves.
  @inlinable
  static func largestSpan(rows: Int) -> Int { max(1 << 16, 64 * rows) }

  @usableFromInline
  init(hashing keys: [Int]) {
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
