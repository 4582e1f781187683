/// The hours of a full-time year by which volunteer hours are made comparable: 1,720, the European
/// Union's simplified-cost hours.
package let fullTimeYearHours = 1720.0

/// What volunteers gave in a period.
package struct VolunteerFigures: Sendable, Hashable {
  /// V, how many people.
  package var volunteers: Int
  /// H, their hours.
  package var hours: Double
  /// H/V; nil where nobody volunteered.
  package var hoursPerVolunteer: Double?
  /// 1000·V/N.
  package var perThousand: Double
  /// H over the hours of a full-time year.
  package var fullTimeEquivalents: Double

  /// Computes the figures.
  ///
  /// - Throws: `ParticipationError` without inhabitants and for hours that are none.
  package init(
    volunteers: Int, hours: Double, inhabitants: Int, yearHours: Double = fullTimeYearHours
  ) throws(ParticipationError) {
    try checkAmount(Double(volunteers), "volunteers")
    try checkAmount(hours, "hours")
    try checkPositive(Double(inhabitants), "inhabitants")
    try checkPositive(yearHours, "hours of a full-time year")
    self.volunteers = volunteers
    self.hours = hours
    hoursPerVolunteer = volunteers > 0 ? hours / Double(volunteers) : nil
    perThousand = 1000 * Double(volunteers) / Double(inhabitants)
    fullTimeEquivalents = hours / yearHours
  }
}

/// Hours of one kind of work, and what an hour of it would cost.
package struct ValuedHours: Sendable, Hashable {
  /// The hours.
  package var hours: Double
  /// What an hour would cost.
  package var hourlyCost: Double

  /// Makes a value.
  package init(hours: Double, hourlyCost: Double) {
    self.hours = hours
    self.hourlyCost = hourlyCost
  }
}

/// What the hours would have cost at the wages of such work: Σ hᵍ·wᵍ.
///
/// To be shown beside the hours, never inside a composite: it says what wages are, not what
/// volunteering is worth.
package func replacementCost(_ parts: [ValuedHours]) throws(ParticipationError) -> Double {
  var total = 0.0
  for part in parts {
    try checkAmount(part.hours, "hours")
    try checkAmount(part.hourlyCost, "the cost of an hour")
    total += part.hours * part.hourlyCost
  }
  return total
}
