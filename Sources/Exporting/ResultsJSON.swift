package import DisclosureControl
package import SocialIndicators
package import SurveyData
internal import SurveyStatistics

/// Results as JSON, in the order of the study: results with waves, change and provenance, and the
/// definitions they were made by.
package func resultsJSON(
  _ results: [PublishableResult], study: StudyDefinition, definitions: [IndicatorDefinition]
) -> String {
  let used = Set(results.map(\.result.indicator))
  let root = OrderedJSON.object([
    ("format", .text("perlemor-results-1")),
    ("study", .text(study.title)),
    ("study_hash", .text(study.fingerprint)),
    (
      "waves",
      .list(study.waves.map { .object([("id", .text($0.id)), ("label", .text($0.label))]) })
    ),
    (
      "municipalities",
      .list(
        study.municipalities.map {
          .object([
            ("id", .text($0.id)), ("name", .text($0.name)), ("country", .text($0.country)),
            ("inhabitants", .integer($0.inhabitants)), ("role", .text($0.role.rawValue)),
          ])
        })
    ),
    ("indicators", .list(definitions.filter { used.contains($0.id) }.map(json))),
    ("results", .list(results.map(json))),
  ])
  return root.text() + "\n"
}

private func json(_ definition: IndicatorDefinition) -> OrderedJSON {
  .object([
    ("id", .text(definition.id)), ("version", .text(definition.version)),
    ("label", .text(definition.label)), ("plain", .text(definition.plain)),
    ("dimension", .text(definition.dimension)),
    ("direction", .text(definition.direction.rawValue)), ("base", .text(definition.base)),
    ("licence", .text(definition.licence)), ("source", .text(definition.source)),
    ("definition_hash", .text(definition.fingerprint)),
  ])
}

private func json(_ publishable: PublishableResult) -> OrderedJSON {
  let result = publishable.result
  return .object([
    ("figure", .text(result.provenance.figure)),
    ("municipality", .text(result.municipality)),
    ("indicator", .text(result.indicator)),
    (
      "group",
      result.group.map {
        .object([
          ("variable", .text($0.variable)), ("level", .text($0.level)),
          ("label", .text($0.label)),
        ])
      } ?? .null
    ),
    ("unit", .text(result.unit.text)),
    ("primary_rank", result.primaryRank.map { .integer($0 + 1) } ?? .null),
    ("respondents_only", .bool(result.describesRespondentsOnly)),
    ("waves", .list(result.waves.map { json($0, publishable) })),
    ("change", result.change.map { json($0, publishable) } ?? .null),
    ("provenance", json(result.provenance)),
  ])
}

private func json(_ wave: IndicatorResult.Wave, _ publishable: PublishableResult) -> OrderedJSON {
  let isWithheld = publishable.reason(for: .wave(wave.wave)) != nil
  return .object([
    ("wave", .text(wave.wave)),
    ("estimate", json(wave.estimate)),
    ("asked", isWithheld || wave.asked < wave.answered ? .null : .integer(wave.asked)),
    ("answered", isWithheld ? .null : .integer(wave.answered)),
    ("prorated", isWithheld || wave.prorated == 0 ? .null : .integer(wave.prorated)),
    (
      "missing",
      .object(wave.missing.map { ($0.reason, $0.count == 0 ? .null : .integer($0.count)) })
    ),
    (
      "distribution",
      .list(
        wave.distribution.map {
          .object([
            ("value", .number($0.value)), ("label", .text($0.label)),
            ("share", .number($0.share)), ("n", .integer($0.count)),
          ])
        })
    ),
    ("withheld", .optional(publishable.reason(for: .wave(wave.wave))?.text)),
    (
      "distribution_withheld",
      .optional(publishable.reason(for: .distribution(wave.wave))?.text)
    ),
    ("note", .optional(wave.refusal?.description)),
    ("note_code", .optional(wave.refusal?.code)),
  ])
}

private func json(
  _ finding: IndicatorResult.ChangeFinding, _ publishable: PublishableResult
) -> OrderedJSON {
  var entries: [(String, OrderedJSON)] = [("outcome", .text(finding.outcome.word))]
  switch finding.outcome {
  case .smallerThan(let margin): entries.append(("margin", .number(margin)))
  case .notAssessed(let reason):
    entries.append(("note", .text(reason.description)))
    entries.append(("note_code", .text(reason.code)))
  default: break
  }
  entries.append(("difference", json(finding.change?.difference)))
  if let change = finding.change {
    entries += [
      ("covariance", .number(change.covariance)), ("t", .number(change.t)),
      ("p", .number(change.p)), ("p_holm", .optional(finding.adjustedP)),
      (
        "interval_90",
        .list([.number(change.equivalenceInterval.low), .number(change.equivalenceInterval.high)])
      ),
      ("minimal_detectable_change", .number(change.minimalDetectableChange)),
    ]
  }
  entries.append(("withheld", .optional(publishable.reason(for: .change)?.text)))
  return .object(entries)
}

private func json(_ estimate: Estimate?) -> OrderedJSON {
  guard let estimate else { return .null }
  let hasError = estimate.interval != nil
  return .object([
    ("value", .number(estimate.value)),
    ("se", hasError ? .number(estimate.standardError) : .null),
    ("ci_low", .optional(estimate.interval?.low)),
    ("ci_high", .optional(estimate.interval?.high)),
    ("level", .optional(estimate.interval?.level)),
    ("interval", .optional(estimate.interval?.method.rawValue)),
    ("n", .integer(estimate.respondents)),
    ("df", hasError ? .number(estimate.degreesOfFreedom) : .null),
    ("deff", .optional(estimate.designEffect)),
  ])
}

private func json(_ provenance: Provenance) -> OrderedJSON {
  .object([
    ("definition_hash", .text(provenance.definitionHash)),
    ("definition_version", .text(provenance.definitionVersion)),
    ("formula", .text(provenance.formula)),
    ("method", .text(provenance.method)),
    (
      "inputs",
      .list(
        provenance.inputs.map {
          .object([("file", .text(published($0.file))), ("sha256", .text($0.fingerprint))])
        })
    ),
    ("program", .text(provenance.programVersion)),
  ])
}

/// A raw file's name without the folders of whoever ran the study.
private func published(_ file: String) -> String {
  guard file.hasPrefix("/") || file.split(separator: "/").contains("..") else { return file }
  return file.split(separator: "/").last.map(String.init) ?? file
}
