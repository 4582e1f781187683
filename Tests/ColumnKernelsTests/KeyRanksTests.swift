import ColumnKernels
import Testing

@Suite struct KeyRanksTests {
  @Test func `keys are ranked alike by bits and by hashing`() {
    var state: UInt64 = 7
    for span in [1, 2, 63, 64, 65, 1000, 1 << 16, 1 << 40] {
      let keys = (0..<2000).map { _ -> Int in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 20) % span
      }
      let distinct = Set(keys).sorted()
      let ranks = keys.map { key in Int32(distinct.firstIndex(of: key) ?? -1) }
      let found = KeyRanks(count: keys.count, span: span) { keys[$0] }
      #expect(found.distinct == distinct && found.ranks == ranks, "span \(span)")
      let plain = KeyRanks(keys)
      #expect(plain.distinct == distinct && plain.ranks == ranks, "span \(span)")
    }
    let none = KeyRanks([])
    #expect(none.distinct.isEmpty && none.ranks.isEmpty)
  }
}
