import LinearAlgebra
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1; the code is in `tests_api.json` and `designtests.R`.
@Suite struct WaldTestTests {
  @Test(arguments: ["st", "cl"])
  func `joint hypotheses on a regression's coefficients equal regTermTest`(_ key: String) throws {
    let expected = try Reference.expected("tests_api")[key]
    let model = expected["glm"]
    let covariance = Matrix(model["vcov"].items.map(\.numbers))
    let test = try WaldTest(
      values: model["Estimate"].numbers, covariance: covariance,
      hypotheses: Matrix([[0, 1, 0, 0], [0, 0, 1, 0]]),
      degreesOfFreedom: expected["wald"]["ddf"].number)
    #expect(test.hypotheses == 2)
    #expect(agree(test.f, expected["wald"]["F"].number))
    #expect(agree(test.p, expected["wald"]["p"].number))
  }

  @Test func `joint hypotheses on means equal their definition`() throws {
    let expected = try Reference.expected("designtests")["wald"]
    let (file, design) = try ApiDesigns.design("apiclus1")
    let names = ["api00", "api99", "enroll"]
    let vector = try Numbers(names.map { ($0, file.numbers($0)) }).estimator(design)
      .vector(of: (0..<3).map { .init(.mean($0), domain: 0, wave: nil) })
    for i in 0..<3 { #expect(agree(vector.values[i], expected["values"].numbers[i])) }
    let hypotheses: [[Double]] = [[1, -1, 0], [0, 0, 1]]
    let test = try vector.waldTest(hypotheses, nullValues: [30, 600])
    #expect(agree(test.quadratic, expected["W"].number))
    #expect(agree(test.f, expected["F"].number))
    #expect(agree(test.p, expected["p"].number))
    #expect(test.denominator == expected["df"].number)
    let adjusted = try vector.waldTest(
      hypotheses, nullValues: [30, 600], adjustment: .fewUnits)
    #expect(agree(adjusted.f, expected["adjF"].number))
    #expect(agree(adjusted.p, expected["adjp"].number))
    // The same hypotheses written otherwise are the same test.
    let other = try vector.waldTest([[1, -1, 1], [-2, 2, 3]], nullValues: [630, 1740])
    #expect(agree(other.quadratic, test.quadratic))
  }

  @Test func `one hypothesis is the square of t`() throws {
    let (file, design) = try ApiDesigns.design("apistrat")
    let vector = try Numbers([("api00", file.numbers("api00"))])
      .estimator(design, domains: file.codes("stype").codes, count: 3)
      .vector(of: (0..<3).map { .init(.mean(0), domain: $0, wave: nil) })
    let contrast = try vector.contrast([-1, 0.5, 0.5])
    let test = try vector.waldTest([[-1, 0.5, 0.5]])
    #expect(agree(test.f, contrast.t * contrast.t) && agree(test.p, contrast.p))
    let equal = try vector.equalityTest()
    #expect(equal.hypotheses == 2)
    #expect(agree(equal.f, try vector.waldTest([[0, 1, -1], [1, -1, 0]]).f))
  }

  @Test func `hypotheses that follow from each other or do not fit are refused`() throws {
    let (file, design) = try ApiDesigns.design("apiclus1")
    let vector = try Numbers([("api00", file.numbers("api00")), ("api99", file.numbers("api99"))])
      .estimator(design).vector(of: (0..<2).map { .init(.mean($0), domain: 0, wave: nil) })
    #expect(throws: DesignTestError.self) { try vector.waldTest([[1, -1], [2, -2]]) }
    #expect(throws: DesignTestError.badHypotheses(expected: 2)) {
      try vector.waldTest([[1, -1, 0]])
    }
    #expect(throws: DesignTestError.badHypotheses(expected: 2)) { try vector.waldTest([[0, 0]]) }
    #expect(throws: DesignTestError.badHypotheses(expected: 2)) { try vector.waldTest([]) }
    #expect(throws: DesignTestError.badHypotheses(expected: 2)) {
      try vector.waldTest([[1, .nan]])
    }
    #expect(throws: DesignTestError.self) {
      try WaldTest(
        values: [1, 2], covariance: .identity(2), hypotheses: .identity(2), degreesOfFreedom: 1,
        adjustment: .fewUnits)
    }
  }

  @Test func `without limit of degrees of freedom it is chi-squared`() throws {
    // R: pchisq(13, 2, lower.tail = FALSE)
    let test = try WaldTest(
      values: [2, 3], covariance: .identity(2), hypotheses: .identity(2),
      degreesOfFreedom: .infinity)
    #expect(test.f == 6.5 && agree(test.p, 0.0015034391929775724))
  }
}
