import Distributions
import HypothesisTests
import Testing

/// Expected values: R `wilcox.test` and coin, in `classical.json` and `tests_paired_sleep.json`.
@Suite struct RankTestTests {
  let expected: JSON
  let hollander: ([Double], [Double]) = (
    [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
  )
  /// Pairs with ties and four zeros.
  let tied: ([Double], [Double]) = (
    [5, 7, 3, 6, 8, 4, 6, 7, 5, 9, 2, 6, 7, 8, 5, 3],
    [5, 6, 3, 4, 8, 6, 3, 6, 4, 7, 3, 6, 4, 6, 2, 4]
  )
  let permeability: ([Double], [Double]) = (
    [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.90, 0.74, 1.21]
  )
  let sides: [(String, Alternative)] = [
    ("two.sided", .twoSided), ("greater", .greater), ("less", .less),
  ]

  init() throws { expected = try Reference.expected("classical") }

  /// R searches the interval and the estimate of its normal approximation to 1e-4.
  private func near(_ a: Double, _ b: Double) -> Bool { a == b || abs(a - b) < 2e-4 }

  @Test func `signed-rank test counts as R where nothing is tied`() throws {
    for (name, side) in sides {
      let value = expected["hw_exact"][name]
      let test = try SignedRankTest(hollander.0, minus: hollander.1, alternative: side)
      #expect(test.isExact)
      #expect(test.statistic == value["statistic"].number)
      #expect(agree(test.p, value["p.value"].number))
      #expect(agree(test.estimate, value["estimate"].number))
      #expect(agree(test.interval.low, value["conf.int"].numbers[0]))
      #expect(agree(test.interval.high, value["conf.int"].numbers[1]))
      // Hollander and Wolfe: two-sided at 95 % is attained at 96.09 %.
      if side == .twoSided { #expect(agree(test.interval.level, 1 - 2 * 10 / 512)) }
    }
    // Published: V = 40, rank-biserial .7778.
    let test = try SignedRankTest(hollander.0, minus: hollander.1)
    #expect(test.statistic == 40 && agree(test.rankBiserial, 35.0 / 45))
  }

  @Test func `signed-rank test approximates as R`() throws {
    for (name, side) in sides {
      let value = expected["hw_normal"][name]
      let test = try SignedRankTest(
        hollander.0, minus: hollander.1, alternative: side,
        method: .normal(continuityCorrected: true))
      #expect(agree(test.p, value["p.value"].number), "\(name)")
      #expect(near(test.interval.low, value["conf.int"].numbers[0]), "\(name)")
      #expect(near(test.interval.high, value["conf.int"].numbers[1]), "\(name)")
      #expect(near(test.estimate, value["estimate"].number))
    }
  }

  @Test func `signed-rank test with zeros and ties equals R and coin`() throws {
    for (name, side) in sides {
      let value = expected["zeros_normal"][name]
      let test = try SignedRankTest(tied.0, minus: tied.1, alternative: side)
      #expect(!test.isExact && test.zeroCount == 4 && test.count == 12)
      #expect(test.statistic == value["statistic"].number)
      #expect(agree(test.p, value["p.value"].number), "\(name)")
      #expect(near(test.interval.low, value["conf.int"].numbers[0]), "\(name)")
      #expect(near(test.interval.high, value["conf.int"].numbers[1]), "\(name)")
    }
    let plain = RankMethod.normal(continuityCorrected: false)
    func p(
      _ zeros: SignedRankTest.Zeros, _ method: RankMethod, _ side: Alternative = .twoSided
    ) throws -> Double {
      try SignedRankTest(
        tied.0, minus: tied.1, alternative: side, zeros: zeros, method: method
      ).p
    }
    #expect(agree(try p(.wilcoxon, plain), expected["zeros_nocorr"]["p.value"].number))
    #expect(agree(try p(.wilcoxon, plain), expected["coin_wilcoxon"].numbers[1]))
    #expect(agree(try p(.pratt, plain), expected["coin_pratt"].numbers[1]))
    #expect(agree(try p(.pratt, .exact), expected["coin_pratt_exact"].numbers[1]))
    #expect(agree(try p(.wilcoxon, .exact), expected["coin_wilcoxon_exact"].numbers[1]))
    #expect(
      agree(try p(.pratt, .exact, .greater), expected["coin_pratt_exact_greater"].numbers[1]))
  }

  @Test func `rank tests of the sleep data equal R`() throws {
    let sleep = try Reference.expected("tests_paired_sleep")
    let x = try Reference.column("extra", of: "sleep", where: "group", is: "1")
    let y = try Reference.column("extra", of: "sleep", where: "group", is: "2")
    func check(_ p: Double, _ statistic: Double, _ name: String) {
      #expect(agree(p, sleep[name]["p.value"].number), "\(name)")
      #expect(statistic == sleep[name]["statistic"].number, "\(name)")
    }
    let signed = try SignedRankTest(x, minus: y)
    check(signed.p, signed.statistic, "signed_rank_default")
    check(signed.p, signed.statistic, "signed_rank_normal_ties_zeros_corrected")
    let plain = RankMethod.normal(continuityCorrected: false)
    let plainSigned = try SignedRankTest(x, minus: y, method: plain)
    check(plainSigned.p, plainSigned.statistic, "signed_rank_normal_nocorr")
    let summed = try RankSumTest(x, minus: y)
    check(summed.p, summed.statistic, "ranksum_default_ties")
    let plainSum = try RankSumTest(x, minus: y, method: plain)
    check(plainSum.p, plainSum.statistic, "ranksum_nocorr")
    let drugs = try SignedRankTest(
      Reference.column("drug1", of: "cushny"), minus: Reference.column("drug2R", of: "cushny"))
    #expect(drugs.isExact)
    check(drugs.p, drugs.statistic, "cushny_signed_exact")
  }

  @Test func `rank-sum test equals R, counted and approximated, with shift and ties`() throws {
    for (name, side) in sides {
      let exact = expected["ranksum_exact"][name]
      let test = try RankSumTest(permeability.0, minus: permeability.1, alternative: side)
      #expect(test.isExact && test.statistic == exact["statistic"].number)
      #expect(agree(test.p, exact["p.value"].number))
      #expect(agree(test.estimate, exact["estimate"].number))
      #expect(agree(test.interval.low, exact["conf.int"].numbers[0]))
      #expect(agree(test.interval.high, exact["conf.int"].numbers[1]))
      let normal = expected["ranksum_normal"][name]
      let rough = try RankSumTest(
        permeability.0, minus: permeability.1, alternative: side,
        method: .normal(continuityCorrected: true))
      #expect(agree(rough.p, normal["p.value"].number))
      #expect(near(rough.interval.low, normal["conf.int"].numbers[0]), "\(name)")
      #expect(near(rough.interval.high, normal["conf.int"].numbers[1]), "\(name)")
      let ties = expected["ranksum_ties"][name]
      let tiedTest = try RankSumTest(tied.0, minus: Array(tied.1.prefix(7)), alternative: side)
      #expect(!tiedTest.isExact && agree(tiedTest.p, ties["p.value"].number))
      #expect(near(tiedTest.interval.low, ties["conf.int"].numbers[0]), "\(name)")
      #expect(near(tiedTest.interval.high, ties["conf.int"].numbers[1]), "\(name)")
    }
    let shifted = try RankSumTest(permeability.0, minus: permeability.1, shift: 0.3)
    #expect(agree(shifted.p, expected["ranksum_shift"]["p.value"].number))
    let seven = Array(tied.1.prefix(7))
    let counted = try RankSumTest(tied.0, minus: seven, method: .exact)
    #expect(agree(counted.p, expected["coin_ranksum_exact"].numbers[1]))
    let above = try RankSumTest(tied.0, minus: seven, alternative: .greater, method: .exact)
    #expect(agree(above.p, expected["coin_ranksum_exact_greater"].numbers[1]))
  }

  @Test func `counted p-values equal those of listing every sign and every split`() throws {
    let gaps = [3.0, -1, 2, 2, -4, 1, 5, -2]
    let observed = try SignedRankTest(differences: gaps, method: .exact)
    var atLeast = 0
    var asFar = 0
    for signs in 0..<(1 << gaps.count) {
      let flipped = gaps.indices.map { signs >> $0 & 1 == 1 ? abs(gaps[$0]) : -abs(gaps[$0]) }
      let sum = try SignedRankTest(
        differences: flipped, method: .normal(continuityCorrected: false)
      ).statistic
      if sum >= observed.statistic { atLeast += 1 }
      if abs(sum - 18) >= abs(observed.statistic - 18) { asFar += 1 }
    }
    let all = Double(1 << gaps.count)
    #expect(agree(observed.p, Double(asFar) / all))
    let above = try SignedRankTest(differences: gaps, alternative: .greater, method: .exact)
    #expect(agree(above.p, Double(atLeast) / all))

    let pool = [1.0, 2, 2, 3, 5, 5, 5, 8, 9]
    let chosen = [3, 4, 7, 8]
    let first = chosen.map { pool[$0] }
    let second = pool.indices.filter { !chosen.contains($0) }.map { pool[$0] }
    let u = try RankSumTest(first, minus: second, method: .exact)
    var splits = 0
    var extreme = 0
    for mask in 0..<(1 << pool.count) where mask.nonzeroBitCount == 4 {
      let a = pool.indices.filter { mask >> $0 & 1 == 1 }.map { pool[$0] }
      let b = pool.indices.filter { mask >> $0 & 1 == 0 }.map { pool[$0] }
      let value = try RankSumTest(a, minus: b, method: .normal(continuityCorrected: false))
      splits += 1
      if abs(value.statistic - 10) >= abs(u.statistic - 10) { extreme += 1 }
    }
    #expect(splits == 126)
    #expect(agree(u.p, Double(extreme) / Double(splits)))
  }

  @Test func `estimates are medians of what they say, listed`() throws {
    let gaps = zip(tied.0, tied.1).map { $0 - $1 }
    func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      let half = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
    for zeros in SignedRankTest.Zeros.allCases {
      let used = zeros == .pratt ? gaps : gaps.filter { $0 != 0 }
      let means = used.indices.flatMap { i in (i..<used.count).map { (used[i] + used[$0]) / 2 } }
      #expect(try SignedRankTest(differences: gaps, zeros: zeros).estimate == median(means))
    }
    let shifts = permeability.0.flatMap { x in permeability.1.map { x - $0 } }
    let test = try RankSumTest(permeability.0, minus: permeability.1)
    #expect(test.estimate == median(shifts))
    #expect(agree(test.rankBiserial, 2 * 35.0 / 50 - 1))
    #expect(
      agree(
        test.rankBiserial, try CliffDelta(permeability.0, minus: permeability.1).value))
  }

