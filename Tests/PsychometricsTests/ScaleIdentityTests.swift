import LinearAlgebra
import Psychometrics
import Tabular
import Testing

/// What must hold for any data, and models whose answer is known without a computer.
struct ScaleIdentityTests {
  /// Covariances of items that measure one factor of variance one exactly.
  private func covariance(loadings: [Double], residuals: [Double]) -> Matrix {
    Matrix(column: loadings) * Matrix(column: loadings).transposed + Matrix(diagonal: residuals)
  }

  /// Moments whose maximum-likelihood covariances are the given ones.
  private func moments(
    _ covariance: Matrix, means: [Double]? = nil, persons: Int = 500
  ) throws -> ItemMoments {
    let unbiased = (Double(persons) / Double(persons - 1)) * covariance
    return try ItemMoments(
      names: (1...covariance.rows).map { "q\($0)" }, persons: persons, covariance: unbiased,
      means: means)
  }

  /// A column of answers 1…levels.
  private func column(_ codes: [UInt8], levels: Int = 5) -> CodedColumn {
    CodedColumn(
      codes: codes, levels: (1...levels).map { .init(value: Double($0), label: "\($0)") })
  }

  /// Answers that hang together, some of them missing.
  private func answers(rows: Int = 400, items: Int = 4) -> [CodedColumn] {
    var state: UInt64 = 11
    func draw(_ limit: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
    var codes = [[UInt8]](repeating: [], count: items)
    for _ in 0..<rows {
      let person = Int(draw(5))
      for item in 0..<items {
        let answer = min(4, max(0, person + Int(draw(3)) - 1))
        codes[item].append(draw(20) == 0 ? CodedColumn.code(for: .refused) : UInt8(answer))
      }
    }
    return codes.map { column($0) }
  }

  private func responses(
    _ columns: [CodedColumn], reversed: [String: ClosedRange<Double>] = [:],
    weights: [Double]? = nil, rows: [Bool]? = nil
  ) throws -> ItemResponses {
    try ItemResponses(
      names: (1...columns.count).map { "q\($0)" }, columns: columns, reversed: reversed,
      weights: weights, rows: rows)
  }

  @Test func `a factor that fits exactly is found again`() throws {
    let loadings = [0.9, 0.7, 0.8, 0.5]
    let residuals = [0.3, 0.5, 0.2, 0.9]
    let found = try FactorSolution(
      FactorModel(items: ["q1", "q2", "q3", "q4"], identification: .unitVariance),
      moments: moments(covariance(loadings: loadings, residuals: residuals)))
    #expect(found.fit.chiSquared < 1e-9)
    #expect(found.fit.cfi == 1 && found.fit.rmsea == 0 && found.fit.srmr < 1e-7)
    for (place, estimate) in found.parameters.prefix(8).enumerated() {
      #expect(abs(estimate.estimate - (loadings + residuals)[place]) < 1e-7)
    }
    // ω = (Σλ)² / ((Σλ)² + Σθ) = 8.41 / 10.31.
    #expect(abs(found.omegaTotal - 8.41 / 10.31) < 1e-8)
  }

  @Test func `alpha equals omega when all items are equally good, and is below it otherwise`()
    throws
  {
    let equal = try Reliability(
      moments(covariance(loadings: [0.8, 0.8, 0.8, 0.8], residuals: [0.3, 0.5, 0.2, 0.9])))
    #expect(abs(equal.alpha - (try #require(equal.omega.value))) < 1e-8)
    let unequal = try Reliability(
      moments(covariance(loadings: [0.9, 0.2, 0.8, 0.4], residuals: [0.3, 0.5, 0.2, 0.9])))
    #expect(unequal.alpha < (try #require(unequal.omega.value)) - 0.01)
  }

  @Test func `standardised alpha is Spearman and Brown's prophecy of the mean correlation`() throws
  {
    let found = try Reliability(responses(answers(items: 6)))
    let r = found.averageCorrelation
    #expect(abs(found.standardisedAlpha - 6 * r / (1 + 5 * r)) < 1e-14)
  }

  @Test func `fit and standardised loadings do not depend on the marker or on units`() throws {
    let plain = Matrix([
      [1.0, 0.5, 0.4, 0.3], [0.5, 1.2, 0.5, 0.2], [0.4, 0.5, 1.1, 0.4], [0.3, 0.2, 0.4, 0.9],
    ])
    let units = Matrix(diagonal: [1, 1000, 0.001, 7])
    let items = ["q1", "q2", "q3", "q4"]
    let first = try FactorSolution(FactorModel(items: items), moments: moments(plain))
    let other = try FactorSolution(
      FactorModel(items: items.reversed()), moments: moments(units * plain * units))
    #expect(agree(first.fit.chiSquared, other.fit.chiSquared, 1e-9))
    for item in items {
      func loading(_ solution: FactorSolution) -> Double? {
        solution.parameters.first { $0.kind == .loading && $0.name == item }?.standardised
      }
      #expect(abs((try #require(loading(first))) - (try #require(loading(other)))) < 1e-7)
    }
  }

  @Test func `groups of the same moments are invariant in everything`() throws {
    let same = try moments(
      covariance(loadings: [0.9, 0.7, 0.8, 0.5], residuals: [0.3, 0.5, 0.2, 0.9]),
      means: [1, 2, 3, 4])
    let found = try #require(
      MeasurementInvariance.assess(
        FactorModel(items: same.names),
        groups: [.init(name: "before", moments: same), .init(name: "after", moments: same)],
        strict: true
      ).value)
    #expect(found.verdict == .comparableMeans)
    for step in found.steps { #expect(step.fit.chiSquared < 1e-8) }
    let difference = try #require(found.factorMeanDifferences.first)
    #expect(found.factorMeanDifferences.count == 1)
    #expect(abs(difference.estimate) < 1e-7)
    #expect(difference.group == "after")
  }

  @Test func `a shift of the factor alone leaves means comparable and one item's does not`() throws
  {
    let loadings = [0.9, 0.7, 0.8, 0.5]
    let sigma = covariance(loadings: loadings, residuals: [0.3, 0.5, 0.2, 0.9])
    let before = try moments(sigma, means: [1, 2, 3, 4])
    // Every answer moves by its loading times half a standard deviation of the factor.
    let moved = try moments(
      sigma, means: zip([1, 2, 3, 4], loadings).map { $0 + 0.5 * $1 })
    let shifted = try moments(sigma, means: [1, 2, 3.6, 4])
    func compare(_ after: ItemMoments) throws -> MeasurementInvariance {
      try #require(
        MeasurementInvariance.assess(
          FactorModel(items: before.names, identification: .unitVariance),
          groups: [.init(name: "before", moments: before), .init(name: "after", moments: after)]
        ).value)
    }
    let same = try compare(moved)
    #expect(same.verdict == .comparableMeans)
    #expect(abs((try #require(same.factorMeanDifferences.first)).estimate - 0.5) < 1e-6)
    #expect(try compare(shifted).verdict == .differentOrigin)
  }

