internal import Aggregation

/// The residuals of a calibrated statistic: influence minus its fit on the margins, per cell.
struct CalibrationResiduals {
  /// What is subtracted from the influence of every row of a calibration cell.
  var fitted: [Double]
  /// The groups that have any.
  var groups: [Int]
}

extension SurveyEstimator {
  /// Fits a statistic's influences on the calibration margins, group by group.
  func residuals(_ statistic: Linearisation) -> CalibrationResiduals {
    residuals(over: statistic.cells) { cell in
      statistic.sum(cells.moments(statistic.variable, cell: cell))
    }
  }

  /// Fits influences, given by their sum in each cell, on the calibration margins.
  func residuals(over range: Range<Int>, sum: (Int) -> Double) -> CalibrationResiduals {
    guard let fit = design.fit else { return CalibrationResiduals(fitted: [], groups: []) }
    var sums = [Double](repeating: 0, count: fit.factors.count)
    var touched = [Bool](repeating: false, count: fit.cellsOfGroup.count)
    for cell in range {
      let calibration = Int(cells.calibrationCells[cell])
      guard calibration >= 0 else { continue }
      sums[calibration] += sum(cell)
      touched[Int(fit.groupOfCell[calibration])] = true
    }
    var result = CalibrationResiduals(fitted: sums, groups: [])
    for group in touched.indices where touched[group] {
      result.groups.append(group)
      let range = fit.cellsOfGroup[group]
      let means = range.map { sums[$0] / fit.weight(ofCell: $0) }
      for (calibration, value) in zip(range, fit.fitted(means, group: group)) {
        result.fitted[calibration] = value
      }
    }
    return result
  }

  /// As `contributions`, with rows outside the domain: they too have residuals.
  func calibratedContributions(
    _ first: Linearisation, _ second: Linearisation?
  ) -> [Contribution] {
    let residuals1 = residuals(first)
    let residuals2 = second.map { residuals($0) }
    var touched = Set(residuals1.groups)
    touched.formUnion(residuals2?.groups ?? [])
    var list: [Int] = []
    for group in touched.sorted() { list += cellsOfCalibrationGroup[group] }
    for statistic in [first, second].compactMap({ $0 }) {
      list += statistic.cells.filter { cells.calibrationCells[$0] < 0 }
    }
    let direct = design.index.rowsAreUnits
    var result: [Contribution] = []
    result.reserveCapacity(list.count)
    for cell in list {
      let calibration = Int(cells.calibrationCells[cell])
      let g = factor(ofCell: cell)
      // Rows outside the domain count too: they have residuals.
      var part = Contribution(unit: cells.units[cell], rows: Double(cells.rows[cell]))
      let weight = cells.weights[cell]
      let squaredWeight = cells.squaredWeights[cell]
      let fit1 = calibration >= 0 ? residuals1.fitted[calibration] : 0
      let fit2 = calibration >= 0 ? residuals2?.fitted[calibration] ?? 0 : 0
      part.first = -g * fit1 * weight
      part.second = -g * fit2 * weight
      if direct {
        part.firstSquared = g * g * fit1 * fit1 * squaredWeight
        part.secondSquared = g * g * fit2 * fit2 * squaredWeight
        part.product = g * g * fit1 * fit2 * squaredWeight
      }
      if first.cells.contains(cell) {
        let m = cells.moments(first.variable, cell: cell)
        part.first += g * first.sum(m)
        if direct {
          let cross = g * g * first.weightedSum(m)
          part.firstSquared += g * g * first.squares(m) - 2 * fit1 * cross
          part.product -= fit2 * cross
        }
      }
      if let second, second.cells.contains(cell) {
        let m = cells.moments(second.variable, cell: cell)
        part.second += g * second.sum(m)
        if direct {
          let cross = g * g * second.weightedSum(m)
          part.secondSquared += g * g * second.squares(m) - 2 * fit2 * cross
          part.product -= fit1 * cross
        }
      }
      result.append(part)
    }
    return result
  }
}
