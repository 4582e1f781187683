import Aggregation
import SurveyStatistics
import Testing

@Suite struct BootstrapTests {
  private static let kinds: [ReplicationMethod.Bootstrap] = [
    .cantyDavison, .subbootstrap, .raoWu(draws: nil), .raoWu(draws: 3),
  ]

  @Test(arguments: kinds)
  func `draws have the mean and variance that make the bootstrap unbiased`(
    _ kind: ReplicationMethod.Bootstrap
  ) throws {
    // One row a unit, three strata of 4, 6 and 10 of 40, 60 and 25 units.
    let sizes = [4, 6, 10]
    let populations = [40.0, 60, 25]
    let strata = sizes.enumerated().flatMap { [Int32](repeating: Int32($0), count: $1) }
    let count = strata.count
    let design = try SurveyDesign(
      rowCount: count, weights: [Double](repeating: 1, count: count), strata: strata,
      stages: [
        .init(
          units: (0..<Int32(count)).map { $0 }, population: strata.map { populations[Int($0)] }),
        .init(units: (0..<Int32(count)).map { $0 }),
      ])
    let replicates = 4000
    let boot = try ReplicateDesign(
      design, method: .bootstrap(kind, replicates: replicates, seed: 7))
    let weights = (0..<replicates).map { boot.weights(replicate: $0) ?? [] }
    for (stratum, n) in sizes.enumerated() {
      let members = strata.indices.filter { strata[$0] == Int32(stratum) }
      let m = Double(n)
      let f = m / populations[stratum]
      var square = 0.0
      for replicate in weights {
        // Every replicate has the weight of the sample in each stratum.
        let sum = members.reduce(0) { $0 + replicate[$1] }
        #expect(agree(sum, m, 1e-12))
        square += members.reduce(0) { $0 + (replicate[$1] - 1) * (replicate[$1] - 1) }
      }
      square /= Double(replicates) * m
      // Var of a factor: (1 − 1/n)·n/(n − 1) = 1 is unbiased, times 1 − f with Rao and Wu; the
      // bootstrap of Canty and Davison leaves n/(n − 1) to the scale, and its draws from a finite
      // population of N lose (N − n)/(N − 1).
      let expected: Double
      switch kind {
      case .cantyDavison:
        // All units of 4 of 40 have ten copies and those of 6 of 60 too; of 10 of 25 half have two
        // and half have three, drawn anew each time, which varies the mean by 0.4 a copy.
        let size = populations[stratum]
        let copies = stratum == 2 ? [2.0, 3] : [size / m]
        var within = 0.0
        for number in copies {
          let p = number / size
          let unsampled = (size - m) / (size - 1)
          within += m * p * (1 - p) * unsampled / Double(copies.count)
        }
        expected = within + (stratum == 2 ? 0.25 * f * f : 0)
      case .subbootstrap: expected = 1
      case .raoWu: expected = 1 - f
      }
      #expect(abs(square / expected - 1) < 0.05, "\(kind) \(stratum) \(square) \(expected)")
    }
  }

  @Test(arguments: kinds)
  func `a bootstrap agrees with the linearised error within Monte Carlo error`(
    _ kind: ReplicationMethod.Bootstrap
  ) throws {
    let (file, design) = try ApiDesigns.stratified(fpc: true)
    let numbers = ReplicateDesigns.numbers(file)
    let linear = try numbers.estimator(design)
    let replicates = 2000
    let boot = try ReplicateEstimator(
      table: numbers.table,
      design: ReplicateDesign(
        design, method: .bootstrap(kind, replicates: replicates, seed: 20_240_601)),
      request: .wholeSample(variables: numbers.variables, rowCount: file.count))
    for variable in 0...1 {
      let expected = try linear.total(variable, domain: 0, wave: nil)
      let total = try boot.estimate(.init(.total(variable), domain: 0))
      // The standard deviation of a variance from 2,000 draws is about √(2/2000) = 3.2 %; of an
      // error 1.6 %. The subbootstrap ignores the finite population, 1.3 to 3.5 % of the error.
      let error = total.standardError / expected.standardError
      #expect(abs(error - 1) < 0.07, "\(kind) \(error)")
      #expect(total.degreesOfFreedom == 197)
    }
  }

  @Test func `the same seed gives the same replicates, and fewer are the first of more`() throws {
    let (_, design) = try ApiDesigns.oneStage(fpc: false)
    func weights(_ count: Int, _ seed: UInt64) throws -> [[Double]?] {
      let boot = try ReplicateDesign(
        design, method: .bootstrap(.subbootstrap, replicates: count, seed: seed))
      return (0..<10).map { boot.weights(replicate: $0) }
    }
    let first = try weights(10, 5)
    #expect(first == (try weights(10, 5)))
    #expect(first == (try weights(33, 5)))
    #expect(first != (try weights(10, 6)))
    // Recorded once: the factors of the first rows of the first replicate of seed 5.
    let boot = try ReplicateDesign(
      design, method: .bootstrap(.cantyDavison, replicates: 2, seed: 5))
    #expect(boot.weights(replicate: 2) == nil)
  }

  @Test func `an estimator's sums give the same as the rows`() throws {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let numbers = ReplicateDesigns.numbers(file)
    let boot = try ReplicateDesign(
      design, method: .bootstrap(.subbootstrap, replicates: 21, seed: 3))
    let domains = file.codes("comp.imp").codes
    let request = EstimationRequest(
      variables: numbers.variables, domains: domains, domainCount: 2)
    let rows = try ReplicateEstimator(table: numbers.table, design: boot, request: request)
    let sums = try ReplicateEstimator(
      SurveyEstimator(table: numbers.table, design: design, request: request), replicates: boot)
    for domain in 0...1 {
      #expect(
        try rows.estimate(.init(.mean(0), domain: domain))
          == sums.estimate(.init(.mean(0), domain: domain)))
    }
    let (_, other) = try ApiDesigns.stratified(fpc: true)
    #expect(throws: ReplicateError.otherDesign) {
      try ReplicateEstimator(
        SurveyEstimator(table: numbers.table, design: design, request: request),
        replicates: ReplicateDesign(other, method: .jackknife))
    }
  }
}
