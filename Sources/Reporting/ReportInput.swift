package import Diagnostics
package import DisclosureControl
package import SocialIndicators
package import SurveyData

/// Everything a report is made from.
///
/// Results that may be shown, and the account of how they came about. It holds no answers of persons.
package struct ReportInput: Sendable {
  package var study: StudyDefinition
  /// The definitions of all indicators in `results`.
  package var definitions: [IndicatorDefinition]
  /// Results of all municipalities, whole and by group, in the order of the study.
  package var results: [PublishableResult]
  /// Who was asked and who answered, one a municipality and wave.
  package var responses: [ResponseAccount]
  package var linkages: [Linkage]
  /// Raw files of the survey and of participation.
  package var sources: [SourceAccount]
  /// The wording of items that the town's own codebook gives, by item id.
  package var questions: [String: String]
  /// Findings of the checks; reports count them by file and code.
  package var diagnostics: [Diagnostic]
  /// The town's own Markdown by section name, or by `municipality.section` for one place.
  package var texts: [String: String]
  /// The level of intervals.
  package var level: Double
  /// The least answers behind an estimate and persons in a cell, as disclosure control used them.
  package var leastRespondents: Int
  package var leastCell: Int
  /// ISO 8601 day.
  package var asOf: String
  package var programVersion: String

  package init(
    study: StudyDefinition, definitions: [IndicatorDefinition], results: [PublishableResult],
    responses: [ResponseAccount] = [], linkages: [Linkage] = [], sources: [SourceAccount] = [],
    questions: [String: String] = [:], diagnostics: [Diagnostic] = [],
    texts: [String: String] = [:], level: Double = 0.95, leastRespondents: Int = 30,
    leastCell: Int = 10, asOf: String, programVersion: String
  ) {
    self.study = study
    self.definitions = definitions
    self.results = results
    self.responses = responses
    self.linkages = linkages
    self.sources = sources
    self.questions = questions
    self.diagnostics = diagnostics
    self.texts = texts
    self.level = level
    self.leastRespondents = leastRespondents
    self.leastCell = leastCell
    self.asOf = asOf
    self.programVersion = programVersion
  }
}

/// Who was asked and who answered in one municipality and wave.
package struct ResponseAccount: Sendable, Hashable {
  /// How many of the answers came from one group, beside what registers say.
  package struct GroupCount: Sendable, Hashable {
    /// The variable's name as printed, such as `Age`.
    package var variable: String
    package var level: String
    package var answered: Int
    /// Share of the answers with the final weights.
    package var weightedShare: Double?
    /// Share of the population by the declared margins.
    package var populationShare: Double?
    package init(
      variable: String, level: String, answered: Int, weightedShare: Double? = nil,
      populationShare: Double? = nil
    ) {
      self.variable = variable
      self.level = level
      self.answered = answered
      self.weightedShare = weightedShare
      self.populationShare = populationShare
    }
  }

  /// How the answers were weighted.
  package enum Weighting: Sendable, Hashable {
    case none
    /// By the sizes of the strata or the weights in the file.
    case design
    /// To population counts, by these variables.
    case poststratified([String])
    case raked([String])
  }

  package var municipality: String
  package var wave: String
  package var design: SamplingDeclaration.Design
  package var eligible: Int?
  package var invited: Int?
  package var answered: Int
  package var weighting: Weighting
  /// The least and the greatest weight over the mean weight; nil without weights.
  package var weightRange: ClosedRange<Double>?
  package var groups: [GroupCount]

  package init(
    municipality: String, wave: String, design: SamplingDeclaration.Design, eligible: Int? = nil,
    invited: Int? = nil, answered: Int, weighting: Weighting = .none,
    weightRange: ClosedRange<Double>? = nil, groups: [GroupCount] = []
  ) {
    self.municipality = municipality
    self.wave = wave
    self.design = design
    self.eligible = eligible
    self.invited = invited
    self.answered = answered
    self.weighting = weighting
    self.weightRange = weightRange
    self.groups = groups
  }

  /// Answers per person asked: per invited, or per eligible where everybody was asked.
  ///
  /// Open samples have none, since nobody knows who saw the link.
  package var responseRate: Double? {
    let asked: Int? =
      switch design {
      case .open: nil
      case .census: eligible ?? invited
      case .simple, .stratified, .clustered: invited
      }
    guard let asked, asked >= answered, asked > 0 else { return nil }
    return Double(answered) / Double(asked)
  }
}
