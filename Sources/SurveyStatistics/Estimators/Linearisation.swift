internal import Aggregation

/// The statistics that can be estimated of a variable.
public enum StatisticKind: String, Sendable, Hashable, CaseIterable {
  /// The mean.
  case mean
  /// The mean of a variable of zeros and ones.
  case share
  /// The total over the population.
  case total
}

/// A statistic of one variable in one domain and wave, with the influence of a row on it:
/// slope · (y − shift), y taken from the cell table's centre.
struct Linearisation {
  var variable: Int
  var cells: Range<Int>
  var value: Double
  var slope: Double
  var shift: Double
  /// Rows with an answer.
  var respondents: Int
  /// Σ of calibrated weights over them.
  var weightedBase: Double
  /// The variance of a simple random sample with replacement of the same size.
  var simpleVariance: Double?
  /// Whether every answer is 0 or 1.
  var isBinary: Bool
  /// Whether every answer is the same, up to rounding.
  var isConstant: Bool
  /// Whether it is a total, which varies with the sizes of units and not about a mean.
  var isTotal = false

  /// Σ of influences over the rows of a cell, by design weights.
  func sum(_ m: CellTable.Moments) -> Double { slope * (m.wy - shift * m.w) }

  /// Σ of squared weighted influences.
  func squares(_ m: CellTable.Moments) -> Double {
    let squares = m.wwyy - 2 * shift * m.wwy + shift * shift * m.ww
    // Below the rounding of its terms the sum is nothing: all answers are the same.
    return squares <= 1e-14 * (m.wwyy + shift * shift * m.ww) ? 0 : slope * slope * squares
  }

  /// Σ of squared weights times influences: the cross term with a constant.
  func weightedSum(_ m: CellTable.Moments) -> Double { slope * (m.wwy - shift * m.ww) }
}

extension SurveyEstimator {
  /// Linearises a statistic; R `svymean` and `svytotal` on the subset of rows with an answer.
  func linearise(
    _ kind: StatisticKind, _ variable: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Linearisation {
    try check(variable, domain, wave)
    let range = cells.cells(domain: domain, wave: wave)
    var sum = CellTable.Moments()
    var finite = true
    for cell in range {
      let m = cells.moments(variable, cell: cell)
      let g = factor(ofCell: cell)
      finite = finite && m.wwyy.isFinite
      sum.n += m.n
      sum.w += g * m.w
      sum.wy += g * m.wy
      sum.wyy += g * m.wyy
    }
    guard sum.n > 0 else {
      throw .noAnswers(variable: variableNames[variable], domain: domain, wave: wave)
    }
    // Squares that overflow or vanish would read as no variance, and so as certainty.
    guard finite, sum.wyy.isFinite, sum.wy == 0 || sum.wyy > 0 else {
      throw .outOfRange(variable: variableNames[variable])
    }
    let centre = cells.centres[variable]
    let mean = sum.wy / sum.w
    let isBinary = centre == 0 && abs(sum.wyy - sum.wy) <= 1e-12 * sum.w
    let squares = max(0, sum.wyy / sum.w - mean * mean)
    let spread = sum.n > 1 ? squares / (sum.n - 1) : nil
    let isTotal = kind == .total
    return Linearisation(
      variable: variable, cells: range,
      value: isTotal ? sum.wy + centre * sum.w : centre + mean,
      slope: isTotal ? 1 : 1 / sum.w, shift: isTotal ? -centre : mean,
      respondents: Int(sum.n), weightedBase: sum.w,
      simpleVariance: isTotal ? spread.map { $0 * sum.w * sum.w } : spread, isBinary: isBinary,
      isConstant: squares <= 1e-13 * sum.wyy / sum.w, isTotal: isTotal)
  }

  /// What all touched cells add to two statistics; pass the same twice for one.
  func contributions(_ first: Linearisation, _ second: Linearisation?) -> [Contribution] {
    if design.fit != nil { return calibratedContributions(first, second) }
    var result: [Contribution] = []
    result.reserveCapacity(first.cells.count + (second?.cells.count ?? 0))
    let direct = design.index.rowsAreUnits
    for cell in first.cells {
      let m = cells.moments(first.variable, cell: cell)
      guard m.n > 0 else { continue }
      var part = Contribution(unit: cells.units[cell], first: first.sum(m), rows: m.n)
      if direct { part.firstSquared = first.squares(m) }
      result.append(part)
    }
    guard let second else { return result }
    for cell in second.cells {
      let m = cells.moments(second.variable, cell: cell)
      guard m.n > 0 else { continue }
      var part = Contribution(unit: cells.units[cell], second: second.sum(m), rows: m.n)
      if direct { part.secondSquared = second.squares(m) }
      result.append(part)
    }
    return result
  }

  /// PSUs minus strata among the rows of the domain with an answer (R `degf` of the subset); for
  /// linked persons, persons minus strata.
  func degreesOfFreedom(_ first: Linearisation, _ second: Linearisation? = nil) -> Double {
    let index = design.index
    var units: [Int32] = []
    var strata: [Int32] = []
    var rows = 0.0
    for statistic in [first, second].compactMap({ $0 }) {
      for cell in statistic.cells {
        let n = cells.moments(statistic.variable, cell: cell).n
        guard n > 0 else { continue }
        rows += n
        let unit = Int(cells.units[cell])
        let stratum = index.stratum(ofUnit: unit)
        let linked = design.relation == .linked
        strata.append(linked ? index.declaredStratum[stratum] : Int32(stratum))
        if !index.rowsAreUnits { units.append(index.path[0][unit]) }
      }
    }
    if let second, design.relation == .linked { rows -= personsInBoth(first, second) }
    let strataCount = Double(Self.distinct(&strata))
    return (index.rowsAreUnits ? rows : Double(Self.distinct(&units))) - strataCount
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

  func check(
    _ variable: Int, _ domain: Int, _ wave: Int?
  ) throws(EstimationError) {
    guard variableNames.indices.contains(variable) else {
      throw .unknownIndex(what: "variable", index: variable, count: variableNames.count)
    }
    guard (0..<domainCount).contains(domain) else {
      throw .unknownIndex(what: "domain", index: domain, count: domainCount)
    }
    if let wave, !design.waveLabels.indices.contains(wave) {
      throw .unknownIndex(what: "wave", index: wave, count: design.waveLabels.count)
    }
  }
}
