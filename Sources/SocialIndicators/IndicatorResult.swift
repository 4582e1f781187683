package import SurveyStatistics

/// What one indicator says of one municipality (or one group in it).
///
/// It holds the waves, the change and how they were made. This is unprotected; only `DisclosureControl` turns it into something printable.
package struct IndicatorResult: Sendable, Hashable {
  /// What the number is measured in.
  package enum Unit: Sendable, Hashable {
    /// A share, 0…1, printed as per cent; changes in percentage points.
    case share
    /// A mean score on a scale from `low` to `high`.
    case score(low: Double, high: Double)
    /// A count or a sum of a named thing: `persons`, `hours`, `attendances`, `events`.
    case amount(String)
    /// Per 1,000 inhabitants.
    case perThousand
    /// A coefficient without unit (Gini, Shannon, index).
    case coefficient
  }

  /// What the figure counts, which decides what must be protected.
  package enum Basis: Sendable, Hashable {
    /// Answers of a survey.
    case answers
    /// Records of persons: attendance and volunteering.
    case personRecords
    /// Records of events, which disclose nobody.
    case eventRecords
  }

  /// A part of the respondents, such as age group 15–34.
  package struct Group: Sendable, Hashable {
    package var variable: String
    package var level: String
    package var label: String
    package init(variable: String, level: String, label: String) {
      self.variable = variable
      self.level = level
      self.label = label
    }
  }

  /// One wave of the indicator.
  package struct Wave: Sendable, Hashable {
    /// The wave's id.
    package var wave: String
    /// Nil where nobody answered or the figure was refused (see `refusal`).
    package var estimate: Estimate?
    /// Rows of the base: persons who could have answered.
    package var asked: Int
    /// Rows with a score.
    package var answered: Int
    /// Rows without a score, by reason name, in the order of `MissingReason`.
    package var missing: [MissingCount]
    /// Weighted share and count of each answer, for single-item indicators and Likert charts.
    package var distribution: [AnswerShare]
    /// Persons who gave all needed answers only by the half rule.
    package var prorated: Int
    /// Why there is no estimate.
    package var refusal: Refusal?
    /// Rows that count as 1 in a share, without weights; nil for other units.
    package var numerator: Int?

    package struct MissingCount: Sendable, Hashable {
      package var reason: String
      package var count: Int
      package init(reason: String, count: Int) {
        self.reason = reason
        self.count = count
      }
    }
    package struct AnswerShare: Sendable, Hashable {
      package var value: Double
      package var label: String
      package var share: Double
      package var count: Int
      package init(value: Double, label: String, share: Double, count: Int) {
        self.value = value
        self.label = label
        self.share = share
        self.count = count
      }
    }

    package init(
      wave: String, estimate: Estimate?, asked: Int, answered: Int, missing: [MissingCount] = [],
      distribution: [AnswerShare] = [], prorated: Int = 0, refusal: Refusal? = nil,
      numerator: Int? = nil
    ) {
      self.wave = wave
      self.estimate = estimate
      self.asked = asked
      self.answered = answered
      self.missing = missing
      self.distribution = distribution
      self.prorated = prorated
      self.refusal = refusal
      self.numerator = numerator
    }
  }

  /// The change and what may be said of it.
  package struct ChangeFinding: Sendable, Hashable {
    /// What the change amounts to.
    package enum Outcome: Sendable, Hashable {
      case rose
      case fell
      /// The 90 % interval lies inside ±margin, declared beforehand.
      case smallerThan(margin: Double)
      /// The study cannot tell; never "no change".
      case cannotTell
      /// No verdict may be given, for a reason such as an open sample or a reworded item.
      case notAssessed(reason: Refusal)
    }
    /// Nil where the change was not computed.
    package var change: Change?
    package var outcome: Outcome
    /// Holm-adjusted p among the primary outcomes of the municipality; nil for exploratory ones.
    package var adjustedP: Double?

    package init(change: Change?, outcome: Outcome, adjustedP: Double? = nil) {
      self.change = change
      self.outcome = outcome
      self.adjustedP = adjustedP
    }
  }

  /// The indicator's id.
  package var indicator: String
  /// The municipality's id.
  package var municipality: String
  /// Nil for the whole municipality.
  package var group: Group?
  package var unit: Unit
  /// Whether the outcome was declared beforehand, and at which place (0-based).
  package var primaryRank: Int?
  /// Whether figures describe only those who answered (open samples): no margin of error.
  package var describesRespondentsOnly: Bool
  package var waves: [Wave]
  /// Nil where there is only one wave.
  package var change: ChangeFinding?
  package var provenance: Provenance
  /// What the figure counts.
  package var basis: Basis

  package init(
    indicator: String, municipality: String, group: Group? = nil, unit: Unit,
    primaryRank: Int? = nil, describesRespondentsOnly: Bool = false, waves: [Wave],
    change: ChangeFinding? = nil, provenance: Provenance, basis: Basis = .answers
  ) {
    self.indicator = indicator
    self.municipality = municipality
    self.group = group
    self.unit = unit
    self.primaryRank = primaryRank
    self.describesRespondentsOnly = describesRespondentsOnly
    self.waves = waves
    self.change = change
    self.provenance = provenance
    self.basis = basis
  }
}

/// How a figure came about: enough to walk back from a page to the raw files.
package struct Provenance: Sendable, Hashable {
  /// A stable figure id such as `saltholm.ess.ppltrst` or `saltholm.ess.ppltrst.age=15-34`.
  package var figure: String
  /// SHA-256 and version of the indicator's definition.
  package var definitionHash: String
  package var definitionVersion: String
  /// The formula in words and symbols, with the items' ids.
  package var formula: String
  /// How the variance was made: design, relation of waves, fpc, weighting.
  package var method: String
  /// The raw files that fed it, with their SHA-256.
  package var inputs: [Input]
  /// The version of the program.
  package var programVersion: String

  package struct Input: Sendable, Hashable {
    package var file: String
    package var fingerprint: String
    package init(file: String, fingerprint: String) {
      self.file = file
      self.fingerprint = fingerprint
    }
  }

  package init(
    figure: String, definitionHash: String, definitionVersion: String, formula: String,
    method: String, inputs: [Input], programVersion: String
  ) {
    self.figure = figure
    self.definitionHash = definitionHash
    self.definitionVersion = definitionVersion
    self.formula = formula
    self.method = method
    self.inputs = inputs
    self.programVersion = programVersion
  }
}
