/// What became of everybody in the sample, in AAPOR's terms.
public struct Dispositions: Sendable, Hashable {
  /// Complete interviews (I).
  public let complete: Double
  /// Partial interviews (P).
  public let partial: Double
  /// Refusals and break-offs (R).
  public let refused: Double
  /// Eligible ones who were not reached (NC).
  public let notContacted: Double
  /// Other eligible ones without an interview (O).
  public let other: Double
  /// Cases of which not even the household is known (UH).
  public let unknownHousehold: Double
  /// Other cases of unknown eligibility (UO).
  public let unknownOther: Double
  /// The share of eligible ones among those of unknown eligibility (e).
  public let eligibleShare: Double?

  /// Takes counts, or sums of weights, of each disposition.
  ///
  /// - Parameters:
  ///   - complete: Complete interviews (I).
  ///   - partial: Partial interviews (P).
  ///   - refused: Refusals and break-offs (R).
  ///   - notContacted: Eligible ones who were not reached (NC).
  ///   - other: Other eligible ones without an interview (O).
  ///   - unknownHousehold: Cases of which not even the household is known (UH).
  ///   - unknownOther: Other cases of unknown eligibility (UO).
  ///   - notEligible: Cases found not to be eligible: where given and `eligibleShare` is not, e is
  ///     the share of eligible ones among the cases cleared up (the proportional allocation).
  ///   - eligibleShare: The share e.
  /// - Throws: `invalidArgument` where a count is below zero or not finite, or e is not a share.
  public init(
    complete: Double, partial: Double = 0, refused: Double = 0, notContacted: Double = 0,
    other: Double = 0, unknownHousehold: Double = 0, unknownOther: Double = 0,
    notEligible: Double? = nil, eligibleShare: Double? = nil
  ) throws(MissingAnswersError) {
    let counts = [
      ("complete interviews", complete), ("partial interviews", partial), ("refusals", refused),
      ("non-contacts", notContacted), ("other non-interviews", other),
      ("unknown households", unknownHousehold), ("other unknown cases", unknownOther),
      ("ineligible cases", notEligible ?? 0),
    ]
    for (name, count) in counts where !(count >= 0 && count.isFinite) {
      throw .invalidArgument(name: name, value: count, expected: "a count of at least 0")
    }
    if let share = eligibleShare, !(share >= 0 && share <= 1) {
      throw .invalidArgument(
        name: "eligible share", value: share, expected: "a share from 0 to 1")
    }
    self.complete = complete
    self.partial = partial
    self.refused = refused
    self.notContacted = notContacted
    self.other = other
    self.unknownHousehold = unknownHousehold
    self.unknownOther = unknownOther
    let known = complete + partial + refused + notContacted + other
    if let eligibleShare {
      self.eligibleShare = eligibleShare
    } else if let notEligible, known + notEligible > 0 {
      self.eligibleShare = known / (known + notEligible)
    } else {
      self.eligibleShare = nil
    }
  }

  /// All cases known to be eligible: I + P + R + NC + O.
  public var eligible: Double { complete + partial + refused + notContacted + other }
  /// All cases of unknown eligibility: UH + UO.
  public var unknown: Double { unknownHousehold + unknownOther }

  /// The value of a rate.
  ///
  /// - Throws: `nobody` where there is no one below the line, `eligibilityUnknown` where e is
  ///   needed and was not given.
  public func rate(_ rate: OutcomeRate) throws(MissingAnswersError) -> Double {
    let reached = complete + partial + refused + other
    let above: Double
    let below: Double
    switch rate {
    case .rr1, .rr3, .rr5: above = complete
    case .rr2, .rr4, .rr6: above = complete + partial
    case .coop1, .coop3: above = complete
    case .coop2, .coop4: above = complete + partial
    case .ref1, .ref2, .ref3: above = refused
    case .con1, .con2, .con3: above = reached
    }
    switch rate {
    case .rr1, .rr2, .ref1, .con1: below = eligible + unknown
    case .rr3, .rr4, .ref2, .con2:
      if unknown == 0 {
        below = eligible
      } else {
        guard let eligibleShare else { throw .eligibilityUnknown(rate: rate.name) }
        below = eligible + eligibleShare * unknown
      }
    case .rr5, .rr6, .ref3, .con3: below = eligible
    case .coop1, .coop2: below = reached
    case .coop3, .coop4: below = complete + partial + refused
    }
    guard below > 0 else { throw .nobody(rate: rate.name) }
    return above / below
  }
}

/// An outcome rate of the American Association for Public Opinion Research.
///
/// AAPOR, Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys.
public enum OutcomeRate: String, Sendable, Hashable, CaseIterable {
  /// I over all, unknown eligibility counted as eligible: the lowest response rate.
  case rr1
  /// I + P over all.
  case rr2
  /// I over eligible ones, of the unknown the share e.
  case rr3
  /// I + P over eligible ones, of the unknown the share e.
  case rr4
  /// I over those known to be eligible: right only where no unknown case is eligible.
  case rr5
  /// I + P over those known to be eligible.
  case rr6
  /// I over all who were reached.
  case coop1
  /// I + P over all who were reached.
  case coop2
  /// I over those reached who were able to answer.
  case coop3
  /// I + P over those reached who were able to answer.
  case coop4
  /// R over all, unknown eligibility counted as eligible.
  case ref1
  /// R over eligible ones, of the unknown the share e.
  case ref2
  /// R over those known to be eligible.
  case ref3
  /// Those reached over all, unknown eligibility counted as eligible.
  case con1
  /// Those reached over eligible ones, of the unknown the share e.
  case con2
  /// Those reached over those known to be eligible.
  case con3

  /// The name that AAPOR uses.
  public var name: String { rawValue.uppercased() }
}
