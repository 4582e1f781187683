import Glibc

/// A text of delimited records that several threads read at once.
///
/// The memory must outlive all parts that are read from it.
package struct DelimitedBytes: @unchecked Sendable {
  let base: UnsafePointer<UInt8>
  let count: Int
  let delimiter: UInt8
  /// A longer cell is not plain.
  let longestCell: Int
  /// Whether the memory is a mapped file, so that pages can be given back and come again.
  let isMapped: Bool

  /// Makes a text.
  package init(
    _ base: UnsafePointer<UInt8>, count: Int, delimiter: UInt8, longestCell: Int, isMapped: Bool
  ) {
    self.base = base
    self.count = count
    self.delimiter = delimiter
    self.longestCell = longestCell
    self.isMapped = isMapped
  }

  /// Offsets at which lines begin, ascending, that part the text from `start` on into at most so many
  /// stretches of about equal length; `start` is the first.
  package func lineStarts(from start: Int, parts: Int) -> [Int] {
    var starts = [start]
    for part in 1..<max(1, parts) {
      let nominal = start + (count - start) / parts * part
      guard nominal > starts[starts.count - 1], let next = lineStart(after: nominal), next < count
      else { continue }
      if next > starts[starts.count - 1] { starts.append(next) }
    }
    return starts
  }

  private func lineStart(after offset: Int) -> Int? {
    let from = base + offset
    let left = count - offset
    guard let end = memchr(from, 0x0A, left) ?? memchr(from, 0x0D, left) else { return nil }
    return UnsafeRawPointer(end) - UnsafeRawPointer(base) + 1
  }

  /// Gives the pages back whose bytes all lie in a range.
  func release(_ range: Range<Int>) {
    guard isMapped else { return }
    releasePages(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}

/// Gives the memory pages of a mapped file back that lie wholly within some bytes; looked at again,
/// they come again from the file.
package func releasePages(_ bytes: UnsafeRawBufferPointer) {
  let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
  let start = (UInt(bitPattern: bytes.baseAddress) + page - 1) / page * page
  let end = (UInt(bitPattern: bytes.baseAddress) + UInt(bytes.count)) / page * page
  guard end > start else { return }
  madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_DONTNEED)
}

/// The records that begin in one stretch of a text.
///
/// A part is read by one thread at a time. It reads by itself as long as records are plain: as many
/// cells as there are columns, not all empty, quotes that close before the delimiter. At any other
/// record it stops, and its owner decides what to make of it.
package final class DelimitedPart: @unchecked Sendable {
  /// Where the first record begins.
  package let start: Int
  /// Records that begin here or later belong to the next part.
  package let end: Int
  /// Where the next record begins.
  package private(set) var position: Int
  /// How many lines of this part lie before the next record.
  package private(set) var lineCount = 0
  /// The rows whose line does not follow that of the row before, and their lines, both from 0.
  package private(set) var lineSteps: [(row: Int, line: Int)] = []
  /// Where the record of the last row begins.
  package private(set) var lastRecord = 0
  /// The cells.
  package private(set) var columns: TextColumnSet
  private let text: DelimitedBytes
  private var nextLine = -1

  /// Makes a part that nothing is read of yet.
  package init(_ text: DelimitedBytes, start: Int, end: Int, keeping: [ColumnKeeping]) {
    self.text = text
    self.start = start
    self.end = end
    position = start
    let rows = min(1 << 14, (1 << 22) / max(1, keeping.count))
    columns = TextColumnSet(columnCount: keeping.count, rows: rows, keeping: keeping)
  }

  /// Reads plain records up to the end of the part, or up to one that is not plain.
  package func readPlainRecords() {
    var batch = RecordBatch(text, columnCount: columns.columnCount)
    // Memory is given back now and then, so that a large file never lies in it whole.
    let step = 4 << 20
    var from = position
    while position < end {
      let isPlain = readBatches(&batch, until: min(end, from + step))
      text.release(from..<position)
      from = position
      if !isPlain { return }
    }
  }

  private func readBatches(_ batch: inout RecordBatch, until end: Int) -> Bool {
    var position = position
    var line = lineCount
    var isPlain = true
    while position < end, isPlain {
      while batch.count < batch.capacity, position < end {
        let first = text.base[position]
        if first == 0x0A || first == 0x0D {
          position = text.lineEnd(at: position)
          line += 1
          continue
        }
        guard let record = batch.scan(position) else {
          isPlain = false
          break
        }
        note(line, row: columns.rowCount + batch.count - 1)
        lastRecord = position
        line += record.lines
        position = record.end
      }
      columns.append(&batch)
    }
    self.position = position
    lineCount = line
    return isPlain
  }

  /// Adds a record that was read otherwise; it begins at `position`.
  package func append(_ fields: UnsafeBufferPointer<DelimitedField>) {
    note(lineCount, row: columns.rowCount)
    lastRecord = position
    columns.appendRow(fields, in: text.base)
  }

  /// Moves over a record that was read otherwise, and over so many line ends.
  package func move(to position: Int, lines: Int) {
    self.position = position
    lineCount += lines
  }

  private func note(_ line: Int, row: Int) {
    if line != nextLine { lineSteps.append((row, line)) }
    nextLine = line + 1
  }
}

extension DelimitedBytes {
  /// The offset behind the line end at an offset, or the offset itself at the end of the text.
  @inline(__always)
  func lineEnd(at offset: Int) -> Int {
    guard offset < count else { return offset }
    if base[offset] == 0x0D, offset + 1 < count, base[offset + 1] == 0x0A { return offset + 2 }
    return offset + 1
  }
}

/// The columns of parts that follow each other, as if one reader had read them all.
package func joinedColumns(_ parts: [DelimitedPart], threads: Int = threadCount) -> [CodedText] {
  guard let first = parts.first else { return [] }
  let stretches = parts.map {
    ColumnPart(columns: $0.columns.columns, rowCount: $0.columns.rowCount)
  }
  let result = concurrentMap(first.columns.columnCount, threads: threads) { column in
    stretches[0].joined(with: Array(stretches.dropFirst()), column: column)
  }
  return withExtendedLifetime(parts) { result }
}
