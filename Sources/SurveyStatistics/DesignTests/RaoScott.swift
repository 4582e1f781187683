internal import LinearAlgebra

/// Pearson's statistic of a table with its generalised design effects (Rao and Scott 1981, 1984).
///
/// Where the hypothesis holds, Pearson's X² of weighted shares is distributed as Σ λ_i χ²₁, not as χ²:
/// λ are the eigenvalues of (C'D⁻¹C)⁻¹ · n·C'D⁻¹VD⁻¹C, V being the covariance matrix of the
/// shares, D the diagonal matrix of shares and C a basis of the contrasts that the hypothesis sets
/// to zero. Cells without answers have no part in D⁻¹.
struct RaoScott {
  /// Pearson's X² of n times the shares.
  var pearson: Double
  /// The generalised design effects, descending.
  var effects: [Double]
  /// PSUs minus strata.
  var degreesOfFreedom: Double

  /// Solves for the design effects; contrasts have one column each and one row a cell, and `shares`
  /// are those that D is made of.
  init(
    pearson: Double, contrasts: Matrix, shares: [Double], covariance: Matrix, respondents: Int,
    degreesOfFreedom: Double, test: String
  ) throws(DesignTestError) {
    guard degreesOfFreedom > 0 else {
      throw .tooFewDegreesOfFreedom(test: test, needed: 1, found: degreesOfFreedom)
    }
    self.pearson = pearson
    self.degreesOfFreedom = degreesOfFreedom
    let n = Double(respondents)
    var scaled = contrasts
    for cell in shares.indices {
      let inverse = shares[cell] > 0 ? 1 / shares[cell] : 0
      for column in 0..<contrasts.columns { scaled[cell, column] *= inverse }
    }
    do {
      let simple = (contrasts.transposed * scaled).symmetrised
      let design = n * (scaled.transposed * (covariance * scaled)).symmetrised
      // With simple = LL', the eigenvalues are those of L⁻¹ design L⁻ᵀ.
      let factor = try choleskyFactor(simple)
      let half = try solve(factor, design)
      let whole = try solve(factor, half.transposed).symmetrised
      let values = try eigenSymmetric(whole).values
      effects = values.map { max(0, $0) }.sorted(by: >)
    } catch {
      throw .singular(test: test, error)
    }
    guard let largest = effects.first, largest > 1e-13 else { throw .noVariance(test) }
  }

  /// Σ λ.
  var sum: Double { effects.reduce(0, +) }
  /// Σ λ².
  var squares: Double { effects.reduce(0) { $0 + $1 * $1 } }

  /// X²/Σλ against F with (Σλ)²/Σλ² and that times the design's degrees of freedom (second order;
  /// Thomas and Rao 1990).
  func secondOrder() throws(DesignTestError) -> (Double, DesignTest.Reference, Double) {
    let f = pearson / sum
    let numerator = sum * sum / squares
    let denominator = numerator * degreesOfFreedom
    return (
      f, .f(numerator: numerator, denominator: denominator),
      try Tail.f(f, numerator, denominator)
    )
  }

  /// X² over the mean design effect against χ² (first order).
  func firstOrder() throws(DesignTestError) -> (Double, DesignTest.Reference, Double) {
    let df = Double(effects.count)
    return (
      pearson, .chiSquared(degreesOfFreedom: df),
      try Tail.chiSquared(pearson * df / sum, df)
    )
  }

  /// X² against the sum Σλχ²₁ over an independent χ²/df, by saddlepoint.
  func mixture() throws(DesignTestError) -> (Double, DesignTest.Reference, Double) {
    let denominator = sum * sum / squares * degreesOfFreedom
    let weights = effects.filter { $0 > 0 }
    return (
      pearson, .mixture(weights: weights, denominator: denominator),
      try QuadraticForm(weights: weights, denominator: denominator).upperTail(pearson)
    )
  }
}
