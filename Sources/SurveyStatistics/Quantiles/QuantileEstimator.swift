internal import Aggregation
internal import ColumnKernels
public import Tabular

/// Quantiles with their intervals: one look at the rows' values, then shares at or below.
///
/// The quantile of a domain in a wave is read off the weighted distribution of its answers by a
/// `QuantileRule`. Whether each row is at or below its own domain's quantile is a variable of zeros
/// and ones, whose share has the design's Taylor variance (calibration, stages and linked persons
/// included); the interval of that share, read back on the distribution, is the quantile's.
/// R: `svyquantile` of survey 4.1 on the subset of rows with an answer; domains keep the design.
public struct QuantileEstimator: Sendable {
  /// The design.
  public let design: SurveyDesign
  /// What was asked for.
  public let request: QuantileRequest

  /// By variable and group.
  let distributions: [[WeightedDistribution]]
  /// By variable, probability and group; nil where nobody answered.
  let values: [[[Double?]]]
  /// Shares at or below; variable by variable, probability by probability.
  let shares: SurveyEstimator
  /// Who is at or below, as the shares read it.
  let indicators: Table
  /// What is estimated of it.
  let indicatorRequest: EstimationRequest
  private let waveSlots: Int

  /// Reads the distributions of a table and aggregates who is at or below its quantiles.
  ///
  /// - Throws: `QuantileError`, or `DesignError` where a person is twice in a wave.
  /// - Complexity: O(rows) where a variable is one coded item; else a radix sort of the rows.
  public init(table: Table, design: SurveyDesign, request: QuantileRequest) throws {
    for p in request.probabilities where !(p >= 0 && p <= 1) {
      throw QuantileError.probability(p)
    }
    guard request.level > 0, request.level < 1 else { throw QuantileError.level(request.level) }
    if let df = request.degreesOfFreedom, !(df > 0) { throw QuantileError.level(df) }
    self.design = design
    self.request = request
    let slots = request.waves == .each ? design.waveLabels.count : 1
    waveSlots = slots
    let groups = try Self.groups(design, request, slots: slots)
    let groupCount = request.domainCount * slots
    var distributions: [[WeightedDistribution]] = []
    var values: [[[Double?]]] = []
    var indicators = Table(rowCount: design.rowCount)
    var variables: [DerivedVariable] = []
    do {
      for (number, variable) in request.variables.enumerated() {
        let answers = try RowAnswers(variable, in: table, rowCount: design.rowCount)
        let found = answers.distributions(
          groups: groups, groupCount: groupCount, weights: design.calibratedWeights,
          keepsEachRow: request.rule.needsEachRow)
        distributions.append(found)
        var ofVariable: [[Double?]] = []
        for (position, p) in request.probabilities.enumerated() {
          let quantiles = found.map { request.rule.quantile(p, of: $0) }
          ofVariable.append(quantiles)
          let name = "\(number)/\(position)"
          indicators.set(name, .coded(answers.atOrBelow(quantiles, groups: groups)))
          variables.append(Self.indicator(name, of: variable.name))
        }
        values.append(ofVariable)
      }
    } catch {
      throw QuantileError.estimation(.aggregation(error))
    }
    self.distributions = distributions
    self.values = values
    self.indicators = indicators
    indicatorRequest = EstimationRequest(
      variables: variables, domains: request.domains, domainCount: request.domainCount)
    do {
      shares = try SurveyEstimator(
        table: indicators, design: design, request: indicatorRequest, level: request.level,
        degreesOfFreedom: request.degreesOfFreedomMethod)
    } catch let error as EstimationError {
      throw QuantileError.estimation(error)
    }
  }

  /// A quantile.
  ///
  /// - Parameters:
  ///   - variable: Which of the request's variables.
  ///   - probability: Which of the request's probabilities.
  ///   - domain: The domain.
  ///   - wave: The wave; nil where waves are taken together, or there is one only.
  /// - Returns: The quantile with its interval.
  /// - Throws: `QuantileError`.
  public func quantile(
    _ variable: Int, probability: Int = 0, domain: Int, wave: Int?
  ) throws(QuantileError) -> QuantileEstimate {
    let statistic = try linearise(variable, probability, domain: domain, wave: wave)
    do {
      let share = try shares.estimate(statistic, domain: domain, wave: shareWave(wave))
      return try estimate(share, variable, probability, group: group(domain, wave))
    } catch {
      throw .estimation(error)
    }
  }

