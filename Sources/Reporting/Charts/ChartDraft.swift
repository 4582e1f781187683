import DisclosureControl
import Localization
import Plotting
import SocialIndicators
import SurveyData
import SurveyStatistics

/// Declares charts from results: which rows, on which scale, in which words.
struct ChartDraft {
  let context: ReportContext

  /// A chart of the results of one dimension.
  ///
  /// Where they are measured on different scales, every row stands on a share of its own whole
  /// scale, and the numbers beside the marks are in its own unit.
  func change(_ results: [PublishableResult], dimension: String) -> ChangeChart? {
    guard let first = results.first else { return nil }
    let isMixed = results.contains { $0.result.unit != first.result.unit }
    let ends = isMixed ? (0, 1) : ends(of: first.result.unit, results)
    let rows = results.map { changeRow($0, isMixed: isMixed, all: results) }
    let hasChange = rows.contains { $0.change != nil }
    let isOpen = results.contains { $0.result.describesRespondentsOnly }
    let key =
      isOpen ? "chart.footnote_open" : hasChange ? "chart.footnote" : "chart.footnote_levels"
    let text = ChartText(
      title: title(of: results, dimension: dimension),
      subtitle: subtitle(of: first, results: results, isMixed: isMixed, hasChange: hasChange),
      footnote: footnote(key, results), alternativeText: alternative(results))
    return ChangeChart(
      text: text, rows: rows, low: ends.0, high: ends.1,
      beforeName: context.before.label,
      afterName: context.hasTwoWaves ? context.after.label : "",
      changeName: context.say("chart.change_name", ["level": .text(context.level)]),
      decimals: 1, isShare: !isMixed && first.result.unit == .share,
      endNames: isMixed ? [context.say("chart.lowest"), context.say("chart.highest")] : [])
  }

  /// The whole scale of a unit; counts have none and run from zero to the greatest.
  private func ends(
    of unit: IndicatorResult.Unit, _ results: [PublishableResult]
  ) -> (Double, Double) {
    switch unit {
    case .share: return (0, 1)
    case .score(let low, let high): return (low, high)
    case .amount, .perThousand, .coefficient:
      let values = results.filter { $0.result.unit == unit }.flatMap(\.result.waves)
        .compactMap { $0.estimate?.value }
      return (min(0, values.min() ?? 0), max(0, values.max() ?? 1))
    }
  }

  private func changeRow(
    _ shown: PublishableResult, isMixed: Bool, all: [PublishableResult]
  ) -> ChangeChart.Row {
    let finding = Finding(shown)
    let figure = context.figure(shown)
    let before = context.wave(context.before, of: shown)
    let after = context.hasTwoWaves ? context.wave(context.after, of: shown) : nil
    let difference = finding.change?.difference
    let interval = difference?.interval
    let ends = isMixed ? ends(of: shown.result.unit, all) : (0, 1)
    let span = ends.1 > ends.0 ? ends.1 - ends.0 : 1
    let words =
      difference.map {
        figure.changeWithInterval(
          $0.value, low: interval?.low ?? $0.value, high: interval?.high ?? $0.value)
      } ?? silence(finding)
    let missing = missingWords(finding)
    return ChangeChart.Row(
      label: context.label(of: shown), note: note(shown, isMixed: isMixed),
      before: before?.estimate.map { ($0.value - ends.0) / span },
      after: after?.estimate.map { ($0.value - ends.0) / span },
      beforeText: before?.estimate.map { figure.level($0.value) } ?? missing,
      afterText: after?.estimate.map { figure.level($0.value) }
        ?? (context.hasTwoWaves ? missing : ""),
      change: difference.map { $0.value / span }, changeLow: interval.map { $0.low / span },
      changeHigh: interval.map { $0.high / span }, changeText: words,
      emphasis: finding.emphasis(isDeclared: !context.isExploratory(shown)))
  }

