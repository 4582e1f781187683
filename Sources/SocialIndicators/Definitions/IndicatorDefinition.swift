/// One indicator as its YAML file defines it.
package struct IndicatorDefinition: Sendable, Hashable {
  /// Whether it is computed from survey answers or from participation records.
  package enum Kind: Sendable, Hashable {
    /// Scores of survey items.
    case survey(Scoring)
    /// A named participation formula.
    case participation(ParticipationMeasure)
  }

  /// How answers become a score.
  package struct Scoring: Sendable, Hashable {
    package var items: [Item]
    /// `mean`, `sum`, `prorated_sum`, `any`, `count`.
    package var rule: Rule
    /// How many items must be answered.
    package var minimumAnswered: Int
    /// Turns the score into a share of persons with `low <= score <= high`.
    package var shareWithin: ClosedRange<Double>?
    /// Rescales the score to 0–100: 100·(x − lo)/(hi − lo).
    package var rescaleTo100: Bool
    package init(
      items: [Item], rule: Rule, minimumAnswered: Int, shareWithin: ClosedRange<Double>? = nil,
      rescaleTo100: Bool = false
    ) {
      self.items = items
      self.rule = rule
      self.minimumAnswered = minimumAnswered
      self.shareWithin = shareWithin
      self.rescaleTo100 = rescaleTo100
    }
  }

  package enum Rule: String, Sendable, Hashable, CaseIterable {
    case mean, sum, any, count
    case proratedSum = "prorated_sum"
  }

  /// One item of a score.
  package struct Item: Sendable, Hashable {
    /// The library id that codebooks refer to, such as `ess.ppltrst`.
    package var id: String
    package var low: Double
    package var high: Double
    /// Whether low + high − x is used.
    package var isReversed: Bool
    /// Raw codes that mean missing, with the reason name; a codebook may override them.
    package var missingCodes: [Double: String]
    /// Wording, where the licence lets us ship it.
    package var wording: String?
    package init(
      id: String, low: Double, high: Double, isReversed: Bool = false,
      missingCodes: [Double: String] = [:], wording: String? = nil
    ) {
      self.id = id
      self.low = low
      self.high = high
      self.isReversed = isReversed
      self.missingCodes = missingCodes
      self.wording = wording
    }
  }

  /// Which way is better.
  package enum Direction: String, Sendable, Hashable, CaseIterable { case up, down, none }

  package var id: String
  package var label: String
  /// One plain sentence for a mayor.
  package var plain: String
  /// `belonging`, `trust_bonding`, `trust_bridging`, `trust_linking`, `engagement`, `preparedness`,
  /// `quality_of_life`, `culture`, `participation`.
  package var dimension: String
  package var kind: Kind
  package var unit: IndicatorResult.Unit
  package var direction: Direction
  /// Whom the figure is about, in words.
  package var base: String
  /// Fixed ends for comparisons over time.
  package var goalposts: ClosedRange<Double>?
  package var version: String
  package var licence: String
  package var source: String
  /// SHA-256 of the file's bytes.
  package var fingerprint: String
  /// The file, relative to the library.
  package var file: String
  /// Places in other frameworks, such as `unesco`, in file order.
  package var tags: [Tag]

  /// A place in another framework: a mapping, not a claim of conformity.
  package struct Tag: Sendable, Hashable {
    package var framework: String
    package var place: String
    package init(framework: String, place: String) {
      self.framework = framework
      self.place = place
    }
  }

  package init(
    id: String, label: String, plain: String, dimension: String, kind: Kind,
    unit: IndicatorResult.Unit, direction: Direction, base: String,
    goalposts: ClosedRange<Double>? = nil, version: String, licence: String, source: String,
    fingerprint: String, file: String,
    tags: [Tag] = []
  ) {
    self.id = id
    self.label = label
    self.plain = plain
    self.dimension = dimension
    self.kind = kind
    self.unit = unit
    self.direction = direction
    self.base = base
    self.goalposts = goalposts
    self.version = version
    self.licence = licence
    self.source = source
    self.fingerprint = fingerprint
    self.file = file
    self.tags = tags
  }
}

/// The participation formulas of the field, one case each.
package enum ParticipationMeasure: String, Sendable, Hashable, CaseIterable {
  case attendances
  case attendanceRate = "attendance_rate"
  case reach
  case firstTimeShare = "first_time_share"
  case repeatRate = "repeat_rate"
  case retention
  case attendanceGini = "attendance_gini"
  case eventDiversity = "event_diversity"
  case representation
  case volunteers
  case volunteerHours = "volunteer_hours"
  case hoursPerVolunteer = "hours_per_volunteer"
}
