internal import ColumnKernels

/// One code a row, kept in as few bytes as the largest code needs.
///
/// Reads as a collection of 32-bit codes; loops over many rows are quickest by `lookedUp(in:)`.
public struct TextCodes: RandomAccessCollection, Sendable {
  @usableFromInline
  enum Storage: Sendable {
    case bytes([UInt8])
    case pairs([UInt16])
    case words([UInt32])
  }

  @usableFromInline
  let storage: Storage

  /// Keeps codes in four bytes each.
  public init(_ codes: [UInt32]) { storage = .words(codes) }
  /// Keeps codes in two bytes each.
  public init(_ codes: [UInt16]) { storage = .pairs(codes) }
  /// Keeps codes in one byte each.
  public init(_ codes: [UInt8]) { storage = .bytes(codes) }

  /// The first row.
  @inlinable
  public var startIndex: Int { 0 }

  /// How many rows there are.
  @inlinable
  public var endIndex: Int {
    switch storage {
    case .bytes(let codes): codes.count
    case .pairs(let codes): codes.count
    case .words(let codes): codes.count
    }
  }

  /// The code of a row.
  @inlinable
  public subscript(row: Int) -> UInt32 {
    switch storage {
    case .bytes(let codes): UInt32(codes[row])
    case .pairs(let codes): UInt32(codes[row])
    case .words(let codes): codes[row]
    }
  }

  /// For each row what stands in a table at its code.
  ///
  /// - Parameter table: one value a code.
  /// - Returns: one value a row.
  @inlinable
  public func lookedUp<Value>(in table: [Value]) -> [Value] {
    switch storage {
    case .bytes(let codes): codes.map { table[Int($0)] }
    case .pairs(let codes): codes.map { table[Int($0)] }
    case .words(let codes): codes.map { table[Int($0)] }
    }
  }

  /// For each row what stands in a table at its code; many rows are looked up on all processors.
  package func lookedUp(in table: [UInt8]) -> [UInt8] { quickly(table) }
  /// For each row what stands in a table at its code; many rows are looked up on all processors.
  package func lookedUp(in table: [Int32]) -> [Int32] { quickly(table) }
  /// For each row what stands in a table at its code; many rows are looked up on all processors.
  package func lookedUp(in table: [Double]) -> [Double] { quickly(table) }

  private func quickly<Value: BitwiseCopyable & Sendable>(_ table: [Value]) -> [Value] {
    switch storage {
    case .bytes(let codes): ColumnKernels.lookedUp(codes, in: table)
    case .pairs(let codes): ColumnKernels.lookedUp(codes, in: table)
    case .words(let codes): ColumnKernels.lookedUp(codes, in: table)
    }
  }

  /// How many rows have each code.
  ///
  /// - Parameter codeCount: one more than the largest code.
  /// - Returns: one number a code.
  @inlinable
  public func tallied(codeCount: Int) -> [Int] {
    var tally = [Int](repeating: 0, count: codeCount)
    switch storage {
    case .bytes(let codes): for code in codes { tally[Int(code)] += 1 }
    case .pairs(let codes): for code in codes { tally[Int(code)] += 1 }
    case .words(let codes): for code in codes { tally[Int(code)] += 1 }
    }
    return tally
  }
}

extension TextCodes: Hashable {
  /// Whether the codes are the same, however many bytes they are kept in.
  public static func == (a: TextCodes, b: TextCodes) -> Bool { a.elementsEqual(b) }

  /// Hashes the codes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for code in self { hasher.combine(code) }
  }
}

extension TextColumn {
  /// Whether every value of the dictionary stands in some row.
  package var usesAllValues: Bool { !codes.tallied(codeCount: dictionary.count).contains(0) }
}
