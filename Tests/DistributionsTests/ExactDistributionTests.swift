import Distributions
import Foundation
import Testing

/// Expected values: R 4.2.2, in `classical.json` and `distributions.json`.
@Suite struct ExactDistributionTests {
  struct File: Decodable {
    var expected: Expected
    struct Expected: Decodable {
      var pt, pf, pchisq, hyper, binom: [String: [Double]]
      var dsignrank: [[Double]]
      var dwilcox: [String: [Double]]
      var qsignrank: Quantiles
    }
    struct Quantiles: Decodable {
      var n, p: [Double]
      var q: [[Double]]
    }
  }
  struct Older: Decodable {
    var expected: Expected
    struct Expected: Decodable { var pbinom, pt_ncp: [String: [Double]] }
  }

  let r: File.Expected
  let older: Older.Expected

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ReferenceValues")
    func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
    r = try JSONDecoder().decode(File.self, from: data("classical.json")).expected
    older = try JSONDecoder().decode(Older.self, from: data("distributions.json")).expected
  }

  private func rows(_ grid: [String: [Double]], _ names: String...) -> [[Double]] {
    let columns = names.map { grid[$0] ?? [] }
    return columns[0].indices.map { row in columns.map { $0[row] } }
  }

  private func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a == b || abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1e-300)
  }

  @Test func `noncentral t equals pt with ncp`() throws {
    for row in rows(r.pt, "q", "df", "ncp", "value") + rows(older.pt_ncp, "q", "df", "ncp", "value")
    {
      let t = try NoncentralT(degreesOfFreedom: row[1], noncentrality: row[2])
      // R's series (AS 243) keeps about 1e-12 absolute: tails below are its rounding.
      let p = try t.cumulative(row[0])
      #expect(agree(p, row[3]) || abs(p - row[3]) < 2e-12, "\(row) \(p)")
      #expect(agree(p + (try t.upperTail(row[0])), 1), "\(row)")
      if p > 1e-6, p < 1 - 1e-6 {
        #expect(agree(try t.quantile(p), row[0], 1e-7) || row[0] == 0, "\(row)")
      }
    }
  }

  @Test func `noncentrality of t inverts its distribution`() throws {
    for df in [1.0, 2, 9, 57.3, 1e4, .infinity] {
      for t in [-12.0, -4.06, 0, 0.3, 2.5, 30] {
        for p in [0.005, 0.025, 0.5, 0.975] {
          let found = try NoncentralT.noncentrality(of: t, degreesOfFreedom: df, probability: p)
          let back = try NoncentralT(degreesOfFreedom: df, noncentrality: found).cumulative(t)
          #expect(agree(back, p, 1e-8), "df \(df), t \(t), p \(p): \(back)")
        }
      }
    }
    #expect(throws: DistributionError.self) {
      try NoncentralT.noncentrality(of: .nan, degreesOfFreedom: 3, probability: 0.5)
    }
  }

  @Test func `noncentral F and χ² equal pf and pchisq with ncp`() throws {
    for row in rows(r.pf, "q", "a", "b", "ncp", "value") {
      let f = try NoncentralF(numerator: row[1], denominator: row[2], noncentrality: row[3])
      let p = try f.cumulative(row[0])
      // R (AS 226) stops at an error of 1e-9; the sum it stands for, done in full, agrees.
      #expect(agree(p, row[4]) || abs(p - row[4]) < 1e-9, "\(row) \(p)")
      #expect(agree(p + (try f.upperTail(row[0])), 1))
      let x = row[1] * row[0] / (row[1] * row[0] + row[2])
      var sum = 0.0
      var weight = exp(-row[3] / 2)
      for j in 0..<200 {
        sum += weight * (try Beta(row[1] / 2 + Double(j), row[2] / 2).cumulative(x))
        weight *= row[3] / 2 / Double(j + 1)
      }
      #expect(agree(p, sum, 1e-11), "\(row) \(p)")
    }
    for row in rows(r.pchisq, "q", "df", "ncp", "value") {
      let chi = try NoncentralChiSquared(degreesOfFreedom: row[1], noncentrality: row[2])
      let p = try chi.cumulative(row[0])
      // R (Ding's algorithm) stops at 1e-12 absolute.
      #expect(agree(p, row[3]) || abs(p - row[3]) < 2e-12, "\(row) \(p)")
    }
    for row in rows(r.pchisq, "df", "ncp", "quantile") {
      let chi = try NoncentralChiSquared(degreesOfFreedom: row[0], noncentrality: row[1])
      // R's qchisq with ncp bisects to 1e-6 (its "accuracy" is 1e-13 only for the bracket).
      #expect(agree(try chi.quantile(0.9), row[2], 1e-6), "\(row)")
    }
    // R: power.anova.test(groups = 4, n = 20, between.var = 1, within.var = 3) .96790221.
    let critical = try FisherF(numerator: 3, denominator: 76).quantile(0.95)
    let power = try NoncentralF(numerator: 3, denominator: 76, noncentrality: 20)
      .upperTail(critical)
    #expect(agree(power, 0.96790221226003825))
  }

  @Test func `binomial equals dbinom and pbinom`() throws {
    for row in rows(r.binom, "x", "n", "p", "d", "p_le", "upper") {
      let binomial = try Binomial(trials: Int(row[1]), probability: row[2])
      let x = Int(row[0])
      #expect(agree(try binomial.mass(x), row[3]), "\(row)")
      #expect(agree(try binomial.cumulative(x), row[4]), "\(row)")
      #expect(agree(try binomial.upperTail(x), row[5]), "\(row)")
    }
    for row in rows(older.pbinom, "q", "n", "p", "value") {
      let binomial = try Binomial(trials: Int(row[1]), probability: row[2])
      #expect(agree(try binomial.cumulative(Int(row[0])), row[3]), "\(row)")
    }
    #expect(try Binomial(trials: 0, probability: 0.4).mass(0) == 1)
    #expect(throws: DistributionError.self) { try Binomial(trials: -1, probability: 0.4) }
    #expect(throws: DistributionError.self) { try Binomial(trials: 1, probability: .nan) }
  }

  @Test func `hypergeometric equals dhyper and phyper`() throws {
    for row in rows(r.hyper, "x", "m", "n", "k", "d", "p", "upper") {
      let hyper = try NoncentralHypergeometric(
        successes: Int(row[1]), failures: Int(row[2]), draws: Int(row[3]))
      let x = Int(row[0])
      #expect(agree(hyper.mass(x), row[4]), "\(row)")
      #expect(agree(hyper.cumulative(x), row[5]), "\(row)")
      #expect(agree(hyper.upperTail(x), row[6]), "\(row)")
      #expect(agree(hyper.mean, row[3] * row[1] / (row[1] + row[2])))
    }
  }

  @Test func `hypergeometric with odds is the binomial pair given its sum`() throws {
    // Two binomials with odds 3 : 1, conditioned on 6 successes in all.
    let odds = 3.0
    let first = try Binomial(trials: 8, probability: odds / (1 + odds))
    let second = try Binomial(trials: 5, probability: 0.5)
    var joint: [Double] = []
    for x in 1...6 { joint.append(try first.mass(x) * second.mass(6 - x)) }
    let total = joint.reduce(0, +)
    let fisher = try NoncentralHypergeometric(successes: 8, failures: 5, draws: 6, odds: odds)
    #expect(fisher.lowest == 1)
    for x in 1...6 { #expect(agree(fisher.mass(x), joint[x - 1] / total)) }
    #expect(try NoncentralHypergeometric(successes: 8, failures: 5, draws: 6, odds: 0).mass(1) == 1)
    #expect(throws: DistributionError.self) {
      try NoncentralHypergeometric(successes: 8, failures: 5, draws: 14)
    }
    #expect(throws: DistributionError.self) {
      try NoncentralHypergeometric(successes: 8, failures: 5, draws: 3, odds: .nan)
    }
  }

  @Test func `signed-rank and rank-sum counts equal dsignrank and dwilcox`() throws {
    for (index, masses) in r.dsignrank.enumerated() {
      let distribution = try RankSumDistribution(signsOf: (1...(index + 1)).map { 2 * $0 })
      for (sum, mass) in masses.enumerated() {
        #expect(agree(distribution.masses[2 * sum], mass, 1e-13), "n \(index + 1), \(sum)")
      }
    }
    for (row, n) in r.qsignrank.n.enumerated() {
      let distribution = try RankSumDistribution(signsOf: (1...Int(n)).map { 2 * $0 })
      for (column, p) in r.qsignrank.p.enumerated() {
        #expect(try distribution.quantile(p) == 2 * Int(r.qsignrank.q[row][column]), "\(n) \(p)")
      }
    }
    for (name, m, n) in [("d53", 5, 3), ("d47", 4, 7), ("d1010", 10, 10)] {
      let distribution = try RankSumDistribution(drawing: m, of: (1...(m + n)).map { 2 * $0 })
      for (u, mass) in (r.dwilcox[name] ?? []).enumerated() {
        let index = m * (m + 1) + 2 * u - distribution.lowest
        #expect(agree(distribution.masses[index], mass, 1e-13), "\(name) \(u)")
      }
    }
  }

  @Test func `counted distributions sum to one, are symmetric, and list every draw`() throws {
    for ranks in [[2, 4, 6, 8, 10], [3, 3, 6, 9, 9, 12], [7, 7, 7, 7], [2]] {
      let signs = try RankSumDistribution(signsOf: ranks)
      #expect(agree(signs.masses.reduce(0, +), 1, 1e-15))
      #expect(signs.masses == signs.masses.reversed())
      for count in 0...ranks.count {
        let drawn = try RankSumDistribution(drawing: count, of: ranks)
        #expect(agree(drawn.masses.reduce(0, +), 1, 1e-14))
        var listed: [Int: Double] = [:]
        var draws = 0.0
        for mask in 0..<(1 << ranks.count) where mask.nonzeroBitCount == count {
          listed[ranks.indices.reduce(0) { $0 + (mask >> $1 & 1) * ranks[$1] }, default: 0] += 1
          draws += 1
        }
        for (offset, mass) in drawn.masses.enumerated() {
          #expect(abs(mass - listed[drawn.lowest + offset, default: 0] / draws) < 1e-14)
        }
        for x in -1...40 {
          #expect(agree(drawn.cumulative(x - 1) + drawn.atLeast(x), 1, 1e-13))
        }
      }
    }
    #expect(throws: DistributionError.self) { try RankSumDistribution(signsOf: [-2]) }
    #expect(throws: DistributionError.self) { try RankSumDistribution(signsOf: [.max, 2]) }
    #expect(throws: DistributionError.self) { try RankSumDistribution(drawing: 3, of: [2, 4]) }
  }

  @Test func `roots are found to the last digits, and brackets that hold none are refused`() throws
  {
    #expect(agree(try root("√2", between: 0, and: 2) { $0 * $0 - 2 }, 2.0.squareRoot(), 1e-15))
    #expect(try root("end", between: 1, and: 2) { $0 - 1 } == 1)
    #expect(throws: DistributionError.outOfRange("none")) {
      try root("none", between: 0, and: 1) { _ in 1 }
    }
    #expect(throws: DistributionError.self) { try root("none", between: 0, and: 1) { _ in .nan } }
    // R: exp(lgamma(1000.5) - lgamma(1000)) = 31.618824…, the ratio exact by recurrence.
    let ratio = try gammaRatio(1000, shift: 0.5)
    #expect(agree(ratio * (try gammaRatio(1000.5, shift: 0.5)), 1000, 1e-12))
    #expect(throws: DistributionError.self) { try gammaRatio(-1, shift: 0.5) }
  }
}
