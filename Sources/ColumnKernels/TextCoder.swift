import Glibc

/// Gives each distinct text a code, in order of first appearance.
///
/// An open-addressing table over one flat buffer of UTF-8: no string object a value. A text of at
/// most seven bytes is its own key (the length sits in the top byte), so the common survey answer
/// is found without touching the buffer; longer ones keep a hash and are compared.
package struct TextCoder: ~Copyable {
  struct Slot {
    var key: UInt64
    var code: UInt32
  }

  /// The key of a free slot.
  ///
  /// Short texts have a top byte up to 7, long ones 255.
  private static let free: UInt64 = 0xFD << 56
  /// The table; a text's place is the first from the upper bits of its hash on.
  private(set) var slots: UnsafeMutablePointer<Slot>
  private var bits: Int
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCount = 0
  private var byteCapacity: Int
  private var offsets: UnsafeMutablePointer<Int>
  private var offsetCapacity: Int
  /// How many distinct texts there are.
  package private(set) var count = 0

  /// Makes an empty coder.
  package init() {
    bits = 5
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: Slot(key: Self.free, code: 0), count: 1 << bits)
    byteCapacity = 256
    bytes = .allocate(capacity: byteCapacity)
    offsetCapacity = 32
    offsets = .allocate(capacity: offsetCapacity)
    offsets[0] = 0
  }

  deinit {
    slots.deallocate()
    bytes.deallocate()
    offsets.deallocate()
  }

  /// The code of a text; a text not met before gets the next free one.
  @inline(__always)
  package mutating func code(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    let key = Self.key(text, length)
    if length <= 7 { return code(shortKey: key) }
    var index = slot(of: key)
    while true {
      let slot = slots[index]
      if slot.key == Self.free { return insert(text, length, key: key, at: index) }
      if slot.key == key, isEqual(slot.code, text, length) { return slot.code }
      index = (index + 1) & ((1 << bits) - 1)
    }
  }

  /// The code of a text of at most seven bytes by its key: the text from the lowest byte on, zeros,
  /// and the length in the top byte.
  @inline(__always)
  package mutating func code(shortKey key: UInt64) -> UInt32 {
    var index = slot(of: key)
    while true {
      let slot = slots[index]
      if slot.key == key { return slot.code }
      if slot.key == Self.free { return insert(shortKey: key, at: index) }
      index = (index + 1) & ((1 << bits) - 1)
    }
  }

  /// The code of the bytes in a buffer.
  package mutating func code(_ text: UnsafeRawBufferPointer) -> UInt32 {
    guard let base = text.baseAddress else {
      return withUnsafePointer(to: 0 as UInt8) { code($0, 0) }
    }
    return code(base.assumingMemoryBound(to: UInt8.self), text.count)
  }

  /// Where a text lies, by its code; the pointer is good until the next text is coded.
  func text(_ code: Int) -> (start: UnsafePointer<UInt8>, length: Int) {
    (UnsafePointer(bytes + offsets[code]), offsets[code + 1] - offsets[code])
  }

  /// The distinct texts as one buffer and where each begins, with one more offset for the end.
  package func contents() -> (bytes: [UInt8], offsets: [Int]) {
    (
      Array(UnsafeBufferPointer(start: bytes, count: byteCount)),
      Array(UnsafeBufferPointer(start: offsets, count: count + 1))
    )
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int { Self.slot(of: key, shift: shift) }

  /// The place to look first, by the number of bits that a hash is shifted.
  @inline(__always)
  static func slot(of key: UInt64, shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  /// How many bits a hash is shifted to give a place.
  @inline(__always)
  var shift: UInt64 { UInt64(truncatingIfNeeded: 64 - bits) }

  @inline(__always)
  private func isEqual(_ code: UInt32, _ text: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let start = offsets[Int(code)]
    return offsets[Int(code) + 1] - start == length && memcmp(bytes + start, text, length) == 0
  }

  /// The text itself where it is short, else a hash of it.
  ///
  /// Short texts are read by overlapping
  /// loads that never leave the text, since it may end where the mapped file ends.
  @inline(__always)
  static func key(_ text: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    let raw = UnsafeRawPointer(text)
    if length <= 7 {
      var key = UInt64(length) << 56
      if length >= 4 {
        key |= UInt64(raw.loadUnaligned(as: UInt32.self))
        let tail = UInt64(raw.loadUnaligned(fromByteOffset: length - 4, as: UInt32.self))
        key |= tail << UInt64(8 * (length - 4))
      } else if length > 0 {
        key |= UInt64(text[0])
        key |= UInt64(text[length / 2]) << UInt64(8 * (length / 2))
        key |= UInt64(text[length - 1]) << UInt64(8 * (length - 1))
      }
      return key
    }
    var hash = UInt64(length) &* 0x9E37_79B9_7F4A_7C15
    var position = 0
    while position + 8 <= length {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
    }
    hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self))
    return hash | (0xFF << 56)
  }

  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xFF51_AFD7_ED55_8CCD)
    return product.high ^ product.low
  }

  @inline(never)
  private mutating func insert(shortKey key: UInt64, at index: Int) -> UInt32 {
    withUnsafeBytes(of: key.littleEndian) { bytes in
      bytes.withMemoryRebound(to: UInt8.self) { text in
        // Eight bytes always have an address.
        text.baseAddress.map { insert($0, Int(key >> 56), key: key, at: index) } ?? 0
      }
    }
  }

  @inline(never)
  private mutating func insert(
    _ text: UnsafePointer<UInt8>, _ length: Int, key: UInt64, at index: Int
  ) -> UInt32 {
    if byteCount + length > byteCapacity {
      let capacity = max(byteCapacity * 2, byteCount + length)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: bytes, count: byteCount)
      bytes.deallocate()
      bytes = larger
      byteCapacity = capacity
    }
    if count + 2 > offsetCapacity {
      let larger = UnsafeMutablePointer<Int>.allocate(capacity: offsetCapacity * 2)
      larger.update(from: offsets, count: count + 1)
      offsets.deallocate()
      offsets = larger
      offsetCapacity *= 2
    }
    (bytes + byteCount).update(from: text, count: length)
    byteCount += length
    slots[index] = Slot(key: key, code: UInt32(count))
    count += 1
    offsets[count] = byteCount
    // At most half full: probes stay short even where keys cluster.
    if count * 2 > 1 << bits { grow() }
    return UInt32(count - 1)
  }

  private mutating func grow() {
    let old = slots
    let oldCount = 1 << bits
    // Large tables only double, so that they stay in the cache as long as they can.
    bits += bits < 12 ? 2 : 1
    let mask = (1 << bits) - 1
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: Slot(key: Self.free, code: 0), count: 1 << bits)
    for i in 0..<oldCount where old[i].key != Self.free {
      var index = slot(of: old[i].key)
      while slots[index].key != Self.free { index = (index + 1) & mask }
      slots[index] = old[i]
    }
    old.deallocate()
  }
}
