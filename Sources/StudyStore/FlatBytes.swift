import Foundation

/// Arrays of numbers as little-endian bytes and back.
enum FlatBytes {
  static func data<Number: FixedWidthInteger>(_ values: [Number]) -> Data {
    #if _endian(big)
      let values = values.map(\.littleEndian)
    #endif
    return values.withUnsafeBytes { Data($0) }
  }

  static func data(_ values: [Double]) -> Data { data(values.map(\.bitPattern)) }

  static func integers<Number: FixedWidthInteger>(_ data: Data, count: Int) throws -> [Number] {
    guard data.count == count * MemoryLayout<Number>.size else {
      throw RecordFault(
        finding: "a column of \(count) rows holds \(data.count) bytes of \(Number.self)")
    }
    let values = [Number](unsafeUninitializedCapacity: count) { buffer, filled in
      data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      filled = count
    }
    #if _endian(big)
      return values.map(Number.init(littleEndian:))
    #else
      return values
    #endif
  }

  static func doubles(_ data: Data, count: Int) throws -> [Double] {
    let patterns: [UInt64] = try integers(data, count: count)
    return patterns.map(Double.init(bitPattern:))
  }
}
