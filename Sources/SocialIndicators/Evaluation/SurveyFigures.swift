internal import Aggregation
internal import Diagnostics
internal import SurveyData
internal import SurveyStatistics
internal import Tabular

/// Survey indicators of one municipality: the whole of it and its groups.
struct SurveyFigures {
  let municipality: Municipality
  let study: StudyDefinition
  let plan: IndicatorPlan
  let rows: MunicipalityRows
  let programVersion: String
  /// How degrees of freedom are counted where whole clusters were drawn.
  let degreesOfFreedom: DegreesOfFreedomMethod
  /// Entries that are scored from answers.
  let entries: [IndicatorPlan.Entry]

  /// What is estimated at once: domains that do not overlap.
  struct Breakdown {
    /// Nil for the whole municipality.
    var variable: String?
    var domains: [Int32]
    /// One a domain; nil for the whole municipality.
    var groups: [IndicatorResult.Group?]
  }

  /// Nil where the municipality has no answers.
  init?(
    municipality index: Int, study: StudyDefinition, plan: IndicatorPlan, panel: Panel,
    programVersion: String, degreesOfFreedom: DegreesOfFreedomMethod = .automatic
  ) {
    municipality = study.municipalities[index]
    self.study = study
    self.plan = plan
    self.programVersion = programVersion
    self.degreesOfFreedom = degreesOfFreedom
    entries = plan.entries.filter { !$0.columns.isEmpty }
    var columns = entries.flatMap { $0.columns.map(\.column) } + study.groups
    for margins in municipality.margins.values { columns += margins.map(\.variable) }
    guard
      let rows = MunicipalityRows(
        municipality: index, panel: panel, columns: unique(columns).sorted(),
        stages: municipality.sampling.values.map(\.clusters.count).max() ?? 0)
    else { return nil }
    self.rows = rows
  }

  /// Every indicator for the whole municipality and each group, in the order of the plan.
  func results(into diagnostics: inout DiagnosticList) -> [IndicatorResult] {
    let place = Diagnostic.Place(file: "study.yaml", column: municipality.id)
    let made: MunicipalityDesign
    do {
      made = try rows.design(of: municipality, study: study, plan: plan, into: &diagnostics)
    } catch {
      diagnostics.append(
        Diagnostic(
          "design.unusable", .error, at: place,
          "its answers cannot be estimated: \(error.description)",
          expected: "a design as it was drawn", hint: "mend sampling or margins of this place"))
      return entries.map { entry in
        var result = blank(entry, group: nil, method: "none: \(error.description)")
        result.waves = study.waves.map {
          .init(
            wave: $0.id, estimate: nil, asked: 0, answered: 0,
            refusal: .unusableDesign(error.description))
        }
        return result
      }
    }
    let table = rows.table
    var scorable: [IndicatorPlan.Entry] = []
    var variables: [DerivedVariable] = []
    for entry in entries {
      guard case .survey(let scoring) = entry.definition.kind,
        let variable = scoring.derivedVariable(
          name: entry.definition.id, columns: entry.columns, in: table)
      else {
        diagnostics.append(
          Diagnostic(
            "indicator.no-column", .warning, at: place,
            "\(entry.definition.id) has no data: its columns are not in any file",
            expected: entry.columns.map(\.column).joined(separator: ", ")))
        continue
      }
      if let warning = unsaidNone(entry, scoring) { diagnostics.append(warning) }
      scorable.append(entry)
      variables.append(variable)
    }
    guard !scorable.isEmpty else { return [] }
    var byEntry = [[IndicatorResult]](repeating: [], count: scorable.count)
    let sheets = scorable.map { sheet($0) }
    for breakdown in breakdowns(into: &diagnostics) {
      let estimator: SurveyEstimator
      do {
        estimator = try SurveyEstimator(
          table: table, design: made.design,
          request: EstimationRequest(
            variables: variables, domains: breakdown.domains,
            domainCount: breakdown.groups.count), degreesOfFreedom: degreesOfFreedom)
      } catch {
        diagnostics.append(
          Diagnostic(
            "design.unusable", .error, at: place, "its answers cannot be estimated: \(error)",
            expected: "a design as it was drawn"))
        continue
      }
      for (index, entry) in scorable.enumerated() {
        for (domain, group) in breakdown.groups.enumerated() {
          var run = DomainRun(
            figures: self, entry: entry, sheet: sheets[index], made: made,
            estimator: estimator, variable: index, domain: domain,
            rows: breakdown.domains.indices.filter { Int(breakdown.domains[$0]) == domain })
          byEntry[index].append(run.result(group: group))
          for fault in run.faults where group == nil { diagnostics.append(fault) }
        }
      }
    }
    // A question that a town never put is news only where the study asks for it.
    return zip(scorable, byEntry).flatMap { entry, results in
      let wasPut = results.contains { $0.waves.contains { $0.asked > 0 } }
      return wasPut || entry.wasAskedFor ? results : []
    }
  }

