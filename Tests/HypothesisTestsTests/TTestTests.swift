import HypothesisTests
import Testing

/// Expected values: R `t.test`, in `tests_paired_sleep.json`.
@Suite struct TTestTests {
  let expected: JSON
  let x: [Double]
  let y: [Double]

  init() throws {
    expected = try Reference.expected("tests_paired_sleep")
    x = try Reference.column("extra", of: "sleep", where: "group", is: "1")
    y = try Reference.column("extra", of: "sleep", where: "group", is: "2")
  }

  private func check(_ test: TTest, _ name: String) {
    let value = expected[name]
    #expect(agree(test.statistic, value["statistic"].number), "\(name) t")
    #expect(agree(test.degreesOfFreedom, value["parameter"].number), "\(name) df")
    #expect(agree(test.p, value["p.value"].number), "\(name) p")
    let estimates = value["estimate"].numbers
    let estimate = estimates.count == 2 ? estimates[0] - estimates[1] : estimates[0]
    #expect(agree(test.estimate, estimate), "\(name) estimate")
    #expect(agree(test.interval.low, value["conf.int"].numbers[0]), "\(name) low")
    #expect(agree(test.interval.high, value["conf.int"].numbers[1]), "\(name) high")
  }

  @Test func `all t tests of the sleep data equal R`() throws {
    check(try .paired(x, minus: y), "paired_t")
    check(try .welch(x, minus: y), "welch")
    check(try .pooled(x, minus: y), "pooled")
    check(try .oneSample(x, mean: 0.5), "one")
    check(try .paired(y, minus: x, alternative: .greater), "greater")
    check(
      try .paired(
        Reference.column("drug1", of: "cushny"), minus: Reference.column("drug2L", of: "cushny")),
      "cushny_t")
  }

  @Test func `pooled t and p of the SAT data equal those that psych prints`() throws {
    let file = try Reference.expected("effect_sizes_satact")
    for name in ["ACT", "SATV", "SATQ"] {
      let men = try Reference.column(name, of: "sat_act", where: "gender", is: "1")
      let women = try Reference.column(name, of: "sat_act", where: "gender", is: "2")
      let test = try TTest.pooled(women, minus: men)
      #expect(agree(test.statistic, file[name]["t"].number), "\(name)")
      #expect(agree(test.p, file[name]["p"].number), "\(name)")
      #expect(men.count + women.count == Int(file[name]["n"].number))
    }
  }

  @Test func `sides split the two-sided p, and turning the samples turns the interval`() throws {
    let two = try TTest.welch(x, minus: y)
    let less = try TTest.welch(x, minus: y, alternative: .less)
    let greater = try TTest.welch(x, minus: y, alternative: .greater)
    #expect(agree(less.p + greater.p, 1))
    #expect(agree(2 * min(less.p, greater.p), two.p))
    let turned = try TTest.welch(y, minus: x)
    #expect(agree(turned.interval.low, -two.interval.high))
    #expect(agree(turned.p, two.p))
    #expect(less.interval.low == -.infinity && greater.interval.high == .infinity)
  }

  @Test func `an interval holds just the null values that its test does not reject`() throws {
    let test = try TTest.pooled(x, minus: y)
    for end in [test.interval.low, test.interval.high] {
      #expect(agree(try TTest.pooled(x, minus: y, difference: end).p, 0.05))
    }
  }

  @Test func `means and spreads keep the digits that NIST certifies`() throws {
    // NIST StRD univariate: NumAcc1 mean 10000002, sd 1; NumAcc3 1000000.2, .1; NumAcc4
    // 10000000.2, .1. The values of the last two have no exact double: what is left of them after
    // the mean is taken off has 9 and 8 digits.
    let one = try SampleSummary([10_000_001, 10_000_003, 10_000_002])
    #expect(one.mean == 10_000_002 && one.standardDeviation == 1)
    for (base, tolerance) in [(1.0, 1e-13), (1_000_000, 1e-9), (10_000_000, 1e-8)] {
      let values = [base + 0.2] + (0..<1_000).map { base + ($0 % 2 == 0 ? 0.1 : 0.3) }
      let summary = try SampleSummary(values)
      #expect(agree(summary.mean, base + 0.2, 1e-15))
      #expect(agree(summary.standardDeviation, 0.1, tolerance))
    }
  }

  @Test func `samples that carry no error are refused with the reason`() {
    #expect(throws: HypothesisTestError.tooFew(sample: "sample", count: 1, needed: 2)) {
      try TTest.oneSample([3])
    }
    #expect(throws: HypothesisTestError.tooFew(sample: "sample", count: 0, needed: 1)) {
      try TTest.oneSample([])
    }
    #expect(throws: HypothesisTestError.noSpread(sample: "sample")) {
      try TTest.oneSample([0.1, 0.1, 0.1])
    }
    #expect(throws: HypothesisTestError.noSpread(sample: "differences")) {
      try TTest.paired([1, 2, 3], minus: [0, 1, 2])
    }
    #expect(throws: HypothesisTestError.unequalLengths(first: 2, second: 1)) {
      try TTest.paired([1, 2], minus: [1])
    }
    #expect(throws: HypothesisTestError.notFinite(sample: "sample", index: 1)) {
      try TTest.oneSample([1, .nan, 2])
    }
    #expect(throws: HypothesisTestError.notFinite(sample: "first sample", index: 0)) {
      try TTest.welch([.infinity, 2], minus: [1, 2])
    }
    #expect(throws: HypothesisTestError.invalidLevel(1)) {
      try TTest.oneSample([1, 2, 3], level: 1)
    }
    #expect(throws: HypothesisTestError.self) { try TTest.oneSample([1e200, -1e200, 3e200]) }
  }
}
