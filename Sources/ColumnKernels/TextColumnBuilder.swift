import Glibc

/// A column of dictionary-coded text that grows by rows.
///
/// A code takes one byte while there are at most 256 distinct values, then two, then four.
struct TextColumnBuilder: ~Copyable {
  /// The distinct values.
  var coder = TextCoder()
  /// How many values are worth knowing: all where rows are kept.
  let valueLimit: Int
  /// How many rows have a code; more than are complete while a row is filled cell by cell.
  private(set) var filled = 0
  private let keepsRows: Bool
  private var codes: UnsafeMutableRawPointer
  private var capacity: Int
  /// A code takes 1 << `shift` bytes.
  private var shift = 0
  private var largest: UInt32 = 0xFF

  init(_ keeping: ColumnKeeping, capacity: Int) {
    switch keeping {
    case .codes:
      keepsRows = true
      valueLimit = .max
      self.capacity = max(capacity, 16)
    case .values(let limit):
      keepsRows = false
      valueLimit = limit
      self.capacity = 0
    }
    codes = UnsafeMutableRawPointer.allocated(self.capacity + Self.margin)
  }

  deinit { free(codes) }

  /// A code is stored as four bytes, of which the next row overwrites what is too much.
  private static let margin = 4

  /// Whether rows or further values are still wanted.
  var isWanted: Bool { keepsRows || coder.count < valueLimit }

  /// Puts cells into the rows from `row` on.
  ///
  /// - Parameters:
  ///   - keys: a short cell's key (see `TextCoder`), or `longMark` and the number of a long cell.
  ///   - count: how many rows.
  ///   - row: the first row.
  ///   - long: the long cells.
  ///   - base: the text that they lie in.
  mutating func put(
    keys: UnsafePointer<UInt64>, count: Int, row: Int, long: UnsafePointer<DelimitedField>,
    base: UnsafePointer<UInt8>
  ) {
    guard keepsRows else {
      for k in 0..<count { _ = code(keys[k], long, base) }
      return
    }
    if row + count > capacity { grow(to: row + count) }
    // What the loop needs lies in registers; only a text that is new or hard to find changes it.
    var slots = UnsafePointer(coder.slots)
    var hashShift = coder.shift
    var target = codes + row << shift
    var width = 1 << shift
    for k in 0..<count {
      let key = keys[k]
      let slot = slots[TextCoder.slot(of: key, shift: hashShift)]
      if slot.key == key {
        target.storeBytes(of: slot.code, as: UInt32.self)
      } else {
        let code = code(key, long, base)
        if code > largest { widen(row + k) }
        slots = UnsafePointer(coder.slots)
        hashShift = coder.shift
        target = codes + (row + k) << shift
        width = 1 << shift
        target.storeBytes(of: code, as: UInt32.self)
      }
      target += width
    }
    filled = row + count
  }

  /// The code of a cell by its key in a batch.
  @inline(never)
  private mutating func code(
    _ key: UInt64, _ long: UnsafePointer<DelimitedField>, _ base: UnsafePointer<UInt8>
  ) -> UInt32 {
    key < Self.longMark
      ? coder.code(shortKey: key)
      : coder.code(long[Int(truncatingIfNeeded: key & ~Self.longMark)], in: base)
  }

  /// Marks the key of a cell that is no short one; the low bits are its number.
  ///
  /// No key in the table of a coder has this top byte.
  static let longMark: UInt64 = 0xFE << 56

  /// Puts one cell into a row.
  mutating func put(_ text: UnsafeRawBufferPointer, row: Int) {
    if keepsRows, row >= capacity { grow(to: row + 1) }
    store(coder.code(text), row: row)
    filled = row + 1
  }

  /// Puts one cell into a row.
  mutating func put(_ field: DelimitedField, in base: UnsafePointer<UInt8>, row: Int) {
    if keepsRows, row >= capacity { grow(to: row + 1) }
    store(coder.code(field, in: base), row: row)
    filled = row + 1
  }

  /// Takes rows away until `count` are left; the dictionary keeps their texts.
  mutating func truncate(to count: Int) { filled = min(filled, count) }

  @inline(__always)
  private mutating func store(_ code: UInt32, row: Int) {
    guard keepsRows else { return }
    if code > largest { widen(row) }
    (codes + row << shift).storeBytes(of: code, as: UInt32.self)
  }

  @inline(never)
  private mutating func grow(to rows: Int) {
    capacity = max(capacity * 2, rows)
    // Of large blocks the pages are moved, not their content.
    guard let larger = realloc(codes, capacity << shift + Self.margin) else {
      fatalError("out of memory")
    }
    codes = larger
  }

  /// Doubles the bytes of a code; the first `rows` rows are in use.
  @inline(never)
  private mutating func widen(_ rows: Int) {
    let wider = UnsafeMutableRawPointer.allocated(capacity << (shift + 1) + Self.margin)
    if shift == 0 {
      convert(codes.assumingMemoryBound(to: UInt8.self), rows, wider, UInt16.self, nil)
    } else {
      convert(codes.assumingMemoryBound(to: UInt16.self), rows, wider, UInt32.self, nil)
    }
    free(codes)
    codes = wider
    shift += 1
    largest = shift == 1 ? 0xFFFF : .max
  }

  /// Copies the codes of `rows` rows, put through `mapping`, and lets go of them.
  mutating func moveCodes<Code: FixedWidthInteger>(
    to target: UnsafeMutablePointer<Code>, rows: Int, mapping: UnsafePointer<UInt32>?
  ) {
    let raw = UnsafeMutableRawPointer(target)
    switch shift {
    case 0: convert(codes.assumingMemoryBound(to: UInt8.self), rows, raw, Code.self, mapping)
    case 1: convert(codes.assumingMemoryBound(to: UInt16.self), rows, raw, Code.self, mapping)
    default: convert(codes.assumingMemoryBound(to: UInt32.self), rows, raw, Code.self, mapping)
    }
    free(codes)
    codes = .allocated(Self.margin)
    capacity = 0
    shift = 0
    largest = 0xFF
    filled = 0
  }
}

/// Copies codes of one width into another, put through `mapping` where there is one.
private func convert<From: FixedWidthInteger, To: FixedWidthInteger>(
  _ source: UnsafePointer<From>, _ count: Int, _ target: UnsafeMutableRawPointer, _: To.Type,
  _ mapping: UnsafePointer<UInt32>?
) {
  let target = target.assumingMemoryBound(to: To.self)
  if let mapping {
    for row in 0..<count { target[row] = To(truncatingIfNeeded: mapping[Int(source[row])]) }
  } else {
    for row in 0..<count { target[row] = To(truncatingIfNeeded: source[row]) }
  }
}

extension UnsafeMutableRawPointer {
  /// Memory that `realloc` and `free` know.
  fileprivate static func allocated(_ byteCount: Int) -> UnsafeMutableRawPointer {
    guard let memory = malloc(byteCount) else { fatalError("out of memory") }
    return memory
  }
}

extension TextCoder {
  /// The code of a cell's content.
  mutating func code(_ field: DelimitedField, in base: UnsafePointer<UInt8>) -> UInt32 {
    guard field.hasDoubledQuotes else { return code(base + field.start, field.end - field.start) }
    var plain: [UInt8] = []
    plain.reserveCapacity(field.end - field.start)
    field.appendUnescaped(in: base, to: &plain)
    return plain.withUnsafeBytes { code($0) }
  }
}
