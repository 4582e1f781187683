internal import Glibc
package import SurveyStatistics

/// What a made-up town is like.
package struct PopulationPlan: Sendable, Hashable {
  /// How many persons a unit has.
  package enum UnitSize: Sendable, Hashable {
    /// All the same.
    case equal(Int)
    /// exp of a normal number; the larger `spread`, the more unequal.
    case lognormal(meanLog: Double, spread: Double)
  }

  /// Sampling units (streets, blocks, schools) of each stratum.
  package var units: [Int]
  /// Persons of a unit.
  package var unitSize: UnitSize
  /// The share of variance between units.
  package var intraclassCorrelation: Double
  /// How far strata lie apart, in standard deviations of persons.
  package var stratumGap: Double
  /// The correlation of a person's answers in two waves.
  package var persistence: Double

  /// Makes a plan.
  package init(
    units: [Int], unitSize: UnitSize, intraclassCorrelation: Double = 0,
    stratumGap: Double = 0, persistence: Double = 0.6
  ) {
    self.units = units
    self.unitSize = unitSize
    self.intraclassCorrelation = intraclassCorrelation
    self.stratumGap = stratumGap
    self.persistence = persistence
  }
}

/// Everyone of a made-up town: a score from about 0 to 10, a yes/no answer that half of them give and
/// one that few give, before and after.
package struct SimulatedPopulation: Sendable {
  /// The variables, in the order of `values`.
  package enum Variable: Int, Sendable, CaseIterable {
    case score, half, rare

    /// What it is called in the table.
    package var label: String {
      switch self {
      case .score: "mean"
      case .half: "share"
      case .rare: "rare share"
      }
    }
    /// What is estimated of it.
    package var kind: StatisticKind { self == .score ? .mean : .share }
    /// The share of yes before.
    var share: Double { self == .half ? 0.5 : 0.06 }
  }

  /// The stratum of each person.
  package private(set) var stratum: [Int32] = []
  /// The unit of each person, numbered over all strata.
  package private(set) var unit: [Int32] = []
  /// The persons of each unit.
  package private(set) var personsOfUnit: [Range<Int>] = []
  /// The units of each stratum.
  package private(set) var unitsOfStratum: [Range<Int>] = []
  /// Variable × wave × person.
  package private(set) var values: [[[Double]]] = []

  /// How many persons there are.
  package var count: Int { stratum.count }

  /// Makes a town.
  ///
  /// - Parameters:
  ///   - plan: What it is like.
  ///   - changes: How much each variable rises, by `Variable`; shares rise by whole persons.
  ///   - random: Where chance comes from. The same stream makes the same town, but for the changes.
  package init(_ plan: PopulationPlan, changes: [Double], random: SeededRandom) {
    var random = random
    var unitEffects: [[Double]] = [[], []]
    for (number, units) in plan.units.enumerated() {
      let firstUnit = personsOfUnit.count
      for _ in 0..<units {
        let size =
          switch plan.unitSize {
          case .equal(let size): size
          case .lognormal(let mean, let spread):
            max(2, Int(exp(mean + spread * random.normal()).rounded()))
          }
        let first = count
        stratum += [Int32](repeating: Int32(number), count: size)
        unit += [Int32](repeating: Int32(personsOfUnit.count), count: size)
        personsOfUnit.append(first..<count)
        let before = random.normal()
        unitEffects[0].append(before)
        unitEffects[1].append(0.8 * before + 0.6 * random.normal())
      }
      unitsOfStratum.append(firstUnit..<personsOfUnit.count)
    }
    let between = plan.intraclassCorrelation.squareRoot()
    let within = (1 - plan.intraclassCorrelation).squareRoot()
    let rest = (1 - plan.persistence * plan.persistence).squareRoot()
    var leanings: [[Double]] = [[], []]
    for person in 0..<count {
      let before = random.normal()
      let persons = [before, plan.persistence * before + rest * random.normal()]
      let gap = plan.stratumGap * Double(stratum[person])
      for wave in 0...1 {
        leanings[wave].append(
          gap + between * unitEffects[wave][Int(unit[person])] + within * persons[wave])
      }
    }
    values = Variable.allCases.map { variable in
      let change = variable.rawValue < changes.count ? changes[variable.rawValue] : 0
      return variable == .score
        ? Self.scores(leanings, change: change)
        : Self.answers(leanings, share: variable.share, change: change)
    }
  }

  /// The population's value in a wave.
  package func truth(_ variable: Variable, wave: Int) -> Double {
    values[variable.rawValue][wave].reduce(0, +) / Double(count)
  }

  /// The population's change.
  package func change(_ variable: Variable) -> Double {
    let change = truth(variable, wave: 1) - truth(variable, wave: 0)
    return abs(change) < 1e-12 ? 0 : change
  }

  /// Whole scores before; those after are shifted so that the means differ by the change.
  private static func scores(_ leanings: [[Double]], change: Double) -> [[Double]] {
    var scores = leanings.map { wave in
      wave.map { min(10, max(0, (5 + 2 * $0).rounded())) }
    }
    let n = Double(leanings[0].count)
    let shift = change + (scores[0].reduce(0, +) - scores[1].reduce(0, +)) / n
    for person in scores[1].indices { scores[1][person] += shift }
    return scores
  }

  /// Yes for those who lean that way most: as many before as the share says, after with the change.
  private static func answers(
    _ leanings: [[Double]], share: Double, change: Double
  ) -> [[Double]] {
    let n = Double(leanings[0].count)
    let before = (n * share).rounded()
    let counts = [before, before + (n * change).rounded()]
    return zip(leanings, counts).map { wave, count in
      var answers = [Double](repeating: 0, count: wave.count)
      let order = wave.indices.sorted { (wave[$0], $0) > (wave[$1], $1) }
      for person in order.prefix(max(0, Int(count))) { answers[person] = 1 }
      return answers
    }
  }
}
