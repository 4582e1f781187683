package import Diagnostics
package import DisclosureControl
package import SocialIndicators
package import SurveyData

/// All that a run knows of a study: what was declared, what was read, and what came out.
///
/// The results are unprotected; who shows them must pass them through disclosure control again.
package struct StudyRecord: Sendable, Hashable {
  /// A definition that was used, with the file it came from.
  package struct Definition: Sendable, Hashable {
    package var definition: IndicatorDefinition
    /// The YAML as it stood in the file.
    package var text: String
    package init(definition: IndicatorDefinition, text: String) {
      self.definition = definition
      self.text = text
    }
  }

  package var study: StudyDefinition
  package var codebooks: [Codebook]
  package var panel: Panel
  /// Nil where the study has no attendance or volunteering files.
  package var participation: ParticipationData?
  package var definitions: [Definition]
  package var results: [IndicatorResult]
  /// What disclosure control withheld, one list a result, in the order of `results`; empty where
  /// the results were not protected yet, and then nothing counts as published.
  package var withheld: [[PublishableResult.Withholding]]
  package var diagnostics: [Diagnostic]
  /// The day the report speaks from, ISO 8601.
  package var asOf: String?
  package var programVersion: String

  package init(
    study: StudyDefinition, codebooks: [Codebook], panel: Panel,
    participation: ParticipationData? = nil, definitions: [Definition] = [],
    results: [IndicatorResult] = [], withheld: [[PublishableResult.Withholding]] = [],
    diagnostics: [Diagnostic] = [], asOf: String? = nil, programVersion: String
  ) {
    self.study = study
    self.codebooks = codebooks
    self.panel = panel
    self.participation = participation
    self.definitions = definitions
    self.results = results
    self.withheld = withheld
    self.diagnostics = diagnostics
    self.asOf = asOf
    self.programVersion = programVersion
  }
}
