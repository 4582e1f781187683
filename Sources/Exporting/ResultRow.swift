internal import DisclosureControl
internal import SocialIndicators
internal import SurveyStatistics

/// One line of the tidy table: one number with all that is needed to read it.
struct ResultRow {
  /// The header, in the order of `fields`.
  static let columns = [
    "figure", "municipality", "indicator", "group", "wave", "statistic", "answer", "value", "se",
    "ci_low", "ci_high", "level", "interval", "n", "df", "deff", "outcome", "p", "p_holm",
    "withheld", "note", "unit", "primary_rank", "respondents_only", "definition_hash",
  ]

  var figure: String
  var municipality: String
  var indicator: String
  var group: String
  var wave: String
  var statistic: String
  var answer = ""
  var value: Double?
  var error: Double?
  var interval: Estimate.Interval?
  var respondents: Int?
  var degreesOfFreedom: Double?
  var designEffect: Double?
  var outcome = ""
  var p: Double?
  var adjustedP: Double?
  var withheld = ""
  var note = ""
  var unit: String
  var primaryRank: Int?
  var respondentsOnly: Bool
  var definitionHash: String

  var fields: [String] {
    [
      inert(figure), inert(municipality), inert(indicator), inert(group), inert(wave), statistic,
      inert(answer), decimal(value),
      decimal(error), decimal(interval?.low), decimal(interval?.high), decimal(interval?.level),
      interval?.method.rawValue ?? "", respondents.map(String.init) ?? "",
      decimal(degreesOfFreedom), decimal(designEffect), outcome, decimal(p), decimal(adjustedP),
      withheld, inert(note), inert(unit), primaryRank.map { String($0 + 1) } ?? "",
      respondentsOnly ? "yes" : "no", definitionHash,
    ]
  }
}

/// A text that no spreadsheet takes for a formula: labels come from whoever wrote the questionnaire.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before
/// it, which spreadsheets do not show. Numbers are written elsewhere and keep their sign.
func inert(_ text: String) -> String {
  guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
    return text
  }
  return "'" + text
}

/// The shortest digits that read back as the same double; empty for what is no number.
func decimal(_ value: Double?) -> String {
  guard let value, value.isFinite else { return "" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The rows of one result: waves with their answers and missing reasons, then the change.
func resultRows(
  _ publishable: PublishableResult, definitions: [IndicatorDefinition]
) -> [ResultRow] {
  let result = publishable.result
  let blank = ResultRow(
    figure: result.provenance.figure, municipality: result.municipality,
    indicator: result.indicator,
    group: result.group.map { "\($0.variable)=\($0.level)" } ?? "", wave: "",
    statistic: result.unit.statistic, unit: result.unit.text, primaryRank: result.primaryRank,
    respondentsOnly: result.describesRespondentsOnly,
    definitionHash: result.provenance.definitionHash)
  var rows: [ResultRow] = []
  for wave in result.waves {
    var row = blank
    row.wave = wave.wave
    row.fill(wave.estimate)
    row.withheld = publishable.reason(for: .wave(wave.wave))?.text ?? ""
    row.note = wave.refusal?.description ?? ""
    rows.append(row)
    for share in wave.distribution {
      var row = blank
      row.wave = wave.wave
      row.statistic = "answer_share"
      row.answer = share.label.isEmpty ? decimal(share.value) : share.label
      row.value = share.share
      row.respondents = share.count
      row.unit = "share"
      rows.append(row)
    }
    if let reason = publishable.reason(for: .distribution(wave.wave)) {
      var row = blank
      row.wave = wave.wave
      row.statistic = "answer_share"
      row.withheld = reason.text
      row.unit = "share"
      rows.append(row)
    }
    for missing in wave.missing {
      var row = blank
      row.wave = wave.wave
      row.statistic = "missing"
      row.answer = missing.reason
      if missing.count > 0 {
        row.value = Double(missing.count)
      } else {
        row.withheld = "small_count"
      }
      row.unit = "persons"
      rows.append(row)
    }
  }
  rows += changeRows(result.change, publishable, blank)
  return rows
}

private func changeRows(
  _ finding: IndicatorResult.ChangeFinding?, _ publishable: PublishableResult, _ blank: ResultRow
) -> [ResultRow] {
  guard let finding else { return [] }
  var row = blank
  row.wave = "change"
  row.statistic = "change"
  row.outcome = finding.outcome.word
  row.adjustedP = finding.adjustedP
  row.withheld = publishable.reason(for: .change)?.text ?? ""
  if case .notAssessed(let reason) = finding.outcome { row.note = reason.description }
  guard let change = finding.change else { return [row] }
  row.fill(change.difference)
  row.p = change.p
  var equivalence = blank
  equivalence.wave = "change"
  equivalence.statistic = "change"
  equivalence.value = change.difference.value
  equivalence.interval = change.equivalenceInterval
  if case .smallerThan(let margin) = finding.outcome {
    equivalence.note = "declared margin \(decimal(margin))"
  }
  var detectable = blank
  detectable.wave = "change"
  detectable.statistic = "minimal_detectable_change"
  detectable.value = change.minimalDetectableChange
  return [row, equivalence, detectable]
}

extension ResultRow {
  /// Takes an estimate over.
  ///
  /// Without an interval there is no margin of error to state either.
  mutating func fill(_ estimate: Estimate?) {
    guard let estimate else { return }
    value = estimate.value
    respondents = estimate.respondents
    interval = estimate.interval
    if estimate.interval != nil {
      error = estimate.standardError
      degreesOfFreedom = estimate.degreesOfFreedom
      designEffect = estimate.designEffect
    }
  }
}
