import ColumnKernels
import Testing

@Suite struct GroupedOrderTests {
  private func check(_ values: [Double], _ groups: [Int32], _ count: Int) {
    let found = GroupedOrder(values: values, groups: groups, groupCount: count)
    #expect(found.starts.count == count + 1 && found.starts[count] == found.rows.count)
    for group in 0..<count {
      let expected = values.indices.filter {
        !values[$0].isNaN && groups[$0] == Int32(group)
      }.sorted { (values[$0], $0) < (values[$1], $1) }
      let range = found.starts[group]..<found.starts[group + 1]
      #expect(found.rows[range].map { Int($0) } == expected, "group \(group)")
      #expect(found.values[range].elementsEqual(expected.map { values[$0] }), "group \(group)")
    }
  }

  private func draws(_ count: Int, _ make: (UInt64) -> Double) -> [Double] {
    var state: UInt64 = 77
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return make(state >> 11)
    }
  }

  @Test(arguments: [0, 1, 2, 300, 3000])
  func `rows come in order of group, value and row`(_ count: Int) {
    let kinds: [(UInt64) -> Double] = [
      { Double($0 % 11) },
      { Double($0) / 9_007_199_254_740_992 - 0.5 },
      { Double(bitPattern: $0 &* 2048) },
      // Equal in the upper half of the bits, in every order of the lower.
      { 1 + Double($0 % 1000) / 1_125_899_906_842_624 },
      { $0 % 5 == 0 ? .nan : $0 % 7 == 0 ? -.infinity : $0 % 3 == 0 ? -0.0 : Double($0 % 2) },
    ]
    for kind in kinds {
      let values = draws(count, kind)
      check(values, [Int32](repeating: 0, count: count), 1)
      check(values, (0..<count).map { Int32($0 % 5) - 1 }, 4)
    }
  }

  @Test func `groups out of range and empty groups hold nothing`() {
    let found = GroupedOrder(values: [3, 1, 2], groups: [5, -1, 2], groupCount: 4)
    #expect(found.rows == [2] && found.starts == [0, 0, 0, 1, 1])
  }
}
