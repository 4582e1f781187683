internal import Aggregation

/// Strata and stages in which each unit taken with certainty is a stratum of its own.
///
/// A self-representing unit has no sampling variance between units: what varies is the sample within
/// it, so its units of the next stage take the place of the first stage (Wolter 2007, section 1.4).
/// A row that is such a unit itself adds nothing. R has no word for it; its users recode strata and
/// ids in the same way.
struct CertaintyUnits {
  private(set) var strata: [Int32]
  private(set) var labels: [String]
  private(set) var stages: [SurveyDesign.Stage]

  /// Recodes strata and stages; `isCertain` tells of the first-stage unit of each row.
  init(
    _ isCertain: [Bool], strata: [Int32], labels: [String], stages: [SurveyDesign.Stage]
  ) throws(DesignError) {
    self.strata = strata
    self.labels = labels
    self.stages = stages
    guard let units = stages.first?.units else {
      ownStrata(ofRows: isCertain)
      return
    }
    try ownStrata(ofUnits: units, isCertain)
    try shiftStages(isCertain)
  }

  /// Each certain row is a stratum of one unit of one.
  private mutating func ownStrata(ofRows isCertain: [Bool]) {
    let given = stages.first?.population
    var population = given ?? [Double](repeating: .infinity, count: strata.count)
    for (row, certain) in isCertain.enumerated() where certain {
      labels.append("\(labels[Int(strata[row])]), row \(row + 1)")
      strata[row] = Int32(labels.count - 1)
      population[row] = 1
    }
    stages = [.init(population: population)]
  }

  private mutating func ownStrata(
    ofUnits units: [Int32], _ isCertain: [Bool]
  ) throws(DesignError) {
    let index = RowIndex(units.indices.map { Int(strata[$0]) << 32 | Int(units[$0]) })
    var first = [Int](repeating: -1, count: index.distinct.count)
    var stratum = [Int32](repeating: -1, count: index.distinct.count)
    for row in units.indices {
      let unit = Int(index.ranks[row])
      if first[unit] < 0 {
        first[unit] = row
        if isCertain[row] {
          labels.append("\(labels[Int(strata[row])]), unit \(units[row])")
          stratum[unit] = Int32(labels.count - 1)
        }
      } else if isCertain[first[unit]] != isCertain[row] {
        throw .certaintyVaries(row: row, stratum: labels[index.distinct[unit] >> 32])
      }
    }
    for row in units.indices where isCertain[row] { strata[row] = stratum[Int(index.ranks[row])] }
  }

  /// Moves the stages of certain rows up by one; the last is then a single unit of one.
  private mutating func shiftStages(_ isCertain: [Bool]) throws(DesignError) {
    let old = stages
    let rows = isCertain.indices
    let last = old.count - 1
    for (number, stage) in old.enumerated() {
      let next = number < last ? old[number + 1] : nil
      stages[number].units = rows.map { row in
        guard isCertain[row] else { return stage.units?[row] ?? Int32(row) }
        guard let next else { return last == 0 ? Int32(row) : 0 }
        return next.units?[row] ?? Int32(row)
      }
      if number == 0, stage.population != nil || next?.population != nil {
        // Without a size a stage is unbounded; among fractions that is one of next to nothing.
        let known = [stage.population, next?.population].compactMap { $0 }
        let isFraction = known.allSatisfy { $0.allSatisfy { $0 <= 1 } }
        let unbounded = isFraction ? Double.leastNormalMagnitude : .infinity
        stages[0].population = rows.map { row in
          (isCertain[row] ? next?.population?[row] : stage.population?[row]) ?? unbounded
        }
      } else if number > 0 {
        guard next == nil || (next?.population == nil) == (stage.population == nil) else {
          throw .certaintyWithoutPopulation(stage: number + 2)
        }
        stages[number].population = stage.population.map { population in
          rows.map { row in isCertain[row] ? next?.population?[row] ?? 1 : population[row] }
        }
      }
    }
  }
}
