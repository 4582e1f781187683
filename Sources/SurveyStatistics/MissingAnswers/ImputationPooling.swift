internal import Distributions
public import HypothesisTests

/// One estimate from several imputed data sets, by Rubin's rules.
///
/// Rubin (1987); degrees of freedom of Barnard and Rubin (1999).
///
/// R: `mice::pool.scalar(Q, U, n, k)`, with `completeDegreesOfFreedom` n − k.
public struct ImputationPooling: Sendable, Hashable {
  /// How many imputations there are (m).
  public let imputations: Int
  /// The mean of the estimates.
  public let estimate: Double
  /// The mean of their variances (Ū).
  public let within: Double
  /// The variance of the estimates (B).
  public let between: Double
  /// Ū + (1 + 1/m) B.
  public let total: Double
  /// The degrees of freedom; infinite where complete data had infinitely many and B is 0.
  public let degreesOfFreedom: Double

  /// The square root of the total variance.
  public var standardError: Double { total.squareRoot() }
  /// The relative increase of variance by missing answers, (1 + 1/m) B/Ū; infinite where Ū is 0.
  public var relativeIncrease: Double { added / within }
  /// The share of the variance that missing answers make, (1 + 1/m) B/T (λ).
  public var missingShare: Double { added / total }
  /// The fraction of missing information, (r + 2/(ν + 3))/(1 + r).
  public var missingInformation: Double {
    // With r = (1 + 1/m)B/Ū over T/Ū, so that Ū may be 0.
    missingShare + (within / total) * 2 / (degreesOfFreedom + 3)
  }

  /// Pools estimates.
  ///
  /// - Parameters:
  ///   - estimates: One of each imputation, at least two.
  ///   - variances: Their squared standard errors.
  ///   - completeDegreesOfFreedom: Those that the estimate would have without missing answers.
  /// - Throws: `unequalImputations`, `invalidImputation`, `noVariance`, `invalidArgument`.
  public init(
    estimates: [Double], variances: [Double], completeDegreesOfFreedom: Double = .infinity
  ) throws(MissingAnswersError) {
    guard estimates.count == variances.count, estimates.count > 1 else {
      throw .unequalImputations(estimates: estimates.count, variances: variances.count)
    }
    for (index, (estimate, variance)) in zip(estimates, variances).enumerated()
    where !(estimate.isFinite && variance >= 0 && variance.isFinite) {
      throw .invalidImputation(index: index)
    }
    guard completeDegreesOfFreedom > 0 else {
      throw .invalidArgument(
        name: "complete degrees of freedom", value: completeDegreesOfFreedom,
        expected: "a number above 0")
    }
    let m = Double(estimates.count)
    let summary: SampleSummary
    do { summary = try SampleSummary(estimates) } catch { throw .invalidImputation(index: 0) }
    let within = variances.reduce(0, +) / m
    let added = (1 + 1 / m) * summary.variance
    let total = within + added
    guard total > 0, total.isFinite else { throw .noVariance }
    imputations = estimates.count
    estimate = summary.mean
    self.within = within
    between = summary.variance
    self.total = total
    let lambda = added / total
    // Reciprocals, so that ν₁ may be infinite: 1/ν = 1/ν₁ + 1/ν₂.
    let old = lambda * lambda / (m - 1)
    let dfc = completeDegreesOfFreedom
    let observed = dfc.isInfinite ? 0 : (dfc + 3) / ((dfc + 1) * dfc * (1 - lambda))
    degreesOfFreedom = 1 / (old + observed)
  }

  private var added: Double { (1 + 1 / Double(imputations)) * between }

  /// estimate ± t · standard error.
  public func interval(level: Double = 0.95) throws(MissingAnswersError) -> ConfidenceInterval {
    guard level > 0, level < 1 else {
      throw .invalidArgument(name: "level", value: level, expected: "a number between 0 and 1")
    }
    let margin = try student { (t) throws(DistributionError) in
      try t.quantile(1 - (1 - level) / 2)
    }
    return ConfidenceInterval(
      low: estimate - margin * standardError, high: estimate + margin * standardError,
      level: level)
  }

  /// The two-sided p-value of a value under the null hypothesis.
  public func p(null: Double = 0) throws(MissingAnswersError) -> Double {
    guard null.isFinite else {
      throw .invalidArgument(name: "null value", value: null, expected: "a finite number")
    }
    let t = (estimate - null) / standardError
    return try student { (distribution) throws(DistributionError) in
      try distribution.twoSided(t)
    }
  }

  private func student(
    _ body: (StudentT) throws(DistributionError) -> Double
  ) throws(MissingAnswersError) -> Double {
    do {
      return try body(StudentT(degreesOfFreedom: degreesOfFreedom))
    } catch {
      throw .distribution(error)
    }
  }
}
