/// A column of dictionary-coded text that grows by one cell at a time.
package struct TextColumnBuilder: ~Copyable {
  private var coder = TextCoder()
  private var codes: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  /// How many cells there are.
  package private(set) var count = 0

  /// Makes an empty column with room for `capacity` cells.
  package init(capacity: Int = 1024) {
    self.capacity = max(capacity, 16)
    codes = .allocate(capacity: self.capacity)
  }

  deinit { codes.deallocate() }

  /// Adds a cell.
  @inline(__always)
  package mutating func append(_ text: UnsafePointer<UInt8>, _ length: Int) {
    if count == capacity { grow() }
    codes[count] = coder.code(text, length)
    count += 1
  }

  /// Adds a cell from a buffer.
  package mutating func append(_ text: UnsafeRawBufferPointer) {
    if count == capacity { grow() }
    codes[count] = coder.code(text)
    count += 1
  }

  /// Adds an empty cell.
  package mutating func appendEmpty() { append(UnsafeRawBufferPointer(start: nil, count: 0)) }

  /// Takes cells away until `count` is left; the dictionary keeps their texts.
  package mutating func truncate(to count: Int) {
    precondition(count <= self.count)
    self.count = count
  }

  /// The codes and the dictionary they point into.
  package consuming func finish() -> (codes: [UInt32], bytes: [UInt8], offsets: [Int]) {
    let contents = coder.contents()
    return (
      Array(UnsafeBufferPointer(start: codes, count: count)), contents.bytes, contents.offsets
    )
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    larger.update(from: codes, count: count)
    codes.deallocate()
    codes = larger
    capacity *= 2
  }
}

/// Columns that are filled row by row.
package struct TextColumnSet: ~Copyable {
  private let columns: UnsafeMutablePointer<TextColumnBuilder>
  private var scratch: [UInt8] = []
  /// How many columns there are.
  package let columnCount: Int
  /// How many rows are complete.
  package private(set) var rowCount = 0

  /// Makes empty columns with room for `rows` rows each.
  package init(columnCount: Int, rows: Int = 1024) {
    self.columnCount = columnCount
    columns = .allocate(capacity: columnCount)
    for k in 0..<columnCount {
      (columns + k).initialize(to: TextColumnBuilder(capacity: rows))
    }
  }

  deinit {
    columns.deinitialize(count: columnCount)
    columns.deallocate()
  }

  /// Adds the cells of one record as a row; absent ones become empty, surplus ones are not read.
  package mutating func appendRow(
    _ fields: UnsafeBufferPointer<DelimitedField>, in base: UnsafePointer<UInt8>
  ) {
    let present = min(fields.count, columnCount)
    for k in 0..<present {
      let field = fields[k]
      if field.hasDoubledQuotes {
        scratch.removeAll(keepingCapacity: true)
        field.appendUnescaped(in: base, to: &scratch)
        scratch.withUnsafeBytes { columns[k].append($0) }
      } else {
        columns[k].append(base + field.start, field.end - field.start)
      }
    }
    for k in present..<max(present, columnCount) { columns[k].appendEmpty() }
    rowCount += 1
  }

  /// Puts a cell into the row that is being filled; cells left of it that were passed over become
  /// empty when the row ends.
  package mutating func put(_ text: UnsafeRawBufferPointer, column: Int) {
    // A second cell for the same place replaces the first.
    if columns[column].count > rowCount { columns[column].truncate(to: rowCount) }
    columns[column].append(text)
  }

  /// Ends the row that was filled with `put`.
  package mutating func endRow() {
    for k in 0..<columnCount where columns[k].count == rowCount { columns[k].appendEmpty() }
    rowCount += 1
  }

  /// Takes out what was put into the row that is being filled.
  package mutating func abandonRow() {
    for k in 0..<columnCount { columns[k].truncate(to: rowCount) }
  }

  /// The finished columns in order.
  package consuming func finish() -> [(codes: [UInt32], bytes: [UInt8], offsets: [Int])] {
    var result: [(codes: [UInt32], bytes: [UInt8], offsets: [Int])] = []
    for k in 0..<columnCount {
      // Each is moved out and replaced by an empty one, so that memory never holds all twice.
      let column = (columns + k).move()
      (columns + k).initialize(to: TextColumnBuilder(capacity: 16))
      result.append(column.finish())
    }
    return result
  }
}
