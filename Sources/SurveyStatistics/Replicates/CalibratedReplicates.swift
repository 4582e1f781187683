internal import Aggregation
internal import ColumnKernels

extension ReplicateDesign {
  /// Calibrates the weights of the full sample and of every replicate, each by itself.
  ///
  /// R: `postStratify`, `rake` and `calibrate` of a replicate design. Factors are kept for each unit
  /// × pattern of margins, so that statistics need no rows where all margins are categories.
  ///
  /// - Throws: `ReplicateError.calibration`, naming the replicate that left a level empty, say; use
  ///   fewer levels, or replicates that leave out less.
  public func calibrated(
    by calibration: WeightCalibration
  ) throws(ReplicateError) -> ReplicateDesign {
    let system: CalibrationSystem
    do {
      system = try CalibrationSystem(calibration, rows: rowCount)
    } catch {
      throw .calibration(replicate: nil, error)
    }
    // Units within patterns; rows that are not calibrated keep their unit.
    let index = RowIndex(
      (0..<rowCount).map { row in
        Int(unitOfRow[row]) << 32 | Int(system.patternOfRow[row] + 1)
      })
    let parts = index.distinct.map { (unit: $0 >> 32, pattern: $0 & 0xFFFF_FFFF - 1) }
    guard DenseFactors.fits(units: parts.count, replicates: replicateCount) else {
      throw .tooLarge(units: parts.count, replicates: replicateCount)
    }
    var sums = [Double](repeating: 0, count: parts.count)
    for (row, part) in index.ranks.enumerated() { sums[Int(part)] += baseWeights[row] }
    let weights = sums

    /// The factors of all parts: those of their units times those of their patterns.
    @Sendable func factors(
      _ unitFactor: (Int) -> Double
    ) -> Result<[Double], CalibrationError> {
      var patternWeights = [Double](repeating: 0, count: system.patternCount)
      var result = [Double](repeating: 0, count: parts.count)
      for (place, part) in parts.enumerated() {
        result[place] = unitFactor(part.unit)
        if part.pattern >= 0 { patternWeights[part.pattern] += result[place] * weights[place] }
      }
      do throws(CalibrationError) {
        let g = try system.factors(patternWeights).factors
        for (place, part) in parts.enumerated() where part.pattern >= 0 {
          result[place] *= g[part.pattern]
        }
        return .success(result)
      } catch {
        return .failure(error)
      }
    }

    let full: [Double]
    switch factors({ fullFactor($0) }) {
    case .success(let values): full = values
    case .failure(let error): throw .calibration(replicate: nil, error)
    }
    let own = self.factors
    let all = concurrentMap(replicateCount) { replicate in
      factors { own.factor(unit: $0, replicate: replicate) }
    }
    var table = DenseFactors(unitCount: parts.count, replicateCount: replicateCount)
    for (replicate, result) in all.enumerated() {
      switch result {
      case .failure(let error): throw .calibration(replicate: replicate, error)
      case .success(let values):
        for (part, value) in values.enumerated() { table[part, replicate] = value }
      }
    }
    var cells: CellUnits?
    if let cellUnits, cellUnits.pairs.isEmpty, !calibration.isContinuous {
      cells = CellUnits(unitOfFinestUnit: cellUnits.unitOfFinestUnit, pairs: index.distinct)
    }
    return ReplicateDesign(
      unitKind: .calibrated, unitOfRow: index.ranks, unitCount: parts.count,
      baseWeights: baseWeights, fullFactors: full, factors: .dense(table),
      replicateCount: replicateCount, scale: scale, replicateScales: replicateScales,
      centre: centre, waves: waves, waveLabels: waveLabels, degreesOfFreedom: degreesOfFreedom,
      stratumOfUnit: stratumOfUnit.isEmpty ? [] : parts.map { stratumOfUnit[$0.unit] },
      primaryUnitOfUnit: primaryUnitOfUnit.isEmpty
        ? [] : parts.map { primaryUnitOfUnit[$0.unit] },
      cellUnits: cells)
  }
}
