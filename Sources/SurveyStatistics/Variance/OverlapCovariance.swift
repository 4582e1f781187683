internal import Aggregation

/// How many persons two strata (one of each wave) share.
struct StratumOverlap: Sendable {
  /// The pair of strata of each pair of cells.
  var pairOfCells: [Int32] = []
  /// The stratum before and after of each pair of strata.
  var before: [Int] = [], after: [Int] = []
  /// Shared persons of each pair of strata.
  var persons: [Double] = []
  /// For each pair of strata, the persons that its stratum before shares with the whole wave after.
  var personsOfBefore: [Double] = []
  /// The first pair of strata of each stratum before, and one more for the end.
  var starts: [Int] = []
  /// Pairs of cells in order of the cell after.
  var byAfter: [Int] = []

  init(_ overlap: OverlapTable, cells: CellTable, strata: Int) {
    let index = RowIndex(
      (0..<overlap.count).map {
        Int(cells.units[Int(overlap.before[$0])]) << 32
          | Int(cells.units[Int(overlap.after[$0])])
      })
    pairOfCells = index.ranks
    before = index.distinct.map { $0 >> 32 }
    after = index.distinct.map { $0 & 0xFFFF_FFFF }
    persons = [Double](repeating: 0, count: index.distinct.count)
    var waves = [Int](repeating: 0, count: index.distinct.count)
    for (pair, stratumPair) in pairOfCells.enumerated() {
      persons[Int(stratumPair)] += overlap.persons[pair]
      waves[Int(stratumPair)] = Int(cells.waves[Int(overlap.after[pair])])
    }
    let moves = RowIndex(before.indices.map { before[$0] << 8 | waves[$0] })
    var totals = [Double](repeating: 0, count: moves.distinct.count)
    for (pair, move) in moves.ranks.enumerated() { totals[Int(move)] += persons[pair] }
    personsOfBefore = moves.ranks.map { totals[Int($0)] }
    starts = [Int](repeating: 0, count: strata + 1)
    for stratum in before { starts[stratum + 1] += 1 }
    for stratum in 0..<strata { starts[stratum + 1] += starts[stratum] }
    byAfter = (0..<overlap.count).sorted {
      (overlap.after[$0], $0) < (overlap.after[$1], $1)
    }
  }
}

/// The pairs of strata that begin in some strata, numbered one after the other.
private struct StratumPlaces {
  /// The pairs.
  var pairs: [Int] = []
  private var base: [Int]

  init(_ touched: [Int], in strata: StratumOverlap) {
    base = [Int](repeating: -1, count: strata.starts.count)
    for stratum in touched where base[stratum] < 0 {
      base[stratum] = pairs.count
      pairs += strata.starts[stratum]..<strata.starts[stratum + 1]
    }
  }

  /// The number of a pair, or nil where its stratum before is not one of them.
  subscript(pair: Int, strata: StratumOverlap) -> Int? {
    let stratum = strata.before[pair]
    return base[stratum] < 0 ? nil : base[stratum] + pair - strata.starts[stratum]
  }
}

extension SurveyEstimator {
  /// Persons who answered in both.
  func personsInBoth(_ first: Linearisation, _ second: Linearisation) -> Double {
    guard let overlap = cells.overlap else { return 0 }
    var count = 0.0
    // Links run from the earlier to the later wave, whichever comes first here.
    for (from, into) in [(first.cells, second.cells), (second.cells, first.cells)] {
      for pair in pairs(of: overlap, from: from)
      where into.contains(Int(overlap.after[pair])) {
        count += overlap.moments(first.variable, pair: pair).both
      }
    }
    return count
  }

  /// The covariance of two waves' statistics that share persons.
  ///
  /// Each wave's influences are centred in its own stratum. For a simple sample of n_b and n_a
  /// persons with n_c in both, this is (n_c/(n_b·n_a) − 1/N)·S_ba with the unbiased
  /// S_ba = Σ_c (y_b − ȳ_b)(y_a − ȳ_a) / (n_c·(1 − 1/n_b − 1/n_a + n_c/(n_b·n_a))); without finite
  /// population correction the 1/N goes (Tam 1984; Berger and Priam 2016). With the same persons
  /// in both waves it equals the covariance of the paired design.
  func overlapCovariance(
    _ first: Linearisation, _ second: Linearisation, contributions: [Contribution],
    usesPopulation: Bool
  ) -> Double {
    guard let overlap = cells.overlap, let strata = stratumOverlap else { return 0 }
    let level = design.index.levels[0]
    var firstSums = [Double](repeating: 0, count: design.index.unitCount)
    var secondSums = firstSums
    for part in contributions {
      firstSums[Int(part.unit)] += part.first
      secondSums[Int(part.unit)] += part.second
    }
    // Strata that the first statistic does not touch add nothing, whatever the second does there.
    var touched: [Int] = []
    for part in contributions where part.firstSquared != 0 || part.first != 0 {
      touched.append(Int(part.unit))
    }
    let places = StratumPlaces(touched, in: strata)
    let shared = sharedSums(first, second, overlap: overlap, strata: strata, places: places)
    var covariance = 0.0
    for (place, pair) in places.pairs.enumerated() {
      let b = strata.before[pair]
      let a = strata.after[pair]
      let nb = Double(level.sampled[b])
      let na = Double(level.sampled[a])
      let nc = strata.persons[pair]
      let unbiased = 1 - 1 / nb - 1 / na + nc / (nb * na)
      guard nb > 1, na > 1, unbiased > 0 else { continue }
      let meanB = firstSums[b] / nb
      let meanA = secondSums[a] / na
      if meanB == 0, meanA == 0, shared[place].product == 0 { continue }
      let centred =
        shared[place].product - meanA * shared[place].before - meanB * shared[place].after
        + nc * meanB * meanA
      var finite = 1.0
      if usesPopulation, let population = level.population {
        finite = 1 - nb * na / (population[a] * strata.personsOfBefore[pair])
      }
      covariance += finite * centred / unbiased
    }
    return covariance
  }

