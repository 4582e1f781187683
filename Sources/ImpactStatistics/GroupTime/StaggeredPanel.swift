/// Outcomes of places that started in different periods: one row a place and period, or persons.
public struct StaggeredPanel: Sendable, Hashable {
  /// The names of the places.
  public var places: [String]
  /// The first period in which each place was treated; nil for never.
  public var firstTreated: [Int?]
  /// The place of each row, a position in `places`.
  public var place: [Int32]
  /// The period of each row, such as its year.
  public var period: [Int]
  /// The outcome of each row.
  public var outcome: [Double]
  /// The weight of each row, above zero; nil for ones.
  public var weights: [Double]?

  /// Makes a panel.
  public init(
    places: [String], firstTreated: [Int?], place: [Int32], period: [Int], outcome: [Double],
    weights: [Double]? = nil
  ) {
    self.places = places
    self.firstTreated = firstTreated
    self.place = place
    self.period = period
    self.outcome = outcome
    self.weights = weights
  }
}

/// With which places a group is compared.
public enum ComparisonGroup: String, Sendable, Hashable, CaseIterable {
  /// Those that were never treated in the periods at hand.
  case neverTreated
  /// Those, and the places that had not yet started.
  case notYetTreated
}

/// From which period a change before the start is counted.
public enum BasePeriod: String, Sendable, Hashable, CaseIterable {
  /// The period before: each pre-period shows one period's change (R `did`'s default).
  case varying
  /// The last period before the start, for all periods.
  case universal
}

/// What happens to a place without rows in some period.
public enum MissingPeriodPolicy: String, Sendable, Hashable, CaseIterable {
  /// The analysis stops and names it.
  case fail
  /// The place is left out, and that is said.
  case leaveOut
}
