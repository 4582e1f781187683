internal import Aggregation
internal import ColumnKernels
internal import Distributions

extension ReplicateEstimator {
  /// The change of a mean, share or total between two waves.
  ///
  /// Each replicate has both waves, so the covariance is that of the replicates. Intervals, test and
  /// detectable change are those of `SurveyEstimator.change`.
  public func change(
    _ variable: Int, domain: Int, before: Int, after: Int, kind: StatisticKind
  ) throws(ReplicateError) -> Change {
    let statistics = [before, after].map {
      Self.statistic(kind, variable, domain: domain, wave: $0)
    }
    let first = try series(statistics[0])
    let second = try series(statistics[1])
    return try change(statistics, [first, second])
  }

  /// The changes of several variables in every domain: each unit's sums are read once.
  ///
  /// For each domain there is one change a variable, or why there is none.
  ///
  /// - Complexity: O(units × replicates × variables), each domain touching its own units only.
  public func changes(
    _ variables: [(variable: Int, kind: StatisticKind)], before: Int, after: Int
  ) -> [[Result<Change, ReplicateError>]] {
    concurrentMap(domainCount) { domain in
      changes(variables, domain: domain, waves: [before, after])
    }
  }

  private func changes(
    _ variables: [(variable: Int, kind: StatisticKind)], domain: Int, waves: [Int]
  ) -> [Result<Change, ReplicateError>] {
    let asked = variables.map { variable in
      waves.map { Self.statistic(variable.kind, variable.variable, domain: domain, wave: $0) }
    }
    do {
      for statistics in asked {
        for statistic in statistics { try check(statistic) }
      }
    } catch {
      return variables.map { _ in .failure(error) }
    }
    let width = 2 * variables.count
    let ranges = waves.map { cells.cells(domain: domain, wave: $0) }
    let totals = UnitTotals(
      width: 2 * width, ranges: [(ranges[0], 0), (ranges[1], width)], unitOfCell: unitOfCell
    ) { cell, _, add in
      for (place, variable) in variables.enumerated() {
        let m = cells.moments(variable.variable, cell: cell)
        add(2 * place, m.w)
        add(2 * place + 1, m.wy)
      }
    }
    let full = totals.fullSums(design)
    let sums = design.factors.sums(units: totals.units, values: totals.values, width: 2 * width)
    let count = design.replicateCount
    return asked.enumerated().map { place, statistics in
      do throws(ReplicateError) {
        var both: [ReplicateSeries] = []
        for (wave, statistic) in statistics.enumerated() {
          let column = wave * width + 2 * place
          both.append(
            try series(
              statistic, ranges[wave], full: full[column..<column + 2],
              replicates: sums[column * count..<(column + 2) * count]))
        }
        return .success(try change(statistics, both))
      } catch {
        return .failure(error)
      }
    }
  }

  private static func statistic(
    _ kind: StatisticKind, _ variable: Int, domain: Int, wave: Int
  ) -> StatisticReference {
    StatisticReference(Statistic(kind, of: variable), domain: domain, wave: wave)
  }

  private func change(
    _ statistics: [StatisticReference], _ series: [ReplicateSeries]
  ) throws(ReplicateError) -> Change {
    let name = variableNames[statistics[0].statistic.variable]
    let domain = statistics[0].domain
    let (matrix, usable) = design.covariance(series.map(\.deviations))
    guard usable > 1, matrix[0][0].isFinite, matrix[1][1].isFinite else {
      throw empty(statistics[0], usable: usable)
    }
    let df = degreesOfFreedom(statistics)
    guard df > 0 else {
      throw .estimation(.noDegreesOfFreedom(variable: name, domain: domain, wave: nil))
    }
    var isShare = false
    var kind = StatisticKind.mean
    if case .share = statistics[0].statistic { (isShare, kind) = (true, .share) }
    if case .total = statistics[0].statistic { kind = .total }
    var waves: [Estimate] = []
    for place in 0...1 {
      waves.append(
        try estimate(statistics[place], series[place], variance: matrix[place][place]))
    }
    let alike = (0...1).allSatisfy { place in
      series[place].isConstant
        && matrix[place][place] <= 1e-13 * series[place].value * series[place].value
    }
    if !isShare, alike { throw .estimation(.allAlike(variable: name)) }
    var judged = waves
    for place in 0...1 where judged[place].degreesOfFreedom <= 0 {
      judged[place].degreesOfFreedom = df
    }
    let product = (matrix[0][0] * matrix[1][1]).squareRoot()
    let correlation = product > 0 ? min(1, max(-1, matrix[0][1] / product)) : 0
    var difference = Estimate(
      value: series[1].value - series[0].value,
      variance: max(0, matrix[0][0] + matrix[1][1] - 2 * matrix[0][1]), degreesOfFreedom: df,
      respondents: series[0].respondents + series[1].respondents,
      weightedBase: series[0].weightedBase + series[1].weightedBase)
    do {
      var equivalence: Estimate.Interval?
      var error = difference.standardError
      if isShare {
        difference.interval = try mover(judged, correlation, level)
        equivalence = try mover(judged, correlation, 0.9)
        if error == 0, let interval = difference.interval {
          error = (interval.high - interval.low) / (2 * (try criticalT(df, level: level)))
        }
      } else {
        difference.interval = try tInterval(difference, level: level)
        equivalence = try tInterval(difference, level: 0.9)
      }
      guard let equivalence else {
        throw EstimationError.noDegreesOfFreedom(variable: name, domain: domain, wave: nil)
      }
      let certain = Double.greatestFiniteMagnitude
      let t =
        error > 0
        ? difference.value / error
        : difference.value == 0 ? 0 : difference.value > 0 ? certain : -certain
      let distribution = try StudentT(degreesOfFreedom: df)
      return Change(
        before: waves[0], after: waves[1], difference: difference, covariance: matrix[0][1], t: t,
        p: abs(t) == certain ? 0 : try distribution.twoSided(t), equivalenceInterval: equivalence,
        minimalDetectableChange: detectableChange(
          kind, judged, correlation: correlation, error: error,
          factor: try distribution.quantile(0.975) + distribution.quantile(0.8)))
    } catch let error as EstimationError {
      throw .estimation(error)
    } catch let error as DistributionError {
      throw .estimation(.distribution(error))
    } catch {
      throw .estimation(.outOfRange(variable: name))
    }
  }

  private func mover(
    _ waves: [Estimate], _ correlation: Double, _ level: Double
  ) throws(EstimationError) -> Estimate.Interval? {
    guard let before = try shareInterval(waves[0], level: level, method: nil),
      let after = try shareInterval(waves[1], level: level, method: nil)
    else { return nil }
    return moverInterval(
      before: waves[0], after: waves[1], correlation: correlation, in: (before, after))
  }
}
