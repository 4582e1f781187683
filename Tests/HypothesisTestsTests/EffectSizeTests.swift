import HypothesisTests
import Testing

/// Expected values: R effectsize and metafor, in `effect_sizes_satact.json`,
/// `tests_paired_sleep.json` and `classical.json`; published ones beside them.
@Suite struct EffectSizeTests {
  private func check(_ size: StandardizedDifference, _ value: JSON, _ name: String) {
    #expect(agree(size.value, value[name].number), "\(name)")
    // effectsize searches its noncentralities by optim() to about 1e-8 of the likelihood, which
    // leaves five to seven digits.
    #expect(abs(size.interval.low - value["CI_low"].number) < 1e-5, "\(name) \(size.interval)")
    #expect(abs(size.interval.high - value["CI_high"].number) < 1e-5, "\(name) \(size.interval)")
  }

  @Test func `d and g of the sleep and SAT data equal effectsize`() throws {
    let sleep = try Reference.expected("tests_paired_sleep")
    let x = try Reference.column("extra", of: "sleep", where: "group", is: "1")
    let y = try Reference.column("extra", of: "sleep", where: "group", is: "2")
    let pooled = try StandardizedDifference.independent(SampleSummary(x), minus: SampleSummary(y))
    check(pooled, sleep["d_pooled"], "Cohens_d")
    check(pooled.hedges, sleep["g_pooled"], "Hedges_g")
    let paired = try StandardizedDifference.paired(x, minus: y)
    check(paired, sleep["d_paired"], "Cohens_d")
    check(paired.hedges, sleep["g_paired"], "Hedges_g")
    #expect(paired.intervalMethod == .noncentralT)

    let file = try Reference.expected("effect_sizes_satact")
    for name in ["ACT", "SATV", "SATQ"] {
      let men = try SampleSummary(
        Reference.column(name, of: "sat_act", where: "gender", is: "1"))
      let women = try SampleSummary(
        Reference.column(name, of: "sat_act", where: "gender", is: "2"))
      let d = try StandardizedDifference.independent(men, minus: women)
      check(d, file[name]["es_d"], "Cohens_d")
      check(d.hedges, file[name]["es_g"], "Hedges_g")
      check(
        try .independent(men, minus: women, averageVariances: true), file[name]["welch_d"],
        "Cohens_d")
      // psych calls d what has n below in its standard deviation, and g what is d.
      #expect(agree(-d.value, file[name]["psych_g"].numbers[1]))
      let n = file[name]["n"].number
      #expect(agree(-d.value * (n / (n - 2)).squareRoot(), file[name]["psych_d"].numbers[1]))
    }
    let moon = try StandardizedDifference.oneSample(
      SampleSummary([1.73, 1.06, 2.03, 1.40, 0.95, 1.13, 1.41, 1.73, 1.63, 1.56]), mean: 1)
    check(moon, try Reference.expected("classical")["moon"], "Cohens_d")
  }

  @Test func `corrected values and large-sample variances equal metafor`() throws {
    let escalc = try Reference.expected("classical")["escalc"]
    func summary(_ n: Int, _ mean: Double, _ sd: Double) throws -> SampleSummary {
      try SampleSummary(count: n, mean: mean, standardDeviation: sd)
    }
    func check(_ g: StandardizedDifference, _ name: String) {
      #expect(agree(g.value, escalc[name].numbers[0]), "\(name)")
      #expect(agree(g.variance, escalc[name].numbers[1]), "\(name)")
    }
    check(
      try .independent(summary(50, 103, 5.5), minus: summary(50, 100, 4.5)).hedges, "SMD")
    check(
      try .independent(summary(7, 24, 3.1), minus: summary(5, 20.5, 4.2)).hedges, "SMD_small")
    check(
      try .independent(
        summary(17, 24, 3.1), minus: summary(25, 20.5, 4.2), averageVariances: true
      ).hedges, "SMDH")
    let spread = (5.5 * 5.5 + 7.1 * 7.1 - 2 * 0.7 * 5.5 * 7.1).squareRoot()
    check(
      try .paired(
        summary(50, 103, 5.5), minus: summary(50, 100, 7.1), differenceDeviation: spread
      ).hedges, "SMCC")
  }

