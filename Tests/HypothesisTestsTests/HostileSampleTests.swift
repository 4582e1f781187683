import HypothesisTests
import Testing

/// Samples that no town hands in on purpose: results are finite numbers, or an error with words.
@Suite struct HostileSampleTests {
  static let samples: [[Double]] = [
    [], [0], [0, -0.0, 0], [1, 2, 3], [1e308, -1e308], [1e-308, 2e-308, 5e-324], [.nan, 1, 2],
    [-.infinity, .infinity], [1, 1 + 1e-15, 1 - 1e-15], [1e15, 1e15 + 1, 1e15 + 2],
    Array(repeating: 3, count: 54) + [4], (0..<55).map { Double($0) * 1e-160 },
  ]

  /// Whether every number is one; an open end may be infinite.
  private func isSound(_ interval: ConfidenceInterval) -> Bool {
    !interval.low.isNaN && !interval.high.isNaN && interval.low <= interval.high
  }

  @Test(arguments: samples) func `every test of a hostile sample is sound or refuses`(
    _ x: [Double]
  ) {
    for y in Self.samples {
      for side in Alternative.allCases {
        for test in [
          try? TTest.welch(x, minus: y, alternative: side),
          try? TTest.pooled(x, minus: y, alternative: side),
          try? TTest.paired(x, minus: y, alternative: side),
          try? TTest.oneSample(x, alternative: side),
        ] {
          if let test { #expect((0...1).contains(test.p) && isSound(test.interval), "\(x) \(y)") }
        }
        for method in [RankMethod.automatic, .normal(continuityCorrected: false)] {
          if let test = try? SignedRankTest(x, minus: y, alternative: side, method: method) {
            #expect((0...1).contains(test.p) && isSound(test.interval), "\(x) \(y)")
          }
          if let test = try? RankSumTest(x, minus: y, alternative: side, method: method) {
            #expect((0...1).contains(test.p) && isSound(test.interval), "\(x) \(y)")
          }
        }
      }
      if let delta = try? CliffDelta(x, minus: y) {
        #expect(abs(delta.value) <= 1 && isSound(delta.interval), "\(x) \(y)")
      }
      if let first = try? SampleSummary(x), let second = try? SampleSummary(y) {
        for size in [
          try? StandardizedDifference.independent(first, minus: second),
          try? StandardizedDifference.independent(first, minus: second, averageVariances: true),
          try? StandardizedDifference.oneSample(first),
          try? StandardizedDifference.paired(x, minus: y),
          try? StandardizedDifference.paired(x, minus: y, standardizer: .pairedAverage),
          try? StandardizedDifference.paired(x, minus: y, standardizer: .repeatedMeasures),
        ] {
          if let size {
            #expect(!size.value.isNaN && isSound(size.interval), "\(x) \(y) \(size)")
            #expect(!size.hedges.value.isNaN && isSound(size.hedges.interval), "\(x) \(y)")
          }
        }
      }
    }
  }

  @Test func `tables of zeros and of trillions are sound or refuse`() {
    let cells = [0, 3, 40, 1 << 40]
    for a in cells {
      for b in cells {
        for c in cells {
          for d in cells {
            if let table = try? TwoByTwoTable(
              firstWith: a, firstWithout: b, secondWith: c, secondWithout: d)
            {
              for method in TwoByTwoTable.DifferenceMethod.allCases {
                if let difference = try? table.riskDifference(method: method) {
                  #expect(isSound(difference.interval), "\(table)")
                }
              }
              for ratio in [
                try? table.oddsRatio(zeroCells: .addHalf), try? table.riskRatio(),
                try? table.riskRatio(zeroCells: .addHalf),
              ] {
                if let ratio { #expect(isSound(ratio.interval), "\(table)") }
              }
              if max(a, b, c, d) < 100, let test = try? FisherTest(table) {
                #expect((0...1).contains(test.p) && isSound(test.interval), "\(table)")
              }
            }
            if let table = try? PairedTable(both: a, firstOnly: b, secondOnly: c, neither: d) {
              if let test = try? McNemarTest(table) {
                #expect((0...1).contains(test.exactP) && (0...1).contains(test.midP), "\(table)")
              }
              if let difference = try? table.riskDifference() {
                #expect(isSound(difference.interval), "\(table)")
              }
              if let odds = try? table.conditionalOddsRatio() {
                #expect(isSound(odds.interval) && !odds.value.isNaN, "\(table)")
              }
            }
          }
        }
      }
    }
  }

  @Test func `exact tests of too many ranks are refused, not waited for`() {
    let many = (0..<5_000).map(Double.init)
    #expect(throws: HypothesisTestError.self) {
      try SignedRankTest(differences: many.map { $0 + 1 }, method: .exact)
    }
    #expect(throws: HypothesisTestError.self) {
      try RankSumTest(many, minus: many, method: .exact)
    }
    // By approximation they take a moment, and no memory for all pairs.
    let test = try? RankSumTest(many.map { $0 + 50 }, minus: many)
    #expect(test?.estimate == 50)
  }
}
