import Aggregation
import SurveyStatistics
import Testing

/// What must hold of ratios, deviations and contrasts whatever the numbers are, and over all samples
/// of a tiny population.
@Suite struct JointIdentityTests {
  private struct Rows {
    var weights: [Double] = []
    var strata: [Int32] = []
    var units: [Int32] = []
    var domains: [Int32] = []
    var waves: [UInt8] = []
    var x: [Double] = []
    var y: [Double] = []

    init(count: Int) {
      for row in 0..<count {
        weights.append(1 + Double((row * 31) % 13) / 3)
        strata.append(Int32(row % 3))
        units.append(Int32((row / 3) % 5))
        domains.append(Int32((row / 4) % 4) - 1)
        waves.append(UInt8((row * 5) % 2))
        x.append(2 + Double((row * 29) % 23) / 3)
        y.append(row % 17 == 0 ? .nan : 1 + Double((row * 43) % 19) / 7)
      }
    }

    func ordered(_ order: [Int]) -> Rows {
      var rows = self
      rows.weights = order.map { weights[$0] }
      rows.strata = order.map { strata[$0] }
      rows.units = order.map { units[$0] }
      rows.domains = order.map { domains[$0] }
      rows.waves = order.map { waves[$0] }
      rows.x = order.map { x[$0] }
      rows.y = order.map { y[$0] }
      return rows
    }

    func estimator(clustered: Bool) throws -> SurveyEstimator {
      try Numbers([("x", x), ("y", y)]).estimator(
        SurveyDesign(
          rowCount: y.count, weights: weights, strata: strata,
          stages: clustered ? [.init(units: units)] : [], waves: waves, relation: .shared),
        domains: domains, count: 3, products: [.pair(0, 1), .square(0), .square(1)])
    }

    /// Statistics of two domains and both waves that differ in kind.
    func vector(clustered: Bool) throws -> EstimateVector {
      var references: [StatisticReference] = []
      for domain in 0..<2 {
        for wave in 0..<2 {
          let statistic: Statistic =
            domain == 0 ? .ratio(numerator: 1, denominator: 0) : .standardDeviation(1)
          references.append(.init(statistic, domain: domain, wave: wave))
          references.append(.init(.mean(1), domain: domain, wave: wave))
        }
      }
      return try estimator(clustered: clustered).vector(of: references)
    }
  }

  private func same(
    _ a: EstimateVector, _ b: EstimateVector, scale: [Double]? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) {
    for i in 0..<a.count {
      let si = scale?[i] ?? 1
      #expect(agree(si * a.values[i], b.values[i], 1e-11), "\(i)", sourceLocation: location)
      for j in 0..<a.count {
        let size = b.standardError(i) * b.standardError(j)
        let difference = si * (scale?[j] ?? 1) * a.covariance(i, j) - b.covariance(i, j)
        #expect(abs(difference) <= 1e-10 * size, "\(i) \(j)", sourceLocation: location)
      }
    }
  }

  @Test(arguments: [true, false])
  func `the order of rows and the scale of weights do not matter`(_ clustered: Bool) throws {
    let rows = Rows(count: 300)
    let a = try rows.vector(clustered: clustered)
    same(a, try rows.ordered((0..<300).map { ($0 * 7 + 11) % 300 }).vector(clustered: clustered))
    var scaled = rows
    scaled.weights = rows.weights.map { $0 * 3 }
    same(a, try scaled.vector(clustered: clustered))
    #expect(try rows.vector(clustered: clustered) == a)
  }

  @Test func `rows of clusters twice at half the weight change deviations by n − 1 alone`() throws {
    let rows = Rows(count: 240)
    var split = rows.ordered((0..<480).map { $0 / 2 })
    split.weights = split.weights.map { $0 / 2 }
    let a = try rows.vector(clustered: true)
    let b = try split.vector(clustered: true)
    // s² has n/(n − 1), which knows the count of rows.
    let scale = (0..<a.count).map { i in
      guard a.labels[i].hasPrefix("sd") else { return 1.0 }
      let n = Double(a.respondents[i])
      return (2 * n * (n - 1) / (n * (2 * n - 1))).squareRoot()
    }
    same(a, b, scale: scale)
    #expect(a.degreesOfFreedom == b.degreesOfFreedom)
  }

