internal import Aggregation

extension ReplicateEstimator {
  /// The series of a mean, share or total from Σw and Σw·y, of the full sample and of replicates.
  func series(
    _ statistic: StatisticReference, _ range: Range<Int>, full: ArraySlice<Double>,
    replicates: ArraySlice<Double>
  ) throws(ReplicateError) -> ReplicateSeries {
    let variable = statistic.statistic.variable
    let count = design.replicateCount
    var n = 0.0
    var wyy = 0.0
    for cell in range {
      let m = cells.moments(variable, cell: cell)
      n += m.n
      wyy += design.fullFactor(Int(unitOfCell[cell])) * m.wyy
    }
    let w = full[full.startIndex]
    let wy = full[full.startIndex + 1]
    guard n > 0, w > 0 else {
      throw .estimation(
        .noAnswers(
          variable: variableNames[variable], domain: statistic.domain, wave: statistic.wave))
    }
    guard wyy.isFinite, wy.isFinite else {
      throw .estimation(.outOfRange(variable: variableNames[variable]))
    }
    let centre = cells.centres[variable]
    let mean = wy / w
    let squares = max(0, wyy / w - mean * mean)
    let isBinary = centre == 0 && abs(wyy - wy) <= 1e-12 * w
    var isTotal = false
    if case .total = statistic.statistic { isTotal = true }
    if case .share = statistic.statistic, !isBinary {
      throw .estimation(.notAShare(variable: variableNames[variable]))
    }
    let spread = n > 1 ? squares / (n - 1) : nil
    if statistic.statistic.isSpread {
      guard n > 1 else {
        throw .estimation(
          .noDegreesOfFreedom(
            variable: variableNames[variable], domain: statistic.domain, wave: statistic.wave))
      }
      return self.spread(
        statistic.statistic, n, variance: squares, full: full, replicates: replicates)
    }
    var deviations = [Double](repeating: 0, count: count)
    let weights = replicates[replicates.startIndex..<replicates.startIndex + count]
    let sums = replicates[replicates.startIndex + count..<replicates.startIndex + 2 * count]
    for (replicate, (rw, rwy)) in zip(weights, sums).enumerated() {
      deviations[replicate] =
        isTotal
        ? (rwy - wy) + centre * (rw - w)
        // No weight leaves 0/0, which counts as missing.
        : rwy / rw - mean
      if deviations[replicate].isInfinite { deviations[replicate] = .nan }
    }
    return ReplicateSeries(
      value: isTotal ? wy + centre * w : centre + mean, deviations: deviations,
      respondents: Int(n), weightedBase: w,
      simpleVariance: isTotal ? spread.map { $0 * w * w } : spread, isBinary: isBinary,
      isConstant: squares <= 1e-13 * wyy / w)
  }

  /// The series of a variance, n/(n − 1) · Σw(y − ȳ)²/Σw, or of its root.
  private func spread(
    _ statistic: Statistic, _ n: Double, variance: Double, full: ArraySlice<Double>,
    replicates: ArraySlice<Double>
  ) -> ReplicateSeries {
    let count = design.replicateCount
    let start = replicates.startIndex
    func value(_ variance: Double) -> Double {
      let unbiased = max(0, variance) * n / (n - 1)
      if case .standardDeviation = statistic { return unbiased.squareRoot() }
      return unbiased
    }
    let whole = value(variance)
    let deviations = (0..<count).map { replicate in
      let w = replicates[start + replicate]
      guard w != 0 else { return Double.nan }
      let mean = replicates[start + count + replicate] / w
      return value(replicates[start + 2 * count + replicate] / w - mean * mean) - whole
    }
    return ReplicateSeries(
      value: whole, deviations: deviations, respondents: Int(n),
      weightedBase: full[full.startIndex], simpleVariance: nil, isBinary: false,
      isConstant: variance == 0)
  }

