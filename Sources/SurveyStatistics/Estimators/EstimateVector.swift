internal import Distributions
internal import Glibc

/// Several statistics of one design with their full covariance matrix: what contrasts, ratios and
/// joint tests start from.
///
/// R: the result of `svymean(~a + b)`, of `svyby(…, covmat = TRUE)` or of several, with `vcov`.
public struct EstimateVector: Sendable, Hashable {
  /// What the statistics are called.
  public let labels: [String]
  /// The point estimates.
  public let values: [Double]
  /// The covariance matrix, row-major, as many rows and columns as there are values.
  public let covariance: [Double]
  /// PSUs minus strata among the rows that any of them counts.
  public let degreesOfFreedom: Double
  /// Rows with an answer, for each statistic.
  public let respondents: [Int]
  /// Σ of weights of those rows.
  public let weightedBases: [Double]
  /// The coverage of intervals.
  public let level: Double

  let supports: [DegreesSupport]
  let isConstant: [Bool]
  let degrees: ContrastDegrees

  init(
    labels: [String], values: [Double], covariance: [Double], respondents: [Int],
    weightedBases: [Double], level: Double, supports: [DegreesSupport], isConstant: [Bool],
    degrees: ContrastDegrees = ContrastDegrees()
  ) {
    self.labels = labels
    self.values = values
    self.covariance = covariance
    self.respondents = respondents
    self.weightedBases = weightedBases
    self.level = level
    self.supports = supports
    self.isConstant = isConstant
    self.degrees = degrees
    degreesOfFreedom = DegreesSupport.degreesOfFreedom(supports)
  }

  /// How many statistics there are.
  public var count: Int { values.count }

  /// The covariance of two of them, by place.
  public func covariance(_ i: Int, _ j: Int) -> Double { covariance[i * count + j] }

  /// The standard error of one.
  public func standardError(_ i: Int) -> Double { max(0, covariance(i, i)).squareRoot() }

  /// The correlation of two of them; 0 where one has no variance.
  public func correlation(_ i: Int, _ j: Int) -> Double {
    let product = standardError(i) * standardError(j)
    return product > 0 ? covariance(i, j) / product : 0
  }

  /// One of them with its own degrees of freedom and a t interval.
  public func estimate(_ i: Int) throws(EstimationError) -> Estimate {
    let nominal = DegreesSupport.degreesOfFreedom([supports[i]])
    var estimate = Estimate(
      value: values[i], variance: max(0, covariance(i, i)),
      degreesOfFreedom: degrees.degreesOfFreedom(
        (0..<count).map { $0 == i ? 1 : 0 }, nominal: nominal),
      respondents: respondents[i], weightedBase: weightedBases[i],
      nominalDegreesOfFreedom: nominal)
    estimate.interval = try tInterval(estimate, level: level)
    return estimate
  }

  /// A linear contrast Σ c_i·θ_i with its test against zero.
  ///
  /// V = c'Vc; degrees of freedom are PSUs minus strata among the rows of the statistics whose
  /// coefficient is not zero, or, for means and shares, by the estimator's method for few clusters.
  /// R: `svycontrast(stat, c(…))`.
  ///
  /// - Parameter coefficients: One a statistic.
  /// - Returns: The contrast with a t interval at the vector's level.
  /// - Throws: `EstimationError` where the coefficients do not fit, everybody gave the same answer,
  ///   or there are no degrees of freedom.
  public func contrast(
    _ coefficients: [Double]
  ) throws(EstimationError) -> Contrast {
    guard coefficients.count == count, coefficients.allSatisfy(\.isFinite),
      coefficients.contains(where: { $0 != 0 })
    else {
      throw .badCoefficients(
        expected: count, found: coefficients.reduce(0) { $0 + ($1.isFinite && $1 != 0 ? 1 : 0) })
    }
    var value = 0.0
    for i in 0..<count { value += coefficients[i] * values[i] }
    return try tested(value, coefficients, label: label(coefficients))
  }

  /// The difference of two of them: the first minus the second.
  public func difference(_ i: Int, minus j: Int) throws(EstimationError) -> Contrast {
    var coefficients = [Double](repeating: 0, count: count)
    coefficients[i] += 1
    coefficients[j] -= 1
    return try contrast(coefficients)
  }

