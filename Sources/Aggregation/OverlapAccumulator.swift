internal import ColumnKernels

/// Sums over the persons that two waves share, one variable after the other.
struct OverlapAccumulator {
  private(set) var table = OverlapTable()
  private let links: [AggregationPlan.Link]
  private let pairOfLink: [Int32]

  /// Nil where no person is linked.
  init?(plan: AggregationPlan, cellOfRow: [Int32]) {
    guard !plan.links.isEmpty else { return nil }
    links = plan.links
    let index = KeyRanks(
      links.map { Int(cellOfRow[Int($0.before)]) << 32 | Int(cellOfRow[Int($0.after)]) })
    pairOfLink = index.ranks
    table.before = index.distinct.map { Int32($0 >> 32) }
    table.after = index.distinct.map { Int32($0 & 0xFFFF_FFFF) }
    let zeros = [Double](repeating: 0, count: index.distinct.count)
    table.persons = zeros
    table.weightsBefore = zeros
    table.weightsAfter = zeros
    table.weightProducts = zeros
    for (link, pair) in zip(links, pairOfLink.map(Int.init)) {
      let wb = plan.keys.weights[Int(link.before)]
      let wa = plan.keys.weights[Int(link.after)]
      table.persons[pair] += 1
      table.weightsBefore[pair] += wb
      table.weightsAfter[pair] += wa
      table.weightProducts[pair] += wb * wa
    }
  }

  /// The sums of one variable in each pair of cells.
  func moments(
    scores: [Double], weights: [Double], centre: Double
  ) -> [OverlapTable.Moments] {
    var sums = [OverlapTable.Moments](repeating: .init(), count: table.count)
    for index in links.indices {
      let b = Int(links[index].before)
      let a = Int(links[index].after)
      let pair = Int(pairOfLink[index])
      let yb = scores[b] - centre
      let ya = scores[a] - centre
      let wb = weights[b]
      let wa = weights[a]
      let w = wb * wa
      let hasBefore = yb == yb
      let hasAfter = ya == ya
      if hasBefore {
        sums[pair].wb += wb
        sums[pair].wbyb += wb * yb
        sums[pair].bProduct += w
        sums[pair].bProductY += w * yb
      }
      if hasAfter {
        sums[pair].wa += wa
        sums[pair].waya += wa * ya
        sums[pair].aProduct += w
        sums[pair].aProductY += w * ya
      }
      if hasBefore && hasAfter {
        sums[pair].both += 1
        sums[pair].product += w
        sums[pair].productB += w * yb
        sums[pair].productA += w * ya
        sums[pair].productBA += w * yb * ya
      }
    }
    return sums
  }

  /// Adds the sums of the next variable.
  mutating func append(_ sums: [OverlapTable.Moments]) { table.sums.append(sums) }
}
