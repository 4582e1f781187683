internal import HypothesisTests

/// Tests the difference in mean changes of treated and other places by exchanging the places.
///
/// The statistic is the difference over its standard error (Welch's; the pooled one where a group is
/// a single place). Dividing by the standard error keeps the test right when the groups differ in
/// spread and not in mean (Wu and Ding 2021; for few treated clusters MacKinnon and Webb 2020). All
/// n over k assignments are compared; above `maximumAssignments` so many are drawn, and p is
/// (1 + extreme)/(1 + draws) (Phipson and Smyth 2010).
///
/// The interval is the range of effects that the same test does not reject when they are taken off
/// the treated places. Its ends are exact: the statistics of an assignment and of the one that was
/// cross where a polynomial of fourth degree is zero.
///
/// - Parameters:
///   - places: One change a place.
///   - maximumAssignments: Up to how many assignments all are compared.
///   - draws: How many are drawn otherwise.
///   - seed: Where the draws start.
///   - level: The confidence level of the interval.
/// - Complexity: O(*assignments* · *places*).
/// - Returns: The difference, its p-value and interval, and the cautions to print beside them.
/// - Throws: `ImpactError` where nobody or everybody was treated, for fewer than three places, values
///   that are not finite, weights that are not above zero, and changes that are all the same.
public func testByRandomisation(
  _ places: [PlaceChange], maximumAssignments: Int = 100_000, draws: Int = 9_999,
  seed: UInt64 = 1, level: Double = 0.95
) throws(ImpactError) -> RandomisationTest {
  let treated = try check(places, draws: draws, level: level)
  let count = places.count
  let isTreated = places.map(\.isTreated)
  let treatment = isTreated.map { $0 ? 1.0 : 0 }
  let form = StudentisedDifference(weights: places.map(\.weight), treated: treated)
  let changes = places.map(\.change)
  let observed = form.moments(changes, treatment, isTreated: isTreated)
  let value = observed.difference.0
  let largest = changes.reduce(0) { max($0, $1.magnitude) }
  let standardError = observed.variance.0.squareRoot()
  guard value.isFinite, standardError.isFinite, largest < 1e150 else {
    throw .outOfRange(what: "changes")
  }
  // A spread that is only rounding is none.
  let hasSpread = standardError > 1e-12 * largest

  let possible = TreatmentAssignments(places: count, treated: treated)
  var comparison = AssignmentComparison(
    form: form, changes: changes, treatment: treatment, treatedCount: treated, value: value,
    standardError: hasSpread ? standardError : 0, scale: largest)
  let assignments: RandomisationTest.Assignments
  if possible.count <= Double(maximumAssignments) {
    possible.forEach { comparison.compare($0) }
    assignments = .all(Int(possible.count))
  } else {
    var generator = SeededGenerator(seed: seed)
    comparison.compare(isTreated.indices.filter { isTreated[$0] })
    for _ in 0..<draws { comparison.compare(possible.draw(using: &generator)) }
    assignments = .drawn(draws, seed: seed, of: possible.count)
  }
  let compared = Double(assignments.compared)
  let ways = treated * 2 == count ? 2 : 1
  let smallest: Double
  if case .all = assignments {
    smallest = Double(ways) / possible.count
  } else {
    smallest = 1 / compared
  }

  var result = RandomisationTest(
    value: value, standardError: hasSpread ? standardError : 0,
    statistic: hasSpread ? value / standardError : (value < 0 ? -.infinity : .infinity),
    p: Double(comparison.extreme) / compared, extremeCount: comparison.extreme,
    smallestP: smallest, assignments: assignments, treatedCount: treated, placeCount: count,
    cautions: [.placesWereChosen])
  if !hasSpread {
    result.noInterval = .noSpreadWithinGroups
  } else if let range = comparison.notRejected(above: (1 - level) * (1 + 1e-12)) {
    result.interval = ConfidenceInterval(
      low: value + standardError * range.low, high: value + standardError * range.high,
      level: level)
  } else {
    result.noInterval = .everyEffectPossible(smallestP: smallest, level: level)
  }
  if min(treated, count - treated) < fewestPlacesOfManyClusters {
    result.cautions.append(.fewTreated(treated: treated, places: count))
  }
  if treated == 1 { result.cautions.append(.singlePlace(group: "treated places")) }
  if count - treated == 1 { result.cautions.append(.singlePlace(group: "other places")) }
  switch assignments {
  case .all:
    result.cautions.append(
      .smallestP(treated: treated, places: count, ways: ways, of: possible.count))
  case .drawn: result.cautions.append(.assignmentsDrawn(draws: draws, of: possible.count))
  }
  return result
}

/// Checks the input and counts the treated places.
private func check(
  _ places: [PlaceChange], draws: Int, level: Double
) throws(ImpactError) -> Int {
  guard level > 0, level < 1 else { throw .invalidLevel(level) }
  guard draws > 0 else { throw .tooFewDraws(draws) }
  var seen: Set<String> = []
  for place in places {
    guard seen.insert(place.place).inserted else { throw .repeatedPlace(place.place) }
    guard place.change.isFinite else { throw .notFinite(what: "the change", place: place.place) }
    guard place.weight > 0, place.weight.isFinite else {
      throw .invalidWeight(place.weight, place: place.place)
    }
  }
  let weights = places.map(\.weight)
  // Beyond that, a mean is that of one place, and its spread is rounding.
  guard (weights.max() ?? 1) <= 1e12 * (weights.min() ?? 1) else {
    throw .outOfRange(what: "weights of places")
  }
  let treated = places.count { $0.isTreated }
  guard treated > 0 else { throw .noTreated }
  guard treated < places.count else { throw .noComparison }
  guard places.count >= 3 else { throw .tooFewPlaces(count: places.count, minimum: 3) }
  guard places.contains(where: { $0.change != places[0].change }) else {
    throw .allAlike(what: "changes")
  }
  return treated
}
