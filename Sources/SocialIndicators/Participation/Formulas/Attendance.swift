/// How often those came who came: attendances over unique persons, f = A/U.
///
/// - Returns: nil where nobody came.
package func frequency(attendances: Double, persons: Double) -> Double? {
  persons > 0 ? attendances / persons : nil
}

/// The share of attendances by people who live elsewhere, among those for whom it is known.
///
/// - Returns: nil where it is known for nobody.
package func nonResidentShare(nonResidents: Int, known: Int) -> Double? {
  known > 0 ? Double(nonResidents) / Double(known) : nil
}

/// How full events were: ΣAₑ/Σcapacityₑ over events whose capacity is known.
package struct FillRate: Sendable, Hashable {
  /// Attendances over capacity; above 1 where more came than there was room for.
  package var value: Double
  /// The same for each event; nil where the capacity is not known.
  package var events: [Double?]
  /// How many events have no known capacity, and are left out.
  package var unknownCapacity: Int
  /// How many events had more attendances than room, which asks for a look at the records.
  package var aboveCapacity: Int

  /// Computes it from headcounts and capacities in the same order.
  ///
  /// - Throws: `ParticipationError` for lists of different length and where no capacity is known.
  package init(headcounts: [Double], capacities: [Double?]) throws(ParticipationError) {
    guard headcounts.count == capacities.count else {
      throw .unequalCounts(
        what: "capacities", count: capacities.count, expected: headcounts.count)
    }
    var came = 0.0
    var room = 0.0
    var events: [Double?] = []
    for (headcount, capacity) in zip(headcounts, capacities) {
      try checkAmount(headcount, "a headcount")
      guard let capacity else {
        events.append(nil)
        continue
      }
      try checkPositive(capacity, "capacity of an event")
      came += headcount
      room += capacity
      events.append(headcount / capacity)
    }
    try checkPositive(room, "events with a known capacity")
    value = came / room
    unknownCapacity = events.count { $0 == nil }
    aboveCapacity = events.count { ($0 ?? 0) > 1 }
    self.events = events
  }
}
