/// Columns that are filled row by row.
package struct TextColumnSet: ~Copyable {
  let columns: UnsafeMutablePointer<TextColumnBuilder>
  /// How many columns there are.
  package let columnCount: Int
  /// How many rows are complete.
  package internal(set) var rowCount = 0
  /// The columns of which something is still wanted, ascending.
  var wanted: [Int]

  /// Makes empty columns with room for `rows` rows each.
  ///
  /// - Parameters:
  ///   - columnCount: how many columns.
  ///   - rows: how many rows to make room for.
  ///   - keeping: what is kept of each column; all of all where left out.
  package init(columnCount: Int, rows: Int = 1024, keeping: [ColumnKeeping]? = nil) {
    precondition(keeping.map { $0.count == columnCount } ?? true)
    self.columnCount = columnCount
    columns = .allocate(capacity: columnCount)
    for k in 0..<columnCount {
      (columns + k).initialize(to: TextColumnBuilder(keeping?[k] ?? .codes, capacity: rows))
    }
    wanted = Array(0..<columnCount)
    dismissKnown()
  }

  deinit {
    columns.deinitialize(count: columnCount)
    columns.deallocate()
  }

  /// Takes columns of which enough values are known off the list of those to fill.
  mutating func dismissKnown() {
    if wanted.contains(where: { !columns[$0].isWanted }) {
      wanted.removeAll { !columns[$0].isWanted }
    }
  }

  /// Adds the cells of one record as a row; absent ones become empty, surplus ones are not read.
  package mutating func appendRow(
    _ fields: UnsafeBufferPointer<DelimitedField>, in base: UnsafePointer<UInt8>
  ) {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    for k in wanted {
      if k < fields.count {
        columns[k].put(fields[k], in: base, row: rowCount)
      } else {
        columns[k].put(nothing, row: rowCount)
      }
    }
    rowCount += 1
    dismissKnown()
  }

  /// Puts a cell into the row that is being filled; cells that are passed over become empty when the
  /// row ends, and a second cell for the same place replaces the first.
  package mutating func put(_ text: UnsafeRawBufferPointer, column: Int) {
    columns[column].put(text, row: rowCount)
  }

  /// Ends the row that was filled with `put`.
  package mutating func endRow() {
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    for k in 0..<columnCount where columns[k].filled == rowCount {
      columns[k].put(nothing, row: rowCount)
    }
    rowCount += 1
  }

  /// Takes out what was put into the row that is being filled.
  package mutating func abandonRow() {
    for k in 0..<columnCount { columns[k].truncate(to: rowCount) }
  }

  /// The finished columns in order.
  package consuming func finish() -> [CodedText] {
    let part = ColumnPart(columns: columns, rowCount: rowCount)
    return (0..<columnCount).map { part.joined(with: [], column: $0) }
  }
}

/// The columns of one stretch of a text, as long as the set that owns them lives.
struct ColumnPart: @unchecked Sendable {
  let columns: UnsafeMutablePointer<TextColumnBuilder>
  let rowCount: Int

  /// A column of this part and of those that follow, numbered as one reader of all would have done.
  ///
  /// Takes the codes out of the parts. Different columns may be joined at the same time.
  func joined(with others: [ColumnPart], column: Int) -> CodedText {
    var mappings: [[UInt32]] = []
    let limit = columns[column].valueLimit
    for other in others {
      var mapping: [UInt32] = []
      let count = other.columns[column].coder.count
      mapping.reserveCapacity(count)
      for code in 0..<count where columns[column].coder.count < limit {
        let text = other.columns[column].coder.text(code)
        mapping.append(columns[column].coder.code(text.start, text.length))
      }
      mappings.append(mapping)
    }
    let contents = columns[column].coder.contents()
    guard limit == .max else {
      return CodedText(codes: nil, bytes: contents.bytes, offsets: contents.offsets)
    }
    let distinct = contents.offsets.count - 1
    let codes: NarrowCodes =
      distinct <= 1 << 8
      ? .bytes(codes(others, column, mappings))
      : distinct <= 1 << 16
        ? .pairs(codes(others, column, mappings)) : .words(codes(others, column, mappings))
    return CodedText(codes: codes, bytes: contents.bytes, offsets: contents.offsets)
  }

  private func codes<Code: FixedWidthInteger>(
    _ others: [ColumnPart], _ column: Int, _ mappings: [[UInt32]]
  ) -> [Code] {
    let total = others.reduce(rowCount) { $0 + $1.rowCount }
    return [Code](unsafeUninitializedCapacity: total) { buffer, initialized in
      initialized = total
      guard let target = buffer.baseAddress else { return }
      columns[column].moveCodes(to: target, rows: rowCount, mapping: nil)
      var row = rowCount
      for (other, mapping) in zip(others, mappings) {
        // Where the values came in the same order in both parts, codes are copied as they are.
        let isSame = mapping.indices.allSatisfy { mapping[$0] == UInt32($0) }
        mapping.withUnsafeBufferPointer {
          other.columns[column].moveCodes(
            to: target + row, rows: other.rowCount, mapping: isSame ? nil : $0.baseAddress)
        }
        row += other.rowCount
      }
    }
  }
}
