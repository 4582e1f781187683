internal import Distributions
public import HypothesisTests
public import LinearAlgebra

/// A coefficient with its margin.
public struct CoefficientTest: Sendable, Hashable {
  /// The estimate.
  public var value: Double
  /// Its standard error.
  public var standardError: Double
  /// The degrees of freedom of the t distribution.
  public var degreesOfFreedom: Double
  /// `value / standardError`.
  public var statistic: Double
  /// Two-sided, for a coefficient of zero.
  public var p: Double
  /// The interval.
  public var interval: ConfidenceInterval

  init(
    value: Double, variance: Double, degreesOfFreedom: Double, level: Double
  ) throws(ImpactError) {
    guard level > 0, level < 1 else { throw .invalidLevel(level) }
    guard variance.isFinite else { throw .outOfRange(what: "outcome") }
    guard variance > 0 else { throw .exactFit }
    guard degreesOfFreedom > 0 else { throw .outOfRange(what: "outcome") }
    let standardError = variance.squareRoot()
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    statistic = value / standardError
    do {
      let t = try StudentT(degreesOfFreedom: degreesOfFreedom)
      p = try t.twoSided(value / standardError)
      let margin = try t.quantile(1 - (1 - level) / 2) * standardError
      interval = ConfidenceInterval(low: value - margin, high: value + margin, level: level)
    } catch {
      throw .distribution(error)
    }
  }
}

extension WeightedRegression {
  /// The cluster-robust variances and covariances of the coefficients.
  ///
  /// R: `clubSandwich::vcovCR(lm(…, weights = w), cluster, type)`.
  ///
  /// - Parameter type: Which correction for few clusters.
  /// - Returns: One row and column a coefficient.
  /// - Throws: `ImpactError.linearAlgebra`.
  public func variance(_ type: ClusterVariance) throws(ImpactError) -> Matrix {
    try ClusterCovariance(self, type).matrix
  }

  /// The linearised variance of a sample of clusters from strata (R `survey::svyglm`).
  ///
  /// (XᵀWX)⁻¹·(Σₕ nₕ/(nₕ − 1)·Σ(zₕᵢ − z̄ₕ)(zₕᵢ − z̄ₕ)ᵀ)·(XᵀWX)⁻¹, z the clusters' sums of wxu. Without
  /// strata it is CR1.
  ///
  /// - Returns: One row and column a coefficient.
  /// - Throws: `ImpactError.singleCluster` for a stratum of one cluster.
  public func stratifiedVariance() throws(ImpactError) -> Matrix {
    let count = names.count
    let strata = strata ?? [Int32](repeating: 0, count: clusterCount)
    var members: [(stratum: Int32, scores: [[Double]])] = []
    var index: [Int32: Int] = [:]
    for (rows, stratum) in zip(clusters, strata) {
      let scores = (0..<count).map { column in
        rows.reduce(0) { $0 + design[$1, column] * weights[$1] * residuals[$1] }
      }
      if let known = index[stratum] {
        members[known].scores.append(scores)
      } else {
        index[stratum] = members.count
        members.append((stratum, [scores]))
      }
    }
    var total = Matrix(rows: count, columns: count)
    for (stratum, scores) in members {
      guard scores.count > 1 else { throw .singleCluster(stratum: stratum) }
      let size = Double(scores.count)
      let mean = (0..<count).map { column in scores.reduce(0) { $0 + $1[column] } / size }
      for score in scores {
        for first in 0..<count {
          for second in 0..<count {
            total[first, second] +=
              size / (size - 1) * (score[first] - mean[first]) * (score[second] - mean[second])
          }
        }
      }
    }
    return inverse * total * inverse
  }

  /// How many strata the clusters lie in.
  public var stratumCount: Int { strata.map { Set($0).count } ?? 1 }

  /// Tests a coefficient.
  ///
  /// R: `clubSandwich::coef_test(fit, vcov = type, cluster, test = "Satterthwaite")`.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - type: Which variance.
  ///   - degrees: Which degrees of freedom; nil for Satterthwaite's with CR2 and CR3, and the number
  ///     of clusters less one with the others.
  ///   - level: The confidence level of the interval.
  /// - Returns: The coefficient, its margin and its p-value.
  /// - Throws: `ImpactError.unknownCoefficient`, `.exactFit`, `.invalidLevel`.
  public func test(
    _ name: String, type: ClusterVariance = .cr2, degrees: ClusterDegreesOfFreedom? = nil,
    level: Double = 0.95
  ) throws(ImpactError) -> CoefficientTest {
    guard let index = names.firstIndex(of: name) else { throw .unknownCoefficient(name) }
    let covariance = try ClusterCovariance(self, type)
    let isReduced = type == .cr2 || type == .cr3
    let used = degrees ?? (isReduced ? .satterthwaite : .clusters)
    var combination = [Double](repeating: 0, count: names.count)
    combination[index] = 1
    // Residuals that are only rounding leave no margin.
    let length = design.column(index).reduce(0) { $0 + $1 * $1 }.squareRoot()
    let scale = length * coefficients[index].magnitude
    let spread = residuals.reduce(0) { max($0, $1.magnitude) }
    guard spread > 1e-12 * scale / Double(residuals.count).squareRoot() else { throw .exactFit }
    // So do residuals that cancel within each cluster.
    let variance = covariance.matrix[index, index]
    guard variance.isNaN || variance.squareRoot() > 1e-13 * covariance.magnitudes[index] else {
      throw .exactFit
    }
    return try CoefficientTest(
      value: coefficients[index], variance: variance,
      degreesOfFreedom: used == .clusters
        ? Double(clusterCount - 1) : covariance.degreesOfFreedom(self, combination),
      level: level)
  }
}
