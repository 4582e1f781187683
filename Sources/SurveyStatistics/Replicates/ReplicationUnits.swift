internal import Aggregation

/// The units that replicates leave out or draw: first-stage units, rows or persons, by stratum.
struct ReplicationUnits: Sendable {
  /// What a unit is.
  let kind: ReplicateDesign.UnitKind
  /// The unit of each row; units of one stratum are neighbours.
  let unitOfRow: [Int32]
  /// The units of each stratum.
  let unitsOfStratum: [Range<Int>]
  /// All units of each stratum; infinite where there is no bound.
  let population: [Double]
  /// What the strata are called.
  let labels: [String]
  /// The unit of each finest unit of the design; empty where rows or persons are the units.
  let unitOfFinestUnit: [Int32]

  var count: Int { unitsOfStratum.last?.upperBound ?? 0 }

  /// The units of a design.
  ///
  /// Linked persons are units of their first row's stratum in both waves, so that a person is left
  /// out or drawn with all answers.
  init(_ design: SurveyDesign) {
    let index = design.index
    let level = index.levels[0]
    let strata: [Int32]
    if index.rowsAreUnits {
      let linked = design.relation == .linked
      kind = linked ? .persons : .rows
      let members = linked ? Self.persons(design) : (0..<Int32(design.rowCount)).map { $0 }
      let rows = (0..<design.rowCount).map { row in
        let first = Int(members[row])
        let stratum = Int(index.unitOfRow[first])
        return linked ? Int(index.declaredStratum[stratum]) : stratum
      }
      let found = RowIndex((0..<design.rowCount).map { rows[$0] << 32 | Int(members[$0]) })
      unitOfRow = found.ranks
      strata = found.distinct.map { Int32($0 >> 32) }
      unitOfFinestUnit = []
      labels = linked ? design.strataLabels : index.stratumLabels
      var sizes = [Double](repeating: 0, count: labels.count)
      for stratum in level.sampled.indices {
        let place = linked ? Int(index.declaredStratum[stratum]) : stratum
        sizes[place] = max(sizes[place], level.population?[stratum] ?? .infinity)
      }
      population = sizes
    } else {
      kind = .primaryUnits
      unitOfFinestUnit = index.path[0]
      unitOfRow = index.unitOfRow.map { index.path[0][Int($0)] }
      strata = level.groupOfUnit
      labels = index.stratumLabels
      population = level.population ?? [Double](repeating: .infinity, count: labels.count)
    }
    var ranges = [Range<Int>](repeating: 0..<0, count: labels.count)
    var start = 0
    while start < strata.count {
      var end = start
      while end < strata.count, strata[end] == strata[start] { end += 1 }
      ranges[Int(strata[start])] = start..<end
      start = end
    }
    // Strata without rows (a label that is not used) have no units: their place is where the units
    // before them end, so that ranges stay in order.
    var last = 0
    for stratum in ranges.indices {
      if ranges[stratum].isEmpty { ranges[stratum] = last..<last }
      last = ranges[stratum].upperBound
    }
    unitsOfStratum = ranges
  }

  /// 1 − n/N of a stratum.
  func unsampled(_ stratum: Int) -> Double {
    let size = population[stratum]
    guard size.isFinite else { return 1 }
    return max(0, 1 - Double(unitsOfStratum[stratum].count) / size)
  }

  /// The stratum of each unit.
  var stratumOfUnit: [Int32] {
    var strata = [Int32](repeating: 0, count: count)
    for (stratum, units) in unitsOfStratum.enumerated() {
      for unit in units { strata[unit] = Int32(stratum) }
    }
    return strata
  }

  /// The first row of the person of each row; a row of nobody known stands for itself.
  private static func persons(_ design: SurveyDesign) -> [Int32] {
    let index = RowIndex(
      design.persons.enumerated().map { row, person in
        person >= 0 ? Int(person) : Int(Int32.max) + 1 + row
      })
    var first = [Int32](repeating: -1, count: index.distinct.count)
    return index.ranks.enumerated().map { row, person in
      if first[Int(person)] < 0 { first[Int(person)] = Int32(row) }
      return first[Int(person)]
    }
  }
}
