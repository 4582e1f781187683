internal import DisclosureControl
internal import SocialIndicators
internal import SurveyData
internal import SurveyStatistics

/// Writes how one figure came about.
struct Explanation {
  var publishable: PublishableResult
  var definition: IndicatorDefinition?
  var sources: [SourceAccount]

  private var result: IndicatorResult { publishable.result }

  var text: String {
    var lines = ["Figure \(result.provenance.figure)"]
    lines += definitionLines
    lines += ["", "Files"] + inputLines
    for wave in result.waves { lines += ["", "Wave \(wave.wave)"] + self.lines(wave) }
    if let change = result.change { lines += ["", "Change"] + self.lines(change) }
    lines += ["", "Method", "  " + result.provenance.method]
    lines += ["  program \(result.provenance.programVersion)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var definitionLines: [String] {
    var lines: [String] = []
    if let definition {
      lines += ["  \(definition.label): \(definition.plain)"]
      lines += ["  base: \(definition.base)", "  source: \(definition.source)"]
      lines += ["  licence: \(definition.licence)", "  definition: \(definition.file)"]
    }
    lines += ["  version \(result.provenance.definitionVersion)"]
    lines += ["  SHA-256 \(result.provenance.definitionHash)"]
    lines += ["  formula: \(result.provenance.formula)", "  unit: \(result.unit.text)"]
    lines += ["  municipality: \(result.municipality)"]
    if let group = result.group { lines += ["  group: \(group.variable) = \(group.label)"] }
    lines += [
      result.primaryRank.map { "  primary outcome \($0 + 1), declared beforehand" }
        ?? "  exploratory"
    ]
    return lines
  }

  private var inputLines: [String] {
    var lines: [String] = []
    for input in result.provenance.inputs {
      lines.append("  \(input.file)  SHA-256 \(input.fingerprint)")
      guard let account = sources.first(where: { $0.file == input.file }) else { continue }
      lines.append("    \(account.rowsRead) rows read, \(account.rowsUsed) used")
      for dropped in account.rowsDropped {
        lines.append("    \(dropped.count) dropped: \(dropped.reason)")
      }
      let format = account.format.map { "\($0.what) \($0.value)" }
      if !format.isEmpty { lines.append("    read as \(format.joined(separator: ", "))") }
    }
    return lines.isEmpty ? ["  none"] : lines
  }

  private func lines(_ wave: IndicatorResult.Wave) -> [String] {
    if let reason = publishable.reason(for: .wave(wave.wave)) {
      return ["  withheld: \(words(reason))"]
    }
    var lines: [String] = []
    if let refusal = wave.refusal { lines.append("  no figure: \(refusal)") }
    if wave.asked == 0, wave.answered > 0 {
      lines.append("  \(wave.answered) counted")
    } else if wave.asked > 0 {
      let noun = result.basis == .answers ? "asked" : "recorded"
      lines.append("  \(wave.asked) \(noun), \(wave.answered) counted")
    }
    for missing in wave.missing {
      let count = missing.count > 0 ? "\(missing.count)" : "a withheld count of"
      lines.append("    \(count) \(missing.reason)")
    }
    if wave.prorated > 0 {
      lines.append("    \(wave.prorated) scored without every item (enough were answered)")
    }
    lines += self.lines(wave.estimate)
    for share in wave.distribution {
      lines.append(
        "    \(share.label.isEmpty ? decimal(share.value) : share.label): "
          + "\(decimal(share.share)) (n \(share.count))")
    }
    if let reason = publishable.reason(for: .distribution(wave.wave)) {
      lines.append("    single answers withheld: \(words(reason))")
    }
    return lines
  }

  private func lines(_ estimate: Estimate?) -> [String] {
    guard let estimate else { return [] }
    var lines = ["  estimate \(decimal(estimate.value))"]
    guard let interval = estimate.interval else {
      if result.describesRespondentsOnly {
        lines.append("  no margin of error: it describes those who answered")
      }
      return lines
    }
    lines.append(
      "  standard error \(decimal(estimate.standardError)), "
        + "\(decimal(estimate.degreesOfFreedom)) degrees of freedom")
    lines.append(
      "  \(decimal(100 * interval.level)) % interval \(decimal(interval.low)) to "
        + "\(decimal(interval.high)) (\(interval.method.rawValue))")
    lines.append("  sum of weights \(decimal(estimate.weightedBase))")
    if let effect = estimate.designEffect { lines.append("  design effect \(decimal(effect))") }
    return lines
  }

  private func lines(_ finding: IndicatorResult.ChangeFinding) -> [String] {
    if let reason = publishable.reason(for: .change) { return ["  withheld: \(words(reason))"] }
    var lines: [String] = []
    switch finding.outcome {
    case .rose: lines.append("  verdict: rose")
    case .fell: lines.append("  verdict: fell")
    case .smallerThan(let margin):
      lines.append("  verdict: smaller than ±\(decimal(margin)), declared beforehand")
    case .cannotTell: lines.append("  verdict: cannot tell")
    case .notAssessed(let reason): lines.append("  not assessed: \(reason)")
    }
    guard let change = finding.change else { return lines }
    lines += self.lines(change.difference)
    lines.append("  covariance of the waves \(decimal(change.covariance))")
    lines.append("  t \(decimal(change.t)), p \(decimal(change.p))")
    if let adjusted = finding.adjustedP {
      lines.append("  p \(decimal(adjusted)) after Holm over the primary outcomes")
    }
    lines.append(
      "  90 % interval \(decimal(change.equivalenceInterval.low)) to "
        + decimal(change.equivalenceInterval.high))
    lines.append(
      "  a true change of \(decimal(change.minimalDetectableChange)) would be found 8 times in 10")
    return lines
  }

  private func words(_ reason: PublishableResult.Withholding.Reason) -> String {
    switch reason {
    case .fewRespondents(let least): "fewer than \(least) answered"
    case .smallCell(let least): "a cell counts fewer than \(least) persons"
    case .couldBeDerived: "it could be worked out from what is shown elsewhere"
    }
  }
}
