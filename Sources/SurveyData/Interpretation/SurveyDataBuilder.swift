package import Diagnostics
import Tabular

/// The answers and records of a study, and what was found on the way.
package struct InterpretedData: Sendable {
  package var panel: Panel
  package var participation: ParticipationData
  package var diagnostics: DiagnosticList
}

/// Turns raw tables into a panel of coded answers and into participation records.
///
/// Every raw row is used or set aside with a reason; every raw value becomes an answer or a missing
/// reason. Values are interpreted once for each distinct text of a column and then gathered, so a
/// million rows cost as much thought as the handful of answers in them.
package struct SurveyDataBuilder: Sendable {
  package let study: StudyDefinition
  package let codebooks: [Codebook]

  package init(study: StudyDefinition, codebooks: [Codebook]) {
    self.study = study
    self.codebooks = codebooks
  }

  /// Interprets all sources, in the order of the study.
  package func build(_ sources: [RawSource]) -> InterpretedData {
    var diagnostics = DiagnosticList()
    var assembly = PanelAssembly(study: study, codebooks: codebooks)
    for source in sources where source.definition.kind == .survey {
      let codebook =
        codebooks.first { $0.file == source.definition.codebook } ?? codebooks.first
      assembly.add(source, codebook: codebook, &diagnostics)
    }
    let panel = assembly.finish(&diagnostics)
    var records = ParticipationReading(study: study)
    for source in sources where source.definition.kind != .survey {
      records.add(source, &diagnostics)
    }
    return InterpretedData(
      panel: panel, participation: records.data, diagnostics: diagnostics)
  }
}
