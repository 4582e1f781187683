/// Margins of any kind that the weights of rows are calibrated to: post-stratification, raking and
/// the generalised regression estimator (R `calibrate`).
///
/// Categories alone need no rows for their variance and belong into `SurveyDesign` as a
/// `CategoricalCalibration`; numbers such as income do, and so do weights that are trimmed.
public struct WeightCalibration: Sendable, Hashable {
  /// What is known of the population.
  public enum Auxiliary: Sendable, Hashable {
    /// How many there are, for each group; not needed beside a categorical margin.
    case size([Double])
    /// How many there are of each level.
    case categorical(CategoricalCalibration.Margin)
    /// The total of a number, for each group; one value a row.
    case continuous(name: String, values: [Double], totals: [Double])
  }

  /// The margins; at least one.
  public var auxiliaries: [Auxiliary]
  /// How weights are moved.
  public var method: CalibrationMethod
  /// The group of each row, −1 not calibrated; empty: all rows are one group.
  public var groups: [Int32]
  /// What the groups are called.
  public var groupLabels: [String]

  /// Makes a calibration.
  public init(
    auxiliaries: [Auxiliary], method: CalibrationMethod, groups: [Int32] = [],
    groupLabels: [String] = ["all"]
  ) {
    self.auxiliaries = auxiliaries
    self.method = method
    self.groups = groups
    self.groupLabels = groupLabels
  }

  /// The same margins and groups as those of categories.
  public init(_ calibration: CategoricalCalibration) {
    self.init(
      auxiliaries: calibration.margins.map { .categorical($0) }, method: calibration.method,
      groups: calibration.groups, groupLabels: calibration.groupLabels)
  }

  /// The categorical margins.
  var margins: [CategoricalCalibration.Margin] {
    auxiliaries.compactMap { if case .categorical(let margin) = $0 { margin } else { nil } }
  }

  /// Whether there are numbers, so that each row is its own pattern.
  var isContinuous: Bool {
    auxiliaries.contains { if case .continuous = $0 { true } else { false } }
  }
}

/// A calibration with its rows sorted into patterns: rows of a group that are alike in all margins.
struct CalibrationSystem: Sendable {
  /// The pattern of each row, −1 not calibrated.
  let patternOfRow: [Int32]
  /// The patterns of each group, and their equations.
  let groups: [(patterns: Range<Int>, equations: CalibrationEquations)]
  let patternCount: Int

  init(_ calibration: WeightCalibration, rows: Int) throws(CalibrationError) {
    guard !calibration.auxiliaries.isEmpty else { throw .noMargins }
    if calibration.method.hasBadBounds, let bounds = calibration.method.bounds {
      throw .badBounds(lower: bounds.lower, upper: bounds.upper)
    }
    let margins = calibration.margins
    let groupOfRow =
      calibration.groups.isEmpty ? [Int32](repeating: 0, count: rows) : calibration.groups
    try CalibrationFit.check(
      margins, groups: calibration.groups, groupLabels: calibration.groupLabels, rows)
    try Self.checkNumbers(calibration, groupOfRow)
    let cells = try CalibrationFit.cells(
      margins, groupOfRow, eachRow: calibration.isContinuous)
    patternOfRow = cells.cellOfRow
    patternCount = cells.groupOfCell.count
    var firstRow = [Int](repeating: 0, count: patternCount)
    for (row, pattern) in patternOfRow.enumerated().reversed() where pattern >= 0 {
      firstRow[Int(pattern)] = row
    }
    var systems: [(patterns: Range<Int>, equations: CalibrationEquations)] = []
    var start = 0
    while start < patternCount {
      var end = start
      let group = Int(cells.groupOfCell[start])
      while end < patternCount, Int(cells.groupOfCell[end]) == group { end += 1 }
      try CalibrationFit.checkTotals(
        margins, group: group, label: calibration.groupLabels[group], cells: start..<end,
        levels: cells.levels)
      systems.append(
        (
          start..<end,
          CalibrationEquations(
            group: calibration.groupLabels[group],
            columns: Self.columns(
              calibration, group: group, rows: Array(firstRow[start..<end])),
            method: calibration.method)
        ))
      start = end
    }
    groups = systems
  }

  /// The factor of each pattern with these weights, and the most steps that a group took.
  func factors(
    _ weights: [Double]
  ) throws(CalibrationError) -> (factors: [Double], steps: Int) {
    var factors = [Double](repeating: 1, count: patternCount)
    var steps = 0
    for (patterns, equations) in groups {
      let solution = try equations.solve(Array(weights[patterns]))
      factors.replaceSubrange(patterns, with: solution.factors)
      steps = max(steps, solution.steps)
    }
    return (factors, steps)
  }

  /// Σ of weights per pattern.
  func patternWeights(_ weights: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: patternCount)
    for (row, pattern) in patternOfRow.enumerated() where pattern >= 0 {
      sums[Int(pattern)] += weights[row]
    }
    return sums
  }

  private static func checkNumbers(
    _ calibration: WeightCalibration, _ groupOfRow: [Int32]
  ) throws(CalibrationError) {
    let groups = calibration.groupLabels.count
    func check(_ totals: [Double], _ name: String) throws(CalibrationError) {
      guard totals.count == groups else {
        throw .unequalLengths(list: "totals of \(name)", expected: groups, found: totals.count)
      }
      for (group, total) in totals.enumerated() where !total.isFinite {
        throw .badTotal(
          margin: name, level: "", group: calibration.groupLabels[group], value: total)
      }
    }
    for auxiliary in calibration.auxiliaries {
      switch auxiliary {
      case .categorical: break
      case .size(let totals):
        try check(totals, "size")
        for (group, total) in totals.enumerated() where total <= 0 {
          throw .badTotal(
            margin: "size", level: "", group: calibration.groupLabels[group], value: total)
        }
      case .continuous(let name, let values, let totals):
        try check(totals, name)
        guard values.count == groupOfRow.count else {
          throw .unequalLengths(list: name, expected: groupOfRow.count, found: values.count)
        }
        for (row, value) in values.enumerated() where groupOfRow[row] >= 0 && !value.isFinite {
          throw .missingLevel(margin: name, row: row)
        }
      }
    }
  }

  /// The columns of a group: every level of a margin but those that nobody has and nobody counts.
  private static func columns(
    _ calibration: WeightCalibration, group: Int, rows: [Int]
  ) -> [CalibrationEquations.Column] {
    var columns: [CalibrationEquations.Column] = []
    for auxiliary in calibration.auxiliaries {
      switch auxiliary {
      case .size(let totals):
        columns.append(
          .init(
            margin: "size", level: "", values: [Double](repeating: 1, count: rows.count),
            target: totals[group], isLevel: true))
      case .continuous(let name, let values, let totals):
        columns.append(
          .init(
            margin: name, level: "", values: rows.map { values[$0] }, target: totals[group],
            isLevel: false))
      case .categorical(let margin):
        for (level, label) in margin.labels.enumerated() {
          let values = rows.map { margin.levels[$0] == Int32(level) ? 1.0 : 0 }
          guard values.contains(1) || margin.totals[group][level] != 0 else { continue }
          columns.append(
            .init(
              margin: margin.name, level: label, values: values,
              target: margin.totals[group][level], isLevel: true))
        }
      }
    }
    return columns
  }
}
