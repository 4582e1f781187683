import Aggregation
import SurveyStatistics
import Testing

/// With equal weights and complete answers a mean is linear in the units, so the jackknife has the
/// linearised variance exactly.
@Suite struct ReplicateWaveTests {
  private let y: [Double] = [3, 5, 2, 8, 6, 7, 1, 4, 9, 2, 6, 5]

  private func changes(
    _ relation: WaveRelation, persons: [Int32], before: Int
  ) throws -> (linear: Change, replicated: Change, design: ReplicateDesign) {
    let waves: [UInt8] = y.indices.map { $0 < before ? 0 : 1 }
    let design = try SurveyDesign(
      rowCount: 12, weights: [Double](repeating: 2, count: 12), waves: waves,
      relation: relation, persons: persons)
    let numbers = Numbers([("y", y)])
    let replicates = try ReplicateDesign(design, method: .jackknife, centre: .fullSample)
    let request = EstimationRequest.wholeSample(variables: numbers.variables, rowCount: 12)
    let estimator = try ReplicateEstimator(
      table: numbers.table, design: replicates, request: request)
    return (
      try numbers.estimator(design).change(0, domain: 0, before: 0, after: 1, kind: .mean),
      try estimator.change(0, domain: 0, before: 0, after: 1, kind: .mean), replicates
    )
  }

  @Test func `fresh samples are replicated each by itself`() throws {
    let result = try changes(.fresh, persons: [], before: 5)
    #expect(result.design.unitKind == .rows)
    #expect(result.design.replicateCount == 12)
    #expect(agree(result.replicated.difference.variance, result.linear.difference.variance))
    #expect(abs(result.replicated.covariance) < 1e-12)
    #expect(result.replicated.difference.degreesOfFreedom == 10)
    #expect(agree(result.replicated.p, result.linear.p))
  }

  @Test func `linked persons are left out with all their answers`() throws {
    let persons: [Int32] = [0, 1, 2, 3, 4, 5, 3, 2, 0, 1, 5, 4]
    let result = try changes(.linked, persons: persons, before: 6)
    #expect(result.design.unitKind == .persons)
    #expect(result.design.replicateCount == 6)
    #expect(agree(result.replicated.difference.variance, result.linear.difference.variance))
    #expect(agree(result.replicated.covariance, result.linear.covariance))
    #expect(result.replicated.difference.degreesOfFreedom == 5)
    let weights = try #require(result.design.weights(replicate: 2))
    #expect(weights[2] == 0 && weights[7] == 0)
    #expect(agree(weights.reduce(0, +), 24))
  }

  @Test
  func `rows of weight zero are in no domain, and supplied ones may have weight in replicates`()
    throws
  {
    let numbers = Numbers([("y", [1, 2, 3, 50])])
    let request = EstimationRequest.wholeSample(variables: numbers.variables, rowCount: 4)
    let design = try SurveyDesign(
      rowCount: 4, weights: [1, 1, 1, 0],
      stages: [.init(units: [0, 1, 2, 3]), .init(units: [0, 1, 2, 3])],
      zeroWeights: .outsideDomains)
    let mean = try ReplicateEstimator(
      table: numbers.table, design: ReplicateDesign(design, method: .jackknife), request: request
    ).estimate(.init(.mean(0)))
    #expect(mean.value == 2)
    #expect(mean.respondents == 3)
    #expect(mean.degreesOfFreedom == 2)
    let supplied = try ReplicateDesign(
      weights: [1, 1, 1, 0], replicateWeights: [[2, 1, 0, 1], [0, 1, 2, 1], [1, 1, 1, -1]],
      kind: .bootstrap)
    let own = try ReplicateEstimator(table: numbers.table, design: supplied, request: request)
      .series(.init(.total(0)))
    #expect(own.value == 6)
    #expect(own.replicates == [54, 58, -44])
  }
}
