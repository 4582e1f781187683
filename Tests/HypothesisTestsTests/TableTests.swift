import HypothesisTests
import Testing

/// Expected values: R, in `tests_tables.json` and `classical.json`; published ones beside them.
@Suite struct TableTests {
  let tables: JSON
  let classical: JSON

  init() throws {
    tables = try Reference.expected("tests_tables")
    classical = try Reference.expected("classical")
  }

  @Test func `McNemar's test equals R`() throws {
    let performance = try McNemarTest(
      PairedTable(both: 794, firstOnly: 150, secondOnly: 86, neither: 570))
    #expect(agree(performance.correctedChiSquared, tables["mcnemar"]["statistic"].number))
    #expect(agree(performance.correctedP, tables["mcnemar"]["p.value"].number))
    #expect(agree(performance.chiSquared, tables["mcnemar_nocorr"]["statistic"].number))
    #expect(agree(performance.p, tables["mcnemar_nocorr"]["p.value"].number))
    let small = try McNemarTest(PairedTable(both: 10, firstOnly: 9, secondOnly: 3, neither: 8))
    #expect(agree(small.correctedP, tables["mcnemar_small"]["p.value"].number))
    #expect(agree(small.p, tables["mcnemar_small_nocorr"]["p.value"].number))
    #expect(agree(small.exactP, tables["mcnemar_exact_small"]["p.value"].number))
    let bowker = try SymmetryTest([[20, 8, 2], [5, 30, 9], [3, 6, 25]])
    #expect(agree(bowker.statistic, tables["mcnemar_3x3"]["statistic"].number))
    #expect(agree(bowker.p, tables["mcnemar_3x3"]["p.value"].number))
    #expect(bowker.degreesOfFreedom == 3)
  }

  @Test func `the colds table gives the published figures`() throws {
    // CAMIS, SAS manual: 31.36, p 2.144e-8; corrected 30.8025; risk difference .084913.
    let table = try PairedTable(both: 212, firstOnly: 144, secondOnly: 256, neither: 707)
    let test = try McNemarTest(table)
    #expect(agree(test.chiSquared, 31.36))
    #expect(agree(test.p, 2.144e-8, 1e-3))
    #expect(agree(test.correctedChiSquared, 30.8025))
    #expect(abs(table.firstShare - 0.269901) < 1e-6 && abs(table.secondShare - 0.354814) < 1e-6)
    let wald = try table.riskDifference(method: .wald)
    #expect(abs(wald.value - 0.084913) < 1e-6)
    #expect(abs(wald.interval.low - 0.055549) < 1e-6)
    #expect(abs(wald.interval.high - 0.114276) < 1e-6)
    #expect(agree(try table.conditionalOddsRatio().value, 256.0 / 144))
    // Exact, SAS: below 2.331e-8 rounded.
    #expect(agree(test.exactP, 2.331e-8, 1e-3))
  }

  @Test func `exact McNemar is the coin's binomial test, and mid-p lies below it`() throws {
    for b in 0...12 {
      for c in 0...12 where b + c > 0 {
        let test = try McNemarTest(PairedTable(both: 1, firstOnly: b, secondOnly: c, neither: 2))
        #expect(agree(test.exactP, try BinomialTest(successes: c, trials: b + c).p))
        #expect(test.midP <= test.exactP && test.midP > 0)
        let turned = try McNemarTest(PairedTable(both: 1, firstOnly: c, secondOnly: b, neither: 2))
        #expect(test == turned)
      }
    }
  }

  @Test func `Newcombe's paired interval gives his published examples`() throws {
    // Newcombe 1998 (Stat Med 17:2635), table III, method 10: 36, 12, 2, 0 of 50: .0569, .3404.
    let first = try PairedTable(both: 36, firstOnly: 2, secondOnly: 12, neither: 0)
    let interval = try first.riskDifference().interval
    #expect(abs(interval.low - 0.0569) < 5e-5 && abs(interval.high - 0.3404) < 5e-5)
    // Turning the waves turns the interval; no change at all keeps a width.
    let turned = try PairedTable(both: 36, firstOnly: 12, secondOnly: 2, neither: 0)
    #expect(agree(try turned.riskDifference().interval.low, -interval.high))
    let still = try PairedTable(both: 20, firstOnly: 0, secondOnly: 0, neither: 30)
    let width = try still.riskDifference().interval
    #expect(width.low < 0 && width.high > 0 && agree(width.low, -width.high))
  }

  @Test func `Pearson's χ² and the difference of shares equal chisq.test and prop.test`() throws {
    let performance: [[Double]] = [[794, 150], [86, 570]]
    let corrected = try ChiSquaredTest(performance)
    #expect(agree(corrected.statistic, tables["chisq"]["statistic"].number))
    #expect(agree(corrected.p, tables["chisq"]["p.value"].number))
    let plain = try ChiSquaredTest(performance, isCorrected: false)
    #expect(agree(plain.statistic, tables["chisq_nocorr"]["statistic"].number))
    let four = try ChiSquaredTest([[83, 3], [90, 3], [129, 7], [70, 12]])
    #expect(agree(four.statistic, tables["prop4"]["statistic"].number))
    #expect(agree(four.p, tables["prop4"]["p.value"].number))
    let two = try TwoByTwoTable(
      firstWith: 83, firstWithout: 3, secondWith: 90, secondWithout: 3)
    let interval = try two.riskDifference(method: .waldCorrected).interval
    #expect(agree(interval.low, tables["prop2"]["conf.int"].numbers[0]))
    #expect(agree(interval.high, tables["prop2"]["conf.int"].numbers[1]))
    let nocorr = try TwoByTwoTable(
      firstWith: 45, firstWithout: 55, secondWith: 60, secondWithout: 40)
    let wald = try nocorr.riskDifference(method: .wald).interval
    #expect(agree(wald.low, tables["prop2_nocorr"]["conf.int"].numbers[0]))
    #expect(agree(wald.high, tables["prop2_nocorr"]["conf.int"].numbers[1]))
    let test = try ChiSquaredTest([[45, 55], [60, 40]], isCorrected: false)
    #expect(agree(test.p, tables["prop2_nocorr"]["p.value"].number))
  }

