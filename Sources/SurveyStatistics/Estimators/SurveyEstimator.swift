public import Aggregation
internal import Distributions
public import Tabular

/// Which variables are estimated for which groups of rows.
public struct EstimationRequest: Sendable, Hashable {
  /// The variables.
  public var variables: [DerivedVariable]
  /// The domain of each row, −1 in none.
  public var domains: [Int32]
  /// How many domains there are.
  public var domainCount: Int
  /// The products of variables to sum besides: `.pair` for each ratio of two variables, and, where
  /// rows are the sampling units (no clusters, or one row in each), `.pair` for each covariance of
  /// two variables in one domain and `.square` for each standard deviation.
  public var crossProducts: [CrossProduct]
  /// The variables that are the levels of one answer, each 1 where the answer is that level, in lists
  /// of their places in `variables`; see `addDistribution(of:in:levels:)`.
  public var distributions: [[Int]]

  /// Makes a request.
  public init(
    variables: [DerivedVariable], domains: [Int32], domainCount: Int,
    crossProducts: [CrossProduct] = [], distributions: [[Int]] = []
  ) {
    self.variables = variables
    self.domains = domains
    self.domainCount = domainCount
    self.crossProducts = crossProducts
    self.distributions = distributions
  }

  /// A request for the whole sample: one domain, numbered 0, that every row is in.
  public static func wholeSample(
    variables: [DerivedVariable], rowCount: Int
  ) -> EstimationRequest {
    EstimationRequest(
      variables: variables, domains: [Int32](repeating: 0, count: rowCount), domainCount: 1)
  }
}

/// Means, shares, totals and changes with their Taylor variances, from one aggregation of the rows.
public struct SurveyEstimator: Sendable {
  /// The design.
  public let design: SurveyDesign
  /// The coverage of intervals.
  public let level: Double
  /// How degrees of freedom are counted where whole clusters were drawn.
  public let degreesOfFreedomMethod: DegreesOfFreedomMethod
  /// What the variables are called.
  public let variableNames: [String]
  /// How many domains there are.
  public let domainCount: Int

  let cells: CellTable
  /// The cells of each calibration group, in order.
  let cellsOfCalibrationGroup: [[Int]]
  /// The variables of each distribution.
  let distributions: [[Int]]
  let stratumOverlap: StratumOverlap?

  /// Aggregates the rows of a table.
  ///
  /// - Throws: `EstimationError`, or `DesignError` where a person is twice in a wave.
  public init(
    table: Table, design: SurveyDesign, request: EstimationRequest, level: Double = 0.95,
    degreesOfFreedom: DegreesOfFreedomMethod = .automatic
  ) throws {
    self.design = design
    self.level = level
    degreesOfFreedomMethod = degreesOfFreedom
    variableNames = request.variables.map(\.name)
    domainCount = request.domainCount
    for domain in request.domains where domain < -1 || Int(domain) >= request.domainCount {
      throw EstimationError.unknownIndex(
        what: "domain", index: Int(domain), count: request.domainCount)
    }
    for variables in request.distributions { try Self.check(variables, of: request.variables) }
    distributions = request.distributions
    let keys = AggregationPlan.Keys(
      weights: design.weights, units: design.index.unitOfRow, unitCount: design.index.unitCount,
      domains: design.domainsOfWeighted(request.domains), domainCount: request.domainCount,
      waves: design.waves,
      waveCount: design.waveLabels.count, calibrationCells: design.fit?.cellOfRow ?? [],
      calibrationCellCount: design.fit?.factors.count ?? 0)
    let plan = AggregationPlan(
      variables: request.variables, keys: keys, rowsAreUnits: design.index.rowsAreUnits,
      links: try design.links(), crossProducts: request.crossProducts)
    do {
      cells = try InProcessAggregator().cells(of: table, plan: plan)
    } catch {
      throw EstimationError.aggregation(error)
    }
    var groups = [[Int]](repeating: [], count: design.fit?.cellsOfGroup.count ?? 0)
    if let fit = design.fit {
      for cell in 0..<cells.count where cells.calibrationCells[cell] >= 0 {
        groups[Int(fit.groupOfCell[Int(cells.calibrationCells[cell])])].append(cell)
      }
    }
    cellsOfCalibrationGroup = groups
    stratumOverlap = cells.overlap.map { [cells] in
      StratumOverlap($0, cells: cells, strata: design.index.unitCount)
    }
  }

  /// Rows of a domain in a wave (nil: all), and those with an answer.
  public func rows(
    _ variable: Int, domain: Int, wave: Int?
  ) -> (inDomain: Int, answered: Int) {
    guard variableNames.indices.contains(variable), (0..<domainCount).contains(domain),
      wave.map(design.waveLabels.indices.contains) ?? true
    else { return (0, 0) }
    var result = (inDomain: 0, answered: 0)
    for cell in cells.cells(domain: domain, wave: wave) {
      result.inDomain += cells.rows[cell]
      result.answered += Int(cells.moments(variable, cell: cell).n)
    }
    return result
  }