  /// What stands where the change would be.
  private func silence(_ finding: Finding) -> String {
    switch finding {
    case .open: context.say("chart.open")
    case .notCompared(let reason):
      reason.map {
        context.say("chart.not_compared", ["reason": .text(context.words(for: $0))])
      } ?? context.say("chart.not_compared_plain")
    case .rose, .fell, .smaller, .cannotTell, .oneWave, .withheld, .missing: ""
    }
  }

  private func missingWords(_ finding: Finding) -> String {
    switch finding {
    case .missing(let reason):
      reason.map { context.words(for: $0) } ?? context.say("finding.nobody")
    default: context.say("chart.too_few")
    }
  }

  /// n of both waves, and whether the outcome was declared beforehand.
  private func note(_ shown: PublishableResult, isMixed: Bool) -> String {
    var parts: [String] = []
    if isMixed { parts.append(context.figure(shown).scaleName) }
    let before = context.wave(context.before, of: shown)?.estimate?.respondents
    let after = context.wave(context.after, of: shown)?.estimate?.respondents
    if context.hasTwoWaves, before != nil || after != nil {
      parts.append(
        context.say(
          "chart.n_both",
          [
            "before": .text(
              before.map { context.language.integer($0) } ?? context.say("report.dash")),
            "after": .text(
              after.map { context.language.integer($0) } ?? context.say("report.dash")),
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
    of first: PublishableResult, results: [PublishableResult], isMixed: Bool, hasChange: Bool
  ) -> String {
    let bases = Set(results.compactMap { context.definition(of: $0)?.base })
    return context.say(
      context.hasTwoWaves ? "chart.subtitle" : "chart.subtitle_one",
      [
        "unit": .text(
          isMixed ? context.say("chart.own_scales") : context.figure(first).levelUnit),
        "base": .text(bases.count == 1 ? bases.first ?? "" : context.say("chart.several_bases")),
        "town": .text(context.town.name), "before": .text(context.before.label),
        "after": .text(context.after.label),
        "change_unit": .text(context.figure(first).changeUnit),
        "has_change": .text(hasChange && !isMixed ? "yes" : "no"),
      ])
  }

  /// The finding of a chart of several indicators, in at most 15 words.
  func title(of results: [PublishableResult], dimension: String) -> String {
    let findings = results.map { Finding($0) }
    let moved = results.indices.filter { findings[$0].hasMoved }
    let rose = moved.filter { if case .rose = findings[$0] { true } else { false } }
    let fell = moved.filter { !rose.contains($0) }
    let isExploratory = moved.allSatisfy { context.isExploratory(results[$0]) }
    let counted = findings.filter { $0.change != nil }.count
    if counted == 0 {
      return context.say(
        results.contains { $0.result.describesRespondentsOnly }
          ? "chart.title_open" : "chart.title_levels", ["dimension": .text(dimension)])
    }
    if rose.count + fell.count == 1, let index = (rose + fell).first {
      let key =
        switch (rose.isEmpty, isExploratory) {
        case (true, false): "chart.title_one_fell"
        case (false, false): "chart.title_one_rose"
        case (true, true): "chart.title_one_fell_exploratory"
        case (false, true): "chart.title_one_rose_exploratory"
        }
      return context.say(
        key,
        [
          "label": .text(context.label(of: results[index])), "others": .number(Double(counted - 1)),
        ])
    }
    return context.say(
      moved.isEmpty ? "chart.title_none" : "chart.title_some",
      [
        "dimension": .text(dimension), "rose": .number(Double(rose.count)),
        "fell": .number(Double(fell.count)),
        "hinted": .number(Double(moved.count { context.isExploratory(results[$0]) })),
        "n": .number(Double(counted)),
      ])
  }

  /// What the numbers are, and that a rise or fall that nobody declared is no finding.
  private func footnote(_ key: String, _ results: [PublishableResult]) -> String {
    let usual = context.say(key, ["level": .text(context.level)])
    let hasHint = results.contains { context.isExploratory($0) && Finding($0).hasMoved }
    return hasHint ? "\(usual) \(context.say("chart.footnote_exploratory"))" : usual
  }

  private func alternative(_ results: [PublishableResult]) -> String {
    results.map { context.sentence($0) }.joined(separator: " ")
  }
}
