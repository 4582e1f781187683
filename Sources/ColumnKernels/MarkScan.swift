/// Finds delimiters and control characters of a text, 64 bytes at a time.
///
/// A block of 64 bytes becomes a word with a bit for each byte, from which positions are taken one by
/// one: no step from one cell to the next has to wait for the text itself.
struct MarkScan {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let delimiter: UInt8
  private let delimiters: UInt64
  /// Where the block begins; a multiple of 64, or below zero where there is none yet.
  private(set) var block = -64
  /// The marks of the block that are still to come.
  var bits: UInt64 = 0

  init(_ text: DelimitedBytes) {
    base = text.base
    count = text.count
    delimiter = text.delimiter
    delimiters = UInt64(text.delimiter) &* 0x0101_0101_0101_0101
  }

  /// Goes on at an offset: the next mark is the first that is not before it.
  @inline(__always)
  mutating func seek(_ offset: Int) {
    let wanted = offset & ~63
    if wanted != block {
      block = wanted
      bits = marks(wanted)
    }
    bits &= ~0 &<< UInt64(truncatingIfNeeded: offset & 63)
  }

  /// The offset of the next mark, or the end of the text; moves behind it.
  @inline(__always)
  mutating func next() -> Int {
    while bits == 0 {
      guard nextBlock() else { return count }
    }
    let offset = block &+ bits.trailingZeroBitCount
    bits &= bits &- 1
    return offset
  }

  /// Goes on to the next block, or says that there is none.
  @inline(__always)
  mutating func nextBlock() -> Bool {
    guard block &+ 64 < count else { return false }
    block &+= 64
    bits = marks(block)
    return true
  }

  /// The marks of the 64 bytes from an offset on; those behind the end of the text are none.
  @inline(never)
  private func marks(_ offset: Int) -> UInt64 {
    var result: UInt64 = 0
    if offset &+ 64 <= count {
      let raw = UnsafeRawPointer(base + offset)
      for k in 0..<8 {
        let word = raw.loadUnaligned(fromByteOffset: k * 8, as: UInt64.self).littleEndian
        result |= Self.marks(word, delimiters) &<< UInt64(k * 8)
      }
      return result
    }
    for position in offset..<max(offset, count) {
      let byte = base[position]
      if byte == delimiter || byte < 0x0E { result |= 1 << UInt64(position - offset) }
    }
    return result
  }

  /// A bit for each of eight bytes that is the delimiter or below 0x0E: a line end or a rarer control
  /// character.
  @inline(__always)
  private static func marks(_ word: UInt64, _ delimiters: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    // The top bit of a byte becomes 1 where its low bits make at least 1, and 0x0E.
    let other = word ^ delimiters
    let differs = ((other & low) &+ low) | other
    let isHigh = ((word & low) &+ 0x7272_7272_7272_7272) | word
    let found = ~(differs & isHigh) & ~low
    // Gathers the top bits of the bytes in the top byte.
    return ((found &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }
}
