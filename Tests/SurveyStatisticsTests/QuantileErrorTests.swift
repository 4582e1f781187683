import Aggregation
import SurveyStatistics
import Tabular
import Testing

@Suite struct QuantileErrorTests {
  private func estimator(
    _ y: [Double], weights: [Double]? = nil, domains: [Int32]? = nil, count: Int = 1,
    probabilities: [Double] = [0.5], waves: [UInt8] = [], together: Bool = false,
    method: QuantileEstimate.Method = .mean, level: Double = 0.95, df: Double? = nil
  ) throws -> QuantileEstimator {
    let numbers = Numbers([("y", y)])
    let design = try SurveyDesign(
      rowCount: y.count, weights: weights ?? [Double](repeating: 1, count: y.count), waves: waves)
    return try QuantileEstimator(
      table: numbers.table, design: design,
      request: QuantileRequest(
        variables: numbers.variables, probabilities: probabilities,
        domains: domains ?? [Int32](repeating: 0, count: y.count), domainCount: count,
        waves: together ? .together : .each, method: method, level: level, degreesOfFreedom: df))
  }

  @Test(arguments: [-0.1, 1.1, .nan, .infinity])
  func `a share outside zero and one is refused`(_ p: Double) {
    #expect {
      try estimator([1, 2, 3], probabilities: [0.5, p])
    } throws: {
      // NaN is not equal to itself.
      if case QuantileError.probability = $0 { true } else { false }
    }
  }

  @Test func `a level or degrees of freedom out of range are refused`() {
    for level in [0, 1, -1, 95] as [Double] {
      #expect(throws: QuantileError.level(level)) { try estimator([1, 2], level: level) }
    }
    #expect(throws: QuantileError.level(0)) { try estimator([1, 2], df: 0) }
  }

  @Test func `a domain where nobody answered has no quantile`() throws {
    let found = try estimator([1, 2, .nan, .nan], domains: [0, 0, 1, 1], count: 2)
    #expect(
      throws: QuantileError.estimation(.noAnswers(variable: "y", domain: 1, wave: 0))
    ) {
      try found.quantile(0, domain: 1, wave: nil)
    }
    #expect(try found.quantile(0, domain: 0, wave: 0).value == 1)
    #expect(throws: QuantileError.estimation(.unknownIndex(what: "domain", index: 2, count: 2))) {
      try found.quantile(0, domain: 2, wave: nil)
    }
    #expect(
      throws: QuantileError.estimation(.unknownIndex(what: "probability", index: 1, count: 1))
    ) {
      try found.quantile(0, probability: 1, domain: 0, wave: nil)
    }
    #expect(throws: QuantileError.estimation(.unknownIndex(what: "domain", index: 5, count: 1))) {
      try estimator([1, 2], domains: [0, 5])
    }
  }

  @Test func `one respondent has a quantile and no margin`() throws {
    let one = try estimator([7, .nan, .nan], domains: [0, 0, 1], count: 2)
      .quantile(0, domain: 0, wave: nil)
    #expect(one.value == 7 && one.respondents == 1)
    #expect(one.low == nil && one.high == nil && one.standardError == nil)
    #expect(one.gap == .noDegreesOfFreedom)
  }

  @Test func `where everybody answers alike only the beta interval is stated`() throws {
    for method in QuantileEstimate.Method.allCases {
      let found = try estimator([4, 4, 4, 4], method: method).quantile(0, domain: 0, wave: nil)
      #expect(found.value == 4)
      if method == .beta {
        // R gives NaN here; the number of answers still bounds the share.
        #expect(found.gap == nil && found.low == 4 && found.high == 4)
      } else {
        #expect(found.gap == .nobodyAbove && found.low == nil && found.standardError == nil)
      }
    }
  }

  @Test func `an end beyond the answers is named, not a number`() throws {
    // R survey 4.1-1: svyquantile(c(.25, .5, .9)) with strata and a missing answer, NaN for ends
    // outside the answers; made by ReferenceValues/quantiles.R.
    let expected = try Reference.expected("quantiles")
    let small = expected["small"]
    let x = small["x"].items.map(\.number)
    let numbers = Numbers([("x", x)])
    let design = try SurveyDesign(
      rowCount: x.count, weights: small["w"].numbers,
      strata: small["g"].numbers.map { Int32($0 - 1) })
    for method in QuantileEstimate.Method.allCases {
      let estimator = try QuantileEstimator(
        table: numbers.table, design: design,
        request: .wholeSample(
          variables: numbers.variables, probabilities: [0.25, 0.5, 0.9], rowCount: x.count,
          method: method))
      let table = expected["small_\(method.rawValue)"]
      for at in 0..<3 {
        let found = try estimator.quantile(0, probability: at, domain: 0, wave: nil)
        #expect(found.value == table["quantile"].numbers[at])
        // R 4.1-1 takes the second smallest answer where the smallest already reaches the share.
        let isBelowFirst = method == .mean && at == 0
        let low = table["low"].numbers[at]
        let high = table["high"].numbers[at]
        #expect(found.low == (isBelowFirst ? 1 : low.isNaN ? nil : low), "\(method) \(at)")
        #expect(found.high == (high.isNaN ? nil : high), "\(method) \(at)")
        #expect(found.gap == (low.isNaN ? .belowAllAnswers : high.isNaN ? .aboveAllAnswers : nil))
        guard !isBelowFirst else { continue }
        let error = table["se"].numbers[at]
        #expect(
          error.isNaN ? found.standardError == nil : agree(found.standardError ?? .nan, error))
      }
    }
  }

  @Test func `waves are told apart or taken together, as asked`() throws {
    let y: [Double] = [1, 2, 3, 4, 11, 12, 13, 14]
    let waves: [UInt8] = [0, 0, 0, 0, 1, 1, 1, 1]
    let each = try estimator(y, waves: waves)
    #expect(try each.quantile(0, domain: 0, wave: 0).value == 2)
    #expect(try each.quantile(0, domain: 0, wave: 1).value == 12)
    #expect(throws: QuantileError.estimation(.unknownIndex(what: "wave", index: 2, count: 2))) {
      try each.quantile(0, domain: 0, wave: nil)
    }
    let together = try estimator(y, waves: waves, together: true)
    #expect(try together.quantile(0, domain: 0, wave: nil).value == 4)
    #expect(throws: QuantileError.self) { try together.quantile(0, domain: 0, wave: 1) }
  }

  @Test func `an unknown column is named`() throws {
    let design = try SurveyDesign(rowCount: 2, weights: [1, 1])
    let variable = DerivedVariable(name: "hours", parts: [.real(column: "nowhere")])
    #expect(
      throws: QuantileError.estimation(
        .aggregation(.unknownColumn(variable: "hours", column: "nowhere")))
    ) {
      try QuantileEstimator(
        table: Table(rowCount: 2), design: design,
        request: .wholeSample(variables: [variable], rowCount: 2))
    }
  }
}
