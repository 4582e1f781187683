import Glibc

/// Some records of a delimited text, cell by cell as keys for coding, column after column.
///
/// Cells are found before they are coded, so that a record that turns out not to be plain has left
/// no trace in a dictionary, and coding works on one column's table at a time.
struct RecordBatch: ~Copyable {
  /// How many records there is room for.
  let capacity: Int
  /// How many records there are.
  private(set) var count = 0
  /// Cells that are not short, by the number in their keys.
  private(set) var long: UnsafeMutablePointer<DelimitedField>
  private var longCount = 0
  private var longCapacity: Int
  /// The keys of column c are those from c · capacity on.
  let keys: UnsafeMutablePointer<UInt64>
  let text: DelimitedBytes
  private let columnCount: Int
  private let delimiters: UInt64

  init(_ text: DelimitedBytes, columnCount: Int) {
    self.text = text
    self.columnCount = columnCount
    // 32 KB of keys stay in the nearest cache.
    capacity = max(1, min(64, 4096 / max(1, columnCount)))
    keys = .allocate(capacity: capacity * columnCount)
    longCapacity = capacity * columnCount
    long = .allocate(capacity: longCapacity)
    delimiters = UInt64(text.delimiter) &* Self.ones
  }

  deinit {
    keys.deallocate()
    long.deallocate()
  }

  /// Forgets the records.
  mutating func removeAll() {
    count = 0
    longCount = 0
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080
  private static let quotes: UInt64 = 0x2222_2222_2222_2222

  /// Marks the top bit of the first byte below 0x0E: a line end or a rarer control character.
  ///
  /// Bits behind the first may be wrong, since a borrow runs upwards.
  @inline(__always)
  private static func controls(_ word: UInt64) -> UInt64 {
    (word &- ones &* 0x0E) & ~word & tops
  }

  /// Marks the top bit of the first zero byte; bits behind it may be wrong.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }

  /// The key of a short cell whose bytes are the lowest `length` of a word.
  @inline(__always)
  private static func key(_ word: UInt64, length: Int) -> UInt64 {
    let shift = UInt64(truncatingIfNeeded: length &* 8)
    return word & ((1 &<< shift) &- 1) | UInt64(truncatingIfNeeded: length) &<< 56
  }

  /// Adds the record that begins at an offset.
  ///
  /// - Returns: the offset behind it and its line ends, or nil where it is not plain; nothing is
  ///   added then.
  @inline(__always)
  mutating func scan(_ start: Int) -> (end: Int, lines: Int)? {
    let base = text.base
    let delimiter = text.delimiter
    let lastWord = text.count - 8
    let firstLong = longCount
    var p = start
    var lines = 1
    var content = 0
    var column = 0
    while true {
      var stop: UInt8 = 0x0A
      var isShort = false
      if p <= lastWord {
        let word = UnsafeRawPointer(base + p).loadUnaligned(as: UInt64.self).littleEndian
        let marks = Self.zeros(word ^ delimiters) | Self.controls(word)
        if marks != 0 {
          let length = marks.trailingZeroBitCount &>> 3
          stop = UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: length &* 8))
          if UInt8(truncatingIfNeeded: word) != 0x22,
            stop == delimiter || stop == 0x0A || stop == 0x0D
          {
            keys[column &* capacity &+ count] = Self.key(word, length: length)
            content |= length
            p &+= length
            isShort = true
          }
        }
      }
      if !isShort {
        guard let field = otherField(&p, &lines) else {
          longCount = firstLong
          return nil
        }
        let length = field.end - field.start
        content |= length
        if length <= 7, !field.hasDoubledQuotes {
          keys[column &* capacity &+ count] = TextCoder.key(base + field.start, length)
        } else {
          long[longCount] = field
          keys[column &* capacity &+ count] = TextColumnBuilder.longMark | UInt64(longCount)
          longCount += 1
        }
        stop = p < text.count ? base[p] : 0x0A
      }
      column &+= 1
      if stop == delimiter, p < text.count {
        if column == columnCount { break }
        p &+= 1
        continue
      }
      guard column == columnCount, content != 0 else { break }
      count += 1
      return (text.lineEnd(at: p), lines)
    }
    longCount = firstLong
    return nil
  }

  /// A cell that is quoted, longer than seven bytes, near the end or beset with control characters.
  ///
  /// Leaves `p` on what ends it. Nil where it is not plain.
  @inline(never)
  private func otherField(_ p: inout Int, _ lines: inout Int) -> DelimitedField? {
    let base = text.base
    let start = p
    if p < text.count, base[p] == 0x22 { return quotedField(&p, &lines) }
    while p < text.count {
      let byte = base[p]
      if byte == text.delimiter || byte == 0x0A || byte == 0x0D { break }
      p += 1
    }
    guard p - start <= text.longestCell else { return nil }
    return DelimitedField(start: start, end: p)
  }

  private func quotedField(_ p: inout Int, _ lines: inout Int) -> DelimitedField? {
    let base = text.base
    let start = p + 1
    var end = start
    var isDoubled = false
    while true {
      guard end < text.count, let hit = memchr(base + end, 0x22, text.count - end) else {
        return nil
      }
      end = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
      guard end + 1 < text.count, base[end + 1] == 0x22 else { break }
      isDoubled = true
      end += 2
    }
    guard end - start <= text.longestCell else { return nil }
    p = end + 1
    guard p >= text.count || base[p] == text.delimiter || base[p] == 0x0A || base[p] == 0x0D else {
      return nil
    }
    lines += lineEnds(UnsafeRawBufferPointer(start: base + start, count: end - start))
    return DelimitedField(start: start, end: end, hasDoubledQuotes: isDoubled)
  }
}

extension TextColumnSet {
  /// Adds the records of a batch as rows and empties it.
  mutating func append(_ batch: inout RecordBatch) {
    for column in wanted {
      columns[column].put(
        keys: batch.keys + column * batch.capacity, count: batch.count, row: rowCount,
        long: batch.long, base: batch.text.base)
    }
    rowCount += batch.count
    batch.removeAll()
    dismissKnown()
  }
}
