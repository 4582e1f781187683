import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// Expected values: R survey 4.1-1, made by `ReferenceValues/quantiles.R`.
@Suite struct QuantileChangeTests {
  private func change(
    stratified: Bool, _ column: String, _ factor: String
  ) throws -> QuantileChange {
    let (file, plain) =
      stratified ? try ApiDesigns.stratified(fpc: true) : try ApiDesigns.oneStage(fpc: true)
    let design = try SurveyDesign(
      rowCount: file.count, weights: plain.weights, strata: plain.strata,
      strataLabels: plain.strataLabels, stages: plain.stages,
      waves: file.text(factor).map { $0 == "Yes" ? 1 : 0 }, waveLabels: ["No", "Yes"],
      relation: .shared)
    let numbers = Numbers([(column, file.numbers(column))])
    return try QuantileEstimator(
      table: numbers.table, design: design,
      request: .wholeSample(variables: numbers.variables, rowCount: file.count)
    ).change(0, domain: 0, before: 0, after: 1)
  }

  @Test(arguments: ["change_clusters", "change_strata"])
  func `a change of medians has the covariance of the shares at or below`(_ key: String) throws {
    let expected = try Reference.expected("quantiles")[key]
    let isStrata = key == "change_strata"
    let change = try change(
      stratified: isStrata, isStrata ? "enroll" : "api00", isStrata ? "comp.imp" : "sch.wide")
    #expect(change.before.value == expected["medians"].numbers[0])
    #expect(change.after.value == expected["medians"].numbers[1])
    #expect(agree(change.before.shareAtOrBelow.value, expected["shares"].numbers[0]))
    #expect(agree(change.covariance, expected["covariance"].number))
    #expect(change.difference.value == expected["difference"].number)
    #expect(agree(change.difference.standardError, expected["se"].number))
    #expect(change.difference.degreesOfFreedom == expected["df"].number)
    #expect(agree(change.p, expected["p"].number))
  }

  private func linked(
    _ before: [Double], _ after: [Double], persons: Bool
  ) throws -> QuantileEstimator {
    let n = before.count
    let rows = (0..<n).map { Int32($0) }
    let design = try SurveyDesign(
      rowCount: 2 * n, weights: [Double](repeating: 2, count: 2 * n),
      waves: (0..<2 * n).map { $0 < n ? 0 : 1 }, waveLabels: ["before", "after"],
      relation: persons ? .linked : .fresh, persons: persons ? rows + rows : [])
    let numbers = Numbers([("y", before + after)])
    return try QuantileEstimator(
      table: numbers.table, design: design,
      request: .wholeSample(variables: numbers.variables, rowCount: 2 * n))
  }

  @Test func `linked persons who do not move have a change of zero with no margin`() throws {
    let y = (0..<60).map { Double($0 * 7 % 60) }
    let same = try linked(y, y, persons: true)
    // The shares at or below are the same variable: variances and covariance cancel.
    #expect(throws: QuantileError.estimation(.allAlike(variable: "y"))) {
      try same.change(0, domain: 0, before: 0, after: 1)
    }
    let anew = try linked(y, y, persons: false).change(0, domain: 0, before: 0, after: 1)
    #expect(anew.covariance == 0 && anew.difference.value == 0)
    #expect(
      agree(
        anew.difference.variance,
        2 * (anew.before.standardError ?? 0) * (anew.before.standardError ?? 0)))
  }

  @Test func `linked persons who move alike have a smaller margin than samples drawn anew`() throws
  {
    let before = (0..<80).map { Double($0 * 13 % 80) }
    let after = before.enumerated().map { $1 + 4 + Double($0 % 5) }
    let paired = try linked(before, after, persons: true).change(0, domain: 0, before: 0, after: 1)
    let anew = try linked(before, after, persons: false).change(0, domain: 0, before: 0, after: 1)
    #expect(paired.difference.value == anew.difference.value)
    #expect(paired.covariance > 0)
    #expect(paired.difference.standardError < 0.6 * anew.difference.standardError)
    let turned = try linked(before, after, persons: true).change(0, domain: 0, before: 1, after: 0)
    #expect(turned.difference.value == -paired.difference.value)
    #expect(agree(turned.difference.variance, paired.difference.variance))
    #expect(turned.p == paired.p)
  }

  @Test func `a wave without a margin gives no change`() throws {
    let y = [Double](repeating: 3, count: 10)
    #expect(
      throws: QuantileError.noMargin(variable: "y", domain: 0, wave: 0, gap: .nobodyAbove)
    ) {
      try linked(y, y.map { $0 + 1 }, persons: false).change(0, domain: 0, before: 0, after: 1)
    }
  }
}