  /// The quantile of a group whose share at or below is known.
  func estimate(
    _ share: Estimate, _ variable: Int, _ probability: Int, group: Int
  ) throws(EstimationError) -> QuantileEstimate {
    let distribution = distributions[variable][group]
    guard let value = values[variable][probability][group], value.isFinite else {
      throw .outOfRange(variable: request.variables[variable].name)
    }
    let df = request.degreesOfFreedom ?? share.degreesOfFreedom
    var result = QuantileEstimate(
      probability: request.probabilities[probability], value: value, shareAtOrBelow: share,
      gap: df > 0 ? .nobodyAbove : .noDegreesOfFreedom, level: request.level,
      method: request.method, rule: request.rule, degreesOfFreedom: df)
    guard
      let ends = try request.method.ends(share, degreesOfFreedom: df, level: request.level)
    else { return result }
    result.gap = nil
    if ends.low >= 0 {
      result.low = request.rule.quantile(ends.low, of: distribution)
    } else {
      result.gap = .belowAllAnswers
    }
    if ends.high <= 1 {
      result.high = request.rule.quantile(ends.high, of: distribution)
    } else {
      result.gap = .aboveAllAnswers
    }
    if let low = result.low, let high = result.high {
      result.standardError = (high - low) / (2 * (try criticalT(df, level: request.level)))
    }
    return result
  }

  /// Checks the numbers and linearises the share at or below a quantile.
  func linearise(
    _ variable: Int, _ probability: Int, domain: Int, wave: Int?
  ) throws(QuantileError) -> Linearisation {
    func check(_ what: String, _ index: Int, _ count: Int) throws(QuantileError) {
      guard (0..<count).contains(index) else {
        throw .estimation(.unknownIndex(what: what, index: index, count: count))
      }
    }
    try check("variable", variable, request.variables.count)
    try check("probability", probability, request.probabilities.count)
    try check("domain", domain, request.domainCount)
    if request.waves == .together {
      if let wave { try check("wave of waves together,", wave, 0) }
    } else {
      try check("wave", wave ?? (waveSlots == 1 ? 0 : waveSlots), waveSlots)
    }
    do {
      return try shares.linearise(
        .mean, variable * request.probabilities.count + probability, domain: domain,
        wave: shareWave(wave))
    } catch {
      throw .estimation(error)
    }
  }

  /// The wave to look up shares by.
  func shareWave(_ wave: Int?) -> Int? { request.waves == .together ? nil : wave ?? 0 }

  /// The group of a domain in a wave.
  func group(_ domain: Int, _ wave: Int?) -> Int { domain * waveSlots + (wave ?? 0) }

  private static func groups(
    _ design: SurveyDesign, _ request: QuantileRequest, slots: Int
  ) throws(QuantileError) -> [Int32] {
    guard request.domains.count == design.rowCount else {
      throw .estimation(
        .aggregation(
          .unequalLengths(key: "domains", rows: design.rowCount, found: request.domains.count)))
    }
    guard request.domainCount >= 0,
      request.domainCount.multipliedReportingOverflow(by: slots).partialValue < Int32.max,
      !request.domainCount.multipliedReportingOverflow(by: slots).overflow
    else { throw .estimation(.aggregation(.tooManyKeys)) }
    // Rows of weight zero are in no domain.
    let domains = design.domainsOfWeighted(request.domains)
    var groups = domains
    for row in groups.indices {
      let domain = Int(domains[row])
      guard domain >= -1, domain < request.domainCount else {
        throw .estimation(
          .unknownIndex(what: "domain", index: domain, count: request.domainCount))
      }
      guard domain >= 0, request.waves == .each else { continue }
      let wave = Int(design.waves[row])
      groups[row] = wave < slots ? Int32(domain * slots + wave) : -1
    }
    return groups
  }

  private static func indicator(_ column: String, of name: String) -> DerivedVariable {
    var values = [Double](repeating: .nan, count: 256)
    values[0] = 0
    values[1] = 1
    return DerivedVariable(name: name, parts: [.coded(column: column, values: values)])
  }
}
