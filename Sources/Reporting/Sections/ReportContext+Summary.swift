import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import SurveyStatistics
import Typesetting

extension ReportContext {
  /// One page: the first three outcomes declared beforehand, in declared order whatever they say,
  /// then what was found and what could not be told.
  func summary() -> [Document.Block] {
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("summary.title"), id: "summary", isNumbered: true, startsPage: true),
      paragraph(
        !hasTwoWaves
          ? "summary.lead_one_wave" : isOpen ? "summary.lead_open" : "summary.lead",
        names, look: .lead),
    ]
    if isOpen { blocks.append(openWarning()) }
    let headline = Array(primaries.prefix(3))
    if headline.isEmpty {
      blocks.append(paragraph("summary.no_primaries"))
    } else {
      blocks.append(.cards(headline.map(card)))
      let told = headline.filter { Finding($0).isTold }
      let untold = headline.filter { !Finding($0).isTold }
      if !told.isEmpty {
        blocks.append(
          .callout(
            title: say("summary.found"),
            blocks: [.list(told.map { [.text(sentence($0))] }, isOrdered: false)], tone: .finding))
      }
      if !untold.isEmpty {
        blocks.append(
          .callout(
            title: say(isOpen ? "summary.described" : "summary.not_told"),
            blocks: [.list(untold.map { [.text(sentence($0))] }, isOrdered: false)],
            tone: .neutral))
      }
      blocks.append(
        paragraph(isOpen ? "summary.declared_open" : "summary.declared", names, look: .small))
      let rest = primaries.dropFirst(3).map { label(of: $0) }
      if !rest.isEmpty {
        blocks.append(
          paragraph("summary.more", ["list": .text(language.list(rest))], look: .small))
      }
    }
    let silent = declaredWithoutResult
    if !silent.isEmpty {
      blocks.append(
        paragraph("summary.without_result", ["list": .text(language.list(silent))], look: .small))
    }
    blocks.append(
      .callout(
        title: say("summary.evidence_title"),
        blocks: [
          paragraph(
            isOpen
              ? "summary.evidence_open"
              : hasTwoWaves ? "summary.evidence" : "summary.evidence_one_wave", names)
        ],
        tone: .neutral))
    return blocks
  }

  /// Outcomes that were declared and have no result here: silence about them would be a choice.
  private var declaredWithoutResult: [String] {
    let shown = Set(primaries.map(\.result.indicator))
    return input.study.primaryOutcomes.filter { !shown.contains($0) }.map { id in
      input.definitions.first { $0.id == id }?.label ?? id
    }
  }

  /// The box that every report of an open sample carries.
  func openWarning() -> Document.Block {
    .callout(
      title: say("open.title"), blocks: [paragraph("open.text", names)], tone: .caution)
  }

  private func card(_ shown: PublishableResult) -> Document.Card {
    let figure = figure(shown)
    let finding = Finding(shown)
    let shownLabel = label(of: shown)
    func interval(_ change: IndicatorResult.ChangeFinding?) -> String {
      guard let difference = change?.change?.difference, let ends = difference.interval else {
        return ""
      }
      return say(
        "card.interval",
        [
          "unit": .text(figure.changeUnit), "level": .text(level),
          "interval": .text(figure.interval(low: ends.low, high: ends.high)),
        ])
    }
    switch finding {
    case .rose(let change), .fell(let change):
      let ends = change.difference.interval
      return Document.Card(
        figure: figure.change(
          change.difference.value, beside: [ends?.low, ends?.high].compactMap(\.self)),
        label: shownLabel, note: interval(shown.result.change), tone: .finding)
    case .smaller(_, let margin):
      return Document.Card(
        figure: say("card.smaller", ["margin": .text(figure.margin(margin))]), label: shownLabel,
        note: say("card.smaller_note", ["unit": .text(figure.changeUnit)]), tone: .finding)
    case .cannotTell:
      return Document.Card(
        figure: say("card.cannot_tell"), label: shownLabel,
        note: interval(shown.result.change))
    case .open, .oneWave:
      return Document.Card(
        figure: levelText(shown, after.id), label: shownLabel,
        note: say(
          "card.open", ["before": .text(levelText(shown, before.id)), "wave": .text(after.label)]))
    case .notCompared, .missing:
      return Document.Card(
        figure: say("report.dash"), label: shownLabel, note: say("card.not_compared"))
    case .withheld:
      return Document.Card(
        figure: say("report.dash"), label: shownLabel, note: say("card.withheld"))
    }
  }
}
