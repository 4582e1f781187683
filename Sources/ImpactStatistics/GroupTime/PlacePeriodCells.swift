/// The weighted sums of each place and period, which is all that the estimators need.
///
/// A place counts as one: whatever happens to its rows together, such as a bad sampling day, moves
/// them together. So influences are of places.
struct PlacePeriodCells {
  /// The periods, ascending.
  let periods: [Int]
  /// The positions of the places that take part in the panel's list.
  let kept: [Int]
  /// The first treated period of each kept place; nil for never in these periods.
  let groups: [Int?]
  /// Sum of weights, and of weights times outcomes: kept place × period, place by place.
  let weights: [Double]
  let sums: [Double]
  /// Places left out for a missing period.
  let leftOut: [String]

  init(_ panel: StaggeredPanel, missing: MissingPeriodPolicy) throws(ImpactError) {
    try panel.check()
    guard panel.firstTreated.contains(where: { $0 != nil }) else { throw .noTreated }
    let periods = Set(panel.period).sorted()
    guard periods.count > 1 else { throw .onePeriod }
    var column: [Int: Int] = [:]
    for (index, period) in periods.enumerated() { column[period] = index }
    var weights = [Double](repeating: 0, count: panel.places.count * periods.count)
    var sums = weights
    for row in panel.outcome.indices {
      guard let period = column[panel.period[row]] else { continue }
      let cell = Int(panel.place[row]) * periods.count + period
      let weight = panel.weights?[row] ?? 1
      weights[cell] += weight
      sums[cell] += weight * panel.outcome[row]
    }
    var kept: [Int] = []
    var leftOut: [String] = []
    for place in panel.places.indices {
      let cells = place * periods.count..<(place + 1) * periods.count
      guard let gap = cells.first(where: { weights[$0] == 0 }) else {
        kept.append(place)
        continue
      }
      let period = periods[gap - cells.lowerBound]
      if missing == .fail {
        throw .emptyCell(group: panel.places[place], period: "\(period)")
      }
      leftOut.append(panel.places[place])
    }
    self.periods = periods
    self.kept = kept
    self.leftOut = leftOut
    // A start after the last period is none in these data.
    let last = periods[periods.count - 1]
    groups = kept.map { place in panel.firstTreated[place].flatMap { $0 > last ? nil : $0 } }
    self.weights = kept.flatMap { place in
      weights[place * periods.count..<(place + 1) * periods.count]
    }
    self.sums = kept.flatMap { place in
      sums[place * periods.count..<(place + 1) * periods.count]
    }
    guard sums.allSatisfy(\.isFinite), weights.allSatisfy(\.isFinite) else {
      throw .outOfRange(what: "outcome")
    }
  }

  var placeCount: Int { kept.count }

  /// The size of the largest mean of a place and period.
  var scale: Double {
    zip(sums, weights).reduce(0) { max($0, ($1.0 / $1.1).magnitude) }
  }

  /// The weight of a place over all periods, by which groups count in an average.
  func mass(_ place: Int) -> Double {
    weights[place * periods.count..<(place + 1) * periods.count].reduce(0, +)
  }

  /// The weighted mean of some places in a period, and how it moves when a place counts more.
  func mean(_ members: [Int], _ period: Int) -> (value: Double, influences: [Double]) {
    var weight = 0.0
    var sum = 0.0
    for place in members {
      weight += weights[place * periods.count + period]
      sum += sums[place * periods.count + period]
    }
    let mean = sum / weight
    let influences = members.map { place in
      let cell = place * periods.count + period
      return (sums[cell] - weights[cell] * mean) / weight
    }
    return (mean, influences)
  }
}

extension StaggeredPanel {
  /// Checks what every use of the panel needs.
  func check() throws(ImpactError) {
    let counts = [
      ("places of rows", place.count), ("periods", period.count),
      ("weights", weights?.count ?? outcome.count),
    ]
    for (what, count) in counts where count != outcome.count {
      throw .unequalCounts(what: what, count: count, expected: outcome.count)
    }
    guard firstTreated.count == places.count else {
      throw .unequalCounts(
        what: "first treated periods", count: firstTreated.count, expected: places.count)
    }
    var seen: Set<String> = []
    for name in places where !seen.insert(name).inserted { throw .repeatedPlace(name) }
    for row in outcome.indices {
      guard places.indices.contains(Int(place[row])) else {
        throw .unknownPlace(number: Int(place[row]), row: row + 1)
      }
      let name = places[Int(place[row])]
      guard outcome[row].isFinite else { throw .notFinite(what: "the outcome", place: name) }
      let weight = weights?[row] ?? 1
      guard weight > 0, weight.isFinite else { throw .invalidWeight(weight, place: name) }
    }
  }
}
