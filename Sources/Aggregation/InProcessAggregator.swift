internal import ColumnKernels
public import Tabular

/// Turns rows into a `CellTable` in this process: each row is read once a variable, nothing is
/// allocated a row, and the sums run in row order within a cell, so the bits are the same each run
/// and with any number of threads.
public struct InProcessAggregator: Sendable {
  private let threads: Int

  /// Makes an aggregator that works with a thread a processor.
  public init() { threads = threadCount }

  /// Makes an aggregator that works with so many threads.
  package init(threads: Int) { self.threads = threads }

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
    for sums in concurrentSums(plan, table, ranks, cellCount: result.count, overlap: overlap) {
      let sums = try sums.get()
      result.sums.append(sums.cells)
      result.centres.append(sums.centre)
      overlap?.append(sums.overlap)
    }
    result.overlap = overlap?.table
    try result.sumCrossProducts(of: plan, in: table, cellOfRow: ranks)
    return result
  }

  /// The sums of one variable.
  private struct VariableSums: Sendable {
    var cells: [Double]
    var centre: Double
    var overlap: [OverlapTable.Moments]
  }

  /// The sums of each variable: a variable is the work of one thread, which walks over the rows in
  /// their order, so that the bits do not depend on how many threads there are.
  private func concurrentSums(
    _ plan: AggregationPlan, _ table: Table, _ ranks: [Int32], cellCount: Int,
    overlap: OverlapAccumulator?
  ) -> [Result<VariableSums, AggregationError>] {
    let weights = plan.keys.weights
    let width = plan.rowsAreUnits ? 7 : 4
    return concurrentMap(
      plan.variables.count, threads: threads, state: { VariableScoring(rowCount: weights.count) }
    ) { scoring, index in
      do throws(AggregationError) {
        try scoring.score(plan.variables[index], in: table)
      } catch {
        return .failure(error)
      }
      let centre = scoring.centre
      var sums = [Double](repeating: 0, count: cellCount * width)
      var span = sums.mutableSpan
      addMoments(
        scores: scoring.scores.span, weights: weights.span, cells: ranks.span, centre: centre,
        width: width, sums: &span)
      let pairs =
        overlap?.moments(scores: scoring.scores, weights: weights, centre: centre) ?? []
      return .success(VariableSums(cells: sums, centre: centre, overlap: pairs))
    }
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
    let index = KeyRanks(count: keys.weights.count, span: all.partialValue) { row in
      let wave = min(Int(keys.waves[row]), keys.waveCount)
      let outer = (Int(keys.domains[row]) + 1) * slots + wave
      let calibration = calibrated ? Int(keys.calibrationCells[row]) + 1 : 0
      return outer * unitSpan.partialValue + Int(keys.units[row]) * calibrations + calibration
    }
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