  @Test(arguments: [true, false])
  func `other units of measurement scale what they should`(_ clustered: Bool) throws {
    let rows = Rows(count: 200)
    var scaled = rows
    scaled.y = rows.y.map { 40 * $0 }
    same(
      try rows.vector(clustered: clustered), try scaled.vector(clustered: clustered),
      scale: [Double](repeating: 40, count: 8))
    var moved = rows
    moved.y = rows.y.map { $0 + 500 }
    let a = try rows.estimator(clustered: clustered).standardDeviation(1, domain: 2, wave: nil)
    let b = try moved.estimator(clustered: clustered).standardDeviation(1, domain: 2, wave: nil)
    #expect(agree(a.value, b.value, 1e-9) && agree(a.variance, b.variance, 1e-7))
  }

  @Test(arguments: [true, false])
  func `domains add up to the whole, and no contrast has a variance below zero`(
    _ clustered: Bool
  ) throws {
    var rows = Rows(count: 200)
    rows.domains = rows.domains.map { max($0, 0) }
    let estimator = try rows.estimator(clustered: clustered)
    let parts = try estimator.vector(of: (0..<3).map { .init(.total(1), domain: $0) })
    let sum = try parts.contrast([1, 1, 1])
    rows.domains = rows.domains.map { _ in 0 }
    let whole = try rows.estimator(clustered: clustered).total(1, domain: 0, wave: nil)
    #expect(agree(sum.estimate.value, whole.value, 1e-12))
    #expect(agree(sum.estimate.variance, whole.variance, 1e-11))
    #expect(sum.estimate.degreesOfFreedom == whole.degreesOfFreedom)
    #expect(sum.estimate.respondents == whole.respondents)
    let vector = try Rows(count: 60).vector(clustered: clustered)
    for seed in 1...40 {
      let coefficients = (0..<vector.count).map { Double(($0 * 37 + seed * 53) % 19) - 9 }
      #expect(try vector.contrast(coefficients).estimate.variance >= 0)
    }
  }

  @Test func `a ratio of a variable to one of ones is its mean`() throws {
    var rows = Rows(count: 90)
    rows.x = rows.y.map { $0.isNaN ? .nan : 1 }
    for clustered in [true, false] {
      let estimator = try rows.estimator(clustered: clustered)
      let ratio = try estimator.ratio(1, 0, domain: 1, wave: 0)
      let mean = try estimator.mean(1, domain: 1, wave: 0)
      #expect(agree(ratio.value, mean.value, 1e-13))
      #expect(agree(ratio.variance, mean.variance, 1e-12))
      #expect(agree(ratio.designEffect ?? 0, mean.designEffect ?? 1, 1e-11))
    }
  }

  // MARK: All samples of a tiny population

