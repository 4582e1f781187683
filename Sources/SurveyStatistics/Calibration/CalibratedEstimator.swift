internal import Aggregation
public import Tabular

/// Means, shares, totals, ratios, changes and contrasts of weights that were calibrated by row, with
/// variances from the residuals of the calibration.
///
/// Every statistic is linearised row by row, for rows outside its domain have residuals too.
/// R: `svymean` and so on of `calibrate(design, …)`.
///
/// - Complexity: O(rows × margins) a statistic.
public struct CalibratedEstimator: Sendable {
  /// The design; its own weights are not used.
  public let design: SurveyDesign
  /// The weights.
  public let weights: CalibratedWeights
  /// The coverage of intervals.
  public let level: Double
  /// What the variables are called.
  public let variableNames: [String]
  /// How many domains there are.
  public let domainCount: Int

  /// The domain of each row, −1 in none.
  let domains: [Int32]
  /// The answers of each variable, NaN where missing.
  let scores: [[Double]]

  /// Scores the variables of a request.
  ///
  /// - Throws: `EstimationError`, or `CalibrationError` where persons are linked or the weights are
  ///   of other rows.
  public init(
    table: Table, design: SurveyDesign, weights: CalibratedWeights, request: EstimationRequest,
    level: Double = 0.95
  ) throws {
    guard design.relation != .linked else { throw CalibrationError.linkedPersons }
    for (list, count) in [
      ("weights", weights.weights.count), ("domains", request.domains.count),
      ("table", table.rowCount),
    ] where count != design.rowCount {
      throw CalibrationError.unequalLengths(
        list: list, expected: design.rowCount, found: count)
    }
    for domain in request.domains where domain < -1 || Int(domain) >= request.domainCount {
      throw EstimationError.unknownIndex(
        what: "domain", index: Int(domain), count: request.domainCount)
    }
    self.design = design
    self.weights = weights
    self.level = level
    variableNames = request.variables.map(\.name)
    domainCount = request.domainCount
    domains = request.domains
    var all: [[Double]] = []
    var scoring = VariableScoring(rowCount: design.rowCount)
    for variable in request.variables {
      do {
        try scoring.score(variable, in: table)
      } catch {
        throw EstimationError.aggregation(error)
      }
      all.append(scoring.scores)
    }
    scores = all
  }

  /// The estimate of a statistic with its variance and interval: t, or logit and beta for shares.
  public func estimate(_ statistic: StatisticReference) throws(EstimationError) -> Estimate {
    let rows = try linearised(statistic)
    let variance = try variances(rows, nil).first
    var result = Estimate(
      value: rows.value, variance: variance, degreesOfFreedom: degreesOfFreedom([rows]),
      respondents: rows.respondents, weightedBase: rows.base,
      designEffect: rows.simpleVariance.flatMap { $0 > 0 ? variance / $0 : nil })
    if case .share = statistic.statistic {
      result.interval = try shareInterval(result, level: level, method: nil)
    } else {
      result.interval = try tInterval(result, level: level)
    }
    return result
  }

  /// The covariance matrix of statistics.
  public func covariance(
    _ statistics: [StatisticReference]
  ) throws(EstimationError) -> [[Double]] {
    var rows: [LinearisedRows] = []
    for statistic in statistics { rows.append(try linearised(statistic)) }
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: rows.count), count: rows.count)
    for first in rows.indices {
      for second in first..<rows.count {
        let pair = try variances(rows[first], rows[second])
        matrix[first][first] = pair.first
        matrix[first][second] = pair.covariance
        matrix[second][first] = pair.covariance
      }
    }
    return matrix
  }

  /// A linear combination of statistics, one coefficient each, with its variance and t interval.
  public func contrast(
    _ statistics: [StatisticReference], coefficients: [Double]
  ) throws(EstimationError) -> Estimate {
    guard statistics.count == coefficients.count, !statistics.isEmpty else {
      throw .unknownIndex(
        what: "coefficient", index: coefficients.count, count: statistics.count)
    }
    var combined = LinearisedRows(influence: [Double](repeating: 0, count: design.rowCount))
    var parts: [LinearisedRows] = []
    for (statistic, coefficient) in zip(statistics, coefficients) {
      let rows = try linearised(statistic)
      combined.value += coefficient * rows.value
      combined.respondents += rows.respondents
      combined.base += rows.base
      for row in combined.influence.indices {
        combined.influence[row] += coefficient * rows.influence[row]
      }
      parts.append(rows)
    }
    var result = Estimate(
      value: combined.value, variance: try variances(combined, nil).first,
      degreesOfFreedom: degreesOfFreedom(parts), respondents: combined.respondents,
      weightedBase: combined.base)
    result.interval = try tInterval(result, level: level)
    return result
  }
}
