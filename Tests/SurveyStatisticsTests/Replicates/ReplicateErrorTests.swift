import Aggregation
import SurveyStatistics
import Testing

@Suite struct ReplicateErrorTests {
  private func design(
    _ strata: [Int32], _ units: [Int32], policy: SingletonPolicy = .fail
  ) throws -> SurveyDesign {
    try SurveyDesign(
      rowCount: strata.count, weights: [Double](repeating: 1, count: strata.count),
      strata: strata,
      stages: [.init(units: units), .init(units: (0..<Int32(strata.count)).map { $0 })],
      singletonPolicy: policy)
  }

  @Test func `methods refuse designs that they are not for`() throws {
    let uneven = try design([0, 0, 0, 1, 1], [0, 1, 2, 3, 4])
    #expect(throws: ReplicateError.severalStrata(count: 2)) {
      try ReplicateDesign(uneven, method: .jackknife1)
    }
    #expect(throws: ReplicateError.notPaired(stratum: "1", units: 3)) {
      try ReplicateDesign(uneven, method: .balanced)
    }
    #expect(throws: ReplicateError.badRho(1)) {
      try ReplicateDesign(uneven, method: .fay(rho: 1))
    }
    #expect(throws: ReplicateError.tooFewReplicates(1)) {
      try ReplicateDesign(
        uneven, method: .bootstrap(.subbootstrap, replicates: 1, seed: 1))
    }
    #expect(throws: ReplicateError.tooManyDraws(stratum: "1", draws: 3, units: 3)) {
      try ReplicateDesign(
        uneven, method: .bootstrap(.raoWu(draws: 3), replicates: 9, seed: 1))
    }
    #expect(throws: ReplicateError.tooLarge(units: 5, replicates: 1 << 40)) {
      try ReplicateDesign(
        uneven, method: .bootstrap(.subbootstrap, replicates: 1 << 40, seed: 1))
    }
    for error in [
      ReplicateError.noWeight, .otherDesign, .noScales(kind: "JKn"),
      .calibration(replicate: 3, .noMargins),
    ] {
      #expect(!error.description.isEmpty)
    }
  }

  @Test func `single units follow the policy of the design`() throws {
    let strata: [Int32] = [0, 1, 1, 2, 2, 2]
    let units: [Int32] = [0, 1, 2, 3, 4, 5]
    for method in [
      ReplicationMethod.jackknife, .bootstrap(.subbootstrap, replicates: 5, seed: 1),
    ] {
      #expect(throws: ReplicateError.singleUnit(stratum: "1")) {
        try ReplicateDesign(design(strata, units), method: method)
      }
    }
    let y: [Double] = [9, 1, 3, 4, 8, 6]
    let numbers = Numbers([("y", y)])
    // Linear statistics: the jackknife has the linearised variance, with every policy.
    for policy in [SingletonPolicy.certainty, .remove, .adjust, .average] {
      let own = try design(strata, units, policy: policy)
      let linear = try numbers.estimator(own).total(0, domain: 0, wave: nil)
      let total = try ReplicateEstimator(
        table: numbers.table, design: ReplicateDesign(own, method: .jackknife, centre: .fullSample),
        request: .wholeSample(variables: numbers.variables, rowCount: 6)
      ).estimate(.init(.total(0), domain: 0))
      // Adjust: the linearised variance squares the single unit's total itself; the jackknife its
      // distance from the mean of all six units, times 6/5.
      let z = 9 - 31.0 / 6
      let expected =
        policy == .adjust ? linear.variance - 81 + 6.0 / 5 * z * z : linear.variance
      #expect(agree(total.variance, expected), "\(policy)")
    }
  }

  @Test func `single units of a mean are those of R`() throws {
    // R: ds <- svydesign(id = ~1, strata = ~dnum, weights = ~pw, data = apiclus1)
    //    SE(svymean(~api00, as.svrepdesign(ds, type = "JKn")))
    // under survey.lonely.psu of certainty. With adjust R has 5.826688 and with average 5.821706:
    // its replicate without a single unit leaves the other weights as they are, and it gives the
    // single unit the mean of all units. Ours keeps the sum of weights and gives the stratum the
    // mean of all strata, so both are near the linearised 5.828058 and 6.009551 (also R's).
    let file = try DataFile("apiclus1")
    let (strata, labels) = file.codes("dnum")
    let numbers = ReplicateDesigns.numbers(file)
    for (policy, expected) in [
      (SingletonPolicy.certainty, 5.805778), (.adjust, 5.828058), (.average, 6.009551),
    ] {
      let own = try SurveyDesign(
        rowCount: file.count, weights: file.numbers("pw"), strata: strata, strataLabels: labels,
        singletonPolicy: policy)
      let mean = try ReplicateEstimator(
        table: numbers.table, design: ReplicateDesign(own, method: .jackknife),
        request: .wholeSample(variables: numbers.variables, rowCount: file.count)
      ).estimate(.init(.mean(0), domain: 0))
      #expect(agree(mean.standardError, expected, 1e-5), "\(policy) \(mean.standardError)")
    }
  }

  @Test func `supplied weights are checked`() {
    func supplied(
      _ weights: [Double], _ replicates: [[Double]], _ kind: ReplicateDesign.SuppliedKind,
      scale: Double? = nil, scales: [Double]? = nil
    ) -> ReplicateError? {
      do throws(ReplicateError) {
        _ = try ReplicateDesign(
          weights: weights, replicateWeights: replicates, kind: kind, scale: scale,
          replicateScales: scales)
        return nil
      } catch {
        return error
      }
    }
    let pair: [[Double]] = [[1, 2], [2, 1]]
    #expect(supplied([1, 1], pair, .balanced) == nil)
    #expect(supplied([0, 1], pair, .balanced) == nil)
    #expect(supplied([-1, 1], pair, .balanced) == .badWeight(row: 0, value: -1))
    #expect(supplied([.infinity, 1], pair, .balanced) == .badWeight(row: 0, value: .infinity))
    #expect(supplied([0, 0], pair, .balanced) == .noWeight)
    #expect(supplied([1, 1], [[1, 1]], .balanced) == .tooFewReplicates(1))
    #expect(
      supplied([1, 1], [[1, 1], [1, .infinity]], .bootstrap)
        == .badReplicateWeight(replicate: 1, row: 1, value: .infinity))
    #expect(
      supplied([1, 1], [[1, 1], [1]], .bootstrap)
        == .unequalLengths(list: "weights of replicate 2", expected: 2, found: 1))
    #expect(supplied([1, 1], pair, .jackknifeStratified) == .noScales(kind: "JKn"))
    #expect(supplied([1, 1], pair, .other) == .noScales(kind: "other"))
    #expect(
      supplied([1, 1], pair, .other, scale: -1, scales: [1, 1])
        == .badScale(list: "scale", replicate: nil, value: -1))
    #expect(
      supplied([1, 1], pair, .other, scale: 1, scales: [1])
        == .unequalLengths(list: "replicate scales", expected: 2, found: 1))
  }

  @Test func `scales of supplied weights are known from their kind`() throws {
    let replicates: [[Double]] = [[2, 0, 1], [0, 2, 1], [1, 1, 1], [2, 1, 0]]
    let expected: [(ReplicateDesign.SuppliedKind, Double)] = [
      (.balanced, 0.25), (.fay(rho: 0.3), 1 / (4 * 0.49)), (.jackknife1, 0.75), (.jackknife2, 1),
      (.bootstrap, 1.0 / 3), (.successiveDifference, 1),
    ]
    for (kind, scale) in expected {
      let design = try ReplicateDesign(
        weights: [1, 1, 1], replicateWeights: replicates, kind: kind)
      #expect(agree(design.scale, scale))
      #expect(design.centre == (kind == .successiveDifference ? .fullSample : .replicateMean))
      #expect(design.degreesOfFreedom == 2)
    }
  }

  @Test func `what has no variance says why`() throws {
    let numbers = Numbers([("y", [1, 2, 3, .nan]), ("z", [.nan, .nan, .nan, .nan])])
    let design = try ReplicateDesign(
      design([0, 0, 0, 0], [0, 1, 2, 3]), method: .jackknife)
    let estimator = try ReplicateEstimator(
      table: numbers.table, design: design,
      request: EstimationRequest(
        variables: numbers.variables, domains: [0, 0, 1, 2], domainCount: 4))
    #expect(
      throws: ReplicateError.estimation(.noAnswers(variable: "z", domain: 0, wave: nil))
    ) {
      try estimator.estimate(.init(.mean(1), domain: 0))
    }
    for domain in 2...3 {
      #expect(
        throws: ReplicateError.estimation(.noAnswers(variable: "y", domain: domain, wave: nil))
      ) {
        try estimator.estimate(.init(.mean(0), domain: domain))
      }
    }
    // One respondent: no degrees of freedom, so no interval.
    let one = try estimator.series(.init(.mean(0), domain: 1))
    #expect(one.discarded == 1)
    #expect(try estimator.estimate(.init(.mean(0), domain: 1)).interval == nil)
    #expect(throws: ReplicateError.estimation(.unknownIndex(what: "domain", index: 9, count: 4))) {
      try estimator.estimate(.init(.mean(0), domain: 9))
    }
    #expect(throws: ReplicateError.ratioNotRequested(numerator: "y", denominator: "z")) {
      try estimator.estimate(.init(.ratio(numerator: 0, denominator: 1), domain: 0))
    }
    let quantiles = try ReplicateQuantiles(
      table: numbers.table, design: design,
      request: EstimationRequest(
        variables: numbers.variables, domains: [0, 0, 1, 2], domainCount: 4))
    #expect(throws: ReplicateError.badProbability(1.5)) { try quantiles.estimate(1.5, of: 0) }
    #expect(
      throws: ReplicateError.estimation(.noAnswers(variable: "z", domain: 0, wave: nil))
    ) {
      try quantiles.estimate(0.5, of: 1)
    }
    #expect(try quantiles.estimate(0.5, of: 0).value == 1)
    #expect(throws: ReplicateError.badContrast(statistics: 1, coefficients: 2)) {
      try estimator.contrast([.init(.mean(0))], coefficients: [1, 2])
    }
  }
}