  private typealias Shared = (product: Double, before: Double, after: Double)

  /// Σz_b·z_a, Σz_b and Σz_a over the shared persons of each pair of strata.
  private func sharedSums(
    _ first: Linearisation, _ second: Linearisation, overlap: OverlapTable,
    strata: StratumOverlap, places: StratumPlaces
  ) -> [Shared] {
    var shared = [Shared](repeating: (0, 0, 0), count: places.pairs.count)
    let calibrated = design.fit != nil
    let fitted1 = calibrated ? residuals(first).fitted : []
    let fitted2 = calibrated ? residuals(second).fitted : []
    func constant(_ fitted: [Double], _ cell: Int) -> Double {
      let calibration = Int(cells.calibrationCells[cell])
      return calibrated && calibration >= 0 ? -fitted[calibration] : 0
    }
    let from = calibrated ? Array(0..<overlap.count) : pairs(of: overlap, from: first.cells)
    for pair in from {
      let b = Int(overlap.before[pair])
      let a = Int(overlap.after[pair])
      let m = overlap.moments(first.variable, pair: pair)
      let n = overlap.moments(second.variable, pair: pair)
      guard let at = places[Int(strata.pairOfCells[pair]), strata] else { continue }
      let gb = factor(ofCell: b)
      let g = gb * factor(ofCell: a)
      let constantB = constant(fitted1, b)
      let constantA = constant(fitted2, a)
      let inFirst = first.cells.contains(b)
      let inSecond = second.cells.contains(a)
      let slopeB = inFirst ? first.slope : 0
      let slopeA = inSecond ? second.slope : 0
      shared[at].before +=
        gb * (slopeB * (m.wbyb - first.shift * m.wb) + constantB * overlap.weightsBefore[pair])
      // Only one variable is compared with itself over time, so m and n are of the same variable.
      let both =
        m.productBA - first.shift * m.productA - second.shift * m.productB
        + first.shift * second.shift * m.product
      shared[at].product +=
        g
        * (slopeB * slopeA * both
          + constantA * slopeB * (m.bProductY - first.shift * m.bProduct)
          + constantB * slopeA * (n.aProductY - second.shift * n.aProduct)
          + constantB * constantA * overlap.weightProducts[pair])
    }
    let into = calibrated ? Array(0..<overlap.count) : pairsInto(overlap, strata, second.cells)
    for pair in into {
      let a = Int(overlap.after[pair])
      let n = overlap.moments(second.variable, pair: pair)
      let slopeA = second.cells.contains(a) ? second.slope : 0
      guard let at = places[Int(strata.pairOfCells[pair]), strata] else { continue }
      shared[at].after +=
        factor(ofCell: a)
        * (slopeA * (n.waya - second.shift * n.wa)
          + constant(fitted2, a) * overlap.weightsAfter[pair])
    }
    return shared
  }

  /// The pairs whose cell before is in a range; pairs are in order of it.
  private func pairs(of overlap: OverlapTable, from range: Range<Int>) -> [Int] {
    var low = 0
    var high = overlap.count
    while low < high {
      let middle = (low + high) / 2
      if Int(overlap.before[middle]) < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < overlap.count, Int(overlap.before[end]) < range.upperBound { end += 1 }
    return Array(low..<end)
  }

  private func pairsInto(
    _ overlap: OverlapTable, _ strata: StratumOverlap, _ range: Range<Int>
  ) -> [Int] {
    var low = 0
    var high = strata.byAfter.count
    while low < high {
      let middle = (low + high) / 2
      if Int(overlap.after[strata.byAfter[middle]]) < range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var end = low
    while end < strata.byAfter.count,
      Int(overlap.after[strata.byAfter[end]]) < range.upperBound
    {
      end += 1
    }
    return Array(strata.byAfter[low..<end])
  }
}
