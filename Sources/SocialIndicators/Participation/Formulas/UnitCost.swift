/// What one attendance, one person reached or one volunteer hour cost.
package struct UnitCost: Sendable, Hashable {
  /// Cost over units.
  package var value: Double
  /// The cost if there were as many units as the upper end of what is known of them.
  package var low: Double
  /// The cost if there were as few as the lower end; nil where that is none, so that no cost can be
  /// ruled out.
  package var high: Double?

  /// Divides a cost by units, whose own uncertainty becomes that of the unit cost.
  ///
  /// - Parameters:
  ///   - cost: The cost.
  ///   - units: How many units.
  ///   - range: What the units may be: the interval of an estimated number of persons, or the
  ///     sensitivity band of a headcount; nil where they were counted.
  /// - Throws: `ParticipationError` without units and for a range that does not hold them.
  package init(
    cost: Double, units: Double, range: ClosedRange<Double>? = nil
  ) throws(ParticipationError) {
    try checkAmount(cost, "the cost")
    try checkPositive(units, "units")
    let range = range ?? units...units
    guard range.contains(units), range.lowerBound >= 0, range.upperBound.isFinite else {
      throw .invalid(what: "the range of the units", value: range.lowerBound)
    }
    value = cost / units
    low = cost / range.upperBound
    high = range.lowerBound > 0 ? cost / range.lowerBound : nil
  }
}
