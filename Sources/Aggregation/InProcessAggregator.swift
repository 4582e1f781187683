internal import ColumnKernels
public import Tabular

/// Turns rows into a `CellTable` in this process: each row is read once a variable, nothing is
/// allocated a row, and the sums run in row order within a cell, so the bits are the same each run.
public struct InProcessAggregator: Sendable {
  /// Makes an aggregator.
  public init() {}

  /// The cells of a table under a plan.
  ///
  /// - Complexity: O(rows × parts + cells log cells).
  public func cells(
    of table: Table, plan: AggregationPlan
  ) throws(AggregationError) -> CellTable {
    let keys = plan.keys
    let rowCount = keys.weights.count
    try check(table, keys, rowCount)
    let calibrated = !keys.calibrationCells.isEmpty
    let (ranks, cells) = try indexed(keys, calibrated: calibrated)
    var result = cells
    result.width = plan.rowsAreUnits ? 7 : 4
    result.rows = [Int](repeating: 0, count: result.count)
    result.weights = [Double](repeating: 0, count: result.count)
    result.squaredWeights = [Double](repeating: 0, count: result.count)
    for row in 0..<rowCount {
      let cell = Int(ranks[row])
      let w = keys.weights[row]
      result.rows[cell] += 1
      result.weights[cell] += w
      result.squaredWeights[cell] += w * w
    }
    var overlap = OverlapAccumulator(plan: plan, cellOfRow: ranks)
    var scoring = VariableScoring(rowCount: rowCount)
    for variable in plan.variables {
      try scoring.score(variable, in: table)
      let centre = scoring.centre
      var sums = [Double](repeating: 0, count: result.count * result.width)
      var span = sums.mutableSpan
      addMoments(
        scores: scoring.scores.span, weights: keys.weights.span, cells: ranks.span,
        centre: centre, width: result.width, sums: &span)
      result.sums.append(sums)
      result.centres.append(centre)
      overlap?.add(scores: scoring.scores, weights: keys.weights, centre: centre)
    }
    result.overlap = overlap?.table
    try result.sumCrossProducts(of: plan, in: table, cellOfRow: ranks)
    return result
  }

  private func check(
    _ table: Table, _ keys: AggregationPlan.Keys, _ rows: Int
  ) throws(AggregationError) {
    func equal(_ count: Int, _ key: String) throws(AggregationError) {
      guard count == rows else { throw .unequalLengths(key: key, rows: rows, found: count) }
    }
    try equal(table.rowCount, "table")
    try equal(keys.units.count, "units")
    try equal(keys.domains.count, "domains")
    try equal(keys.waves.count, "waves")
    if !keys.calibrationCells.isEmpty { try equal(keys.calibrationCells.count, "calibration") }
  }

  private func indexed(
    _ keys: AggregationPlan.Keys, calibrated: Bool
  ) throws(AggregationError) -> ([Int32], CellTable) {
    let slots = keys.waveCount + 1
    let calibrations = calibrated ? keys.calibrationCellCount + 1 : 1
    let unitSpan = keys.unitCount.multipliedReportingOverflow(by: calibrations)
    let all = unitSpan.partialValue.multipliedReportingOverflow(
      by: slots * (keys.domainCount + 1))
    guard !unitSpan.overflow, !all.overflow else { throw .tooManyKeys }
    var combined = [Int](repeating: 0, count: keys.weights.count)
    for row in combined.indices {
      let wave = min(Int(keys.waves[row]), keys.waveCount)
      let outer = (Int(keys.domains[row]) + 1) * slots + wave
      let calibration = calibrated ? Int(keys.calibrationCells[row]) + 1 : 0
      combined[row] =
        outer * unitSpan.partialValue + Int(keys.units[row]) * calibrations + calibration
    }
    let index = KeyRanks(combined)
    var table = CellTable()
    table.domainCount = keys.domainCount
    table.waveCount = keys.waveCount
    table.starts = [Int](repeating: 0, count: (keys.domainCount + 1) * slots + 1)
    for key in index.distinct {
      let outer = key / unitSpan.partialValue
      let inner = key % unitSpan.partialValue
      let wave = outer % slots
      table.domains.append(Int32(outer / slots - 1))
      table.waves.append(wave == keys.waveCount ? 255 : UInt8(wave))
      table.units.append(Int32(inner / calibrations))
      table.calibrationCells.append(calibrated ? Int32(inner % calibrations - 1) : -1)
      table.starts[outer + 1] += 1
    }
    for slot in 1..<table.starts.count { table.starts[slot] += table.starts[slot - 1] }
    return (index.ranks, table)
  }
}