  /// The series of a ratio over the rows that have both variables.
  func ratio(
    _ numerator: Int, _ denominator: Int, _ statistic: StatisticReference, _ range: Range<Int>
  ) throws(ReplicateError) -> ReplicateSeries {
    guard let product = cells.crossProducts.index(of: .pair(numerator, denominator)) else {
      throw .ratioNotRequested(
        numerator: variableNames[numerator], denominator: variableNames[denominator])
    }
    let isSwapped = numerator > denominator
    let first = cells.centres[numerator]
    let second = cells.centres[denominator]
    var n = 0.0
    var respondents = 0.0
    let totals = UnitTotals(width: 3, ranges: [(range, 0)], unitOfCell: unitOfCell) {
      cell, _, add in
      let m = cells.crossProducts.moments(product, cell: cell)
      n += m.n
      respondents += design.fullFactor(Int(unitOfCell[cell])) * m.w
      add(0, isSwapped ? m.wb : m.wa)
      add(1, isSwapped ? m.wa : m.wb)
      add(2, m.w)
    }
    guard n > 0 else {
      throw .estimation(
        .noAnswers(
          variable: variableNames[numerator], domain: statistic.domain, wave: statistic.wave))
    }
    let full = totals.fullSums(design)
    let value = (full[0] + first * full[2]) / (full[1] + second * full[2])
    guard value.isFinite else {
      throw .estimation(.outOfRange(variable: variableNames[denominator]))
    }
    let sums = design.factors.sums(units: totals.units, values: totals.values, width: 3)
    let count = design.replicateCount
    let deviations = (0..<count).map { replicate in
      let w = sums[2 * count + replicate]
      let top = sums[replicate] + first * w
      let bottom = sums[count + replicate] + second * w
      // (T_r − R·B_r) / B_r: the difference of the ratios without its cancellation.
      let deviation = (top - value * bottom) / bottom
      return deviation.isFinite ? deviation : .nan
    }
    return ReplicateSeries(
      value: value, deviations: deviations, respondents: Int(n), weightedBase: respondents,
      simpleVariance: nil, isBinary: false, isConstant: false)
  }

  /// The estimate of a series.
  func estimate(
    _ statistic: StatisticReference, _ series: ReplicateSeries
  ) throws(ReplicateError) -> Estimate {
    let (matrix, usable) = design.covariance([series.deviations])
    guard usable > 1, matrix[0][0].isFinite else { throw empty(statistic, usable: usable) }
    return try estimate(statistic, series, variance: matrix[0][0])
  }

  func estimate(
    _ statistic: StatisticReference, _ series: ReplicateSeries, variance: Double
  ) throws(ReplicateError) -> Estimate {
    var result = Estimate(
      value: series.value, variance: variance,
      degreesOfFreedom: degreesOfFreedom([statistic]), respondents: series.respondents,
      weightedBase: series.weightedBase,
      designEffect: series.simpleVariance.flatMap { $0 > 0 ? variance / $0 : nil })
    do {
      if case .share = statistic.statistic {
        result.interval = try shareInterval(result, level: level, method: nil)
      } else {
        result.interval = try tInterval(result, level: level)
      }
    } catch {
      throw .estimation(error)
    }
    return result
  }

  func empty(_ statistic: StatisticReference, usable: Int) -> ReplicateError {
    .emptyReplicates(
      variable: variableNames[statistic.statistic.variable], domain: statistic.domain,
      wave: statistic.wave, usable: usable)
  }

  /// Units − strata among the rows with an answer to any of the statistics, at most replicates − 1;
  /// those of the design where replicates were supplied.
  func degreesOfFreedom(_ statistics: [StatisticReference]) -> Double {
    guard !design.stratumOfUnit.isEmpty else { return design.degreesOfFreedom }
    var units: [Int32] = []
    var strata: [Int32] = []
    for statistic in statistics {
      for cell in cells.cells(domain: statistic.domain, wave: statistic.wave)
      where cells.moments(statistic.statistic.variable, cell: cell).n > 0 {
        let unit = Int(unitOfCell[cell])
        let primary = design.primaryUnitOfUnit[unit]
        if units.last != primary { units.append(primary) }
        if strata.last != design.stratumOfUnit[unit] { strata.append(design.stratumOfUnit[unit]) }
      }
    }
    let own = Self.distinct(&units) - Self.distinct(&strata)
    return Double(min(own, design.replicateCount - 1))
  }

  private static func distinct(_ values: inout [Int32]) -> Int {
    values.sort()
    var count = 0
    var last: Int32?
    for value in values where value != last {
      count += 1
      last = value
    }
    return count
  }

  func check(_ statistic: StatisticReference) throws(ReplicateError) {
    var variables = [statistic.statistic.variable]
    if case .ratio(_, let denominator) = statistic.statistic { variables.append(denominator) }
    for variable in variables where !variableNames.indices.contains(variable) {
      throw .estimation(
        .unknownIndex(what: "variable", index: variable, count: variableNames.count))
    }
    guard (0..<domainCount).contains(statistic.domain) else {
      throw .estimation(
        .unknownIndex(what: "domain", index: statistic.domain, count: domainCount))
    }
    if let wave = statistic.wave, !design.waveLabels.indices.contains(wave) {
      throw .estimation(.unknownIndex(what: "wave", index: wave, count: design.waveLabels.count))
    }
  }
}

extension Statistic {
  /// Whether it is a variance or standard deviation.
  var isSpread: Bool {
    switch self {
    case .variance, .standardDeviation: true
    default: false
    }
  }
}
