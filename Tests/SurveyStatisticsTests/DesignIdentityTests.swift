import Aggregation
import SurveyStatistics
import Testing

/// What must hold whatever the numbers are.
@Suite struct DesignIdentityTests {
  private struct Rows {
    var weights: [Double] = []
    var strata: [Int32] = []
    var units: [Int32] = []
    var domains: [Int32] = []
    var waves: [UInt8] = []
    var y: [Double] = []

    init(count: Int) {
      for row in 0..<count {
        weights.append(1 + Double((row * 31) % 13) / 3)
        strata.append(Int32(row % 3))
        units.append(Int32((row / 3) % 5))
        domains.append(Int32((row / 4) % 4) - 1)
        waves.append(UInt8((row * 5) % 2))
        y.append(row % 17 == 0 ? .nan : Double((row * 43) % 19) / 7)
      }
    }

    func ordered(_ order: [Int]) -> Rows {
      var rows = self
      rows.weights = order.map { weights[$0] }
      rows.strata = order.map { strata[$0] }
      rows.units = order.map { units[$0] }
      rows.domains = order.map { domains[$0] }
      rows.waves = order.map { waves[$0] }
      rows.y = order.map { y[$0] }
      return rows
    }

    func estimator(clustered: Bool) throws -> SurveyEstimator {
      let design = try SurveyDesign(
        rowCount: y.count, weights: weights, strata: strata,
        stages: clustered ? [.init(units: units)] : [], waves: waves, relation: .shared)
      return try Numbers([("y", y)]).estimator(design, domains: domains, count: 3)
    }

    func change(_ domain: Int, clustered: Bool = true, kind: StatisticKind = .mean) throws -> Change
    {
      try estimator(clustered: clustered)
        .change(0, domain: domain, before: 0, after: 1, kind: kind)
    }
  }

  @Test(arguments: [true, false])
  func `the order of rows does not matter, and the same rows give the same bits`(
    _ clustered: Bool
  ) throws {
    let rows = Rows(count: 300)
    let shuffled = rows.ordered((0..<300).map { ($0 * 7 + 11) % 300 })
    for domain in 0..<3 {
      let a = try rows.change(domain, clustered: clustered)
      let b = try shuffled.change(domain, clustered: clustered)
      #expect(agree(a.difference.value, b.difference.value, 1e-12))
      #expect(agree(a.difference.variance, b.difference.variance, 1e-12))
      #expect(agree(a.p, b.p, 1e-11))
      #expect(try rows.change(domain, clustered: clustered) == a)
    }
  }

  @Test func `splitting the rows of a unit changes nothing but the count of rows`() throws {
    let rows = Rows(count: 120)
    var split = rows.ordered(Array(0..<120) + Array(0..<120))
    split.weights = split.weights.map { $0 / 2 }
    let a = try rows.change(1)
    let b = try split.change(1)
    #expect(agree(a.difference.value, b.difference.value, 1e-12))
    #expect(agree(a.difference.variance, b.difference.variance, 1e-12))
    #expect(a.difference.degreesOfFreedom == b.difference.degreesOfFreedom)
    #expect(b.difference.respondents == 2 * a.difference.respondents)
  }

  @Test func `scaling weights scales totals and nothing else`() throws {
    let rows = Rows(count: 120)
    var scaled = rows
    scaled.weights = rows.weights.map { $0 * 8 }
    for clustered in [true, false] {
      let a = try rows.change(0, clustered: clustered)
      let b = try scaled.change(0, clustered: clustered)
      #expect(a.difference.value == b.difference.value)
      #expect(agree(a.difference.variance, b.difference.variance, 1e-13))
      let c = try rows.change(0, clustered: clustered, kind: .total)
      let d = try scaled.change(0, clustered: clustered, kind: .total)
      #expect(agree(8 * c.difference.value, d.difference.value, 1e-12))
      #expect(agree(64 * c.difference.variance, d.difference.variance, 1e-12))
    }
  }

  @Test func `adding a constant to answers far from zero keeps the variance`() throws {
    let rows = Rows(count: 120)
    var moved = rows
    moved.y = rows.y.map { $0 + 1e6 }
    for clustered in [true, false] {
      let a = try rows.change(0, clustered: clustered)
      let b = try moved.change(0, clustered: clustered)
      #expect(agree(a.difference.variance, b.difference.variance, 1e-8))
    }
  }

