/// How a headcount came about.
package enum HeadcountMethod: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Somebody counted.
  case counted
  /// Tickets or registrations were counted.
  case ticketed
  /// Somebody guessed.
  case estimated

  private var rank: Int { self == .counted ? 0 : self == .ticketed ? 1 : 2 }
  /// From the surest to the least sure.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// A total of headcounts, tagged with the least sure way in which any of it came about.
package struct HeadcountTotal: Sendable, Hashable {
  /// The total.
  package var total: Double
  /// The least sure method of the parts.
  package var quality: HeadcountMethod
  /// The part of each method in the total, in the order of `HeadcountMethod.allCases`.
  package var parts: [(method: HeadcountMethod, total: Double)] {
    zip(HeadcountMethod.allCases, amounts).map { ($0, $1) }
  }
  /// The total if estimates were too high or too low by the band.
  ///
  /// It is a sensitivity, not a confidence interval: nobody knows how wrong guesses are.
  package var low: Double
  /// The other end.
  package var high: Double
  private var amounts: [Double]

  /// Adds up headcounts.
  ///
  /// - Parameters:
  ///   - headcounts: The counts.
  ///   - methods: How each came about, in the same order.
  ///   - band: By how much of themselves estimates may be off.
  /// - Throws: `ParticipationError` for none, lists of different length and a band outside 0…1.
  package init(
    headcounts: [Double], methods: [HeadcountMethod], band: Double = 0.2
  ) throws(ParticipationError) {
    guard headcounts.count == methods.count else {
      throw .unequalCounts(what: "methods", count: methods.count, expected: headcounts.count)
    }
    guard let worst = methods.max() else { throw .nothing("headcounts") }
    guard band >= 0, band <= 1 else { throw .invalid(what: "the band of estimates", value: band) }
    var amounts = [Double](repeating: 0, count: HeadcountMethod.allCases.count)
    for (headcount, method) in zip(headcounts, methods) {
      try checkAmount(headcount, "a headcount")
      for (index, known) in HeadcountMethod.allCases.enumerated() where known == method {
        amounts[index] += headcount
      }
    }
    let sure = amounts[0] + amounts[1]
    quality = worst
    total = sure + amounts[2]
    low = sure + (1 - band) * amounts[2]
    high = sure + (1 + band) * amounts[2]
    self.amounts = amounts
  }
}
