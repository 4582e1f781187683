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
  private var marks: MarkScan

  init(_ text: DelimitedBytes, columnCount: Int) {
    self.text = text
    self.columnCount = columnCount
    // 32 KB of keys stay in the nearest cache.
    capacity = max(1, min(64, 4096 / max(1, columnCount)))
    keys = .allocate(capacity: capacity * columnCount)
    longCapacity = capacity * columnCount
    long = .allocate(capacity: longCapacity)
    marks = MarkScan(text)
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

  /// Adds the record that begins at an offset.
  ///
  /// - Returns: the offset behind it and its line ends, or nil where it is not plain; nothing is
  ///   added then.
  @inline(__always)
  mutating func scan(_ start: Int) -> (end: Int, lines: Int)? {
    let base = text.base
    let delimiter = text.delimiter
    // Before it, eight bytes may be read from any cell on.
    let safeEnd = text.count &- 8
    let step = capacity
    let last = keys + ((columnCount &- 1) &* step &+ count)
    let firstLong = longCount
    var lines = 1
    var content = 0
    var target = keys + count
    var p = start
    marks.seek(start)
    while true {
      // Short cells before a delimiter, the many; all else below.
      var bits = marks.bits
      let block = marks.block
      while bits != 0 {
        let next = block &+ bits.trailingZeroBitCount
        let length = next &- p
        guard length <= 7, next < safeEnd, base[next] == delimiter, base[p] != 0x22, target < last
        else { break }
        target.pointee = Self.key(base + p, length)
        content |= length
        target += step
        p = next &+ 1
        bits &= bits &- 1
      }
      marks.bits = bits
      if bits == 0, marks.nextBlock() { continue }
      guard let next = otherCell(p, target, &content, &lines) else { break }
      p = next
      if p < text.count, base[p] == delimiter {
        if target == last { break }
        target += step
        p &+= 1
        continue
      }
      guard target == last, content != 0 else { break }
      count += 1
      return (text.lineEnd(at: p), lines)
    }
    longCount = firstLong
    return nil
  }

  /// Adds a cell of any kind and says what offset ends it, or nil where it is not plain.
  @inline(never)
  private mutating func otherCell(
    _ start: Int, _ target: UnsafeMutablePointer<UInt64>, _ content: inout Int,
    _ lines: inout Int
  ) -> Int? {
    let base = text.base
    var field: DelimitedField
    var next = start
    if start < text.count, base[start] == 0x22 {
      guard let quoted = quotedField(&next, &lines) else { return nil }
      field = quoted
    } else {
      // Other control characters are part of the cell.
      repeat {
        next = marks.next()
      } while next < text.count && base[next] != text.delimiter && base[next] != 0x0A
        && base[next] != 0x0D
      field = DelimitedField(start: start, end: next)
    }
    marks.seek(min(next + 1, text.count))
    let length = field.end - field.start
    guard length <= text.longestCell else { return nil }
    content |= length
    if length <= 7, !field.hasDoubledQuotes {
      target.pointee =
        field.start <= text.count - 8
        ? Self.key(base + field.start, length) : TextCoder.key(base + field.start, length)
    } else {
      long[longCount] = field
      target.pointee = TextColumnBuilder.longMark | UInt64(truncatingIfNeeded: longCount)
      longCount += 1
    }
    return next
  }

  /// The key of a short cell that at least eight bytes follow.
  @inline(__always)
  private static func key(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
    let size = UInt64(truncatingIfNeeded: length)
    return word & ((1 &<< (size &<< 3)) &- 1) | size &<< 56
  }

  /// A quoted cell, or nil where it is not plain.
  ///
  /// Leaves `p` on what ends it.
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
