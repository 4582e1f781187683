import Distributions
import Foundation
import Testing

/// Expected values: R 4.2.2, the code is in `distributions.json`.
@Suite struct DistributionTests {
  /// Argument columns and the value column of one function of the reference file.
  struct Grid: Decodable {
    var columns: [String: [Double]]
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      columns = try container.decode([String: [Double]].self)
    }
    func rows(_ names: String...) -> [[Double]] {
      let all = (names + ["value"]).map { columns[$0] ?? [] }
      return all[0].indices.map { row in all.map { $0[row] } }
    }
  }

  struct File: Decodable {
    var expected: Expected
    struct Expected: Decodable {
      var pt, qt, pnorm, qnorm, pchisq_upper, qchisq, pf_upper, pbeta, qbeta: Grid
    }
  }

  let grids: File.Expected

  init() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ReferenceValues/distributions.json")
    grids = try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).expected
  }

  @Test func `t distribution and quantile equal pt and qt`() throws {
    for row in grids.pt.rows("q", "df") {
      let t = try StudentT(degreesOfFreedom: row[1])
      #expect(agree(try t.cumulative(row[0]), row[2]), "pt \(row)")
      #expect(agree(try t.upperTail(-row[0]), row[2]), "pt upper \(row)")
    }
    for row in grids.qt.rows("p", "df") {
      let t = try StudentT(degreesOfFreedom: row[1])
      #expect(agree(try t.quantile(row[0]), row[2]), "qt \(row)")
    }
  }

  @Test func `normal distribution and quantile equal pnorm and qnorm`() throws {
    for row in grids.pnorm.rows("q") {
      #expect(agree(try Normal().cumulative(row[0]), row[1]), "pnorm \(row)")
      #expect(agree(try Normal().upperTail(-row[0]), row[1]), "pnorm upper \(row)")
    }
    for row in grids.qnorm.rows("p") {
      #expect(agree(try Normal().quantile(row[0]), row[1]), "qnorm \(row)")
    }
  }

  @Test func `χ² upper tail and quantile equal pchisq and qchisq`() throws {
    for row in grids.pchisq_upper.rows("q", "df") {
      let distribution = try ChiSquared(degreesOfFreedom: row[1])
      #expect(agree(try distribution.upperTail(row[0]), row[2]), "\(row)")
    }
    for row in grids.qchisq.rows("p", "df") {
      let distribution = try ChiSquared(degreesOfFreedom: row[1])
      #expect(agree(try distribution.quantile(row[0]), row[2]), "\(row)")
    }
  }

  @Test func `F upper tail equals pf and its quantile inverts it`() throws {
    for row in grids.pf_upper.rows("q", "df1", "df2") {
      let distribution = try FisherF(numerator: row[1], denominator: row[2])
      #expect(agree(try distribution.upperTail(row[0]), row[3]), "\(row)")
      let p = try distribution.cumulative(row[0])
      if p < 0.999 { #expect(agree(try distribution.quantile(p), row[0], 1e-8), "\(row)") }
    }
  }

  @Test func `beta distribution and quantile equal pbeta and qbeta`() throws {
    for row in grids.pbeta.rows("q", "a", "b") {
      #expect(agree(try Beta(row[1], row[2]).cumulative(row[0]), row[3]), "\(row)")
    }
    for row in grids.qbeta.rows("p", "a", "b") {
      #expect(agree(try Beta(row[1], row[2]).quantile(row[0]), row[3]), "\(row)")
    }
  }

  @Test func `t with infinite degrees of freedom is the normal distribution`() throws {
    let t = try StudentT(degreesOfFreedom: .infinity)
    // R: qt(.975, Inf) = 1.959963984540054, 2 * pt(-1.96, Inf) = 0.04999579029644087
    #expect(agree(try t.quantile(0.975), 1.959963984540054))
    #expect(agree(try t.twoSided(1.96), 0.04999579029644087))
  }

  @Test func `two-sided p-values are symmetric, 1 at zero and 0 at infinity`() throws {
    let t = try StudentT(degreesOfFreedom: 9)
    // R: t.test on `sleep`, paired: t = -4.0621277, df 9, p = .00283289
    #expect(abs(try t.twoSided(-4.062127683382037) - 0.00283289) < 1e-8)
    #expect(try t.twoSided(2) == t.twoSided(-2))
    #expect(try t.twoSided(0) == 1)
    #expect(try t.twoSided(-.infinity) == 0)
  }

  @Test func `arguments out of range are errors and limits are exact`() throws {
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: 0) }
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: .nan) }
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: 3).quantile(1.5) }
    #expect(throws: DistributionError.self) { try StudentT(degreesOfFreedom: 3).cumulative(.nan) }
    #expect(throws: DistributionError.self) { try Beta(0, 0) }
    // R: qbeta(.975, 0, 21) = 0, qbeta(.025, 20, 0) = 1
    #expect(try Beta(0, 21).quantile(0.975) == 0)
    #expect(try Beta(20, 0).quantile(0.025) == 1)
    #expect(try StudentT(degreesOfFreedom: 3).quantile(1) == .infinity)
  }

  private func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    // R printed pnorm(-38), 2.9e-316, as 0.
    a == b || abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1e-300)
  }
}
