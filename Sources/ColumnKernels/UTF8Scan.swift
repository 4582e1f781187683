/// What one pass over bytes says about them as UTF-8.
package struct UTF8Scan: Sendable, Hashable {
  /// How many well-formed sequences of two to four bytes there are.
  package var sequences = 0
  /// How many bytes or sequences are not UTF-8.
  package var faults = 0
  /// Where the first fault lies, or nil.
  package var firstFault: Int?
  /// How many NUL bytes there are.
  package var nulls = 0
  /// Where the first NUL lies, or nil.
  package var firstNull: Int?

  /// Whether the bytes are UTF-8 without NUL.
  package var isClean: Bool { faults == 0 && nulls == 0 }

  /// Scans the bytes.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - threads: how many threads share the work; what is found does not depend on it.
  ///   - isMapped: whether the bytes are a mapped file, of which pages seen are given back.
  package init(
    _ bytes: UnsafeRawBufferPointer, threads: Int = threadCount, isMapped: Bool = false
  ) {
    let length = 1 << 20
    guard bytes.count > length else {
      self.init(bytes, within: 0..<bytes.count)
      return
    }
    self.init()
    // A sequence never runs over a byte that is no tail, so stretches may begin there.
    var starts = [0]
    for nominal in stride(from: length, to: bytes.count, by: length) {
      var start = nominal
      while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
      if start > starts[starts.count - 1], start < bytes.count { starts.append(start) }
    }
    let ends = starts.dropFirst() + [bytes.count]
    let ranges = zip(starts, ends).map { $0..<$1 }
    nonisolated(unsafe) let shared = bytes
    let parts = concurrentMap(ranges.count, threads: threads) { index in
      let part = UTF8Scan(shared, within: ranges[index])
      if isMapped { releasePages(UnsafeRawBufferPointer(rebasing: shared[ranges[index]])) }
      return part
    }
    for part in parts {
      sequences += part.sequences
      faults += part.faults
      nulls += part.nulls
      if firstFault == nil { firstFault = part.firstFault }
      if firstNull == nil { firstNull = part.firstNull }
    }
  }

  private init() {}

  /// Scans a range that begins and ends where no sequence is cut.
  private init(_ bytes: UnsafeRawBufferPointer, within range: Range<Int>) {
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      i = Self.endOfPlain(bytes, from: i, to: end)
      if i == end { break }
      let byte = bytes[i]
      if byte < 0x80 {
        if byte == 0 {
          nulls += 1
          if firstNull == nil { firstNull = i }
        }
        i += 1
        continue
      }
      let length = utf8SequenceLength(bytes, at: i)
      if length == 0 {
        faults += 1
        if firstFault == nil { firstFault = i }
        i += 1
      } else {
        sequences += 1
        i += length
      }
    }
  }

  /// Moves over ASCII other than NUL, eight bytes at a time; at least up to the last few bytes before
  /// another byte.
  @inline(__always)
  private static func endOfPlain(
    _ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
  ) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    var i = start
    while i + 32 <= end {
      let a = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let b = bytes.loadUnaligned(fromByteOffset: i + 8, as: UInt64.self)
      let c = bytes.loadUnaligned(fromByteOffset: i + 16, as: UInt64.self)
      let d = bytes.loadUnaligned(fromByteOffset: i + 24, as: UInt64.self)
      // A top bit that is set, or a byte that is zero: below ASCII minus one has its top bit set.
      let unusual = a | b | c | d | (a &- ones) | (b &- ones) | (c &- ones) | (d &- ones)
      if unusual & tops != 0 { break }
      i += 32
    }
    while i + 8 <= end {
      let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      if (word | (word &- ones)) & tops != 0 { break }
      i += 8
    }
    return i
  }
}

/// The length of the well-formed sequence that begins at an offset, or 0 (Unicode, table 3-7).
package func utf8SequenceLength(_ bytes: UnsafeRawBufferPointer, at i: Int) -> Int {
  let first = bytes[i]
  let left = bytes.count - i
  func isTail(_ offset: Int) -> Bool { offset < left && bytes[i + offset] & 0xC0 == 0x80 }
  switch first {
  case 0..<0x80: return 1
  case 0xC2...0xDF: return isTail(1) ? 2 : 0
  case 0xE0...0xEF:
    guard isTail(1), isTail(2) else { return 0 }
    let second = bytes[i + 1]
    if first == 0xE0, second < 0xA0 { return 0 }
    if first == 0xED, second > 0x9F { return 0 }
    return 3
  case 0xF0...0xF4:
    guard isTail(1), isTail(2), isTail(3) else { return 0 }
    let second = bytes[i + 1]
    if first == 0xF0, second < 0x90 { return 0 }
    if first == 0xF4, second > 0x8F { return 0 }
    return 4
  default: return 0
  }
}

/// A copy in which every fault and every NUL has become U+FFFD.
package func repairedUTF8(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + 64)
  var i = 0
  while i < bytes.count {
    let length = bytes[i] == 0 ? 0 : utf8SequenceLength(bytes, at: i)
    if length == 0 {
      result.append(contentsOf: [0xEF, 0xBF, 0xBD])
      i += 1
    } else {
      for k in 0..<length { result.append(bytes[i + k]) }
      i += length
    }
  }
  return result
}
