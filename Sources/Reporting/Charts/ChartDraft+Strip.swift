import DisclosureControl
import Localization
import Plotting
import SocialIndicators
import SurveyData
import SurveyStatistics

extension ChartDraft {
  /// Every change of the town on one scale from 0 to 100, so that scales of different length can
  /// stand side by side; nil where nothing may be compared.
  func strip() -> (chart: IntervalStrip, figures: [String])? {
    var rows: [IntervalStrip.Row] = []
    var shown: [PublishableResult] = []
    for dimension in context.dimensions {
      for result in dimension.results {
        let finding = Finding(result)
        guard let change = finding.change, let factor = stretch(result.result.unit),
          let interval = change.difference.interval
        else { continue }
        let value = change.difference.value * factor
        let (low, high) = (interval.low * factor, interval.high * factor)
        let hundred = FigureText(unit: .score(low: 0, high: 100), language: context.language)
        rows.append(
          IntervalStrip.Row(
            label: context.label(of: result), note: stripNote(result), value: value, low: low,
            high: high, valueText: hundred.changeWithInterval(value, low: low, high: high),
            emphasis: finding.emphasis(isDeclared: !context.isExploratory(result)),
            heading: dimension.name))
        shown.append(result)
      }
    }
    guard !rows.isEmpty else { return nil }
    let declared = shown.filter { !context.isExploratory($0) }
    let explored = shown.filter { context.isExploratory($0) }
    let found = declared.count { Finding($0).hasMoved }
    let hinted = explored.count { Finding($0).hasMoved }
    let key =
      if found + hinted == 0 {
        "chart.strip_title_none"
      } else if declared.isEmpty {
        "chart.strip_title_exploratory"
      } else {
        "chart.strip_title"
      }
    let text = ChartText(
      title: context.say(
        key,
        [
          "found": .number(Double(found)), "declared": .number(Double(declared.count)),
          "hinted": .number(Double(hinted)), "explored": .number(Double(explored.count)),
          "n": .number(Double(rows.count)),
        ]),
      subtitle: context.say(
        "chart.strip_subtitle",
        [
          "town": .text(context.town.name), "before": .text(context.before.label),
          "after": .text(context.after.label),
        ]),
      footnote: context.say(
        hinted > 0 ? "chart.strip_footnote" : "chart.strip_footnote_plain",
        ["level": .text(context.level)]),
      alternativeText: shown.map { context.sentence($0) }.joined(separator: " "))
    return (
      IntervalStrip(text: text, rows: rows, axisName: context.say("chart.strip_axis")),
      shown.map(\.result.provenance.figure)
    )
  }

  /// What one step of the unit is on a scale of 100; nil where a unit has no ends.
  private func stretch(_ unit: IndicatorResult.Unit) -> Double? {
    switch unit {
    case .share: 100
    case .score(let low, let high): high > low ? 100 / (high - low) : nil
    case .amount, .perThousand, .coefficient: nil
    }
  }

  private func stripNote(_ shown: PublishableResult) -> String {
    context.definition(of: shown)?.direction == .down ? context.say("chart.lower_is_better") : ""
  }
}