  @Test func `Borenstein's worked examples come out`() throws {
    // Borenstein and others 2009, chapter 4: d .5970, J .9923, g .5924; paired d .4225 (V .0131),
    // g .4160.
    let first = try SampleSummary(count: 50, mean: 103, standardDeviation: 5.5)
    let second = try SampleSummary(count: 50, mean: 100, standardDeviation: 4.5)
    let d = try StandardizedDifference.independent(first, minus: second)
    #expect(abs(d.value - 0.597022) < 1e-6 && abs(d.variance - 0.041782) < 1e-6)
    // The book has J by its approximation, .992327; the exact one is .992323.
    #expect(abs(d.correction - 0.992327) < 1e-5 && abs(d.hedges.value - 0.592442) < 1e-5)
    // S_diff 5.5 and r .7 leave s = 5.5/√.6 for both answers.
    let within = 5.5 / 0.6.squareRoot()
    let paired = try StandardizedDifference.paired(
      SampleSummary(count: 50, mean: 103, standardDeviation: within),
      minus: SampleSummary(count: 50, mean: 100, standardDeviation: within),
      differenceDeviation: 5.5, standardizer: .repeatedMeasures)
    #expect(abs(paired.value - 0.4225) < 5e-5 && abs(paired.variance - 0.0131) < 5e-5)
    #expect(abs(paired.hedges.value - 0.4160) < 5e-5)
    #expect(abs(paired.hedges.variance - 0.0127) < 5e-5)
    #expect(paired.intervalMethod == .normal && paired.interval == paired.normalInterval)
    // Howell: 24 (148.87, 35) and 16.5 (139.16, 29): d .62, by noncentral t .117 … 1.125.
    let howell = try StandardizedDifference.independent(
      SampleSummary(count: 35, mean: 24, standardDeviation: 148.87.squareRoot()),
      minus: SampleSummary(count: 29, mean: 16.5, standardDeviation: 139.16.squareRoot()))
    #expect(abs(howell.value - 0.62) < 5e-3)
    #expect(abs(howell.interval.low - 0.117) < 2e-3 && abs(howell.interval.high - 1.125) < 2e-3)
  }

  @Test func `all four d of pairs agree where answers are spread alike and do not correlate`()
    throws
  {
    // Deviations (±1, ±1) in all signs: variances equal, correlation exactly zero.
    let first = [11.0, 11, 9, 9, 11, 11, 9, 9]
    let second = [9.0, 7, 9, 7, 9, 7, 9, 7]
    let pooled = try StandardizedDifference.independent(
      SampleSummary(first), minus: SampleSummary(second))
    let rm = try StandardizedDifference.paired(
      first, minus: second, standardizer: .repeatedMeasures)
    let av = try StandardizedDifference.paired(first, minus: second, standardizer: .pairedAverage)
    let dz = try StandardizedDifference.paired(first, minus: second)
    #expect(agree(pooled.value, rm.value) && agree(rm.value, av.value))
    #expect(agree(dz.value * 2.0.squareRoot(), av.value))
    #expect(throws: HypothesisTestError.self) {
      try StandardizedDifference.paired(first, minus: second, standardizer: .pooled)
    }
  }

  @Test func `Hedges' exact correction is near its approximation and 1 in the limit`() throws {
    for m in [2.0, 3, 10, 50, 1_000] {
      #expect(abs(try hedgesCorrection(degreesOfFreedom: m) - (1 - 3 / (4 * m - 1))) < 0.02 / m)
    }
    // R: exp(lgamma(4.5) - lgamma(4) - log(sqrt(4.5))) = .9139
    #expect(agree(try hedgesCorrection(degreesOfFreedom: 9), 0.91387402, 1e-6))
    #expect(agree(try hedgesCorrection(degreesOfFreedom: 1e9), 1, 1e-8))
    #expect(try hedgesCorrection(degreesOfFreedom: 1) == 0)
    #expect(throws: HypothesisTestError.self) { try hedgesCorrection(degreesOfFreedom: 0) }
  }

  @Test func `Cliff's δ gives the published interval`() throws {
    // effsize's documentation: −.25 (−.7265846, .3890062).
    let delta = try CliffDelta(
      [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], minus: [10, 20, 30, 40, 40, 50])
    #expect(agree(delta.value, -0.25) && agree(delta.varghaDelaneyA, 0.375))
    #expect(abs(delta.interval.low + 0.7265846) < 1e-7)
    #expect(abs(delta.interval.high - 0.3890062) < 1e-7)
    let turned = try CliffDelta([3, 4, 9], minus: [1, 2, 3.5, 8])
    let back = try CliffDelta([1, 2, 3.5, 8], minus: [3, 4, 9])
    #expect(agree(turned.value, -back.value) && agree(turned.interval.low, -back.interval.high))
    let apart = try CliffDelta([5, 6, 7, 8, 9, 10], minus: [1, 2, 3, 4])
    #expect(apart.value == 1 && apart.interval.high == 1 && apart.interval.low < 1)
    let same = try CliffDelta([1, 1], minus: [1, 1])
    #expect(same.value == 0 && same.interval.contains(0))
  }

  @Test func `effect sizes without spread are refused`() {
    #expect(throws: HypothesisTestError.noSpread(sample: "samples")) {
      try StandardizedDifference.independent(SampleSummary([1, 1]), minus: SampleSummary([2, 2]))
    }
    #expect(throws: HypothesisTestError.self) { try StandardizedDifference.paired([], minus: []) }
    #expect(throws: HypothesisTestError.tooFew(sample: "first sample", count: 1, needed: 2)) {
      try CliffDelta([1], minus: [1, 2])
    }
  }
}
