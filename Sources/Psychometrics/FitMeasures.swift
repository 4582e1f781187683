internal import Distributions
internal import Glibc
public import HypothesisTests
internal import LinearAlgebra

/// How well a factor model fits, by the measures that journals ask for.
///
/// All assume answers near the normal distribution and a simple random sample; with weights the
/// covariances are weighted and χ² is too large or too small by the design effect.
public struct FitMeasures: Sendable, Hashable {
  /// How many free parameters the model has.
  public let parameterCount: Int
  /// N times the minimum of the discrepancy (N, not N − 1, as lavaan).
  public let chiSquared: Double
  /// Moments less parameters.
  public let degreesOfFreedom: Int
  /// P(χ² at least this large) if the model holds; nil without degrees of freedom.
  public let pValue: Double?
  /// χ² of the model in which no items covary.
  public let baselineChiSquared: Double
  /// Its degrees of freedom.
  public let baselineDegreesOfFreedom: Int
  /// The comparative fit index (Bentler 1990), in 0…1; one is best.
  public let cfi: Double
  /// The Tucker–Lewis index; nil where the baseline model fits.
  public let tli: Double?
  /// The root mean square error of approximation (Steiger 1998, with √groups for several); zero is
  /// best.
  public let rmsea: Double
  /// Its interval at 90 %.
  public let rmseaInterval: ConfidenceInterval
  /// The standardised root mean square residual (Bentler 1995), means included where they are
  /// modelled; zero is best.
  public let srmr: Double
  /// The logarithm of the likelihood.
  public let logLikelihood: Double
  /// Akaike's criterion.
  public let aic: Double
  /// The Bayesian criterion.
  public let bic: Double
}

extension FitMeasures {
  /// Measures of a fitted structure.
  init(
    _ likelihood: NormalLikelihood, matrices: [FactorMatrices], discrepancy: Double
  ) throws(PsychometricsError) {
    let structure = likelihood.structure
    let groups = likelihood.groups
    let persons = Double(likelihood.persons)
    let variables = structure.variableCount
    let moments =
      groups.count
      * (variables * (variables + 1) / 2 + (structure.meanStructure ? variables : 0))
    parameterCount = structure.parameters.count
    degreesOfFreedom = moments - parameterCount
    guard degreesOfFreedom >= 0 else {
      throw .notIdentified(parameters: parameterCount, moments: moments)
    }
    let df = Double(degreesOfFreedom)
    chiSquared = persons * max(0, discrepancy)
    var baseline = 0.0
    for group in groups {
      let logVariances = group.covariance.diagonal.reduce(0) { $0 + log($1) }
      baseline += Double(group.persons) * (logVariances - group.logDeterminant)
    }
    baselineChiSquared = max(0, baseline)
    baselineDegreesOfFreedom = groups.count * variables * (variables - 1) / 2
    let excess = max(chiSquared - df, 0)
    let baselineExcess = max(excess, baselineChiSquared - Double(baselineDegreesOfFreedom))
    cfi = baselineExcess > 0 && df > 0 ? 1 - excess / baselineExcess : 1
    let ratio = baselineChiSquared / Double(baselineDegreesOfFreedom)
    tli = df == 0 ? 1 : ratio > 1 ? (ratio - chiSquared / df) / (ratio - 1) : nil
    let scale = df > 0 ? (Double(groups.count) / (persons * df)).squareRoot() : 0
    rmsea = scale * excess.squareRoot()
    let chi = chiSquared
    let degrees = df
    let ends = try Reliability.distribution { () throws(DistributionError) in
      guard degrees > 0 else { return (0.0, 0.0, Double?.none) }
      return (
        try Self.noncentrality(chi, degrees, probability: 0.95),
        try Self.noncentrality(chi, degrees, probability: 0.05),
        try ChiSquared(degreesOfFreedom: degrees).upperTail(chi)
      )
    }
    rmseaInterval = ConfidenceInterval(
      low: scale * ends.0.squareRoot(), high: scale * ends.1.squareRoot(), level: 0.9)
    pValue = ends.2
    srmr = Self.srmr(likelihood, matrices)
    var logarithm = 0.0
    for group in groups {
      logarithm +=
        Double(group.persons)
        * (Double(variables) * (log(2 * Double.pi) + 1) + group.logDeterminant)
    }
    logLikelihood = -0.5 * (logarithm + persons * max(0, discrepancy))
    aic = -2 * logLikelihood + 2 * Double(parameterCount)
    bic = -2 * logLikelihood + Double(parameterCount) * log(persons)
  }

  /// The noncentrality with which χ² at most this large has the probability; zero where even a
  /// central one is less probable.
  private static func noncentrality(
    _ chiSquared: Double, _ degrees: Double, probability: Double
  ) throws(DistributionError) -> Double {
    let central = try ChiSquared(degreesOfFreedom: degrees).cumulative(chiSquared)
    guard central > probability else { return 0 }
    let excess: (Double) -> Double = { noncentrality in
      let distribution = try? NoncentralChiSquared(
        degreesOfFreedom: degrees, noncentrality: noncentrality)
      return ((try? distribution?.cumulative(chiSquared)) ?? .nan) - probability
    }
    var high = max(chiSquared, 1)
    for _ in 0..<20 where excess(high) > 0 { high *= 2 }
    return try root("noncentrality of χ²", between: 0, and: high, of: excess)
  }

  /// The mean over groups, by persons, of the root of the mean squared residual; residuals are in
  /// units of the observed standard deviations.
  private static func srmr(
    _ likelihood: NormalLikelihood, _ matrices: [FactorMatrices]
  ) -> Double {
    var total = 0.0
    for (group, model) in zip(likelihood.groups, matrices) {
      let deviations = group.covariance.diagonal.map { $0.squareRoot() }
      let implied = model.impliedCovariance
      var sum = 0.0
      var count = 0
      for row in deviations.indices {
        for column in 0...row {
          let residual =
            (group.covariance[row, column] - implied[row, column])
            / (deviations[row] * deviations[column])
          sum += residual * residual
          count += 1
        }
      }
      if likelihood.structure.meanStructure {
        for (row, mean) in model.impliedMeans.enumerated() {
          let residual = (group.means[row] - mean) / deviations[row]
          sum += residual * residual
          count += 1
        }
      }
      total += Double(group.persons) * (sum / Double(count)).squareRoot()
    }
    return total / Double(likelihood.persons)
  }
}
