internal import Aggregation

/// A design with its strata and units numbered once, in hierarchical order: units of one stratum
/// are neighbours, and so are units of one unit of the stage before.
struct DesignIndex: Sendable {
  /// One stage: its units lie in groups (strata, or units of the stage before).
  struct Level: Sendable {
    /// The group of each unit; empty where rows are the units.
    var groupOfUnit: [Int32] = []
    /// Sampled units of each group.
    var sampled: [Int] = []
    /// All units of each group; nil where unknown.
    var population: [Double]?
  }

  /// Whether each row is its own unit, so that a row's `unitOfRow` is its stratum.
  let rowsAreUnits: Bool
  /// The finest unit of each row, or its stratum.
  let unitOfRow: [Int32]
  /// How many finest units (or strata) there are.
  let unitCount: Int
  /// The stages, first to last; at least one.
  let levels: [Level]
  /// For each stage, the unit that each finest unit lies in.
  let path: [[Int32]]
  /// What the strata (stratum × wave where waves are strata) are called.
  let stratumLabels: [String]
  /// The declared stratum of each stratum.
  let declaredStratum: [Int32]

  init(
    rowCount: Int, strata: [Int32], strataLabels: [String], stages: [SurveyDesign.Stage],
    nested: Bool, waves: [UInt8], waveLabels: [String], wavesAreStrata: Bool
  ) throws(DesignError) {
    let slots = wavesAreStrata ? 256 : 1
    let strataIndex = RowIndex(count: rowCount, span: strataLabels.count * slots) { row in
      Int(strata[row]) * slots + (wavesAreStrata ? Int(waves[row]) : 0)
    }
    let names = strataIndex.distinct.map { key in
      let label = strataLabels[key / slots]
      let wave = key % slots
      guard wavesAreStrata, waveLabels.count > 1 else { return label }
      return wave < waveLabels.count ? "\(label) (\(waveLabels[wave]))" : label
    }
    stratumLabels = names
    declaredStratum = strataIndex.distinct.map { Int32($0 / slots) }
    let stages = stages.isEmpty ? [SurveyDesign.Stage()] : stages

    var groups = strataIndex.ranks
    var groupCount = strataIndex.distinct.count
    var levels: [Level] = []
    var paths: [[Int32]] = []
    var direct = false
    for (position, stage) in stages.enumerated() {
      let number = position + 1
      try Self.check(stage, number, rowCount, isLast: number == stages.count)
      if position == 0, !nested, let units = stage.units {
        try Self.checkNesting(units, strata, strataLabels)
      }
      var level = Level()
      level.sampled = [Int](repeating: 0, count: groupCount)
      var index: RowIndex?
      if stages.count == 1, stage.units == nil {
        for group in groups { level.sampled[Int(group)] += 1 }
        direct = true
      } else {
        let units = stage.units
        let span = units.map { Int($0.max() ?? 0) + 1 } ?? rowCount
        let found = RowIndex(count: rowCount, span: groupCount * span) { [groups] row in
          Int(groups[row]) * span + (units.map { Int($0[row]) } ?? row)
        }
        level.groupOfUnit = found.distinct.map { Int32($0 / span) }
        for group in level.groupOfUnit { level.sampled[Int(group)] += 1 }
        // One row a unit at the only stage: second moments per stratum say the same in less room.
        direct = stages.count == 1 && found.distinct.count == rowCount
        index = found
      }
      if let population = stage.population {
        level.population = try Self.sizes(
          population, groups: groups, level: level, stage: number
        ) { group in
          number == 1 ? names[group] : "unit \(group + 1) of stage \(number - 1)"
        }
      }
      levels.append(level)
      guard !direct, let index else { break }
      // Parents of the units so far, in the numbering of the new, finer units.
      paths = paths.map { path in
        level.groupOfUnit.map { path[Int($0)] }
      }
      paths.append((0..<Int32(index.distinct.count)).map { $0 })
      groups = index.ranks
      groupCount = index.distinct.count
    }
    rowsAreUnits = direct
    unitOfRow = groups
    unitCount = groupCount
    self.levels = levels
    path = paths
  }

