import Glibc

/// Where one cell of a delimited text lies, without its quotes.
package struct DelimitedField: Sendable {
  /// Offset of the first byte of the cell's content.
  package var start: Int
  /// Offset behind its last byte.
  package var end: Int
  /// Whether the content holds doubled quotes that stand for one.
  package var hasDoubledQuotes: Bool

  /// Makes a field.
  package init(start: Int, end: Int, hasDoubledQuotes: Bool = false) {
    self.start = start
    self.end = end
    self.hasDoubledQuotes = hasDoubledQuotes
  }

  /// Appends the content with doubled quotes made single.
  package func appendUnescaped(in base: UnsafePointer<UInt8>, to bytes: inout [UInt8]) {
    var position = start
    while position < end {
      bytes.append(base[position])
      let isDoubled = base[position] == 0x22 && position + 1 < end && base[position + 1] == 0x22
      position += hasDoubledQuotes && isDoubled ? 2 : 1
    }
  }
}

/// What the scanner says about one record beside its cells.
package struct DelimitedRecord: Sendable {
  /// How many cells the record has, also where not all could be kept.
  package var fieldCount = 0
  /// The line on which it begins, from 1.
  package var line = 1
  /// Offset of its first byte.
  package var start = 0
  /// Whether every cell is empty.
  package var isEmpty = true
  /// Whether the record is a line with nothing on it.
  package var isBlankLine = false
  /// The line on which a quote opened that never closed, or nil.
  package var unterminatedQuoteLine: Int?
  /// The number of the first cell, from 0, with text behind its closing quote, or nil.
  package var textAfterQuote: Int?
}

/// Walks over delimited text record by record: RFC 4180 with LF, CRLF or CR line ends.
///
/// A quote opens only at the beginning of a cell. Text behind a closing quote is kept as part of
/// the cell, with the quote, and reported. The buffer must outlive the scanner.
package struct DelimitedScanner: ~Copyable {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private let delimiter: UInt8
  /// Offset of the next record.
  package private(set) var position: Int
  /// The line of the next record, from 1.
  package private(set) var line: Int
  private var buffer: UnsafeMutablePointer<DelimitedField>
  private var capacity = 64
  private var kept = 0
  private let maximumFields: Int

  /// Makes a scanner from an offset on; at most `maximumFields` cells a record are kept.
  package init(
    _ base: UnsafePointer<UInt8>, count: Int, delimiter: UInt8, from position: Int = 0,
    line: Int = 1, maximumFields: Int = 20_000
  ) {
    self.base = base
    end = count
    self.delimiter = delimiter
    self.position = position
    self.line = line
    self.maximumFields = maximumFields
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// The cells of the record last read; valid until the next is read.
  package var fields: UnsafeBufferPointer<DelimitedField> {
    UnsafeBufferPointer(start: buffer, count: kept)
  }

  /// Goes on at another record, which begins on a line.
  package mutating func move(to position: Int, line: Int) {
    self.position = position
    self.line = line
  }

  /// Reads the next record, or says nil at the end.
  package mutating func next() -> DelimitedRecord? {
    if position >= end { return nil }
    var record = DelimitedRecord()
    record.line = line
    record.start = position
    kept = 0
    var p = position
    let first = base[p]
    record.isBlankLine = first == 0x0A || first == 0x0D
    while true {
      var field: DelimitedField
      if p < end, base[p] == 0x22 {
        field = quoted(&p, &record)
      } else {
        let start = p
        while p < end {
          let byte = base[p]
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          p += 1
        }
        field = DelimitedField(start: start, end: p)
      }
      if field.end > field.start { record.isEmpty = false }
      record.fieldCount += 1
      if kept < maximumFields {
        if kept == capacity { grow() }
        buffer[kept] = field
        kept += 1
      }
      if p >= end { break }
      let byte = base[p]
      p += 1
      if byte == delimiter { continue }
      if byte == 0x0D, p < end, base[p] == 0x0A { p += 1 }
      line += 1
      break
    }
    position = p
    return record
  }

  /// Reads a cell that begins with a quote and leaves `p` on what ends it.
  @inline(never)
  private mutating func quoted(_ p: inout Int, _ record: inout DelimitedRecord) -> DelimitedField {
    let openedOn = line
    let start = p + 1
    var doubled = false
    var q = start
    while true {
      guard q < end, let hit = memchr(base + q, 0x22, end - q) else {
        record.unterminatedQuoteLine = openedOn
        line += countLines(start, end)
        p = end
        return DelimitedField(start: start, end: end, hasDoubledQuotes: doubled)
      }
      q = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
      if q + 1 < end, base[q + 1] == 0x22 {
        doubled = true
        q += 2
        continue
      }
      break
    }
    line += countLines(start, q)
    p = q + 1
    if p >= end || base[p] == delimiter || base[p] == 0x0A || base[p] == 0x0D {
      return DelimitedField(start: start, end: q, hasDoubledQuotes: doubled)
    }
    // Spaces between the closing quote and the delimiter are harmless.
    let close = q
    while p < end, base[p] == 0x20 { p += 1 }
    if p >= end || base[p] == delimiter || base[p] == 0x0A || base[p] == 0x0D {
      return DelimitedField(start: start, end: close, hasDoubledQuotes: doubled)
    }
    if record.textAfterQuote == nil { record.textAfterQuote = record.fieldCount }
    while p < end, base[p] != delimiter, base[p] != 0x0A, base[p] != 0x0D { p += 1 }
    return DelimitedField(start: start - 1, end: p)
  }

  private func countLines(_ from: Int, _ to: Int) -> Int {
    lineEnds(UnsafeRawBufferPointer(start: base + from, count: to - from))
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<DelimitedField>.allocate(capacity: capacity * 2)
    larger.update(from: buffer, count: kept)
    buffer.deallocate()
    buffer = larger
    capacity *= 2
  }
}

/// How many lines end in the bytes: LF, CRLF and lone CR count one each.
package func lineEnds(_ bytes: UnsafeRawBufferPointer) -> Int {
  var count = 0
  var previous: UInt8 = 0
  for byte in bytes {
    if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { count += 1 }
    previous = byte
  }
  return count
}

/// The offset of the first stretch of `window` bytes without a line end, or nil.
///
/// Looks only at stretches that begin at multiples of `window`, and in each only as far as its first
/// line end: a line of twice the window cannot hide, and an ordinary file costs next to nothing.
package func stretchWithoutLineEnd(_ bytes: UnsafeRawBufferPointer, window: Int) -> Int? {
  guard let base = bytes.baseAddress else { return nil }
  var start = 0
  while start + window <= bytes.count {
    // The near part first, so that a file with LF only is not searched for CR to its end.
    var from = 0
    var step = 1 << 16
    var found = false
    while from < window, !found {
      let length = min(step, window - from)
      found =
        memchr(base + start + from, 0x0A, length) != nil
        || memchr(base + start + from, 0x0D, length) != nil
      from += length
      step *= 4
    }
    if !found { return start }
    start += window
  }
  return nil
}
