import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// Expected values: R, by the definition of Rao and Scott (1981) with `svymean`'s covariances, made
/// by `designtests.R`; survey 4.1-1 has no test of this kind.
@Suite struct GoodnessOfFitTests {
  private func distribution(_ name: String) throws -> CategoryDistribution {
    let (file, design) = try ApiDesigns.design(name)
    let codes = file.numbers("enroll").map { size -> UInt8 in
      size.isNaN ? 255 : size <= 300 ? 0 : size <= 600 ? 1 : 2
    }
    return try distribution(codes, ["small", "medium", "large"], design)
  }

  private func distribution(
    _ codes: [UInt8], _ labels: [String], _ design: SurveyDesign
  ) throws -> CategoryDistribution {
    var table = Table()
    table.set(
      "size",
      .coded(CodedColumn(codes: codes, levels: labels.map { .init(value: 0, label: $0) })))
    var request = EstimationRequest.wholeSample(variables: [], rowCount: codes.count)
    let place = request.addDistribution(
      of: "size", in: "size",
      levels: labels.enumerated().map { (code: UInt8($0), label: $1) })
    return try SurveyEstimator(
      table: table, design: design, request: request, degreesOfFreedom: .classic
    )
    .distribution(place, domain: 0, wave: nil)
  }

  @Test(arguments: [("st", "apistrat"), ("cl", "apiclus1")])
  func `shares against given ones equal their definition`(_ key: String, _ name: String) throws {
    let expected = try Reference.expected("designtests")["fit_\(key)"]
    let distribution = try distribution(name)
    let shares = [0.3, 0.4, 0.3]
    let second = try distribution.goodnessOfFit(to: shares)
    #expect(agree(second.pearson, expected["X2"].number))
    for (a, b) in zip(second.designEffects, expected["effects"].numbers) { #expect(agree(a, b)) }
    #expect(agree(second.test.statistic, expected["F"].number))
    #expect(agree(second.test.p, expected["p"].number))
    let first = try distribution.goodnessOfFit(to: shares, .firstOrder)
    #expect(agree(first.test.p, expected["p1"].number))
    let wald = try distribution.goodnessOfFit(to: shares, .wald)
    #expect(agree(wald.test.statistic, expected["wald"].number))
    #expect(agree(wald.test.p, expected["waldp"].number))
  }

  @Test func `of two levels the statistic is the square of a share's t`() throws {
    let (file, design) = try ApiDesigns.design("apiclus1")
    let distribution = try distribution(
      file.text("comp.imp").map { $0 == "Yes" ? 1 : 0 }, ["No", "Yes"], design)
    let share = distribution.shares[1]
    let t = (share.value - 0.6) / share.standardError
    for statistic in [TableStatistic.secondOrder, .wald, .adjustedWald] {
      let found = try distribution.goodnessOfFit(to: [0.4, 0.6], statistic)
      #expect(agree(found.test.statistic, t * t), "\(statistic)")
      #expect(found.test.reference == .f(numerator: 1, denominator: 14), "\(statistic)")
    }
  }

  @Test func `shares that are no distribution are refused`() throws {
    let distribution = try distribution("apiclus1")
    for shares in [[0.5, 0.5], [0.5, 0.5, 0], [0.3, 0.3, 0.3], [0.3, 0.7, .nan]] {
      #expect(throws: DesignTestError.self) { try distribution.goodnessOfFit(to: shares) }
    }
    let (file, design) = try ApiDesigns.design("apistrat")
    // Shares of strata are fixed by the design.
    let types = file.codes("stype")
    let fixed = try self.distribution(types.codes.map { UInt8($0) }, types.labels, design)
    #expect(throws: DesignTestError.noVariance("shares")) {
      try fixed.goodnessOfFit(to: [0.7, 0.12, 0.18])
    }
  }
}