  /// The weight of each row as the product over stages of units over sampled units.
  func weightsFromPopulation(rowCount: Int) throws(DesignError) -> [Double] {
    for (position, level) in levels.enumerated() where level.population == nil {
      throw .noWeights(stage: position + 1)
    }
    return (0..<rowCount).map { row in
      let unit = Int(unitOfRow[row])
      var weight = 1.0
      for (position, level) in levels.enumerated() {
        let group = rowsAreUnits ? unit : Int(level.groupOfUnit[Int(path[position][unit])])
        weight *= (level.population?[group] ?? 0) / Double(level.sampled[group])
      }
      return weight
    }
  }

  /// The stratum of a finest unit.
  func stratum(ofUnit unit: Int) -> Int {
    rowsAreUnits ? unit : Int(levels[0].groupOfUnit[Int(path[0][unit])])
  }

  /// Checks stages before their units are numbered.
  static func check(
    _ stages: [SurveyDesign.Stage], _ rowCount: Int, nested: Bool, _ strata: [Int32],
    _ labels: [String]
  ) throws(DesignError) {
    for (position, stage) in stages.enumerated() {
      try check(stage, position + 1, rowCount, isLast: position + 1 == stages.count)
    }
    if !nested, let units = stages.first?.units { try checkNesting(units, strata, labels) }
  }

  private static func check(
    _ stage: SurveyDesign.Stage, _ number: Int, _ rowCount: Int, isLast: Bool
  ) throws(DesignError) {
    if let units = stage.units {
      guard units.count == rowCount else {
        throw .unequalLengths(list: "units of stage \(number)", rows: rowCount, found: units.count)
      }
      if let row = units.firstIndex(where: { $0 < 0 }) {
        throw .badUnit(stage: number, row: row)
      }
    } else if !isLast {
      throw .missingUnits(stage: number)
    }
    if let population = stage.population, population.count != rowCount {
      throw .unequalLengths(
        list: "population of stage \(number)", rows: rowCount, found: population.count)
    }
  }

  private static func checkNesting(
    _ units: [Int32], _ strata: [Int32], _ labels: [String]
  ) throws(DesignError) {
    let index = RowIndex(count: units.count, span: Int(units.max() ?? 0) + 1) { Int(units[$0]) }
    var seen = [Int32](repeating: -1, count: index.distinct.count)
    for (row, unit) in index.ranks.enumerated() {
      let first = seen[Int(unit)]
      if first >= 0 && first != strata[row] {
        throw .unitInTwoStrata(
          row: row, first: labels[Int(first)], second: labels[Int(strata[row])])
      }
      seen[Int(unit)] = strata[row]
    }
  }

  private static func sizes(
    _ values: [Double], groups: [Int32], level: Level, stage: Int, label: (Int) -> String
  ) throws(DesignError) -> [Double] {
    for (row, value) in values.enumerated() {
      guard value > 0 else {
        throw .badPopulation(stage: stage, row: row, value: value)
      }
    }
    // R reads a column without any value above 1 as sampling fractions.
    let fractions = values.allSatisfy { $0 <= 1 }
    if !fractions, let row = values.firstIndex(where: { $0 < 1 }) {
      throw .fractionsAndCounts(stage: stage, row: row)
    }
    var sizes = [Double](repeating: 0, count: level.sampled.count)
    var given = sizes
    for (row, value) in values.enumerated() {
      let group = Int(groups[row])
      if given[group] != 0, given[group] != value,
        !(abs(given[group] - value) <= 1e-9 * min(given[group], value))
      {
        throw .populationVaries(stage: stage, stratum: label(group), row: row)
      }
      given[group] = value
      sizes[group] = fractions ? Double(level.sampled[group]) / value : value
    }
    for (group, size) in sizes.enumerated() {
      guard size >= Double(level.sampled[group]) * (1 - 1e-9) else {
        throw .populationBelowSample(
          stage: stage, stratum: label(group), population: size, sample: level.sampled[group])
      }
    }
    return sizes
  }
}