  /// A warning where a question with several options has none that says "none of these": whoever
  /// ticked nothing is missing, so the figure is of those who ticked something.
  private func unsaidNone(
    _ entry: IndicatorPlan.Entry, _ scoring: IndicatorDefinition.Scoring
  ) -> Diagnostic? {
    guard scoring.rule == .any || scoring.rule == .count else { return nil }
    for (variable, options) in Dictionary(grouping: entry.columns, by: \.variable).sorted(
      by: { $0.key < $1.key })
    where options.count > 1 && options.allSatisfy(\.counts) {
      guard case .coded(let column)? = rows.table[options[0].column] else { continue }
      let empty = column.codes.count { $0 == CodedColumn.code(for: .notAnswered) }
      guard empty > 0 else { continue }
      return Diagnostic(
        "indicator.no-none-option", .warning,
        at: .init(file: "study.yaml", column: municipality.id),
        "\(entry.definition.id): \(empty) of \(rows.count) ticked nothing under \(variable), which "
          + "has no option for none of them; they are left out, so the figure is too high",
        expected: "an option of value 0, such as \"none of these\"",
        hint: "ask with such an option, or read the figure as of those who ticked something")
    }
    return nil
  }

  private func sheet(_ entry: IndicatorPlan.Entry) -> ScoreSheet {
    guard case .survey(let scoring) = entry.definition.kind else {
      preconditionFailure("participation has no score")
    }
    return ScoreSheet(scoring: scoring, columns: entry.columns, in: rows.table)
  }

  private func breakdowns(into diagnostics: inout DiagnosticList) -> [Breakdown] {
    var all = [
      Breakdown(
        variable: nil, domains: [Int32](repeating: 0, count: rows.count), groups: [nil])
    ]
    for variable in study.groups {
      guard case .coded(let column)? = rows.table[variable] else {
        diagnostics.append(
          Diagnostic(
            "study.group", .error, at: .init(file: "study.yaml", column: "groups"),
            "\(variable) has no answers to group by",
            expected: "a codebook variable of kind choice or scale"))
        continue
      }
      let keys = levelKeys(column.levels, variable: plan.variables[variable])
      var domainOf = [Int32](repeating: -1, count: 256)
      var groups: [IndicatorResult.Group?] = []
      let present = Set(column.codes)
      for (code, level) in column.levels.enumerated() where present.contains(UInt8(code)) {
        domainOf[code] = Int32(groups.count)
        groups.append(.init(variable: variable, level: keys[code], label: level.label))
      }
      guard !groups.isEmpty else { continue }
      all.append(
        Breakdown(
          variable: variable, domains: column.codes.map { domainOf[Int($0)] }, groups: groups))
    }
    return all
  }

  /// A result without figures.
  func blank(
    _ entry: IndicatorPlan.Entry, group: IndicatorResult.Group?, method: String
  ) -> IndicatorResult {
    let definition = entry.definition
    var figure = "\(municipality.id).\(definition.id)"
    if let group { figure += ".\(group.variable)=\(group.level)" }
    let formula = if case .survey(let scoring) = definition.kind { scoring.formula } else { "" }
    return IndicatorResult(
      indicator: definition.id, municipality: municipality.id, group: group, unit: entry.unit,
      primaryRank: group == nil ? study.primaryOutcomes.firstIndex(of: definition.id) : nil,
      describesRespondentsOnly: study.waves.contains { isOpen($0.id) }, waves: [],
      provenance: Provenance(
        figure: figure, definitionHash: definition.fingerprint,
        definitionVersion: definition.version, formula: formula, method: method,
        inputs: rows.sources.map { .init(file: $0.file, fingerprint: $0.fingerprint) },
        programVersion: programVersion))
  }

  /// Whether anybody could answer in a wave.
  func isOpen(_ wave: String) -> Bool { municipality.sampling[wave]?.design == .open }
}
