public import LinearAlgebra

/// Whether several linear functions of estimates all have given values.
public struct WaldTest: Sendable, Hashable {
  /// How the statistic meets the F distribution.
  public enum Adjustment: String, Sendable, Hashable, CaseIterable {
    /// W/q against F(q, d).
    case none
    /// (d − q + 1)/(d·q)·W against F(q, d − q + 1), for few PSUs (Thomas and Rao 1987; Korn and
    /// Graubard 1990).
    case fewUnits
  }

  /// W = (Lθ − c)'(LVL')⁻¹(Lθ − c).
  public var quadratic: Double
  /// How many hypotheses.
  public var hypotheses: Int
  /// The F statistic.
  public var f: Double
  /// The degrees of freedom of the denominator.
  public var denominator: Double
  /// The p-value.
  public var p: Double

  /// Tests Lθ = c.
  ///
  /// R: `regTermTest(method = "Wald")` has the same W/q and, of a regression, d = `df.resid`.
  ///
  /// - Parameters:
  ///   - values: θ.
  ///   - covariance: V, as many rows and columns.
  ///   - hypotheses: L, one row a hypothesis and one column a value.
  ///   - nullValues: c; zeros where nil.
  ///   - degreesOfFreedom: d, infinity for χ².
  ///   - adjustment: How the statistic meets the F distribution.
  /// - Throws: `DesignTestError` where shapes do not fit, LVL' cannot be inverted (a hypothesis
  ///   follows from others, or a figure has no variance), or no degrees of freedom are left.
  /// - Complexity: O(q³ + q·k²) for q hypotheses and k values.
  public init(
    values: [Double], covariance: Matrix, hypotheses: Matrix, nullValues: [Double]? = nil,
    degreesOfFreedom: Double, adjustment: Adjustment = .none
  ) throws(DesignTestError) {
    let q = hypotheses.rows
    let d = degreesOfFreedom
    guard q > 0, hypotheses.columns == values.count, covariance.rows == values.count,
      covariance.isSquare, nullValues.map({ $0.count == q && $0.allSatisfy(\.isFinite) }) ?? true,
      hypotheses.elements.allSatisfy(\.isFinite), values.allSatisfy(\.isFinite)
    else { throw .badHypotheses(expected: values.count) }
    for row in 0..<q where hypotheses.row(row).allSatisfy({ $0 == 0 }) {
      throw .badHypotheses(expected: values.count)
    }
    let needed = adjustment == .none ? 1 : Double(q)
    guard d >= needed else {
      throw .tooFewDegreesOfFreedom(test: "Wald test", needed: needed, found: d)
    }
    var gap = hypotheses * values
    for (row, value) in (nullValues ?? []).enumerated() { gap[row] -= value }
    do {
      let variance = (hypotheses * (covariance * hypotheses.transposed)).symmetrised
      let solved = try Self.solveScaled(variance, gap)
      quadratic = zip(gap, solved).reduce(0) { $0 + $1.0 * $1.1 }
    } catch {
      throw .singular(test: "Wald test", error)
    }
    self.hypotheses = q
    let size = Double(q)
    switch adjustment {
    case .none:
      f = quadratic / size
      denominator = d
    case .fewUnits:
      f = d.isFinite ? quadratic * (d - size + 1) / (d * size) : quadratic / size
      denominator = d - size + 1
    }
    p = try Tail.f(f, size, denominator)
  }

  /// Solves on the scale of correlations, so that figures in different units do not look singular.
  private static func solveScaled(
    _ a: Matrix, _ b: [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    let scales = a.diagonal.map { $0 > 0 ? $0.squareRoot() : 1 }
    var scaled = a
    for row in 0..<a.rows {
      for column in 0..<a.columns { scaled[row, column] /= scales[row] * scales[column] }
    }
    // Beyond this the quadratic form would be made of rounding.
    let eigenvalues = try eigenSymmetric(scaled).values
    guard let least = eigenvalues.first, let largest = eigenvalues.last, least > 1e-10 * largest
    else { throw .notPositiveDefinite(order: a.rows) }
    let solved = try solveSymmetric(scaled, zip(b, scales).map { $0 / $1 })
    return zip(solved, scales).map { $0 / $1 }
  }
}

extension EstimateVector {
  /// The covariance as a matrix.
  var covarianceMatrix: Matrix { Matrix(rows: count, columns: count, elements: covariance) }

  /// A joint test that several linear functions of the statistics have given values.
  ///
  /// - Parameters:
  ///   - hypotheses: One list of coefficients a hypothesis, one coefficient a statistic.
  ///   - nullValues: The values under the hypothesis; zeros where nil.
  ///   - adjustment: How the statistic meets the F distribution.
  /// - Returns: The test, with PSUs minus strata as degrees of freedom.
  /// - Throws: `DesignTestError`.
  public func waldTest(
    _ hypotheses: [[Double]], nullValues: [Double]? = nil,
    adjustment: WaldTest.Adjustment = .none
  ) throws(DesignTestError) -> WaldTest {
    guard !hypotheses.isEmpty, hypotheses.allSatisfy({ $0.count == count }) else {
      throw .badHypotheses(expected: count)
    }
    return try WaldTest(
      values: values, covariance: covarianceMatrix, hypotheses: Matrix(hypotheses),
      nullValues: nullValues, degreesOfFreedom: degreesOfFreedom, adjustment: adjustment)
  }

  /// A joint test that all statistics are the same.
  public func equalityTest(
    adjustment: WaldTest.Adjustment = .none
  ) throws(DesignTestError) -> WaldTest {
    guard count > 1 else { throw .badHypotheses(expected: count) }
    let hypotheses = (1..<count).map { i in
      (0..<count).map { $0 == i ? 1.0 : $0 == 0 ? -1 : 0 }
    }
    return try waldTest(hypotheses, adjustment: adjustment)
  }
}
