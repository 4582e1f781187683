/// Who stayed: of the persons who first came in a period, how many came in each later one.
package struct CohortTable: Sendable, Hashable {
  /// The persons who first came in one period.
  package struct Cohort: Sendable, Hashable {
    /// The position of the period.
    package var period: Int
    /// How many they are.
    package var size: Int
    /// How many of them came in the period itself and in each later one.
    package var present: [Int]
    /// The same as shares of the cohort; the first is 1, none where the cohort is empty.
    package var shares: [Double] { size > 0 ? present.map { Double($0) / Double(size) } : [] }
  }

  /// One cohort a period.
  package var cohorts: [Cohort]

  /// Follows the persons of each period.
  ///
  /// A person who skips a period and comes back counts as present again: it is a table of presence,
  /// not of survival without gaps.
  package init(periods: [Set<String>]) {
    var seen: Set<String> = []
    var cohorts: [Cohort] = []
    for (period, persons) in periods.enumerated() {
      let new = persons.subtracting(seen)
      seen.formUnion(new)
      cohorts.append(
        Cohort(
          period: period, size: new.count,
          present: periods[period...].map { $0.intersection(new).count }))
    }
    self.cohorts = cohorts
  }
}
