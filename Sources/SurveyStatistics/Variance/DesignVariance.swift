/// What the rows of one unit add to two linearised statistics.
///
/// z is a row's weighted influence. Where rows are units, a contribution is a part of a stratum
/// and carries sums of squares; else it is a part of a unit and its sums are enough.
struct Contribution {
  var unit: Int32
  /// Σz of the first and of the second statistic.
  var first = 0.0, second = 0.0
  /// Σz₁², Σz₂², Σz₁z₂ over rows.
  var firstSquared = 0.0, secondSquared = 0.0, product = 0.0
  /// Rows that count, for knowing a stratum that has only one of them.
  var rows = 0.0
}

/// The variances of two statistics and their covariance.
struct PairVariance: Equatable {
  var first = 0.0, second = 0.0, covariance = 0.0

  mutating func add(_ other: PairVariance, times scale: Double) {
    first += scale * other.first
    second += scale * other.second
    covariance += scale * other.covariance
  }
}

/// The Taylor variance of linearised totals over strata, clusters and stages.
///
/// V = Σ_h (1 − n_h/N_h) · n_h/(n_h − 1) · Σ_i (z_hi − z̄_h)², over all n_h sampled units (units
/// without members of the domain have z = 0), plus, for each first-stage unit, n_h/N_h times the
/// same of its second stage, and so on. R: `svyrecvar`. Strata without any contribution add
/// nothing; as in R, a single-unit stratum is only met where it contributes.
struct DesignVariance {
  let index: DesignIndex
  let policy: SingletonPolicy
  let usesPopulation: Bool
  /// Whether a stratum with one unit in the domain is treated as one with one unit at all.
  var adjustsLonelyDomains = false

  func evaluate(_ contributions: [Contribution]) throws(EstimationError) -> PairVariance {
    let merged = Self.merged(contributions)
    if index.rowsAreUnits { return try overStrata(merged) }
    return try overStage(0, merged[...])
  }

  /// Contributions in ascending order of unit, one a unit.
  static func merged(_ contributions: [Contribution]) -> [Contribution] {
    var sorted = contributions
    var isSorted = true
    for i in sorted.indices.dropFirst() where sorted[i - 1].unit > sorted[i].unit {
      isSorted = false
      break
    }
    if !isSorted {
      // Ties keep their order, so that the sums below have the same bits each run.
      let order = sorted.indices.sorted { (sorted[$0].unit, $0) < (sorted[$1].unit, $1) }
      sorted = order.map { contributions[$0] }
    }
    var merged: [Contribution] = []
    merged.reserveCapacity(sorted.count)
    for next in sorted {
      if let last = merged.last, last.unit == next.unit {
        let at = merged.count - 1
        merged[at].first += next.first
        merged[at].second += next.second
        merged[at].firstSquared += next.firstSquared
        merged[at].secondSquared += next.secondSquared
        merged[at].product += next.product
        merged[at].rows += next.rows
      } else {
        merged.append(next)
      }
    }
    return merged
  }

  private func overStrata(_ strata: [Contribution]) throws(EstimationError) -> PairVariance {
    var total = PairVariance()
    var measured = 0
    for part in strata {
      let stratum = Int(part.unit)
      let sampled = index.levels[0].sampled[stratum]
      let n = Double(sampled)
      // What is left after centring, below rounding of what was there before, is nothing.
      func centred(_ squares: Double, _ a: Double, _ b: Double) -> Double {
        let rest = squares - a * b / n
        return abs(rest) <= 1e-14 * abs(squares) ? 0 : rest
      }
      let squares = PairVariance(
        first: part.firstSquared, second: part.secondSquared, covariance: part.product)
      let centredSquares = PairVariance(
        first: max(0, centred(part.firstSquared, part.first, part.first)),
        second: max(0, centred(part.secondSquared, part.second, part.second)),
        covariance: centred(part.product, part.first, part.second))
      if try add(
        to: &total, centred: centredSquares, raw: squares, stage: 0, group: stratum,
        touched: part.rows > 1.5 ? 2 : 1)
      {
        measured += 1
      }
    }
    return try averaged(total, groups: strata.count, measured: measured)
  }

  private func overStage(
    _ stage: Int, _ units: ArraySlice<Contribution>
  ) throws(EstimationError) -> PairVariance {
    let level = index.levels[stage]
    let path = index.path[stage]
    var total = PairVariance()
    // Single units have a measured variance within, so the average over strata leaves it alone.
    var within = PairVariance()
    var groups = 0
    var measured = 0
    var start = units.startIndex
    while start < units.endIndex {
      let group = Int(level.groupOfUnit[Int(path[Int(units[start].unit)])])
      var members: [(first: Double, second: Double)] = []
      var later: [ArraySlice<Contribution>] = []
      var end = start
      while end < units.endIndex {
        let unit = path[Int(units[end].unit)]
        guard Int(level.groupOfUnit[Int(unit)]) == group else { break }
        let from = end
        var sum = (first: 0.0, second: 0.0)
        while end < units.endIndex, path[Int(units[end].unit)] == unit {
          sum.first += units[end].first
          sum.second += units[end].second
          end += 1
        }
        members.append(sum)
        later.append(units[from..<end])
      }
      let (centred, raw) = Self.squares(members, sampled: level.sampled[group])
      if try add(
        to: &total, centred: centred, raw: raw, stage: stage, group: group,
        touched: members.count)
      {
        measured += 1
      }
      groups += 1
      if usesPopulation, let population = level.population, stage + 1 < index.levels.count,
        index.levels[stage + 1].population != nil
      {
        let fraction = Double(level.sampled[group]) / population[group]
        for slice in later { within.add(try overStage(stage + 1, slice), times: fraction) }
      }
      start = end
    }
    var result = try averaged(total, groups: groups, measured: measured)
    result.add(within, times: 1)
    return result
  }

  /// Squares about the mean over all sampled units, those without members being zero, and about 0.
  private static func squares(
    _ members: [(first: Double, second: Double)], sampled: Int
  ) -> (centred: PairVariance, raw: PairVariance) {
    let n = Double(sampled)
    var mean = (first: 0.0, second: 0.0)
    for z in members {
      mean.first += z.first
      mean.second += z.second
    }
    mean.first /= n
    mean.second /= n
    let empty = n - Double(members.count)
    var centred = PairVariance(
      first: empty * mean.first * mean.first, second: empty * mean.second * mean.second,
      covariance: empty * mean.first * mean.second)
    var raw = PairVariance()
    for z in members {
      let a = z.first - mean.first
      let b = z.second - mean.second
      centred.first += a * a
      centred.second += b * b
      centred.covariance += a * b
      raw.first += z.first * z.first
      raw.second += z.second * z.second
      raw.covariance += z.first * z.second
    }
    return (centred, raw)
  }

  /// Adds one group; false where it has no variance of its own to add.
  private func add(
    to total: inout PairVariance, centred: PairVariance, raw: PairVariance, stage: Int, group: Int,
    touched: Int
  ) throws(EstimationError) -> Bool {
    switch try share(stage: stage, group: group, touched: touched) {
    case .nothing: return true
    case .centred(let scale): total.add(centred, times: scale)
    case .raw(let scale): total.add(raw, times: scale)
    case .averaged: return false
    }
    return true
  }

  private func averaged(
    _ total: PairVariance, groups: Int, measured: Int
  ) throws(EstimationError) -> PairVariance {
    guard measured < groups else { return total }
    guard measured > 0 else { throw .onlySingleUnits }
    var scaled = PairVariance()
    scaled.add(total, times: Double(groups) / Double(measured))
    return scaled
  }
}
