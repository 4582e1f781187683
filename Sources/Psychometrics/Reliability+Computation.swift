internal import Distributions
internal import Glibc
internal import HypothesisTests
internal import LinearAlgebra

extension Reliability {
  /// Analyses a scale from its answers.
  ///
  /// - Parameters:
  ///   - responses: at least two items, reversed where they are worded the other way round.
  ///   - missing: which persons take part; `psych::alpha` of R does it pairwise.
  ///   - level: of the interval.
  /// - Throws: `tooFewItems`, `constantItem`, `constantTotal`, and what `ItemMoments` throws.
  public init(
    _ responses: ItemResponses, missing: MissingAnswers = .pairwise, level: Double = 0.95
  ) throws(PsychometricsError) {
    guard responses.names.count >= 2 else {
      throw .tooFewItems(found: responses.names.count, needed: 2)
    }
    try self.init(ItemMoments(responses, missing: missing), level: level)
  }

  /// Analyses a scale from its moments.
  ///
  /// - Parameters:
  ///   - moments: of at least two items.
  ///   - level: of the interval, in 0…1.
  /// - Throws: `tooFewItems`, `constantTotal`.
  public init(_ moments: ItemMoments, level: Double = 0.95) throws(PsychometricsError) {
    let covariance = moments.covariance
    let correlation = moments.correlation
    let count = moments.names.count
    guard count >= 2 else { throw .tooFewItems(found: count, needed: 2) }
    let total = covariance.elements.reduce(0, +)
    // The sum of positive and negative covariances may cancel to rounding.
    guard total > 1e-14 * covariance.trace else { throw .constantTotal }
    self.moments = moments
    alpha = Self.alpha(covariance)
    averageCorrelation =
      (correlation.elements.reduce(0, +) - Double(count)) / Double(count * (count - 1))
    standardisedAlpha = Self.alpha(correlation)
    lambda6 = Self.lambda6(correlation, moments.names)
    standardError = Self.standardError(covariance, persons: moments.persons)
    interval = try Self.feldt(
      alpha: alpha, persons: moments.persons, items: count, level: level)
    spearmanBrown =
      count == 2 ? 2 * correlation[0, 1] / (1 + correlation[0, 1]) : nil
    standardErrorOfMeasurement =
      moments.score.standardDeviation * max(0, 1 - alpha).squareRoot()
    minimalDetectableChange =
      try Self.distribution { () throws(DistributionError) in try Normal().quantile(0.975) }
      * 2.0.squareRoot() * standardErrorOfMeasurement
    items = Self.items(moments)
    let solution = Assessment { () throws(PsychometricsError) in
      try FactorSolution(FactorModel(items: moments.names), moments: moments)
    }
    omega =
      switch solution {
      case .assessed(let solution): .assessed(solution.omegaTotal)
      case .notAssessed(let reason): .notAssessed(reason)
      }
    var findings: [ScaleFinding] = items.compactMap { item in
      guard let correlation = item.restCorrelation, correlation < 0 else { return nil }
      return .runsAgainstOthers(item: item.name, restCorrelation: correlation)
    }
    if alpha <= 0 { findings.append(.alphaNotPositive) }
    if moments.missing == .pairwise, case .notAssessed(.notPositiveDefinite) = solution {
      findings.append(.pairwiseNotPositiveDefinite)
    }
    self.findings = findings
  }

  /// k/(k − 1) · (1 − trace / sum); nil below two items.
  private static func alpha(_ covariance: Matrix) -> Double {
    let count = Double(covariance.rows)
    return count / (count - 1) * (1 - covariance.trace / covariance.elements.reduce(0, +))
  }

  private static func items(_ moments: ItemMoments) -> [ItemAnalysis] {
    let covariance = moments.covariance
    let correlation = moments.correlation
    let total = covariance.elements.reduce(0, +)
    return moments.names.indices.map { place in
      let variance = covariance[place, place]
      let row = covariance.column(place).reduce(0, +)
      let others = moments.names.indices.filter { $0 != place }
      let dropped = covariance.selecting(rows: others, columns: others)
      // The rest may not vary, as two items that cancel.
      let rest = total - 2 * row + variance
      let varies = rest > 1e-14 * variance
      return ItemAnalysis(
        name: moments.names[place], answered: moments.answered[place],
        mean: moments.means[place], standardDeviation: variance.squareRoot(),
        totalCorrelation: row / (variance * total).squareRoot(),
        restCorrelation: varies ? (row - variance) / (variance * rest).squareRoot() : nil,
        alphaIfDropped: varies && others.count > 1 ? alpha(dropped) : nil,
        standardisedAlphaIfDropped: varies && others.count > 1
          ? alpha(correlation.selecting(rows: others, columns: others)) : nil)
    }
  }

  /// 1 − Σ(1 − smc) / sum of correlations, smc = 1 − 1 / diagonal of the inverse.
  private static func lambda6(
    _ correlation: Matrix, _ names: [String]
  ) -> Assessment<Double> {
    Assessment { () throws(PsychometricsError) in
      let inverse = try inverted(correlation, names, group: nil)
      let unique = inverse.diagonal.reduce(0) { $0 + 1 / $1 }
      return 1 - unique / correlation.elements.reduce(0, +)
    }
  }

  /// The asymptotic standard error of Duhachek and Iacobucci: with 1 a column of ones,
  /// Q = 2k² / ((k − 1)² (1ᵀV1)³) · [(1ᵀV1)(tr V² + (tr V)²) − 2 tr V (1ᵀV²1)], and √(Q/n).
  private static func standardError(_ covariance: Matrix, persons: Int) -> Double {
    let count = Double(covariance.rows)
    let total = covariance.elements.reduce(0, +)
    let trace = covariance.trace
    let square = covariance * covariance
    let bracket =
      total * (square.trace + trace * trace) - 2 * trace * square.elements.reduce(0, +)
    let q =
      2 * count * count / ((count - 1) * (count - 1) * total * total * total) * bracket
    return max(0, q / Double(persons)).squareRoot()
  }

  private static func feldt(
    alpha: Double, persons: Int, items: Int, level: Double
  ) throws(PsychometricsError) -> ConfidenceInterval {
    guard level > 0, level < 1 else { throw .distribution("level \(level) is not between 0 and 1") }
    let n = Double(persons - 1)
    let k = Double(items - 1)
    return try distribution { () throws(DistributionError) in
      let f = try FisherF(numerator: n, denominator: n * k)
      return ConfidenceInterval(
        low: 1 - (1 - alpha) * (try f.quantile((1 + level) / 2)),
        high: 1 - (1 - alpha) * (try f.quantile((1 - level) / 2)), level: level)
    }
  }

  static func distribution<Value>(
    _ body: () throws(DistributionError) -> Value
  ) throws(PsychometricsError) -> Value {
    do { return try body() } catch { throw .distribution(error.description) }
  }
}

/// The inverse of the items' covariances; the error names the item.
func inverted(
  _ covariance: Matrix, _ names: [String], group: String?
) throws(PsychometricsError) -> Matrix {
  do {
    return try inverseSymmetric(covariance)
  } catch .notPositiveDefinite(let order) {
    throw .notPositiveDefinite(item: names[order - 1], group: group)
  } catch {
    throw .linearAlgebra(error)
  }
}
