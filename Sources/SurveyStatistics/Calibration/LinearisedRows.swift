internal import Aggregation

/// A statistic with the influence of every row on it, by its final weight.
struct LinearisedRows {
  var value = 0.0
  var influence: [Double]
  var respondents = 0
  /// Σ of weights of the rows with an answer.
  var base = 0.0
  /// The variance of a simple random sample with replacement of the same size.
  var simpleVariance: Double?
  /// Rows that count.
  var rows: [Int32] = []
}

extension CalibratedEstimator {
  /// Linearises a statistic over the rows of its domain and wave that have an answer.
  func linearised(
    _ statistic: StatisticReference
  ) throws(EstimationError) -> LinearisedRows {
    let own = statistic.statistic
    var variables = [own.variable]
    if case .ratio(_, let denominator) = own { variables.append(denominator) }
    for variable in variables where !scores.indices.contains(variable) {
      throw .unknownIndex(what: "variable", index: variable, count: scores.count)
    }
    guard (0..<domainCount).contains(statistic.domain) else {
      throw .unknownIndex(what: "domain", index: statistic.domain, count: domainCount)
    }
    if let wave = statistic.wave, !design.waveLabels.indices.contains(wave) {
      throw .unknownIndex(what: "wave", index: wave, count: design.waveLabels.count)
    }
    let y = scores[own.variable]
    let x = scores[variables[variables.count - 1]]
    var result = LinearisedRows(influence: [Double](repeating: 0, count: y.count))
    for row in y.indices where Int(domains[row]) == statistic.domain {
      if let wave = statistic.wave, Int(design.waves[row]) != wave { continue }
      guard y[row] == y[row], x[row] == x[row] else { continue }
      result.rows.append(Int32(row))
    }
    guard let first = result.rows.first else {
      throw .noAnswers(
        variable: variableNames[own.variable], domain: statistic.domain, wave: statistic.wave)
    }
    // About the first answer, so that large numbers that differ little keep their digits.
    let centre = y[Int(first)]
    var sum = 0.0
    var below = 0.0
    for row in result.rows.lazy.map(Int.init) {
      result.base += weights.weights[row]
      sum += weights.weights[row] * (y[row] - centre)
      below += weights.weights[row] * x[row]
    }
    result.respondents = result.rows.count
    guard result.base > 0, sum.isFinite, below.isFinite else {
      throw .outOfRange(variable: variableNames[own.variable])
    }
    let mean = sum / result.base
    switch own {
    case .mean, .share:
      if case .share = own {
        for row in result.rows.lazy.map(Int.init) where y[row] != 0 && y[row] != 1 {
          throw .notAShare(variable: variableNames[own.variable])
        }
      }
      result.value = centre + mean
      var squares = 0.0
      for row in result.rows.lazy.map(Int.init) {
        let distance = y[row] - centre - mean
        result.influence[row] = distance / result.base
        squares += weights.weights[row] * distance * distance
      }
      let n = Double(result.respondents)
      if n > 1 { result.simpleVariance = squares / result.base / (n - 1) }
    case .total:
      result.value = sum + centre * result.base
      for row in result.rows.lazy.map(Int.init) { result.influence[row] = y[row] }
    case .ratio(_, let denominator):
      guard below != 0 else { throw .outOfRange(variable: variableNames[denominator]) }
      result.value = (sum + centre * result.base) / below
      for row in result.rows.lazy.map(Int.init) {
        result.influence[row] = (y[row] - result.value * x[row]) / below
      }
    case .variance, .standardDeviation:
      let n = Double(result.respondents)
      guard n > 1 else {
        throw .noDegreesOfFreedom(
          variable: variableNames[own.variable], domain: statistic.domain, wave: statistic.wave)
      }
      var squares = 0.0
      for row in result.rows.lazy.map(Int.init) {
        let distance = y[row] - centre - mean
        squares += weights.weights[row] * distance * distance
      }
      let biased = squares / result.base
      let unbiased = n / (n - 1)
      var isRoot = false
      if case .standardDeviation = own { isRoot = true }
      result.value = isRoot ? (biased * unbiased).squareRoot() : biased * unbiased
      guard result.value > 0 else { throw .allAlike(variable: variableNames[own.variable]) }
      let slope = unbiased / result.base / (isRoot ? 2 * result.value : 1)
      for row in result.rows.lazy.map(Int.init) {
        let distance = y[row] - centre - mean
        result.influence[row] = slope * (distance * distance - biased)
      }
    }
    return result
  }

  /// The variances of one or two statistics and their covariance.
  func variances(
    _ first: LinearisedRows, _ second: LinearisedRows?, usesPopulation: Bool = true
  ) throws(EstimationError) -> PairVariance {
    let z: [Double]
    let other: [Double]
    do {
      z = try weights.residuals(first.influence)
      other = try second.map { try weights.residuals($0.influence) } ?? []
    } catch {
      throw .outOfRange(variable: "weights")
    }
    var counts = [Bool](repeating: false, count: design.rowCount)
    for row in first.rows + (second?.rows ?? []) { counts[Int(row)] = true }
    var parts: [Contribution] = []
    parts.reserveCapacity(z.count)
    for row in z.indices {
      var part = Contribution(unit: design.index.unitOfRow[row], first: z[row])
      part.firstSquared = z[row] * z[row]
      if !other.isEmpty {
        part.second = other[row]
        part.secondSquared = other[row] * other[row]
        part.product = z[row] * other[row]
      }
      part.rows = counts[row] ? 1 : 0
      parts.append(part)
    }
    return try DesignVariance(
      index: design.index, policy: design.singletonPolicy, usesPopulation: usesPopulation,
      adjustsLonelyDomains: design.adjustsLonelyDomains
    ).evaluate(parts)
  }

  /// Units − strata among the rows that count.
  func degreesOfFreedom(_ statistics: [LinearisedRows]) -> Double {
    let index = design.index
    var units: Set<Int32> = []
    var strata: Set<Int32> = []
    for row in statistics.flatMap(\.rows).lazy.map(Int.init) {
      let unit = Int(index.unitOfRow[row])
      strata.insert(Int32(index.stratum(ofUnit: unit)))
      units.insert(index.rowsAreUnits ? Int32(row) : index.path[0][unit])
    }
    return Double(units.count - strata.count)
  }
}
