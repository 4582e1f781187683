import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import SurveyStatistics

extension ReportContext {
  /// What is found about a result, in one sentence.
  ///
  /// The short form of what cannot be told leaves the levels to the chart beside it and the size
  /// that could have been found to the chapter on limits.
  func sentence(_ shown: PublishableResult, isShort: Bool = false) -> String {
    let finding = Finding(shown)
    var arguments = levels(of: shown)
    arguments["label"] = .text(label(of: shown))
    switch finding {
    case .rose(let change):
      return say(
        isExploratory(shown) ? "finding.rose_exploratory" : "finding.rose",
        arguments.merging(numbers(change, of: shown)) { $1 })
    case .fell(let change):
      return say(
        isExploratory(shown) ? "finding.fell_exploratory" : "finding.fell",
        arguments.merging(numbers(change, of: shown)) { $1 })
    case .smaller(let change, let margin):
      arguments["margin"] = .text(figure(shown).margin(margin))
      let narrow = change.equivalenceInterval
      arguments["narrow"] = .text(figure(shown).interval(low: narrow.low, high: narrow.high))
      arguments["narrow_level"] = .text(language.percent(narrow.level, decimals: 0))
      return say("finding.smaller", arguments.merging(numbers(change, of: shown)) { $1 })
    case .cannotTell(let change):
      return say(
        isShort ? "finding.cannot_tell_short" : "finding.cannot_tell",
        arguments.merging(numbers(change, of: shown)) { $1 })
    case .open: return say("finding.open", arguments)
    case .oneWave: return say("finding.one_wave", arguments)
    case .notCompared(let reason):
      guard let reason else { return say("finding.not_compared_plain", arguments) }
      arguments["reason"] = .text(words(for: reason))
      return say("finding.not_compared", arguments)
    case .withheld(let reason):
      return say(
        "finding.withheld",
        ["label": .text(label(of: shown)), "reason": .text(withholding(reason))])
    case .missing(let reason):
      arguments["reason"] = .text(reason.map(words) ?? say("finding.nobody"))
      return say("finding.missing", arguments)
    }
  }

  /// Whether an outcome was not declared beforehand, so that a rise or fall is a hint at most.
  func isExploratory(_ shown: PublishableResult) -> Bool { shown.result.primaryRank == nil }

  /// Why something is not shown.
  func withholding(_ reason: PublishableResult.Withholding.Reason) -> String {
    switch reason {
    case .fewRespondents(let least):
      say("withheld.few", ["least": .text(language.integer(least))])
    case .smallCell(let least): say("withheld.cell", ["least": .text(language.integer(least))])
    case .couldBeDerived: say("withheld.derived")
    }
  }

  /// A value of a wave as printed, or a dash.
  func levelText(_ shown: PublishableResult, _ id: String) -> String {
    let wave = shown.result.waves.first { $0.wave == id }
    return wave?.estimate.map { figure(shown).level($0.value) } ?? say("report.dash")
  }

  private func levels(of shown: PublishableResult) -> [String: MessageArgument] {
    [
      "before": .text(levelText(shown, before.id)), "after": .text(levelText(shown, after.id)),
      "before_wave": .text(before.label), "after_wave": .text(after.label),
    ]
  }

  private func numbers(
    _ change: Change, of shown: PublishableResult
  ) -> [String: MessageArgument] {
    let figure = figure(shown)
    let difference = change.difference
    let interval = difference.interval
    let low = interval?.low ?? difference.value
    let high = interval?.high ?? difference.value
    return [
      "change": .text(figure.size(difference.value, beside: [low, high])),
      "unit": .text(figure.changeUnit),
      "level": .text(language.percent(interval?.level ?? input.level, decimals: 0)),
      "low": .text(figure.change(low, beside: [low, high])),
      "high": .text(figure.change(high, beside: [low, high])),
      "interval": .text(figure.interval(low: low, high: high)),
      "detectable": .text(figure.size(change.minimalDetectableChange)),
    ]
  }
}
