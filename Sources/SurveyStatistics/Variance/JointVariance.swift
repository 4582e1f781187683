/// What the rows of each unit add to several linearised statistics.
///
/// Where rows are units, the "units" are strata and `products` holds sums over rows; else sums per
/// unit are enough.
struct JointContributions {
  /// How many statistics there are.
  let count: Int
  /// The units that any of them touches, ascending.
  var units: [Int32] = []
  /// Rows that count in each unit.
  var rows: [Double] = []
  /// Σz of each unit, one after the other statistic.
  var sums: [Double] = []
  /// Σz_i·z_j of each unit, row-major; empty where rows are not the units.
  var products: [Double] = []
}

extension DesignVariance {
  /// The covariance matrix of several statistics, row-major; `evaluate` for two at a time.
  ///
  /// All strata that any of the statistics touches are in it, so that `average` scales each entry
  /// alike and the matrix has no negative variance in any direction. R: `svyrecvar` of a matrix of
  /// influences.
  func matrix(_ joint: JointContributions) throws(EstimationError) -> [Double] {
    if index.rowsAreUnits { return try overStrata(joint) }
    return try overStage(0, joint, joint.units.indices)
  }

  private func overStrata(_ joint: JointContributions) throws(EstimationError) -> [Double] {
    let k = joint.count
    var total = [Double](repeating: 0, count: k * k)
    var measured = 0
    for position in joint.units.indices {
      let stratum = Int(joint.units[position])
      let n = Double(index.levels[0].sampled[stratum])
      let sums = joint.sums[position * k..<(position + 1) * k]
      let products = joint.products[position * k * k..<(position + 1) * k * k]
      let group = try share(
        stage: 0, group: stratum, touched: joint.rows[position] > 1.5 ? 2 : 1)
      let scale: Double
      var isCentred = false
      switch group {
      case .nothing:
        measured += 1
        continue
      case .averaged: continue
      case .raw(let factor): scale = factor
      case .centred(let factor):
        scale = factor
        isCentred = true
      }
      measured += 1
      for i in 0..<k {
        for j in 0..<k {
          let square = products[products.startIndex + i * k + j]
          var rest = square
          if isCentred {
            rest -= sums[sums.startIndex + i] * sums[sums.startIndex + j] / n
            // What is left below the rounding of what was there before is nothing.
            if abs(rest) <= 1e-14 * abs(square) || (i == j && rest < 0) { rest = 0 }
          }
          total[i * k + j] += scale * rest
        }
      }
    }
    try average(&total, groups: joint.units.count, measured: measured)
    return total
  }

  private func overStage(
    _ stage: Int, _ joint: JointContributions, _ range: Range<Int>
  ) throws(EstimationError) -> [Double] {
    let k = joint.count
    let level = index.levels[stage]
    let path = index.path[stage]
    var total = [Double](repeating: 0, count: k * k)
    // Single units have a measured variance within, so the average over strata leaves it alone.
    var within = total
    var groups = 0
    var measured = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let group = Int(level.groupOfUnit[Int(path[Int(joint.units[start])])])
      var members: [Double] = []
      var later: [Range<Int>] = []
      var end = start
      while end < range.upperBound {
        let unit = path[Int(joint.units[end])]
        guard Int(level.groupOfUnit[Int(unit)]) == group else { break }
        let from = end
        var sum = [Double](repeating: 0, count: k)
        while end < range.upperBound, path[Int(joint.units[end])] == unit {
          for i in 0..<k { sum[i] += joint.sums[end * k + i] }
          end += 1
        }
        members += sum
        later.append(from..<end)
      }
      groups += 1
      switch try share(stage: stage, group: group, touched: later.count) {
      case .nothing: measured += 1
      case .averaged: break
      case .raw(let scale):
        measured += 1
        Self.addSquares(
          members, about: [Double](repeating: 0, count: k), empty: 0, scale, to: &total)
      case .centred(let scale):
        measured += 1
        let n = Double(level.sampled[group])
        var mean = [Double](repeating: 0, count: k)
        for (position, value) in members.enumerated() { mean[position % k] += value }
        for i in 0..<k { mean[i] /= n }
        Self.addSquares(
          members, about: mean, empty: n - Double(later.count), scale, to: &total)
      }
      if usesPopulation, let population = level.population, stage + 1 < index.levels.count,
        index.levels[stage + 1].population != nil
      {
        let fraction = Double(level.sampled[group]) / population[group]
        for slice in later {
          let inner = try overStage(stage + 1, joint, slice)
          for at in inner.indices { within[at] += fraction * inner[at] }
        }
      }
      start = end
    }
    try average(&total, groups: groups, measured: measured)
    for at in total.indices { total[at] += within[at] }
    return total
  }

  /// Adds `scale` times the squares of members about a mean; `empty` sampled units are zero.
  private static func addSquares(
    _ members: [Double], about mean: [Double], empty: Double, _ scale: Double,
    to total: inout [Double]
  ) {
    let k = mean.count
    var start = 0
    while start < members.count {
      for i in 0..<k {
        let a = members[start + i] - mean[i]
        if a == 0 { continue }
        for j in 0..<k { total[i * k + j] += scale * a * (members[start + j] - mean[j]) }
      }
      start += k
    }
    guard empty > 0 else { return }
    for i in 0..<k {
      for j in 0..<k { total[i * k + j] += scale * empty * mean[i] * mean[j] }
    }
  }

  private func average(
    _ total: inout [Double], groups: Int, measured: Int
  ) throws(EstimationError) {
    guard measured < groups else { return }
    guard measured > 0 else { throw .onlySingleUnits }
    for at in total.indices { total[at] *= Double(groups) / Double(measured) }
  }
}
