internal import Glibc

/// A place on the globe, in degrees.
package struct GeographicPoint: Sendable, Hashable {
  /// North of the equator.
  package var latitude: Double
  /// East of Greenwich.
  package var longitude: Double

  /// Makes a point.
  package init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// The distance along the globe in kilometres, by the haversine formula on a sphere of the mean
  /// radius 6,371.0088 km (up to 0.5 % off the ellipsoid).
  package func kilometres(to other: GeographicPoint) -> Double {
    let degree = Double.pi / 180
    let north = sin((other.latitude - latitude) * degree / 2)
    let east = sin((other.longitude - longitude) * degree / 2)
    let chord =
      north * north + cos(latitude * degree) * cos(other.latitude * degree) * east * east
    return 2 * 6371.0088 * asin(min(1, chord.squareRoot()))
  }
}

/// A place on a map in projected coordinates, such as metres.
package struct PlanarPoint: Sendable, Hashable {
  /// East.
  package var x: Double
  /// North.
  package var y: Double

  /// Makes a point.
  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  /// The straight distance in the units of the coordinates.
  package func distance(to other: PlanarPoint) -> Double { hypot(other.x - x, other.y - y) }
}

/// The distance from each home to the nearest event, by any measure of distance.
///
/// - Returns: One distance a home; infinite where there is no event.
package func nearestDistances<Point>(
  from homes: [Point], to events: [Point], by distance: (Point, Point) -> Double
) -> [Double] {
  homes.map { home in
    events.reduce(Double.infinity) { min($0, distance(home, $1)) }
  }
}

/// The share of inhabitants who have an event within a distance (or a travel time) of home.
///
/// - Parameters:
///   - limit: The distance, included.
///   - distances: From each home or grid cell to its nearest event; travel times do as well.
///   - inhabitants: How many live there.
/// - Returns: A share, 0…1.
/// - Throws: `ParticipationError` for lists of different length, distances that are none and nobody.
package func shareWithin(
  _ limit: Double, distances: [Double], inhabitants: [Double]
) throws(ParticipationError) -> Double {
  guard distances.count == inhabitants.count else {
    throw .unequalCounts(
      what: "inhabitants", count: inhabitants.count, expected: distances.count)
  }
  try checkAmount(limit, "the distance")
  var near = 0.0
  var total = 0.0
  for (distance, persons) in zip(distances, inhabitants) {
    guard distance >= 0 else { throw .invalid(what: "a distance", value: distance) }
    try checkAmount(persons, "inhabitants")
    total += persons
    if distance <= limit { near += persons }
  }
  try checkPositive(total, "inhabitants")
  return near / total
}

/// How much events crowd into few districts: the Herfindahl–Hirschman index Σs².
///
/// 1/K where K districts have the same share, 1 where one has all.
///
/// - Throws: `ParticipationError` for counts that are none and where there are no events.
package func herfindahlIndex(_ counts: [Double]) throws(ParticipationError) -> Double {
  for count in counts { try checkAmount(count, "events of a district") }
  let total = counts.reduce(0, +)
  try checkPositive(total, "events")
  return counts.reduce(0) { $0 + ($1 / total) * ($1 / total) }
}
