import HypothesisTests
import Psychometrics

/// What `perlemor scale` prints, one line a figure.
struct ScaleLines {
  private(set) var table = ResultTable([
    "statistic", "item", "part", "estimate", "se", "ci_low", "ci_high", "df", "p", "n", "sd",
    "rest_correlation", "alpha_if_dropped", "standardised", "chisq", "cfi", "rmsea", "srmr",
    "chisq_change", "df_change", "p_change", "cfi_change", "rmsea_change", "srmr_change", "holds",
    "design", "note",
  ])
  /// What a reader should look at.
  private(set) var warnings: [String] = []
  /// Whether anything could be assessed.
  private(set) var assessed = false
  /// Why the first part could not be assessed.
  private(set) var firstReason: PsychometricsError?
  private let columnName: String

  init(columnName: String) { self.columnName = columnName }

  mutating func add(unassessed error: PsychometricsError, of part: String?) {
    firstReason = firstReason ?? error
    add("alpha", part, [("note", .text("not assessed: \(error)"))])
  }

  mutating func add(_ found: Reliability, of part: String?) {
    assessed = true
    let moments = found.moments
    let design = ResultTable.Cell.text(found.designUse.word)
    add(
      "alpha", part,
      [
        ("estimate", .number(found.alpha)), ("se", .number(found.standardError)),
        ("ci_low", .number(found.interval.low)), ("ci_high", .number(found.interval.high)),
        ("n", .integer(moments.persons)), ("design", design),
      ])
    add("standardised_alpha", part, [("estimate", .number(found.standardisedAlpha))])
    add("omega_total", part, found.omega)
    add("lambda6", part, found.lambda6)
    if let value = found.spearmanBrown {
      add("spearman_brown", part, [("estimate", .number(value))])
    }
    add("mean_correlation", part, [("estimate", .number(found.averageCorrelation))])
    add(
      "score", part,
      [
        ("estimate", .number(moments.score.mean)),
        ("sd", .number(moments.score.standardDeviation)),
      ])
    add(
      "sem", part,
      [
        ("estimate", .number(found.standardErrorOfMeasurement)),
        ("note", .text("standard error of one person's score")),
      ])
    add(
      "mdc95", part,
      [
        ("estimate", .number(found.minimalDetectableChange)),
        ("note", .text("a smaller change of one person may be error of measurement")),
      ])
    for item in found.items {
      table.add([
        ("statistic", .text("item")), ("item", .text(item.name)), ("part", .init(part)),
        ("estimate", .number(item.mean)), ("sd", .number(item.standardDeviation)),
        ("n", .integer(item.answered)), ("rest_correlation", .init(item.restCorrelation)),
        ("alpha_if_dropped", .init(item.alphaIfDropped)),
      ])
    }
    warn(found.findings, part)
  }

  mutating func add(_ assessment: Assessment<FactorSolution>, of part: String?) {
    let found: FactorSolution
    switch assessment {
    case .notAssessed(let reason):
      add("fit", part, [("note", .text("not assessed: \(reason)"))])
      return
    case .assessed(let value): found = value
    }
    add("fit", part, fit(found.fit) + [("n", .integer(found.persons))])
    for parameter in found.parameters where parameter.kind == .loading {
      table.add([
        ("statistic", .text("loading")), ("item", .text(parameter.name)), ("part", .init(part)),
        ("estimate", .number(parameter.estimate)), ("se", .init(parameter.standardError)),
        ("standardised", .init(parameter.standardised)),
      ])
    }
    warn(found.findings, part)
  }

  mutating func add(_ found: Assessment<MeasurementInvariance>) {
    let comparison: MeasurementInvariance
    switch found {
    case .notAssessed(let reason):
      add("comparability", nil, [("note", .text("not assessed: \(reason)"))])
      return
    case .assessed(let value): comparison = value
    }
    for step in comparison.steps {
      var cells = fit(step.fit)
      cells.append(("n", .integer(comparison.persons.reduce(0, +))))
      if let change = step.comparison {
        cells += [
          ("chisq_change", .number(change.chiSquared)),
          ("df_change", .integer(change.degreesOfFreedom)), ("p_change", .init(change.pValue)),
          ("cfi_change", .number(change.cfiChange)), ("rmsea_change", .number(change.rmseaChange)),
          ("srmr_change", .number(change.srmrChange)), ("holds", .flag(change.holds)),
        ]
      }
      add(step.level.rawValue, nil, cells)
    }
    if let stopped = comparison.stopped {
      add(stopped.level.rawValue, nil, [("note", .text("not assessed: \(stopped.reason)"))])
    }
    for difference in comparison.factorMeanDifferences {
      add(
        "factor_mean_difference", difference.group ?? comparison.groups.last,
        [
          ("estimate", .number(difference.estimate)), ("se", .init(difference.standardError)),
        ])
    }
    add(
      "comparability", nil,
      [
        ("design", .text(comparison.designUse.word)),
        ("note", .text(comparison.verdict.description)),
      ])
    warn(comparison.findings, nil)
  }

  private func fit(_ fit: FitMeasures) -> [(String, ResultTable.Cell)] {
    [
      ("chisq", .number(fit.chiSquared)), ("df", .integer(fit.degreesOfFreedom)),
      ("p", .init(fit.pValue)), ("cfi", .number(fit.cfi)), ("rmsea", .number(fit.rmsea)),
      ("ci_low", .number(fit.rmseaInterval.low)), ("ci_high", .number(fit.rmseaInterval.high)),
      ("srmr", .number(fit.srmr)),
    ]
  }

  private mutating func add(
    _ statistic: String, _ part: String?, _ value: Assessment<Double>
  ) {
    switch value {
    case .assessed(let value): add(statistic, part, [("estimate", .number(value))])
    case .notAssessed(let reason):
      add(statistic, part, [("note", .text("not assessed: \(reason)"))])
    }
  }

  private mutating func add(
    _ statistic: String, _ part: String?, _ cells: [(String, ResultTable.Cell)]
  ) {
    table.add([("statistic", .text(statistic)), ("part", .init(part))] + cells)
  }

  private mutating func warn(_ findings: [ScaleFinding], _ part: String?) {
    for finding in findings {
      warnings.append(part.map { "\(columnName) \($0): \(finding)" } ?? finding.description)
    }
  }
}

extension DesignUse {
  /// The word of the results' column.
  fileprivate var word: String {
    switch self {
    case .ignored: "ignored"
    case .weightsOnly: "weights_only"
    }
  }
}
