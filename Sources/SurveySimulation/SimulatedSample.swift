internal import Aggregation
internal import SurveyStatistics
internal import Tabular

/// The rows of both waves of one draw.
struct SimulatedSample {
  private var persons: [Int] = []
  private var waves: [UInt8] = []
  private var weights: [Double] = []
  private var populations: [Double] = []
  private var units: [Int32] = []
  private var strata: [Int32] = []

  /// Draws a sample.
  init(
    _ design: SimulationDesign, from town: SimulatedPopulation, random: inout SeededRandom
  ) {
    switch design.sampling {
    case .persons(let count, let overlap):
      let kept = Int((overlap * Double(count)).rounded())
      let order = random.sample(2 * count - kept, of: 0..<town.count)
      let size = Double(town.count)
      add(order.prefix(count), wave: 0, weight: size / Double(count), population: size)
      // Without overlap the second sample is drawn from everybody, whoever was in the first.
      let second =
        kept == 0
        ? random.sample(count, of: 0..<town.count)
        : Array(order.prefix(kept) + order[count...])
      add(
        second[...], wave: 1, weight: size / Double(second.count), population: size)
    case .strata(let counts):
      for (stratum, count) in counts.enumerated() {
        let range = town.unitsOfStratum[stratum]
        guard let first = range.first, let last = range.last else { continue }
        let members =
          town.personsOfUnit[first].lowerBound..<town.personsOfUnit[last].upperBound
        let size = Double(members.count)
        for wave in UInt8(0)...1 {
          add(
            random.sample(count, of: members)[...], wave: wave, weight: size / Double(count),
            population: size, stratum: Int32(stratum))
        }
      }
    case .units(let counts, let share):
      for (stratum, count) in counts.enumerated() {
        let all = town.unitsOfStratum[stratum]
        for unit in random.sample(count, of: all) {
          let members = town.personsOfUnit[unit]
          let asked = max(1, Int((share * Double(members.count)).rounded()))
          let weight =
            Double(all.count) / Double(count) * Double(members.count) / Double(asked)
          for wave in UInt8(0)...1 {
            let people = asked == members.count ? Array(members) : random.sample(asked, of: members)
            add(
              people[...], wave: wave, weight: weight, population: Double(all.count),
              stratum: Int32(stratum), unit: Int32(unit))
          }
        }
      }
    }
  }

  private mutating func add(
    _ people: ArraySlice<Int>, wave: UInt8, weight: Double, population: Double,
    stratum: Int32 = 0, unit: Int32 = -1
  ) {
    persons += people
    waves += [UInt8](repeating: wave, count: people.count)
    weights += [Double](repeating: weight, count: people.count)
    populations += [Double](repeating: population, count: people.count)
    strata += [Int32](repeating: stratum, count: people.count)
    units += [Int32](repeating: unit, count: people.count)
  }

  /// The estimator of these rows.
  func estimator(
    _ simulated: SimulationDesign, town: SimulatedPopulation
  ) throws -> SurveyEstimator {
    var table = Table()
    for variable in SimulatedPopulation.Variable.allCases {
      let values = town.values[variable.rawValue]
      table.set(
        variable.label,
        .real(RealColumn(values: zip(persons, waves).map { values[Int($1)][$0] })))
    }
    var units: [Int32]?
    var populations: [Double]? = self.populations
    if case .units(_, let share) = simulated.sampling {
      units = self.units
      // Where only some of a unit are asked, the correction of the first stage alone would take the
      // error of the second for none; it is left out, as survey files mostly must.
      if share < 1 { populations = nil }
    }
    let design = try SurveyDesign(
      rowCount: persons.count, weights: weights, strata: strata,
      stages: [.init(units: units, population: populations)], waves: waves,
      relation: simulated.relation,
      persons: simulated.relation == .linked ? persons.map { Int32($0) } : [],
      fpcForChange: simulated.fpcForChange)
    return try SurveyEstimator(
      table: table, design: design,
      request: .wholeSample(
        variables: SimulatedPopulation.Variable.allCases.map {
          DerivedVariable(name: $0.label, parts: [.real(column: $0.label)])
        }, rowCount: persons.count),
      degreesOfFreedom: simulated.degreesOfFreedom)
  }
}