  @Test func `p falls as the samples part, and large samples are quick`() throws {
    let many = (0..<600).map { Double($0 * 7919 % 600) }
    var last = 1.0
    for shift in [0.0, 10, 20, 40, 80] {
      let test = try RankSumTest(many.map { $0 + shift }, minus: many)
      #expect(test.p <= last + 1e-12)
      #expect(test.interval.contains(test.estimate))
      #expect(agree(test.estimate, shift))
      last = test.p
    }
  }

  @Test func `what cannot be ranked is refused`() {
    #expect(throws: HypothesisTestError.allDifferencesZero) {
      try SignedRankTest([1, 2], minus: [1, 2])
    }
    #expect(throws: HypothesisTestError.tooFew(sample: "differences", count: 0, needed: 1)) {
      try SignedRankTest(differences: [])
    }
    #expect(throws: HypothesisTestError.tooFew(sample: "second sample", count: 0, needed: 1)) {
      try RankSumTest([1], minus: [])
    }
    #expect(throws: HypothesisTestError.noSpread(sample: "ranks")) {
      try RankSumTest([1, 1], minus: [1, 1, 1])
    }
    #expect(throws: HypothesisTestError.notFinite(sample: "first sample", index: 0)) {
      try RankSumTest([.nan], minus: [1])
    }
    // R: wilcox.test(3) has p = 1.
    #expect(throws: Never.self) { try SignedRankTest(differences: [3]) }
  }
}
