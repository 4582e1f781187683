/// Which rows of a source are used, and why the others are set aside; every row is one or the
/// other.
struct RowLedger {
  /// 0 where a row is used, else one more than the index into `reasons`.
  private(set) var state: [UInt16]
  private(set) var reasons: [String] = []

  init(rowCount: Int) { state = [UInt16](repeating: 0, count: rowCount) }

  func isUsed(_ row: Int) -> Bool { state[row] == 0 }

  /// Sets a row aside; the first reason stays.
  mutating func setAside(_ row: Int, _ reason: String) {
    guard state[row] == 0 else { return }
    let index: Int
    if let known = reasons.firstIndex(of: reason) {
      index = known
    } else {
      reasons.append(reason)
      index = reasons.count - 1
    }
    state[row] = UInt16(index + 1)
  }

  /// The rows that are used, in file order.
  var used: [Int] { state.indices.filter { state[$0] == 0 } }

  /// What was read of a source, with the rows that the reader had dropped already.
  func account(_ source: RawSource) -> SourceAccount {
    var counts = [Int](repeating: 0, count: reasons.count)
    for value in state where value > 0 { counts[Int(value) - 1] += 1 }
    // A reason may have been given up again for another; it is not worth a line.
    let own = zip(reasons, counts).filter { $0.1 > 0 }
    return SourceAccount(
      file: source.definition.file, kind: source.definition.kind,
      fingerprint: source.fingerprint, byteCount: source.byteCount, rowsRead: source.rowsRead,
      rowsUsed: state.count { $0 == 0 }, dropReasons: source.dropReasons + own.map(\.0),
      dropCounts: source.dropCounts + own.map(\.1), format: source.format)
  }
}