  /// Calibrated over design weight in a cell.
  func factor(ofCell cell: Int) -> Double {
    guard let fit = design.fit, cells.calibrationCells[cell] >= 0 else { return 1 }
    return fit.factors[Int(cells.calibrationCells[cell])]
  }

  /// The weighted mean with a t interval.
  ///
  /// R: `svymean(~y, subset(design, domain & !is.na(y)))`.
  public func mean(
    _ variable: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Estimate {
    let statistic = try linearise(.mean, variable, domain: domain, wave: wave)
    return try withTInterval(try estimate(statistic, domain: domain, wave: wave))
  }

  /// The total over the population, with a t interval.
  ///
  /// R: `svytotal`.
  public func total(
    _ variable: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Estimate {
    let statistic = try linearise(.total, variable, domain: domain, wave: wave)
    return try withTInterval(try estimate(statistic, domain: domain, wave: wave))
  }

  /// The mean of a 0/1 variable with an interval that stays within 0…1 and is never of zero width.
  ///
  /// The method left open is logit, or Korn–Graubard beta where fewer than five rows' worth of
  /// answers are on either side or the variance is zero. R: `svyciprop`.
  ///
  /// - Parameters:
  ///   - variable: The place of the variable.
  ///   - domain: The domain.
  ///   - wave: The wave, or nil for all rows of the domain.
  ///   - method: One of `Estimate.Interval.Method.ofShares`, or nil.
  ///   - degreesOfFreedom: Those that the interval uses instead of the design's; infinity for the
  ///     normal. R's `method = "beta"` does not hear of its `df`, this one does.
  /// - Returns: The share; its `degreesOfFreedom` stay those of the design.
  /// - Throws: `EstimationError`.
  public func share(
    _ variable: Int, domain: Int, wave: Int?, method: Estimate.Interval.Method? = nil,
    degreesOfFreedom: Double? = nil
  ) throws(EstimationError) -> Estimate {
    let statistic = try linearise(.share, variable, domain: domain, wave: wave)
    guard statistic.isBinary else {
      throw .notAShare(variable: variableNames[variable])
    }
    var result = try estimate(statistic, domain: domain, wave: wave)
    var judged = result
    if let degreesOfFreedom {
      guard degreesOfFreedom > 0 else { throw .badDegreesOfFreedom(degreesOfFreedom) }
      judged.degreesOfFreedom = degreesOfFreedom
    }
    result.interval = try shareInterval(judged, level: level, method: method)
    if method == nil {
      result.interval = withHalfPerson(result, statistic)
    }
    return result
  }

  /// A statistic's estimate, without an interval yet.
  func estimate(
    _ statistic: Linearisation, domain: Int, wave: Int?, usesPopulation: Bool = true
  ) throws(EstimationError) -> Estimate {
    if wave == nil, design.relation == .linked {
      let waves = Set(statistic.cells.map { cells.waves[$0] })
      guard waves.count < 2 else {
        throw .pooledLinkedWaves(variable: variableNames[statistic.variable])
      }
    }
    let parts = contributions(statistic, nil)
    let variance = try variance(usesPopulation).evaluate(parts).first
    let squares = parts.reduce(0) { $0 + $1.firstSquared }
    guard variance.isFinite, statistic.isConstant || variance > 0 || !isLost(statistic, squares)
    else { throw .outOfRange(variable: variableNames[statistic.variable]) }
    let df = countedDegreesOfFreedom(statistic)
    let deff = statistic.simpleVariance.flatMap { $0 > 0 ? variance / $0 : nil }
    return Estimate(
      value: statistic.value, variance: variance,
      degreesOfFreedom: df.used, respondents: statistic.respondents,
      weightedBase: statistic.weightedBase, designEffect: deff,
      kishEffect: kishEffect(statistic.cells), nominalDegreesOfFreedom: df.nominal)
  }

  /// Whether the answers differ by less than the rounding of a total's squares.
  func isLost(_ statistic: Linearisation, _ squares: Double) -> Bool {
    let perRow = squares / Double(statistic.respondents)
    return statistic.simpleVariance.map {
      $0 > 0 && $0 / Double(statistic.respondents) <= 1e-13 * perRow
    } ?? false
  }

  func variance(_ usesPopulation: Bool) -> DesignVariance {
    DesignVariance(
      index: design.index, policy: design.singletonPolicy, usesPopulation: usesPopulation,
      adjustsLonelyDomains: design.adjustsLonelyDomains)
  }

  /// Adds value ± t · se; none where there are no degrees of freedom.
  func withTInterval(_ estimate: Estimate) throws(EstimationError) -> Estimate {
    var result = estimate
    result.interval = try tInterval(estimate, level: level)
    return result
  }
}
