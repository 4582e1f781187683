package import Diagnostics
package import SurveyData
package import SurveyStatistics

/// Computes every indicator of the plan for every municipality and group of a study.
///
/// Each municipality is a survey of its own: its design, its calibration, its relation of waves. A
/// design that cannot be used is a diagnostic, its figures say why they are missing, and the other
/// municipalities go on. Results come in the order of municipalities, then of the plan, the whole
/// municipality before its groups. Where clusters are few in effect, intervals and tests allow for it.
package func evaluate(
  study: StudyDefinition, plan: IndicatorPlan, panel: Panel?, participation: ParticipationData?,
  programVersion: String, degreesOfFreedom: DegreesOfFreedomMethod = .automatic
) -> (results: [IndicatorResult], diagnostics: DiagnosticList) {
  var diagnostics = DiagnosticList()
  var results: [IndicatorResult] = []
  let data = participation ?? ParticipationData()
  for municipality in study.municipalities.indices {
    var survey: [String: [IndicatorResult]] = [:]
    if let panel {
      let figures = SurveyFigures(
        municipality: municipality, study: study, plan: plan, panel: panel,
        programVersion: programVersion, degreesOfFreedom: degreesOfFreedom)
      let found = figures?.results(into: &diagnostics) ?? []
      survey = Dictionary(grouping: adjusted(found, study: study), by: \.indicator)
    }
    let records = ParticipationFigures(municipality: municipality, study: study, data: data)
    for entry in plan.entries {
      switch entry.definition.kind {
      case .survey: results += survey[entry.definition.id] ?? []
      case .participation(let measure):
        guard records.hasRecords(for: measure) || entry.wasAskedFor else { continue }
        results.append(
          records.result(
            of: measure, entry: entry, study: study, data: data, programVersion: programVersion))
      }
    }
  }
  return (results, diagnostics)
}

/// Adjusts the p-values of the primary outcomes of one municipality for each other and gives every
/// change its verdict.
private func adjusted(
  _ results: [IndicatorResult], study: StudyDefinition
) -> [IndicatorResult] {
  var results = results
  let primaries = results.indices.filter {
    results[$0].primaryRank != nil && results[$0].change?.change != nil
      && results[$0].change?.outcome == .cannotTell
  }
  let p = primaries.map { results[$0].change?.change?.p ?? .nan }
  for (index, value) in zip(primaries, holmAdjusted(p)) {
    results[index].change?.adjustedP = value
  }
  for index in results.indices {
    guard let finding = results[index].change, finding.outcome == .cannotTell,
      let change = finding.change
    else { continue }
    let verdict = Verdict.verdict(
      for: change, margin: study.margins[results[index].indicator],
      adjustedP: finding.adjustedP)
    results[index].change?.outcome =
      switch verdict {
      case .rose: .rose
      case .fell: .fell
      case .smallerThan(let margin): .smallerThan(margin: margin)
      case .cannotTell: .cannotTell
      }
  }
  return results
}

extension ParticipationFigures {
  /// The result of one measure over all waves.
  func result(
    of measure: ParticipationMeasure, entry: IndicatorPlan.Entry, study: StudyDefinition,
    data: ParticipationData, programVersion: String
  ) -> IndicatorResult {
    let kind: SourceDefinition.Kind = measure.countsVolunteering ? .volunteering : .attendance
    let definition = entry.definition
    let elsewhere = study.sources.filter { source in
      guard case .constant(let id) = source.municipality else { return false }
      return id != municipality.id && id != municipality.name
    }.map(\.file)
    let provenance = Provenance(
      figure: "\(municipality.id).\(definition.id)", definitionHash: definition.fingerprint,
      definitionVersion: definition.version, formula: measure.formula,
      method: "counted from records, not sampled: no margin of error; what was not recorded is "
        + "not in it",
      inputs: data.sources.filter { $0.kind == kind && !elsewhere.contains($0.file) }.map {
        Provenance.Input(file: $0.file, fingerprint: $0.fingerprint)
      }, programVersion: programVersion)
    return IndicatorResult(
      indicator: definition.id, municipality: municipality.id, unit: entry.unit,
      primaryRank: study.primaryOutcomes.firstIndex(of: definition.id),
      waves: waves.indices.map { wave($0, of: measure) },
      change: waves.count < 2
        ? nil
        : .init(
          change: nil,
          outcome: .notAssessed(reason: .counted)),
      provenance: provenance, basis: measure.basis)
  }
}
