internal import Distributions
public import LinearAlgebra

/// The Wald test of several estimates at once, from imputed data sets (D₁).
///
/// Li, Raghunathan and Rubin (1991): the missing information is taken to be alike in all
/// directions, so that a few imputations suffice: r = (1 + 1/m) tr(BŪ⁻¹)/k and
/// D₁ = (Q̄ − Q₀)ᵀ Ū⁻¹ (Q̄ − Q₀)/(k(1 + r)), an F with k and ν degrees of freedom, where complete data
/// are taken to have many. Of one estimate it is the square of the pooled t.
///
/// R: `mice::D1`, `mitml::testEstimates` with many complete degrees of freedom.
public struct JointImputationTest: Sendable, Hashable {
  /// The means of the estimates.
  public let estimates: [Double]
  /// Ū + (1 + 1/m) B.
  public let covariance: Matrix
  /// D₁.
  public let statistic: Double
  /// How many estimates there are (k).
  public let numerator: Double
  /// ν; infinite where all imputations agree.
  public let denominator: Double
  /// The average relative increase of variance by missing answers (r).
  public let relativeIncrease: Double
  /// The p-value.
  public let p: Double

  /// Tests whether all estimates have given values.
  ///
  /// - Parameters:
  ///   - estimates: The estimates of each imputation, all of one length.
  ///   - covariances: Their covariance matrices.
  ///   - null: The values under the null hypothesis; zeros where nil.
  /// - Throws: `unequalImputations`, `invalidImputation`, `singularWithin`.
  public init(
    estimates: [[Double]], covariances: [Matrix], null: [Double]? = nil
  ) throws(MissingAnswersError) {
    guard estimates.count == covariances.count, estimates.count > 1 else {
      throw .unequalImputations(estimates: estimates.count, variances: covariances.count)
    }
    let k = estimates[0].count
    for (index, (estimate, covariance)) in zip(estimates, covariances).enumerated() {
      guard k > 0, estimate.count == k, estimate.allSatisfy(\.isFinite), covariance.rows == k,
        covariance.columns == k
      else { throw .invalidImputation(index: index) }
      for row in 0..<k {
        for column in 0..<k where !covariance[row, column].isFinite {
          throw .invalidImputation(index: index)
        }
      }
    }
    let null = null ?? [Double](repeating: 0, count: k)
    guard null.count == k, null.allSatisfy(\.isFinite) else {
      throw .invalidArgument(
        name: "values under the null hypothesis", value: Double(null.count),
        expected: "\(k) finite numbers")
    }
    let m = Double(estimates.count)
    let mean = (0..<k).map { part in estimates.reduce(0) { $0 + $1[part] } / m }
    var within = Matrix(rows: k, columns: k)
    var between = Matrix(rows: k, columns: k)
    for (estimate, covariance) in zip(estimates, covariances) {
      for row in 0..<k {
        for column in 0..<k {
          within[row, column] += covariance[row, column] / m
          between[row, column] +=
            (estimate[row] - mean[row]) * (estimate[column] - mean[column]) / (m - 1)
        }
      }
    }
    let gap = zip(mean, null).map { $0 - $1 }
    let solvedGap: [Double]
    let solvedBetween: Matrix
    do {
      solvedGap = try solveSymmetric(within, gap)
      solvedBetween = try solveSymmetric(within, between)
    } catch {
      throw .singularWithin
    }
    var trace = 0.0
    for part in 0..<k { trace += solvedBetween[part, part] }
    let count = Double(k)
    let r = max(0, (1 + 1 / m) * trace / count)
    var square = 0.0
    for (a, b) in zip(gap, solvedGap) { square += a * b }
    let statistic = max(0, square / (count * (1 + r)))
    var total = within
    for row in 0..<k {
      for column in 0..<k { total[row, column] += (1 + 1 / m) * between[row, column] }
    }
    self.estimates = mean
    covariance = total
    self.statistic = statistic
    numerator = count
    relativeIncrease = r
    let degrees = Self.denominator(count * (m - 1), k: count, r: r)
    denominator = degrees
    do {
      // F with infinitely many degrees of freedom below is χ²/k.
      p =
        degrees < 1e12
        ? try FisherF(numerator: count, denominator: degrees).upperTail(statistic)
        : try ChiSquared(degreesOfFreedom: count).upperTail(count * statistic)
    } catch {
      throw .distribution(error)
    }
  }

  private static func denominator(_ t: Double, k: Double, r: Double) -> Double {
    guard r > 0 else { return .infinity }
    if t > 4 {
      let factor = 1 + (1 - 2 / t) / r
      return 4 + (t - 4) * factor * factor
    }
    return t * (1 + 1 / k) * (1 + 1 / r) * (1 + 1 / r) / 2
  }
}
