/// One value a row, filled stretch by stretch by several threads.
///
/// - Parameters:
///   - count: how many rows.
///   - threads: at most how many threads work.
///   - fill: puts the values of some rows into memory that begins at the first of these.
/// - Returns: the values.
@usableFromInline
package func concurrentRows<Value: BitwiseCopyable & Sendable>(
  _ count: Int, threads: Int = threadCount,
  _ fill: @Sendable (Range<Int>, UnsafeMutablePointer<Value>) -> Void
) -> [Value] {
  [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
    initialized = count
    guard let base = buffer.baseAddress else { return }
    nonisolated(unsafe) let target = base
    let ranges = rowStretches(count)
    _ = concurrentMap(ranges.count, threads: threads) { index in
      fill(ranges[index], target + ranges[index].lowerBound)
    }
  }
}

/// Rows in stretches that are worth a thread's while; the same for any number of threads.
@usableFromInline
package func rowStretches(_ count: Int) -> [Range<Int>] {
  let length = 1 << 17
  return stride(from: 0, to: count, by: length).map { $0..<min($0 + length, count) }
}

/// For each row what stands in a table at its code.
@inlinable
package func lookedUp<Code: FixedWidthInteger & Sendable, Value: BitwiseCopyable & Sendable>(
  _ codes: [Code], in table: [Value]
) -> [Value] {
  concurrentRows(codes.count) { rows, target in
    var target = target
    for row in rows {
      target.pointee = table[Int(codes[row])]
      target += 1
    }
  }
}
