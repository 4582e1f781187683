import ColumnKernels
import Testing

@Suite struct CrossProductsTests {
  /// Codes without a pattern: a fixed sequence of a linear congruential generator.
  private func codes(_ count: Int, below limit: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let draw = Int(state >> 33)
      return draw % 11 == 0 ? UInt8(255 - draw % 8) : UInt8(draw % limit)
    }
  }

  // Around one block of rows and its odd end.
  @Test(
    "pairs are counted as one row after the other would", arguments: [0, 1, 2, 4095, 4097, 9000])
  func countsEqualTheNaiveOnes(rows: Int) {
    let levels = [5, 3, 11]
    let columns = levels.enumerated().map {
      codes(rows, below: $0.element, seed: UInt64($0.offset) + 1)
    }
    let weights = (0..<rows).map { Double($0 % 4) + 0.5 }
    let plain = CodePairs(columns: columns, levels: levels)
    let weighted = CodePairs(columns: columns, levels: levels, weights: weights)
    #expect(plain.counts == weighted.counts)
    #expect(plain.sums.isEmpty)
    for second in levels.indices {
      for first in 0...second {
        var counts = [UInt32](repeating: 0, count: (levels[first] + 1) * (levels[second] + 1))
        var sums = [Double](repeating: 0, count: counts.count)
        for row in 0..<rows {
          let a = min(Int(columns[first][row]), levels[first])
          let b = min(Int(columns[second][row]), levels[second])
          counts[a * (levels[second] + 1) + b] += 1
          sums[a * (levels[second] + 1) + b] += weights[row]
        }
        let offset = plain.offset(first, second)
        #expect(Array(plain.counts[offset..<offset + counts.count]) == counts)
        // Halves and small whole numbers add without rounding.
        #expect(Array(weighted.sums[offset..<offset + sums.count]) == sums)
      }
    }
  }
}