  /// The ratio of two of them, its interval and test on the log scale.
  ///
  /// V(log a/b) = V_a/a² + V_b/b² − 2C_ab/(ab); the interval is exp(log(a/b) ± t·se), the test is of
  /// log(a/b) = 0. The variance of the estimate is that of a/b itself, (a/b)² times as large. Both
  /// have to be of one sign. R: `svycontrast(stat, quote(log(a / b)))`.
  public func ratio(_ i: Int, to j: Int) throws(EstimationError) -> Contrast {
    let a = values[i]
    let b = values[j]
    guard a != 0, b != 0, (a > 0) == (b > 0), (a / b).isFinite else {
      throw .noLogarithm(numerator: labels[i], denominator: labels[j])
    }
    var gradient = [Double](repeating: 0, count: count)
    gradient[i] += 1 / a
    gradient[j] -= 1 / b
    var result = try tested(
      log(a / b), gradient, label: "\(labels[i]) / \(labels[j])")
    result.estimate.value = a / b
    result.estimate.variance *= (a / b) * (a / b)
    if let interval = result.estimate.interval {
      result.estimate.interval = Estimate.Interval(
        low: exp(interval.low), high: exp(interval.high), level: level, method: .log)
    }
    return result
  }

  /// The relative difference a/b − 1, its interval and test those of the ratio.
  public func relativeDifference(_ i: Int, to j: Int) throws(EstimationError) -> Contrast {
    var result = try ratio(i, to: j)
    result.label += " − 1"
    result.estimate.value -= 1
    result.estimate.interval?.low -= 1
    result.estimate.interval?.high -= 1
    return result
  }

  /// A smooth function of the statistics by the delta method: V = g'Vg for its gradient g.
  ///
  /// R: `svycontrast(stat, quote(…))`.
  public func transformed(
    to value: Double, gradient: [Double], label: String
  ) throws(EstimationError) -> Contrast {
    guard gradient.count == count, value.isFinite, gradient.allSatisfy(\.isFinite) else {
      throw .badCoefficients(
        expected: count, found: gradient.reduce(0) { $0 + ($1.isFinite ? 1 : 0) })
    }
    return try tested(value, gradient, label: label)
  }

  private func tested(
    _ value: Double, _ gradient: [Double], label: String
  ) throws(EstimationError) -> Contrast {
    let used = gradient.indices.filter { gradient[$0] != 0 }
    var variance = 0.0
    var size = 0.0
    for i in used {
      for j in used { variance += gradient[i] * gradient[j] * covariance(i, j) }
      size += gradient[i] * gradient[i] * covariance(i, i)
    }
    guard variance >= -1e-9 * size else { throw .negativeVariance(label) }
    // What is left of large variances after taking them from each other is rounding.
    variance = variance <= 1e-15 * size ? 0 : variance
    let df = DegreesSupport.degreesOfFreedom(used.map { supports[$0] })
    guard df > 0 else { throw .noFreedom(label) }
    var scale = 0.0
    for i in used { scale += gradient[i] * gradient[i] * values[i] * values[i] }
    if used.allSatisfy({ isConstant[$0] }), variance <= 1e-13 * scale {
      throw .allAlike(variable: label)
    }
    var estimate = Estimate(
      value: value, variance: variance,
      degreesOfFreedom: degrees.degreesOfFreedom(gradient, nominal: df),
      respondents: DegreesSupport.rows(used.map { supports[$0] }),
      weightedBase: Self.base(used.map { (supports[$0].cells, weightedBases[$0]) }),
      nominalDegreesOfFreedom: df)
    estimate.interval = try tInterval(estimate, level: level)
    return try Contrast(label: label, estimate: estimate)
  }

  /// Σ of weights, of each set of cells once.
  private static func base(_ parts: [(cells: Range<Int>, base: Double)]) -> Double {
    var largest: [(cells: Range<Int>, base: Double)] = []
    for part in parts {
      if let at = largest.firstIndex(where: { $0.cells == part.cells }) {
        largest[at].base = max(largest[at].base, part.base)
      } else {
        largest.append(part)
      }
    }
    return largest.reduce(0) { $0 + $1.base }
  }

  private func label(_ coefficients: [Double]) -> String {
    var text = ""
    // What is added comes before what is taken away.
    let order =
      coefficients.indices.filter { coefficients[$0] > 0 }
      + coefficients.indices.filter { coefficients[$0] < 0 }
    for i in order {
      let c = coefficients[i]
      let size = abs(c) == 1 ? "" : "\(abs(c))·"
      text += text.isEmpty ? (c < 0 ? "−" : "") : (c < 0 ? " − " : " + ")
      text += "\(size)(\(labels[i]))"
    }
    return text
  }
}
