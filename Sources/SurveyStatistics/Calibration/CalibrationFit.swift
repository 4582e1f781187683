internal import Aggregation

/// Calibration factors per cell, and the projection that the variance needs.
struct CalibrationFit: Sendable {
  /// The calibration cell of each row, −1 in none.
  let cellOfRow: [Int32]
  /// Calibrated over design weight, per cell.
  let factors: [Double]
  /// The cells of each group.
  let cellsOfGroup: [Range<Int>]
  /// The group of each cell.
  let groupOfCell: [Int32]

  /// For each margin, the level of each cell.
  private let levelOfCell: [[Int]]
  private let levelCounts: [Int]
  /// Σ of design weights per cell.
  private let weightOfCell: [Double]

  init(
    _ calibration: CategoricalCalibration, weights: [Double]
  ) throws(CalibrationError) {
    let rows = weights.count
    guard !calibration.margins.isEmpty else { throw .noMargins }
    if calibration.method.hasBadBounds, let bounds = calibration.method.bounds {
      throw .badBounds(lower: bounds.lower, upper: bounds.upper)
    }
    try Self.check(
      calibration.margins, groups: calibration.groups, groupLabels: calibration.groupLabels, rows)
    let groups =
      calibration.groups.isEmpty ? [Int32](repeating: 0, count: rows) : calibration.groups
    let (cells, groupOfCell, levels) = try Self.cells(
      calibration.margins, groups, eachRow: false)
    cellOfRow = cells
    self.groupOfCell = groupOfCell
    levelOfCell = levels
    levelCounts = calibration.margins.map(\.labels.count)
    var sums = [Double](repeating: 0, count: groupOfCell.count)
    for (row, cell) in cells.enumerated() where cell >= 0 { sums[Int(cell)] += weights[row] }
    weightOfCell = sums

    var ranges = [Range<Int>](repeating: 0..<0, count: calibration.groupLabels.count)
    var start = 0
    while start < groupOfCell.count {
      var end = start
      while end < groupOfCell.count, groupOfCell[end] == groupOfCell[start] { end += 1 }
      ranges[Int(groupOfCell[start])] = start..<end
      start = end
    }
    cellsOfGroup = ranges
    guard calibration.method == .raking else {
      factors = try CalibrationSystem(WeightCalibration(calibration), rows: rows).factors(sums)
        .factors
      return
    }
    var factors = [Double](repeating: 1, count: groupOfCell.count)
    for group in ranges.indices where !ranges[group].isEmpty {
      try Self.rake(
        calibration, group: group, cells: ranges[group], weights: sums, levels: levels,
        factors: &factors)
    }
    self.factors = factors
  }

  /// Replaces the design-weighted cell means of a group by their least-squares fit on the margins.
  ///
  /// Weighted by design weights, as R's `postStratify` and `calibrate(calfun = "raking")` do; fitting
  /// with calibrated weights gives another (wrong) variance. R's `rake` takes plain means of the
  /// rows instead, which is the same where design weights are equal and else not the residual of
  /// Deville and Särndal (1992). One margin is exact; several are projected in turn until nothing
  /// moves.
  func fitted(_ means: [Double], group: Int) -> [Double] {
    let cells = cellsOfGroup[group]
    var residuals = means
    var scale = 0.0
    for value in means { scale = max(scale, abs(value)) }
    guard scale > 0 else { return means }
    for _ in 0..<10_000 {
      var moved = 0.0
      for (margin, levels) in levelOfCell.enumerated() {
        var sums = [Double](repeating: 0, count: levelCounts[margin])
        var weights = sums
        for cell in cells {
          sums[levels[cell]] += weightOfCell[cell] * residuals[cell - cells.lowerBound]
          weights[levels[cell]] += weightOfCell[cell]
        }
        for level in sums.indices where weights[level] > 0 {
          sums[level] /= weights[level]
          moved = max(moved, abs(sums[level]))
        }
        for cell in cells { residuals[cell - cells.lowerBound] -= sums[levels[cell]] }
      }
      if levelOfCell.count == 1 || moved <= 1e-14 * scale { break }
    }
    return zip(means, residuals).map { $0 - $1 }
  }

  /// Σ of design weights of a cell.
  func weight(ofCell cell: Int) -> Double { weightOfCell[cell] }