  @Test func `Fisher's test equals R on tables with and without zeros`() throws {
    for item in classical["fisher"].items {
      let cells = item["table"].numbers.map { Int($0) }
      // R fills by column.
      guard
        let table = try? TwoByTwoTable(
          firstWith: cells[0], firstWithout: cells[2], secondWith: cells[1],
          secondWithout: cells[3])
      else {
        Issue.record("\(cells)")
        continue
      }
      for (name, side) in [
        ("two.sided", Alternative.twoSided), ("greater", .greater), ("less", .less),
      ] {
        let value = item[name]
        let test = try FisherTest(table, alternative: side)
        #expect(agree(test.p, value["p.value"].number), "\(cells) \(name)")
        // R searches odds ratios, or their inverse where they are above 1, to
        // .Machine$double.eps^0.25 = 1.2e-4: so far apart may both be.
        func near(_ a: Double, _ b: Double) -> Bool {
          agree(a, b) || abs(a - b) < 1.3e-4 || (a > 1 && abs(1 / a - 1 / b) < 1.3e-4)
        }
        let odds = test.conditionalOddsRatio
        #expect(near(odds, value["estimate"].number), "\(cells) \(odds)")
        let ends = value["conf.int"].numbers
        #expect(near(test.interval.low, ends[0]), "\(cells) \(name) \(test.interval.low)")
        #expect(near(test.interval.high, ends[1]), "\(cells) \(name) \(test.interval.high)")
      }
    }
    let two = try FisherTest(
      TwoByTwoTable(firstWith: 10, firstWithout: 9, secondWith: 3, secondWithout: 8),
      oddsRatio: 2)
    #expect(agree(two.p, classical["fisher_or2"]["p.value"].number))
  }

  @Test func `ends of Fisher's interval are odds ratios that the test just rejects`() throws {
    let table = try TwoByTwoTable(
      firstWith: 10, firstWithout: 9, secondWith: 3, secondWithout: 8)
    let interval = try FisherTest(table).interval
    let low = try FisherTest(table, oddsRatio: interval.low, alternative: .greater)
    let high = try FisherTest(table, oddsRatio: interval.high, alternative: .less)
    #expect(agree(low.p, 0.025) && agree(high.p, 0.025))
  }

  @Test func `ratios equal metafor, zero cells are refused or named`() throws {
    let value = classical["escalc"]
    let table = try TwoByTwoTable(
      firstWith: 10, firstWithout: 9, secondWith: 3, secondWithout: 8)
    let zero = try TwoByTwoTable(firstWith: 0, firstWithout: 9, secondWith: 3, secondWithout: 8)
    func check(_ ratio: TwoByTwoTable.Ratio, _ name: String) {
      #expect(agree(logarithm(ratio.value), value[name].numbers[0]), "\(name)")
      #expect(agree(ratio.logStandardError * ratio.logStandardError, value[name].numbers[1]))
      #expect(ratio.interval.contains(ratio.value))
    }
    check(try table.oddsRatio(), "OR")
    check(try table.riskRatio(), "RR")
    check(try zero.oddsRatio(zeroCells: .addHalf), "OR0")
    check(try zero.riskRatio(zeroCells: .addHalf), "RR0")
    #expect(try zero.oddsRatio(zeroCells: .addHalf).addedHalf)
    #expect(throws: HypothesisTestError.zeroCell(statistic: "odds ratio")) {
      try zero.oddsRatio()
    }
    #expect(throws: HypothesisTestError.zeroCell(statistic: "risk ratio")) {
      try zero.riskRatio()
    }
    let difference = try table.riskDifference(method: .wald)
    #expect(agree(difference.value, value["RD"].numbers[0]))
    #expect(
      agree(difference.standardError * difference.standardError, value["RD"].numbers[1]))
  }

  @Test func `empty and impossible tables are refused`() {
    #expect(throws: HypothesisTestError.noDiscordantPairs) {
      try McNemarTest(PairedTable(both: 3, firstOnly: 0, secondOnly: 0, neither: 4))
    }
    #expect(throws: HypothesisTestError.emptyMargin("the first group")) {
      try TwoByTwoTable(firstWith: 0, firstWithout: 0, secondWith: 1, secondWithout: 1)
    }
    #expect(throws: HypothesisTestError.self) {
      try PairedTable(both: -1, firstOnly: 0, secondOnly: 0, neither: 4)
    }
    #expect(throws: HypothesisTestError.emptyMargin("column 2")) {
      try ChiSquaredTest([[1, 0], [3, 0]])
    }
    #expect(throws: HypothesisTestError.self) { try ChiSquaredTest([[1, 2], [3]]) }
    #expect(throws: HypothesisTestError.self) { try ChiSquaredTest([]) }
    #expect(throws: HypothesisTestError.self) { try SymmetryTest([[1, 2, 3], [1, 2, 3]]) }
  }
}
