internal import Diagnostics
package import SurveyData
internal import SurveyStatistics
internal import Tabular

/// Who answered in one municipality and wave, before disclosure control.
package struct RespondentProfile: Sendable, Hashable {
  /// One answer of a background variable.
  package struct Level: Sendable, Hashable {
    package var key: String
    package var label: String
    package var answered: Int
    /// Share of those who told, by final weights.
    package var weightedShare: Double
    /// Share of the population by the declared margin, where there is one.
    package var populationShare: Double?

    package init(
      key: String, label: String, answered: Int, weightedShare: Double, populationShare: Double?
    ) {
      self.key = key
      self.label = label
      self.answered = answered
      self.weightedShare = weightedShare
      self.populationShare = populationShare
    }
  }

  package var municipality: String
  package var wave: String
  package var answered: Int
  /// Least and greatest final weight over their mean; nil where all are equal.
  package var weightRange: ClosedRange<Double>?
  /// Variables that the weights were calibrated to.
  package var calibratedTo: [String]
  /// Background variables in the order of the study, each with its levels.
  package var groups: [(variable: String, levels: [Level])] {
    zip(variables, levels).map { ($0, $1) }
  }
  package var variables: [String]
  package var levels: [[Level]]
}

/// Who answered, one profile a municipality and wave that has answers.
///
/// Where a design cannot be used the weights are the panel's own; `evaluate` tells of the fault.
package func respondentProfiles(
  study: StudyDefinition, plan: IndicatorPlan, panel: Panel
) -> [RespondentProfile] {
  var profiles: [RespondentProfile] = []
  for (index, municipality) in study.municipalities.enumerated() {
    guard
      let figures = SurveyFigures(
        municipality: index, study: study, plan: plan, panel: panel, programVersion: "")
    else { continue }
    let rows = figures.rows
    var ignored = DiagnosticList()
    let made = try? rows.design(
      of: municipality, study: study, plan: plan, into: &ignored)
    let weights = made?.design.calibratedWeights ?? rows.weights
    for (number, wave) in study.waves.enumerated() {
      let here = rows.waves.indices.filter { Int(rows.waves[$0]) == number }
      guard !here.isEmpty else { continue }
      let margins = municipality.margins[wave.id] ?? []
      var profile = RespondentProfile(
        municipality: municipality.id, wave: wave.id, answered: here.count,
        weightRange: range(here.map { weights[$0] }),
        calibratedTo: made?.design.calibration == nil ? [] : margins.map(\.variable),
        variables: [], levels: [])
      for variable in study.groups {
        guard case .coded(let column)? = rows.table[variable] else { continue }
        let keys = levelKeys(column.levels, variable: plan.variables[variable])
        let margin = margins.first { $0.variable == variable }
        let levels = column.levels.indices.map { code in
          let members = here.filter { Int(column.codes[$0]) == code }
          return RespondentProfile.Level(
            key: keys[code], label: column.levels[code].label, answered: members.count,
            weightedShare: members.reduce(0) { $0 + weights[$1] },
            populationShare: margin.flatMap { margin in
              margin.levels.firstIndex(of: keys[code]).map {
                margin.values[$0] / margin.values.reduce(0, +)
              }
            })
        }
        let total = levels.reduce(0) { $0 + $1.weightedShare }
        guard total > 0 else { continue }
        profile.variables.append(variable)
        profile.levels.append(
          levels.map { level in
            var level = level
            level.weightedShare /= total
            return level
          })
      }
      profiles.append(profile)
    }
  }
  return profiles
}

/// Least and greatest over the mean, or nil where all are equal.
private func range(_ weights: [Double]) -> ClosedRange<Double>? {
  guard let least = weights.min(), let most = weights.max(), most > least * (1 + 1e-9) else {
    return nil
  }
  let mean = weights.reduce(0, +) / Double(weights.count)
  return (least / mean)...(most / mean)
}