  /// The mean over samples of the estimated matrix, and the matrix of the estimates themselves, each
  /// sample as likely as its weight says.
  private func compare(
    _ samples: [(vector: EstimateVector, chance: Double)],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let count = samples[0].vector.count
    let total = samples.reduce(0) { $0 + $1.chance }
    func expectation(_ of: (EstimateVector) -> Double) -> Double {
      samples.reduce(0) { $0 + $1.chance * of($1.vector) } / total
    }
    for i in 0..<count {
      for j in 0..<count {
        let meanI = expectation { $0.values[i] }
        let meanJ = expectation { $0.values[j] }
        let truth = expectation { ($0.values[i] - meanI) * ($0.values[j] - meanJ) }
        #expect(
          agree(expectation { $0.covariance(i, j) }, truth, 1e-11), "\(i) \(j)",
          sourceLocation: location)
      }
    }
  }

  @Test func `over all stratified samples covariances of totals are unbiased, in domains too`()
    throws
  {
    let y: [[Double]] = [[1, 4, 2, 9], [3, 8, 5]]
    let x: [[Double]] = [[2, 2, 7, 1], [6, 0, 4]]
    // Any two of a stratum have one in its domain, so that no sample lacks a domain.
    let domain: [[Int32]] = [[0, 0, 0, 1], [1, 1, 0]]
    var samples: [(vector: EstimateVector, chance: Double)] = []
    for first in subsets(of: 4, size: 2) {
      for second in subsets(of: 3, size: 2) {
        func drawn<T>(_ values: [[T]]) -> [T] {
          first.map { values[0][$0] } + second.map { values[1][$0] }
        }
        let estimator = try Numbers([("y", drawn(y)), ("x", drawn(x))]).estimator(
          SurveyDesign(
            rowCount: 4, strata: [0, 0, 1, 1], stages: [.init(population: [4, 4, 3, 3])]),
          domains: drawn(domain), count: 2, products: [.pair(0, 1)])
        let vector = try estimator.vector(of: [
          .init(.total(0)), .init(.total(1)), .init(.total(0), domain: 1),
          .init(.total(1), domain: 1),
        ])
        samples.append((vector, 1))
      }
    }
    #expect(samples.count == 18)
    compare(samples)
    let means = (0..<4).map { place in
      samples.reduce(0) { $0 + $1.vector.values[place] } / 18
    }
    for (found, truth) in zip(means, [12.0, 15, 20, 7]) { #expect(agree(found, truth, 1e-12)) }
  }

  @Test func `over all samples of clusters covariances of totals are unbiased`() throws {
    let y: [[Double]] = [[1, 4], [2], [9, 3, 3], [5, 5], [0, 7, 1]]
    let x: [[Double]] = [[3, 1], [8], [2, 2, 0], [1, 5], [6, 4, 4]]
    var samples: [(vector: EstimateVector, chance: Double)] = []
    for sample in subsets(of: 5, size: 3) {
      let units = sample.flatMap { cluster in y[cluster].map { _ in Int32(cluster) } }
      let estimator = try Numbers([
        ("y", sample.flatMap { y[$0] }), ("x", sample.flatMap { x[$0] }),
      ]).estimator(
        SurveyDesign(
          rowCount: units.count, stages: [.init(units: units, population: units.map { _ in 5 })]))
      samples.append((try estimator.vector(of: [.init(.total(0)), .init(.total(1))]), 1))
    }
    compare(samples)
  }

  @Test func `over all draws with unequal chances covariances of totals are unbiased`() throws {
    // Hansen and Hurwitz (1943): each of two draws takes place i with chance p_i, weight 1/(2p_i).
    let chances = [0.1, 0.2, 0.3, 0.4]
    let y: [[Double]] = [[1, 4], [2], [9, 3, 3], [5]]
    let x: [[Double]] = [[3, 1], [8], [2, 2, 0], [1]]
    var samples: [(vector: EstimateVector, chance: Double)] = []
    for first in 0..<4 {
      for second in 0..<4 {
        var (weights, units, ys, xs): ([Double], [Int32], [Double], [Double]) = ([], [], [], [])
        for (draw, place) in [first, second].enumerated() {
          weights += y[place].map { _ in 1 / (2 * chances[place]) }
          units += y[place].map { _ in Int32(draw) }
          ys += y[place]
          xs += x[place]
        }
        let estimator = try Numbers([("y", ys), ("x", xs)]).estimator(
          SurveyDesign(rowCount: ys.count, weights: weights, stages: [.init(units: units)]),
          // Places 1 and 3 are of one row each, so that rows are the units.
          products: [.pair(0, 1)])
        samples.append(
          (
            try estimator.vector(of: [.init(.total(0)), .init(.total(1))]),
            chances[first] * chances[second]
          ))
      }
    }
    compare(samples)
    let expected = samples.reduce(0) { $0 + $1.chance * $1.vector.values[0] }
    #expect(agree(expected, 27, 1e-12))
  }

  @Test func `over all samples with a unit taken with certainty covariances are unbiased`() throws {
    // Unit 0 is always in, two of its three rows are asked; of the other three units two are drawn
    // and asked whole.
    let y: [[Double]] = [[9, 2, 7], [1, 4], [2], [9, 3, 3]]
    let x: [[Double]] = [[4, 4, 1], [3, 1], [8], [2, 2, 0]]
    var samples: [(vector: EstimateVector, chance: Double)] = []
    for within in subsets(of: 3, size: 2) {
      for pair in subsets(of: 3, size: 2) {
        let others = pair.map { $0 + 1 }
        func drawn(_ values: [[Double]]) -> [Double] {
          within.map { values[0][$0] } + others.flatMap { values[$0] }
        }
        let places = [0, 0] + others.flatMap { unit in y[unit].map { _ in unit } }
        let units = places.map { Int32($0) }
        let second = places.map { Double(y[$0].count) }
        let estimator = try Numbers([("y", drawn(y)), ("x", drawn(x))]).estimator(
          SurveyDesign(
            rowCount: units.count,
            stages: [
              .init(units: units, population: units.map { $0 == 0 ? 1 : 3 }),
              .init(population: second),
            ], certaintyUnits: units.map { $0 == 0 }))
        samples.append((try estimator.vector(of: [.init(.total(0)), .init(.total(1))]), 1))
      }
    }
    #expect(samples.count == 9)
    compare(samples)
    #expect(agree(samples.reduce(0) { $0 + $1.vector.values[0] } / 9, 40, 1e-12))
  }
}