  static func check(
    _ margins: [CategoricalCalibration.Margin], groups: [Int32], groupLabels: [String], _ rows: Int
  ) throws(CalibrationError) {
    if !groups.isEmpty, groups.count != rows {
      throw .unequalLengths(list: "groups", expected: rows, found: groups.count)
    }
    let groupCount = groupLabels.count
    if let largest = groups.max(), Int(largest) >= groupCount {
      throw .unequalLengths(list: "group labels", expected: Int(largest) + 1, found: groupCount)
    }
    if groups.isEmpty, groupCount == 0 {
      throw .unequalLengths(list: "group labels", expected: 1, found: 0)
    }
    for margin in margins {
      guard margin.levels.count == rows else {
        throw .unequalLengths(list: margin.name, expected: rows, found: margin.levels.count)
      }
      guard margin.totals.count == groupCount else {
        throw .unequalLengths(
          list: "totals of \(margin.name)", expected: groupCount, found: margin.totals.count)
      }
      for totals in margin.totals where totals.count != margin.labels.count {
        throw .unequalLengths(
          list: "totals of \(margin.name)", expected: margin.labels.count, found: totals.count)
      }
    }
  }

  /// The cells of groups × margin levels in ascending order, or each row as a cell of its own.
  static func cells(
    _ margins: [CategoricalCalibration.Margin], _ groups: [Int32], eachRow: Bool
  ) throws(CalibrationError) -> (cellOfRow: [Int32], groupOfCell: [Int32], levels: [[Int]]) {
    let rows = groups.indices.filter { groups[$0] >= 0 }
    var keys = rows.map { Int(groups[$0]) }
    for margin in margins {
      let count = margin.labels.count
      for row in rows where margin.levels[row] < 0 || Int(margin.levels[row]) >= count {
        throw .missingLevel(margin: margin.name, row: row)
      }
      let ranks = RowIndex(keys).ranks
      keys = zip(rows, ranks).map { Int($1) * count + Int(margin.levels[$0]) }
    }
    if eachRow { keys = rows.map { Int(groups[$0]) << 32 | $0 } }
    let index = RowIndex(keys)
    var cellOfRow = [Int32](repeating: -1, count: groups.count)
    var groupOfCell = [Int32](repeating: 0, count: index.distinct.count)
    var levels = margins.map { _ in [Int](repeating: 0, count: groupOfCell.count) }
    for (position, row) in rows.enumerated() {
      let cell = Int(index.ranks[position])
      cellOfRow[row] = Int32(cell)
      groupOfCell[cell] = groups[row]
      for (number, margin) in margins.enumerated() {
        levels[number][cell] = Int(margin.levels[row])
      }
    }
    return (cellOfRow, groupOfCell, levels)
  }

  /// Totals of levels that rows have, and margins that add up to the same population.
  static func checkTotals(
    _ margins: [CategoricalCalibration.Margin], group: Int, label: String, cells: Range<Int>,
    levels: [[Int]]
  ) throws(CalibrationError) {
    var populations: [Double] = []
    for (number, margin) in margins.enumerated() {
      var sampled = [Bool](repeating: false, count: margin.labels.count)
      for cell in cells { sampled[levels[number][cell]] = true }
      for (level, total) in margin.totals[group].enumerated() {
        guard total >= 0, total.isFinite, total > 0 || !sampled[level] else {
          throw .badTotal(
            margin: margin.name, level: margin.labels[level], group: label, value: total)
        }
        guard total == 0 || sampled[level] else {
          throw .emptyLevel(margin: margin.name, level: margin.labels[level], group: label)
        }
      }
      let population = margin.totals[group].reduce(0, +)
      populations.append(population)
      guard abs(population - populations[0]) <= 1e-6 * populations[0] else {
        throw .inconsistentTotals(
          margin: margin.name, group: label, total: population, first: populations[0])
      }
    }
  }

  private static func rake(
    _ calibration: CategoricalCalibration, group: Int, cells: Range<Int>, weights: [Double],
    levels: [[Int]], factors: inout [Double]
  ) throws(CalibrationError) {
    let label = calibration.groupLabels[group]
    try checkTotals(
      calibration.margins, group: group, label: label, cells: cells, levels: levels)
    var worst = (margin: 0, level: 0)
    var deviation = Double.infinity
    for _ in 0..<10_000 where deviation > 1e-13 {
      deviation = 0
      for (number, margin) in calibration.margins.enumerated() {
        var sums = [Double](repeating: 0, count: margin.labels.count)
        for cell in cells { sums[levels[number][cell]] += weights[cell] * factors[cell] }
        for cell in cells {
          let level = levels[number][cell]
          let ratio = margin.totals[group][level] / sums[level]
          if abs(ratio - 1) > deviation {
            deviation = abs(ratio - 1)
            worst = (number, level)
          }
          factors[cell] *= ratio
        }
      }
      if calibration.margins.count == 1 { return }
    }
    // Totals that agree only to six digits leave the first margin that far off.
    guard deviation <= 2e-6 else {
      let margin = calibration.margins[worst.margin]
      throw .notConverged(
        group: label, margin: margin.name, level: margin.labels[worst.level],
        deviation: deviation)
    }
  }
}
