import DisclosureControl
import Localization
import Plotting
import SocialIndicators
import SurveyData
import SurveyStatistics

/// Declares charts from results: which rows, on which scale, in which words.
struct ChartDraft {
  let context: ReportContext

  /// Results on one scale, which may share a chart.
  struct Part {
    var suffix: String
    var unit: IndicatorResult.Unit
    var results: [PublishableResult]
  }

  /// Groups results by unit, in order of first appearance.
  func changeParts(of results: [PublishableResult]) -> [Part] {
    var parts: [Part] = []
    for result in results {
      let unit = result.result.unit
      if let index = parts.firstIndex(where: { $0.unit == unit }) {
        parts[index].results.append(result)
      } else {
        parts.append(Part(suffix: suffix(of: unit), unit: unit, results: [result]))
      }
    }
    return parts
  }

  private func suffix(of unit: IndicatorResult.Unit) -> String {
    switch unit {
    case .share: "share"
    case .score(let low, let high): "score-\(plain(low))-\(plain(high))"
    case .amount(let thing): thing
    case .perThousand: "per-thousand"
    case .coefficient: "coefficient"
    }
  }

  /// File names have no decimal points but their own.
  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(Int(value * 10))"
  }

  func change(_ results: [PublishableResult], dimension: String) -> ChangeChart? {
    guard let first = results.first else { return nil }
    let ends: (Double, Double)
    switch first.result.unit {
    case .share: ends = (0, 1)
    case .score(let low, let high): ends = (low, high)
    case .amount, .perThousand, .coefficient:
      let values = results.flatMap(\.result.waves).compactMap { $0.estimate?.value }
      ends = (min(0, values.min() ?? 0), max(0, values.max() ?? 1))
    }
    let rows = results.map(changeRow)
    let hasChange = rows.contains { $0.change != nil }
    let isOpen = results.contains { $0.result.describesRespondentsOnly }
    let key =
      isOpen ? "chart.footnote_open" : hasChange ? "chart.footnote" : "chart.footnote_levels"
    let text = ChartText(
      title: title(of: results, dimension: dimension),
      subtitle: subtitle(of: first, results: results, hasChange: hasChange),
      footnote: context.say(key, ["level": .text(context.level)]),
      alternativeText: alternative(results))
    return ChangeChart(
      text: text, rows: rows, low: ends.0, high: ends.1,
      beforeName: context.before.label,
      afterName: context.hasTwoWaves ? context.after.label : "",
      changeName: context.say("chart.change_name", ["level": .text(context.level)]),
      decimals: 1, isShare: first.result.unit == .share)
  }

  private func changeRow(_ shown: PublishableResult) -> ChangeChart.Row {
    let finding = Finding(shown)
    let figure = context.figure(shown)
    let before = context.wave(context.before, of: shown)
    let after = context.hasTwoWaves ? context.wave(context.after, of: shown) : nil
    let interval = finding.change?.difference.interval
    var words = ""
    if let change = finding.change {
      words = figure.changeWithInterval(
        change.difference.value, low: interval?.low ?? change.difference.value,
        high: interval?.high ?? change.difference.value)
    } else {
      words = silence(finding)
    }
    let missing = missingWords(finding)
    return ChangeChart.Row(
      label: context.label(of: shown), note: note(shown),
      before: before?.estimate?.value, after: after?.estimate?.value,
      beforeText: before?.estimate.map { figure.level($0.value) } ?? missing,
      afterText: after?.estimate.map { figure.level($0.value) }
        ?? (context.hasTwoWaves ? missing : ""),
      change: finding.change?.difference.value, changeLow: interval?.low,
      changeHigh: interval?.high, changeText: words, emphasis: finding.emphasis)
  }

  /// What stands where the change would be.
  private func silence(_ finding: Finding) -> String {
    switch finding {
    case .open: context.say("chart.open")
    case .notCompared(let reason):
      reason.isEmpty ? context.say("chart.not_compared_plain")
        : context.say("chart.not_compared", ["reason": .text(reason)])
    case .rose, .fell, .smaller, .cannotTell, .oneWave, .withheld, .missing: ""
    }
  }

  private func missingWords(_ finding: Finding) -> String {
    switch finding {
    case .missing(let reason): reason ?? context.say("finding.nobody")
    default: context.say("chart.too_few")
    }
  }

  /// n of both waves, and whether the outcome was declared beforehand.
  private func note(_ shown: PublishableResult) -> String {
    var parts: [String] = []
    let before = context.wave(context.before, of: shown)?.estimate?.respondents
    let after = context.wave(context.after, of: shown)?.estimate?.respondents
    if context.hasTwoWaves, before != nil || after != nil {
      parts.append(
        context.say(
          "chart.n_both",
          [
            "before": .text(before.map { context.language.integer($0) } ?? context.say("report.dash")),
            "after": .text(after.map { context.language.integer($0) } ?? context.say("report.dash")),
          ]))
    } else if let before {
      parts.append(context.say("chart.n", ["n": .text(context.language.integer(before))]))
    }
    if shown.result.primaryRank != nil { parts.append(context.say("chart.primary")) }
    if context.definition(of: shown)?.direction == .down {
      parts.append(context.say("chart.lower_is_better"))
    }
    return parts.joined(separator: " · ")
  }

  private func subtitle(
    of first: PublishableResult, results: [PublishableResult], hasChange: Bool
  ) -> String {
    let bases = Set(results.compactMap { context.definition(of: $0)?.base })
    return context.say(
      context.hasTwoWaves ? "chart.subtitle" : "chart.subtitle_one",
      [
        "unit": .text(context.figure(first).levelUnit),
        "base": .text(bases.count == 1 ? bases.first ?? "" : context.say("chart.several_bases")),
        "town": .text(context.town.name), "before": .text(context.before.label),
        "after": .text(context.after.label),
        "change_unit": .text(hasChange ? context.figure(first).changeUnit : ""),
        "has_change": .text(hasChange ? "yes" : "no"),
      ])
  }

  /// The finding of a chart of several indicators, in at most 15 words.
  func title(of results: [PublishableResult], dimension: String) -> String {
    let findings = results.map { Finding($0) }
    let rose = results.indices.filter { findings[$0].emphasis == .rose }
    let fell = results.indices.filter { findings[$0].emphasis == .fell }
    let counted = findings.filter { $0.change != nil }.count
    if counted == 0 {
      return context.say(
        results.contains { $0.result.describesRespondentsOnly }
          ? "chart.title_open" : "chart.title_levels", ["dimension": .text(dimension)])
    }
    if rose.count + fell.count == 1, let index = (rose + fell).first {
      return context.say(
        rose.isEmpty ? "chart.title_one_fell" : "chart.title_one_rose",
        [
          "label": .text(context.label(of: results[index])), "others": .number(Double(counted - 1)),
        ])
    }
    return context.say(
      rose.isEmpty && fell.isEmpty ? "chart.title_none" : "chart.title_some",
      [
        "dimension": .text(dimension), "rose": .number(Double(rose.count)),
        "fell": .number(Double(fell.count)), "n": .number(Double(counted)),
      ])
  }

  private func alternative(_ results: [PublishableResult]) -> String {
    results.map { context.sentence($0) }.joined(separator: " ")
  }
}
