internal import Aggregation
internal import ColumnKernels
public import Tabular

/// Quantiles with variances from replicates: the quantile is taken anew in every replicate.
///
/// R: `svyquantile(interval.type = "quantile")` of a replicate design. Bootstraps and balanced half
/// samples serve for quantiles; the jackknife, which leaves out one unit at a time, does not measure
/// their variance well, and is here because R has it. Needs the rows.
public struct ReplicateQuantiles: Sendable {
  /// The replicates.
  public let design: ReplicateDesign
  /// The coverage of intervals.
  public let level: Double
  /// What the variables are called.
  public let variableNames: [String]
  /// How many domains there are.
  public let domainCount: Int

  private let domains: [Int32]
  private let scores: [[Double]]

  /// Scores the variables of a request.
  ///
  /// - Throws: `ReplicateError`.
  public init(
    table: Table, design: ReplicateDesign, request: EstimationRequest, level: Double = 0.95
  ) throws(ReplicateError) {
    for (list, count) in [("domains", request.domains.count), ("table", table.rowCount)]
    where count != design.rowCount {
      throw .unequalLengths(list: list, expected: design.rowCount, found: count)
    }
    for domain in request.domains where domain < -1 || Int(domain) >= request.domainCount {
      throw .estimation(
        .unknownIndex(what: "domain", index: Int(domain), count: request.domainCount))
    }
    self.design = design
    self.level = level
    variableNames = request.variables.map(\.name)
    domainCount = request.domainCount
    domains = design.domainsOfWeighted(request.domains)
    var all: [[Double]] = []
    var scoring = VariableScoring(rowCount: design.rowCount)
    for variable in request.variables {
      do {
        try scoring.score(variable, in: table)
      } catch {
        throw .estimation(.aggregation(error))
      }
      all.append(scoring.scores)
    }
    scores = all
  }

  /// A quantile with its variance and t interval.
  ///
  /// - Complexity: O(rows of the domain × replicates).
  public func estimate(
    _ share: Double, of variable: Int, domain: Int = 0, wave: Int? = nil,
    rule: QuantileRule = .math
  ) throws(ReplicateError) -> Estimate {
    let rows = try rows(variable, domain, wave)
    let series = try series(share, variable, rows, domain, wave, rule)
    let (matrix, usable) = design.covariance([series.deviations])
    guard usable > 1 else {
      throw .emptyReplicates(
        variable: variableNames[variable], domain: domain, wave: wave, usable: usable)
    }
    var result = Estimate(
      value: series.value, variance: matrix[0][0], degreesOfFreedom: degreesOfFreedom(rows),
      respondents: series.respondents, weightedBase: series.weightedBase)
    do {
      result.interval = try tInterval(result, level: level)
    } catch {
      throw .estimation(error)
    }
    return result
  }

  /// A quantile of the full sample and of each replicate.
  public func series(
    _ share: Double, of variable: Int, domain: Int = 0, wave: Int? = nil,
    rule: QuantileRule = .math
  ) throws(ReplicateError) -> ReplicateSeries {
    try series(share, variable, try rows(variable, domain, wave), domain, wave, rule)
  }

  /// The rows of a domain and wave with an answer, in order of it.
  private func rows(
    _ variable: Int, _ domain: Int, _ wave: Int?
  ) throws(ReplicateError) -> [Int32] {
    guard scores.indices.contains(variable) else {
      throw .estimation(.unknownIndex(what: "variable", index: variable, count: scores.count))
    }
    guard (0..<domainCount).contains(domain) else {
      throw .estimation(.unknownIndex(what: "domain", index: domain, count: domainCount))
    }
    if let wave, !design.waveLabels.indices.contains(wave) {
      throw .estimation(.unknownIndex(what: "wave", index: wave, count: design.waveLabels.count))
    }
    let groups = domains.indices.map { row in
      let isIn = Int(domains[row]) == domain && wave.map { Int(design.waves[row]) == $0 } ?? true
      return isIn ? Int32(0) : -1
    }
    let order = GroupedOrder(values: scores[variable], groups: groups, groupCount: 1)
    guard !order.rows.isEmpty else {
      throw .estimation(
        .noAnswers(variable: variableNames[variable], domain: domain, wave: wave))
    }
    return order.rows
  }

  private func series(
    _ share: Double, _ variable: Int, _ rows: [Int32], _ domain: Int, _ wave: Int?,
    _ rule: QuantileRule
  ) throws(ReplicateError) -> ReplicateSeries {
    guard share >= 0, share <= 1 else { throw .badProbability(share) }
    let values = scores[variable]
    /// Rows without weight are none of the replicate.
    @Sendable func quantile(_ weight: (Int) -> Double) -> (value: Double?, total: Double) {
      var distribution = WeightedDistribution()
      for row in rows.lazy.map(Int.init) {
        let own = weight(row)
        if own > 0 { distribution.append(values[row], weight: own, rows: 1) }
      }
      return (rule.quantile(share, of: distribution), distribution.total)
    }
    let full = quantile {
      design.baseWeights[$0] * design.fullFactor(Int(design.unitOfRow[$0]))
    }
    guard let value = full.value else {
      throw .estimation(
        .noAnswers(variable: variableNames[variable], domain: domain, wave: wave))
    }
    let deviations = concurrentMap(design.replicateCount) { replicate in
      let own = quantile { row in
        design.baseWeights[row]
          * design.factors.factor(unit: Int(design.unitOfRow[row]), replicate: replicate)
      }
      return own.value.map { $0 - value } ?? .nan
    }
    return ReplicateSeries(
      value: value, deviations: deviations, respondents: rows.count, weightedBase: full.total,
      simpleVariance: nil, isBinary: false, isConstant: false)
  }

  private func degreesOfFreedom(_ rows: [Int32]) -> Double {
    guard !design.stratumOfUnit.isEmpty else { return design.degreesOfFreedom }
    let units = rows.map { Int(design.unitOfRow[Int($0)]) }
    let primary = Set(units.map { design.primaryUnitOfUnit[$0] })
    let strata = Set(units.map { design.stratumOfUnit[$0] })
    return Double(min(primary.count - strata.count, design.replicateCount - 1))
  }
}
