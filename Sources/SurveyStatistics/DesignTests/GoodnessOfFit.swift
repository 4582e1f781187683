internal import LinearAlgebra

extension CategoryDistribution {
  /// Whether the shares of an answer's levels are given ones, such as those of a register.
  ///
  /// Pearson's X² = n Σ (p̂ − π)²/π with design effects taken at π (Rao and Scott 1981), or the Wald
  /// test of p̂ − π. Of two levels the second-order statistic is ((p̂ − π)/se)². R has
  /// `svygofchisq` since survey 4.2 only.
  ///
  /// - Parameters:
  ///   - expected: π, one a level, above zero and adding up to 1.
  ///   - statistic: Which statistic.
  ///   - name: What the answer is called in messages.
  /// - Returns: The test.
  /// - Throws: `DesignTestError`.
  public func goodnessOfFit(
    to expected: [Double], _ statistic: TableStatistic = .secondOrder, name: String = "shares"
  ) throws(DesignTestError) -> TableTest {
    let count = vector.count
    let sum = expected.reduce(0, +)
    guard expected.count == count, expected.allSatisfy({ $0 > 0 && $0.isFinite }),
      abs(sum - 1) <= 1e-9
    else {
      throw .badShares(name: name, expected: count, found: expected.count, sum: sum)
    }
    guard count > 1 else { throw .tooFewCategories(name: name, found: count) }
    let n = vector.respondents.first ?? 0
    var pearson = 0.0
    for (value, share) in zip(vector.values, expected) {
      pearson += (value - share) * (value - share) / share
    }
    pearson *= Double(n)
    var contrasts = Matrix(rows: count, columns: count - 1)
    for column in 1..<count {
      contrasts[0, column - 1] = -1
      contrasts[column, column - 1] = 1
    }
    let raoScott = try RaoScott(
      pearson: pearson, contrasts: contrasts, shares: expected,
      covariance: vector.covarianceMatrix, respondents: n,
      degreesOfFreedom: vector.degreesOfFreedom, test: name)
    let result: (Double, DesignTest.Reference, Double)
    switch statistic {
    case .secondOrder: result = try raoScott.secondOrder()
    case .firstOrder: result = try raoScott.firstOrder()
    case .saddlepoint: result = try raoScott.mixture()
    case .wald, .adjustedWald:
      let test = try vector.waldTest(
        (1..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 } },
        nullValues: Array(expected.dropFirst()),
        adjustment: statistic == .wald ? .none : .fewUnits)
      result = (
        test.f, .f(numerator: Double(test.hypotheses), denominator: test.denominator), test.p
      )
    }
    return TableTest(
      test: DesignTest(
        method: statistic.method, statistic: result.0, reference: result.1, p: result.2,
        respondents: n),
      pearson: pearson, designEffects: raoScott.effects,
      degreesOfFreedom: vector.degreesOfFreedom, rowLabels: [name], columnLabels: vector.labels,
      shares: vector.values, expected: expected,
      emptyCategories: zip(vector.labels, vector.values).filter { $0.1 <= 0 }.map { $0.0 })
  }
}
