extension ReplicationPlan {
  /// Draws a bootstrap of units.
  ///
  /// Each stratum has a stream of the seed of its own and is drawn replicate after replicate, so
  /// that fewer replicates of a seed are the first of more.
  static func bootstrap(
    _ units: ReplicationUnits, _ kind: ReplicationMethod.Bootstrap, replicates: Int, seed: UInt64,
    policy: SingletonPolicy
  ) throws(ReplicateError) -> ReplicationPlan {
    guard replicates > 1 else { throw .tooFewReplicates(replicates) }
    guard DenseFactors.fits(units: units.count, replicates: replicates) else {
      throw .tooLarge(units: units.count, replicates: replicates)
    }
    var factors = DenseFactors(unitCount: units.count, replicateCount: replicates)
    var inverses = 0.0
    var strata = 0.0
    for (stratum, members) in units.unitsOfStratum.enumerated() where !members.isEmpty {
      strata += 1
      inverses += 1 / Double(members.count)
      if members.count == 1 {
        guard policy != .fail || units.unsampled(stratum) <= 1e-7 else {
          throw .singleUnit(stratum: units.labels[stratum])
        }
        for replicate in 0..<replicates { factors[members.lowerBound, replicate] = 1 }
        continue
      }
      var generator = SeededGenerator(seed: seed, stream: UInt64(stratum))
      switch kind {
      case .cantyDavison:
        try cantyDavison(units, stratum, into: &factors, &generator)
      case .subbootstrap:
        let n = Double(members.count)
        draw(members.count - 1, of: members, step: n / (n - 1), into: &factors, &generator)
      case .raoWu(let draws):
        try raoWu(units, stratum, draws: draws, into: &factors, &generator)
      }
    }
    var scale = 1 / Double(replicates - 1)
    if kind == .cantyDavison {
      let n = strata / inverses
      guard n > 1 else { throw .onlySingleUnits }
      scale *= n / (n - 1)
    }
    return ReplicationPlan(
      factors: .dense(factors), scale: scale,
      replicateScales: [Double](repeating: 1, count: replicates))
  }

  /// Adds `step` to the factor of each unit drawn, with replacement.
  private static func draw(
    _ draws: Int, of members: Range<Int>, step: Double, into factors: inout DenseFactors,
    _ generator: inout SeededGenerator
  ) {
    for replicate in 0..<factors.replicateCount {
      for _ in 0..<draws {
        factors[members.lowerBound + generator.below(members.count), replicate] += step
      }
    }
  }

  private static func cantyDavison(
    _ units: ReplicationUnits, _ stratum: Int, into factors: inout DenseFactors,
    _ generator: inout SeededGenerator
  ) throws(ReplicateError) {
    let members = units.unitsOfStratum[stratum]
    let n = members.count
    let population = units.population[stratum]
    // Beyond that, draws with and without replacement are the same.
    guard population < 1e12 else {
      draw(n, of: members, step: 1, into: &factors, &generator)
      return
    }
    let size = Int(population.rounded())
    guard abs(population - population.rounded()) <= 1e-6 * population else {
      throw .fractionalPopulation(stratum: units.labels[stratum], population: population)
    }
    // Each unit is copied as often as it fits into the population; the rest of the population is
    // filled by units drawn without replacement, anew in each replicate.
    let copies = size / n
    let rest = size % n
    var order = Array(members)
    var left = [Int](repeating: 0, count: n)
    for replicate in 0..<factors.replicateCount {
      for place in order.indices { order[place] = place }
      for place in left.indices { left[place] = copies }
      for place in 0..<rest {
        order.swapAt(place, place + generator.below(n - place))
        left[order[place]] += 1
      }
      // n of the copies without replacement.
      var remaining = size
      for _ in 0..<n {
        var number = generator.below(remaining)
        var place = 0
        while number >= left[place] {
          number -= left[place]
          place += 1
        }
        left[place] -= 1
        remaining -= 1
        factors[members.lowerBound + place, replicate] += 1
      }
    }
  }

  private static func raoWu(
    _ units: ReplicationUnits, _ stratum: Int, draws: Int?, into factors: inout DenseFactors,
    _ generator: inout SeededGenerator
  ) throws(ReplicateError) {
    let members = units.unitsOfStratum[stratum]
    let n = Double(members.count)
    let drawn = draws ?? members.count - 1
    guard (1..<members.count).contains(drawn) else {
      throw .tooManyDraws(stratum: units.labels[stratum], draws: drawn, units: members.count)
    }
    let m = Double(drawn)
    let spread = (m * units.unsampled(stratum) / (n - 1)).squareRoot()
    for unit in members {
      for replicate in 0..<factors.replicateCount { factors[unit, replicate] = 1 - spread }
    }
    draw(drawn, of: members, step: spread * n / m, into: &factors, &generator)
  }
}