  @Test(arguments: [true, false])
  func `the same answer from everybody has no variance, and no margin of its change`(
    _ clustered: Bool
  ) throws {
    var rows = Rows(count: 60)
    rows.y = rows.y.map { _ in 3.7 }
    let estimator = try rows.estimator(clustered: clustered)
    for wave in 0...1 {
      let mean = try estimator.mean(0, domain: 0, wave: wave)
      #expect(mean.variance < 1e-25 && mean.variance >= 0 && mean.variance.sign == .plus)
    }
    #expect(throws: EstimationError.allAlike(variable: "y")) {
      try estimator.change(0, domain: 0, before: 0, after: 1, kind: .mean)
    }
    // A sample that agrees on one answer and then on another is no proof that a town does.
    rows.y = rows.waves.map { $0 == 0 ? 3.7 : 4.1 }
    #expect(throws: EstimationError.allAlike(variable: "y")) {
      try rows.change(0, clustered: clustered)
    }
  }

  @Test func `over all samples of clusters the variance of a total is unbiased`() throws {
    // Five clusters of unequal size, two drawn: the estimate is linear, so the mean of the variance
    // over all ten samples is the variance of the estimate.
    let clusters: [[Double]] = [[1, 4], [2], [9, 3, 3], [5, 5], [0, 7, 1]]
    var totals: [Double] = []
    var variances: [Double] = []
    for sample in subsets(of: 5, size: 2) {
      var y: [Double] = []
      var units: [Int32] = []
      for cluster in sample {
        y += clusters[cluster]
        units += clusters[cluster].map { _ in Int32(cluster) }
      }
      let design = try SurveyDesign(
        rowCount: y.count,
        stages: [.init(units: units, population: y.map { _ in 5 })])
      let total = try Numbers([("y", y)]).estimator(design).total(0, domain: 0, wave: nil)
      totals.append(total.value)
      variances.append(total.variance)
    }
    #expect(agree(mean(totals), 40, 1e-12))
    #expect(agree(mean(variances), variance(totals), 1e-12))
  }

  @Test func `over all two-stage samples the variance of a total is unbiased`() throws {
    // Three clusters of three, two drawn, two rows of each: 3 · 3 · 3 samples.
    let clusters: [[Double]] = [[1, 4, 2], [2, 8, 5], [9, 3, 3]]
    var totals: [Double] = []
    var variances: [Double] = []
    for sample in subsets(of: 3, size: 2) {
      for first in subsets(of: 3, size: 2) {
        for second in subsets(of: 3, size: 2) {
          let y = first.map { clusters[sample[0]][$0] } + second.map { clusters[sample[1]][$0] }
          let design = try SurveyDesign(
            rowCount: 4,
            stages: [
              .init(units: [0, 0, 1, 1], population: [3, 3, 3, 3]),
              .init(population: [3, 3, 3, 3]),
            ])
          let total = try Numbers([("y", y)]).estimator(design).total(0, domain: 0, wave: nil)
          totals.append(total.value)
          variances.append(total.variance)
        }
      }
    }
    #expect(agree(mean(totals), 37, 1e-12))
    #expect(agree(mean(variances), variance(totals), 1e-12))
  }

  @Test func `a domain without answers and one without degrees of freedom say so`() throws {
    let design = try SurveyDesign(
      rowCount: 4, weights: [1, 1, 1, 1], waves: [0, 0, 0, 1], relation: .shared)
    let estimator = try Numbers([("y", [1, 2, .nan, 4])])
      .estimator(design, domains: [0, 1, 2, 1], count: 3)
    #expect(throws: EstimationError.noAnswers(variable: "y", domain: 2, wave: nil)) {
      try estimator.mean(0, domain: 2, wave: nil)
    }
    let one = try estimator.mean(0, domain: 0, wave: nil)
    #expect(one.degreesOfFreedom == 0 && one.interval == nil)
    #expect(estimator.rows(0, domain: 2, wave: 0) == (1, 0))
    #expect(throws: EstimationError.unknownIndex(what: "wave", index: 2, count: 2)) {
      try estimator.mean(0, domain: 0, wave: 2)
    }
  }
}
