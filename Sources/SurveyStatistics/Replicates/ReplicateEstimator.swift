internal import Aggregation
public import Tabular

/// Statistics with variances from replicates.
///
/// The rows are summed once per domain, wave and unit; a replicate is a weighted sum of those sums.
/// R: `svymean`, `svytotal`, `svyratio`, `svyby` and `svycontrast` on a replicate design. Estimates
/// have the degrees of freedom of their domain, units − strata among the rows with an answer and at
/// most replicates − 1; those of supplied replicates have the degrees of freedom of the design.
public struct ReplicateEstimator: Sendable {
  /// The replicates.
  public let design: ReplicateDesign
  /// The coverage of intervals.
  public let level: Double
  /// What the variables are called.
  public let variableNames: [String]
  /// How many domains there are.
  public let domainCount: Int

  let cells: CellTable
  /// The unit of each cell.
  let unitOfCell: [Int32]

  /// Sums the rows of a table.
  ///
  /// The request asks for the `.pair` of each ratio.
  ///
  /// - Throws: `ReplicateError`.
  public init(
    table: Table, design: ReplicateDesign, request: EstimationRequest, level: Double = 0.95
  ) throws(ReplicateError) {
    self.design = design
    self.level = level
    variableNames = request.variables.map(\.name)
    domainCount = request.domainCount
    for domain in request.domains where domain < -1 || Int(domain) >= request.domainCount {
      throw .estimation(
        .unknownIndex(what: "domain", index: Int(domain), count: request.domainCount))
    }
    let keys = AggregationPlan.Keys(
      weights: design.baseWeights, units: design.unitOfRow, unitCount: design.unitCount,
      domains: design.domainsOfWeighted(request.domains), domainCount: request.domainCount,
      waves: design.waves,
      waveCount: design.waveLabels.count)
    do {
      cells = try InProcessAggregator().cells(
        of: table,
        plan: AggregationPlan(
          variables: request.variables, keys: keys, rowsAreUnits: false,
          crossProducts: request.crossProducts))
    } catch {
      throw .estimation(.aggregation(error))
    }
    unitOfCell = cells.units
  }

  /// Takes the sums of an estimator, so that no row is read again.
  ///
  /// - Throws: `ReplicateError.otherDesign` if the replicates are not of the estimator's design, or
  ///   are of rows, persons or supplied weights, which need the rows.
  public init(
    _ estimator: SurveyEstimator, replicates design: ReplicateDesign
  ) throws(ReplicateError) {
    guard let cellUnits = design.cellUnits, design.baseWeights == estimator.design.weights,
      cellUnits.unitOfFinestUnit == estimator.design.index.path.first
    else { throw .otherDesign }
    self.design = design
    level = estimator.level
    variableNames = estimator.variableNames
    domainCount = estimator.domainCount
    cells = estimator.cells
    var units: [Int32] = []
    units.reserveCapacity(cells.count)
    for cell in 0..<cells.count {
      guard
        let unit = cellUnits.unit(
          finestUnit: cells.units[cell], calibrationCell: cells.calibrationCells[cell])
      else { throw .otherDesign }
      units.append(unit)
    }
    unitOfCell = units
  }

  /// A statistic of the full sample and of each replicate.
  public func series(_ statistic: StatisticReference) throws(ReplicateError) -> ReplicateSeries {
    try check(statistic)
    let range = cells.cells(domain: statistic.domain, wave: statistic.wave)
    if case .ratio(let numerator, let denominator) = statistic.statistic {
      return try ratio(numerator, denominator, statistic, range)
    }
    let variable = statistic.statistic.variable
    let width = statistic.statistic.isSpread ? 3 : 2
    let totals = UnitTotals(width: width, ranges: [(range, 0)], unitOfCell: unitOfCell) {
      cell, _, add in
      let m = cells.moments(variable, cell: cell)
      add(0, m.w)
      add(1, m.wy)
      if width == 3 { add(2, m.wyy) }
    }
    let sums = design.factors.sums(units: totals.units, values: totals.values, width: width)
    return try series(
      statistic, range, full: totals.fullSums(design)[...], replicates: sums[...])
  }

  /// The estimate of a statistic with its variance and interval: t, or logit and beta for shares.
  public func estimate(_ statistic: StatisticReference) throws(ReplicateError) -> Estimate {
    try estimate(statistic, try series(statistic))
  }

  /// The covariance matrix of statistics (R `vcov`).
  public func covariance(
    _ statistics: [StatisticReference]
  ) throws(ReplicateError) -> [[Double]] {
    var deviations: [[Double]] = []
    for statistic in statistics { deviations.append(try series(statistic).deviations) }
    return design.covariance(deviations).matrix
  }

  /// A linear combination of statistics with its variance and t interval (R `svycontrast`).
  ///
  /// The statistics are of any variables, domains and waves, and have one coefficient each.
  public func contrast(
    _ statistics: [StatisticReference], coefficients: [Double]
  ) throws(ReplicateError) -> Estimate {
    guard !statistics.isEmpty, statistics.count == coefficients.count,
      coefficients.allSatisfy(\.isFinite)
    else {
      throw .badContrast(statistics: statistics.count, coefficients: coefficients.count)
    }
    return try estimate(of: statistics) { values in
      zip(values, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// Any smooth function of statistics, such as a relative change, with its variance and t interval
  /// (R `withReplicates`).
  ///
  /// The function gets the statistics of the full sample or of one replicate, in order.
  public func estimate(
    of statistics: [StatisticReference], _ function: ([Double]) -> Double
  ) throws(ReplicateError) -> Estimate {
    guard let first = statistics.first else { throw .badContrast(statistics: 0, coefficients: 0) }
    var all: [ReplicateSeries] = []
    for statistic in statistics { all.append(try series(statistic)) }
    let value = function(all.map(\.value))
    var deviations = [Double](repeating: .nan, count: design.replicateCount)
    for replicate in deviations.indices {
      let changed = all.map { $0.value + $0.deviations[replicate] }
      deviations[replicate] = function(changed) - value
    }
    let (matrix, usable) = design.covariance([deviations])
    guard value.isFinite, usable > 1, matrix[0][0].isFinite else {
      throw empty(first, usable: usable)
    }
    var result = Estimate(
      value: value, variance: matrix[0][0],
      degreesOfFreedom: degreesOfFreedom(statistics),
      respondents: all.reduce(0) { $0 + $1.respondents },
      weightedBase: all.reduce(0) { $0 + $1.weightedBase })
    do {
      result.interval = try tInterval(result, level: level)
    } catch {
      throw .estimation(error)
    }
    return result
  }
}