  @Test func `the order of rows and items does not matter`() throws {
    let columns = answers()
    let turned = columns.map { column in
      CodedColumn(codes: column.codes.reversed(), levels: column.levels)
    }
    for missing in [MissingAnswers.pairwise, .listwise] {
      let first = try Reliability(responses(columns), missing: missing)
      let second = try Reliability(responses(turned), missing: missing)
      // Counts are whole numbers, so not even a last digit may move, but for the persons' means,
      // which are summed in the order of rows.
      #expect(first.moments.covariance == second.moments.covariance)
      #expect(first.alpha == second.alpha)
      #expect(
        agree(
          first.moments.score.standardDeviation, second.moments.score.standardDeviation, 1e-13))
      let third = try Reliability(responses(columns.reversed()), missing: missing)
      #expect(agree(first.alpha, third.alpha, 1e-14))
    }
  }

  @Test func `equal weights change nothing and their scale does not matter`() throws {
    let columns = answers()
    let plain = try Reliability(responses(columns))
    for weight in [1.0, 0.25, 3] {
      let weighted = try Reliability(
        responses(columns, weights: [Double](repeating: weight, count: 400)))
      #expect(agree(plain.alpha, weighted.alpha, 1e-13))
      #expect(agree(plain.standardErrorOfMeasurement, weighted.standardErrorOfMeasurement, 1e-13))
      #expect(weighted.designUse == .weightsOnly)
    }
    #expect(plain.designUse == .ignored)
  }

  @Test func `rows left out are as if they were not there`() throws {
    let columns = answers()
    let kept = (0..<400).map { $0 % 3 != 0 }
    let cut = columns.map { column in
      CodedColumn(
        codes: kept.indices.filter { kept[$0] }.map { column.codes[$0] }, levels: column.levels)
    }
    #expect(
      try Reliability(responses(columns, rows: kept)) == Reliability(responses(cut)))
  }

  @Test func `reversing every item leaves alpha and turns the mean`() throws {
    let columns = answers()
    let all = Dictionary(uniqueKeysWithValues: (1...4).map { ("q\($0)", 1.0...5.0) })
    let plain = try Reliability(responses(columns), missing: .listwise)
    let turned = try Reliability(responses(columns, reversed: all), missing: .listwise)
    #expect(agree(plain.alpha, turned.alpha, 1e-13))
    #expect(agree(plain.moments.score.mean + turned.moments.score.mean, 6, 1e-13))
  }
}
