import Foundation
import HypothesisTests
import Testing

/// Expected values: R `prop.test`, `binom.test`, `Hmisc::binconf`, in `tests_tables.json`.
@Suite struct ShareIntervalTests {
  let grid: JSON
  let hmisc: [[Double]]

  init() throws {
    let expected = try Reference.expected("tests_tables")
    grid = expected["intervals"]
    hmisc = expected["hmisc"].items.map(\.numbers)
  }

  @Test func `Wilson and Clopper–Pearson intervals and the exact test equal R`() throws {
    func column(_ name: String) -> [Double] { grid[name].numbers }
    for row in column("x").indices {
      let x = Int(column("x")[row])
      let n = Int(column("n")[row])
      let level = column("conf")[row]
      let wilson = try wilsonInterval(successes: x, trials: n, level: level)
      #expect(
        agree(wilson.low, column("wilson_lo")[row]) && agree(wilson.high, column("wilson_hi")[row]))
      let corrected = try wilsonInterval(
        successes: x, trials: n, level: level, isCorrected: true)
      #expect(agree(corrected.low, column("wilson_cc_lo")[row]), "\(x) \(n)")
      #expect(agree(corrected.high, column("wilson_cc_hi")[row]), "\(x) \(n)")
      let exact = try clopperPearsonInterval(successes: x, trials: n, level: level)
      #expect(agree(exact.low, column("cp_lo")[row]) && agree(exact.high, column("cp_hi")[row]))
      let half = try BinomialTest(successes: x, trials: n)
      #expect(agree(half.p, column("binom_p_half")[row]), "\(x) \(n)")
      let fifth = try BinomialTest(successes: x, trials: n, probability: 0.2)
      #expect(agree(fifth.p, column("binom_p_02")[row]), "\(x) \(n)")
    }
  }

  @Test func `Hmisc prints the same intervals for rare answers`() throws {
    // The file keeps the rows that binconf gives for several counts: Wilson's.
    for (row, x) in zip(hmisc, [0, 3, 10]) {
      let wilson = try wilsonInterval(successes: x, trials: 50)
      #expect(agree(row[1], wilson.low) && agree(row[2], wilson.high))
    }
  }

  @Test func `published intervals come out`() throws {
    // Newcombe 1998 (Stat Med 17:857), Wilson's score interval.
    for (x, n, low, high) in [
      (81, 263, 0.255289, 0.366210), (15, 148, 0.062386, 0.160487), (0, 20, 0, 0.161125),
      (1, 29, 0.006113, 0.171755), (36, 154, 0.173903, 0.306588),
    ] {
      let interval = try wilsonInterval(successes: x, trials: n)
      #expect(abs(interval.low - low) < 1e-6 && abs(interval.high - high) < 1e-6, "\(x)/\(n)")
    }
    let exact = try clopperPearsonInterval(successes: 36, trials: 154)
    #expect(abs(exact.low - 0.169415) < 1e-6 && abs(exact.high - 0.308649) < 1e-6)
    let jeffreys = try jeffreysInterval(successes: 36, trials: 154)
    #expect(abs(jeffreys.low - 0.172) < 5e-4 && abs(jeffreys.high - 0.305) < 5e-4)
    // Newcombe 1998 (Stat Med 17:873): 56/70 − 48/80, method 10 and method 11.
    let table = try TwoByTwoTable(
      firstWith: 56, firstWithout: 14, secondWith: 48, secondWithout: 32)
    let ten = try table.riskDifference()
    #expect(agree(ten.value, 0.2))
    #expect(abs(ten.interval.low - 0.052431) < 1e-6 && abs(ten.interval.high - 0.333873) < 1e-6)
    let eleven = try table.riskDifference(method: .newcombeCorrected).interval
    #expect(abs(eleven.low - 0.0428) < 5e-5 && abs(eleven.high - 0.3422) < 5e-5)
  }

  @Test func `Clopper–Pearson covers at least the level at every share`() throws {
    let n = 15
    let intervals = try (0...n).map { try clopperPearsonInterval(successes: $0, trials: n) }
    for step in 1..<40 {
      let p = Double(step) / 40
      var covered = 0.0
      var mass = pow(1 - p, Double(n))
      for x in 0...n {
        if intervals[x].contains(p) { covered += mass }
        mass *= p / (1 - p) * Double(n - x) / Double(x + 1)
      }
      #expect(covered >= 0.95)
    }
  }

  @Test func `counts that are no counts are refused`() {
    #expect(throws: HypothesisTestError.tooFew(sample: "trials", count: 0, needed: 1)) {
      try wilsonInterval(successes: 0, trials: 0)
    }
    #expect(throws: HypothesisTestError.self) { try wilsonInterval(successes: 3, trials: 2) }
    #expect(throws: HypothesisTestError.self) {
      try clopperPearsonInterval(successes: -1, trials: 2)
    }
    #expect(throws: HypothesisTestError.self) {
      try wilsonInterval(successes: 1, trials: 2, level: .nan)
    }
    #expect(throws: HypothesisTestError.self) {
      try BinomialTest(successes: 1, trials: 2, probability: 1.5)
    }
  }
}
