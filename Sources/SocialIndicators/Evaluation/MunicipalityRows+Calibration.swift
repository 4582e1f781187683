internal import Diagnostics
internal import SurveyData
internal import SurveyStatistics
internal import Tabular

extension MunicipalityRows {
  /// The calibration to the margins of a municipality, a group a wave; nil where it has none.
  ///
  /// A person who did not tell a margin's variable cannot be calibrated by it. Such persons keep
  /// their part of the wave's population, the others are calibrated to the rest: as if not telling
  /// had nothing to do with the margin.
  func calibration(
    of municipality: Municipality, study: StudyDefinition, plan: IndicatorPlan,
    weights: inout [Double], words: inout [String], into diagnostics: inout DiagnosticList
  ) -> CategoricalCalibration? {
    let place = Diagnostic.Place(file: "study.yaml", column: municipality.id)
    var variables: [String] = []
    for wave in study.waves {
      variables += (municipality.margins[wave.id] ?? []).map(\.variable)
    }
    variables = unique(variables)
    guard !variables.isEmpty else { return nil }
    var levelsOf: [String: [String?]] = [:]
    for variable in variables {
      guard let keys = answerKeys(of: variable, plan: plan) else {
        diagnostics.append(
          Diagnostic(
            "design.margin", .error, at: place,
            "the margin \(variable) is not a variable with answers, so nothing was calibrated",
            expected: "a codebook variable of kind choice or scale"))
        return nil
      }
      levelsOf[variable] = keys
    }
    // One group a wave that has margins, in the order of waves.
    let calibrated = study.waves.indices.filter {
      !(municipality.margins[study.waves[$0].id] ?? []).isEmpty
        && waves.contains(UInt8($0))
    }
    guard !calibrated.isEmpty else { return nil }
    var groups = [Int32](repeating: -1, count: count)
    var margins = variables.map { variable in
      var labels: [String] = []
      for wave in study.waves {
        for margin in municipality.margins[wave.id] ?? [] where margin.variable == variable {
          labels += margin.levels
        }
      }
      // The last level takes everybody of a wave that has no such margin.
      return CategoricalCalibration.Margin(
        name: variable, levels: [Int32](repeating: -1, count: count),
        labels: unique(labels) + ["all"], totals: [])
    }
    for (group, wave) in calibrated.enumerated() {
      let declared = municipality.margins[study.waves[wave].id] ?? []
      let total = declared[0].values.reduce(0, +)
      let here = waves.indices.filter { Int(waves[$0]) == wave }
      let known = here.filter { row in
        declared.allSatisfy { margin in
          levelsOf[margin.variable]?[row].map(margin.levels.contains) ?? false
        }
      }
      let sum = here.reduce(0) { $0 + weights[$1] }
      let knownSum = known.reduce(0) { $0 + weights[$1] }
      // Calibrating one wave and not the other would print the difference as change.
      guard sum > 0, knownSum > 0 else {
        diagnostics.append(
          Diagnostic(
            "design.margin", .error, at: place,
            "nobody in wave \(study.waves[wave].id) has an answer to all of "
              + declared.map(\.variable).joined(separator: ", ") + ", so nothing was calibrated",
            expected: "answers to the variables of the margins",
            hint: "mend the codebook, or leave the margin out of both waves"))
        return nil
      }
      let unknown = here.count - known.count
      if unknown > 0 {
        diagnostics.append(
          Diagnostic(
            "design.margin-unknown", unknown * 10 > here.count ? .warning : .note, at: place,
            "\(unknown) of \(here.count) answers of wave \(study.waves[wave].id) lack a margin's "
              + "variable; they keep their part of the population",
            expected: "an answer to \(declared.map(\.variable).joined(separator: ", "))"))
      }
      for row in known { groups[row] = Int32(group) }
      let isKnown = Set(known)
      for row in here where !isKnown.contains(row) { weights[row] *= total / sum }
      for (index, variable) in variables.enumerated() {
        var totals = [Double](repeating: 0, count: margins[index].labels.count)
        let margin = declared.first { $0.variable == variable }
        for (label, name) in margins[index].labels.enumerated() {
          if let position = margin?.levels.firstIndex(of: name) {
            totals[label] = (margin?.values[position] ?? 0) * knownSum / sum
          }
        }
        if margin == nil { totals[totals.count - 1] = total * knownSum / sum }
        margins[index].totals.append(totals)
        for row in known {
          let key = margin == nil ? "all" : levelsOf[variable]?[row] ?? ""
          margins[index].levels[row] = Int32(margins[index].labels.lastIndex(of: key) ?? -1)
        }
      }
      let names = declared.map(\.variable).joined(separator: ", ")
      words.append(
        "\(study.waves[wave].id): weights \(declared.count > 1 ? "raked" : "post-stratified") to "
          + names)
    }
    return CategoricalCalibration(
      margins: margins, groups: groups, groupLabels: calibrated.map { study.waves[$0].id })
  }

  /// The answer key of each row, nil where it is missing; nil for columns without answers.
  func answerKeys(of variable: String, plan: IndicatorPlan) -> [String?]? {
    guard case .coded(let column)? = table[variable] else { return nil }
    let keys = levelKeys(column.levels, variable: plan.variables[variable])
    return column.codes.map { Int($0) < keys.count ? keys[Int($0)] : nil }
  }
}
