/// Outcomes before and after in treated and other places: persons, or one row a place and period.
public struct TwoPeriodPanel: Sendable, Hashable {
  /// The names of the places.
  public var places: [String]
  /// Whether each place was treated.
  public var isTreated: [Bool]
  /// The place of each row, a position in `places`.
  public var place: [Int32]
  /// Whether each row is from after the start.
  public var isAfter: [Bool]
  /// The outcome of each row.
  public var outcome: [Double]
  /// The weight of each row, above zero; nil for ones.
  public var weights: [Double]?

  /// Makes a panel.
  public init(
    places: [String], isTreated: [Bool], place: [Int32], isAfter: [Bool], outcome: [Double],
    weights: [Double]? = nil
  ) {
    self.places = places
    self.isTreated = isTreated
    self.place = place
    self.isAfter = isAfter
    self.outcome = outcome
    self.weights = weights
  }

  /// The place of a row in words.
  func name(ofRow row: Int) -> String {
    let index = Int(place[row])
    return places.indices.contains(index) ? places[index] : "row \(row + 1)"
  }

  /// Checks what every use of the panel needs.
  func check() throws(ImpactError) {
    let counts = [
      ("places of rows", place.count), ("periods", isAfter.count),
      ("weights", weights?.count ?? outcome.count),
    ]
    for (what, count) in counts where count != outcome.count {
      throw .unequalCounts(what: what, count: count, expected: outcome.count)
    }
    guard isTreated.count == places.count else {
      throw .unequalCounts(what: "treated", count: isTreated.count, expected: places.count)
    }
    var seen: Set<String> = []
    for name in places where !seen.insert(name).inserted { throw .repeatedPlace(name) }
    guard isTreated.contains(true) else { throw .noTreated }
    guard isTreated.contains(false) else { throw .noComparison }
    for row in outcome.indices {
      guard places.indices.contains(Int(place[row])) else {
        throw .unknownPlace(number: Int(place[row]), row: row + 1)
      }
      guard outcome[row].isFinite else {
        throw .notFinite(what: "the outcome", place: name(ofRow: row))
      }
      let weight = weights?[row] ?? 1
      guard weight > 0, weight.isFinite else {
        throw .invalidWeight(weight, place: name(ofRow: row))
      }
    }
  }

  /// One mean of a place and period.
  struct PlaceMean {
    var weight = 0.0
    var sum = 0.0
    var mean: Double { sum / weight }
  }

  /// The weighted means of each place, before and after.
  func placeMeans() -> [(before: PlaceMean, after: PlaceMean)] {
    var means = [(before: PlaceMean, after: PlaceMean)](
      repeating: (PlaceMean(), PlaceMean()), count: places.count)
    for row in outcome.indices {
      let weight = weights?[row] ?? 1
      let index = Int(place[row])
      if isAfter[row] {
        means[index].after.weight += weight
        means[index].after.sum += weight * outcome[row]
      } else {
        means[index].before.weight += weight
        means[index].before.sum += weight * outcome[row]
      }
    }
    return means
  }
}
