/// The share of persons who came for the first time, with what "first" and the denominator mean.
package struct FirstTimeShare: Sendable, Hashable {
  /// What makes somebody new.
  package enum Basis: Sendable, Hashable {
    /// They had not come in so many months before their first visit of the period.
    case recordsOfMonths(Int)
    /// They said so.
    case selfDeclared
  }

  /// How many were new.
  package var newcomers: Int
  /// Of how many persons it is known.
  package var known: Int
  /// What makes somebody new.
  package var basis: Basis

  /// U_new/U; nil where it is known of nobody.
  package var share: Double? { firstTimeShare(firstTime: newcomers, known: known) }

  /// From what persons said.
  package init(declared: [Bool?]) {
    newcomers = declared.count { $0 == true }
    known = declared.count { $0 != nil }
    basis = .selfDeclared
  }

  /// A visit of a person in a month, counted from any month.
  package struct Visit: Sendable, Hashable {
    /// The person's key.
    package var person: String
    /// The month, such as 12 · year + month.
    package var month: Int

    /// Makes a visit.
    package init(person: String, month: Int) {
      self.person = person
      self.month = month
    }
  }

  /// From records: somebody is new who came in the period and not in the months before their first
  /// visit in it.
  ///
  /// The records must reach back that far: before `recordsFrom` nobody came because nobody wrote it
  /// down.
  ///
  /// - Parameters:
  ///   - visits: All visits, in any order.
  ///   - period: The months of the period.
  ///   - months: How far to look back.
  ///   - recordsFrom: The first month with records.
  /// - Throws: `ParticipationError.invalid` where the records begin too late or months are none.
  package init(
    visits: [Visit], period: ClosedRange<Int>, lookingBack months: Int = 12, recordsFrom: Int
  ) throws(ParticipationError) {
    guard months > 0 else { throw .invalid(what: "months to look back", value: Double(months)) }
    guard recordsFrom <= period.lowerBound - months else {
      throw .invalid(what: "the first month with records", value: Double(recordsFrom))
    }
    var first: [String: Int] = [:]
    for visit in visits where period.contains(visit.month) {
      first[visit.person] = min(first[visit.person] ?? visit.month, visit.month)
    }
    var returned: Set<String> = []
    for visit in visits {
      guard let start = first[visit.person] else { continue }
      if visit.month < start, visit.month >= start - months { returned.insert(visit.person) }
    }
    newcomers = first.count - returned.count
    known = first.count
    basis = .recordsOfMonths(months)
  }
}
