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
  package init(_ bytes: UnsafeRawBufferPointer) {
    var i = 0
    let count = bytes.count
    while i < count {
      if i + 8 <= count {
        let word = bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        // No top bit set, and no zero byte (the classic test for one).
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        if word & 0x8080_8080_8080_8080 == 0, zeros == 0 {
          i += 8
          continue
        }
      }
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
