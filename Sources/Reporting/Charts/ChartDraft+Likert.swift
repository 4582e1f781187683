import DisclosureControl
import Localization
import Plotting
import SocialIndicators
import SurveyData

extension ChartDraft {
  /// One answer or several neighbouring ones, as a bar segment.
  private struct Bin: Hashable {
    var label: String
    var values: [Double]
  }

  /// Results whose answers are the same list, which may share a stack.
  func likertParts(of results: [PublishableResult]) -> [[PublishableResult]] {
    var parts: [(bins: [Bin], results: [PublishableResult])] = []
    for result in results {
      guard let bins = bins(of: result) else { continue }
      if let index = parts.firstIndex(where: { $0.bins == bins }) {
        parts[index].results.append(result)
      } else {
        parts.append((bins, [result]))
      }
    }
    return parts.map(\.results)
  }

  func likert(_ results: [PublishableResult]) -> LikertChart? {
    guard let first = results.first, let bins = bins(of: first) else { return nil }
    let waves = context.hasTwoWaves ? [context.before, context.after] : [context.before]
    var rows: [LikertChart.Row] = []
    var told: [String] = []
    for result in results {
      for (index, wave) in waves.enumerated() {
        let distribution = context.wave(wave, of: result)?.distribution ?? []
        let shares =
          distribution.isEmpty
          ? []
          : bins.map { bin in
            distribution.filter { bin.values.contains($0.value) }.reduce(0) { $0 + $1.share }
          }
        let count = distribution.reduce(0) { $0 + $1.count }
        rows.append(
          LikertChart.Row(
            label: index == 0 ? context.label(of: result) : "",
            note: shares.isEmpty
              ? wave.label
              : context.say(
                "chart.likert_note",
                ["wave": .text(wave.label), "n": .text(context.language.integer(count))]),
            shares: shares))
        if let above = favourable(shares) {
          told.append(
            context.say(
              "chart.likert_told",
              [
                "label": .text(context.label(of: result)), "wave": .text(wave.label),
                "share": .text(context.language.percent(above, decimals: 0)),
              ]))
        }
      }
    }
    guard rows.contains(where: { !$0.shares.isEmpty }) else { return nil }
    let text = ChartText(
      title: likertTitle(results),
      subtitle: context.say(
        context.hasTwoWaves ? "chart.likert_subtitle" : "chart.likert_subtitle_one",
        [
          "town": .text(context.town.name), "before": .text(context.before.label),
          "after": .text(context.after.label),
        ]),
      footnote: context.say("chart.likert_footnote"),
      alternativeText: told.joined(separator: " "))
    return LikertChart(
      text: text, answers: bins.map(\.label), neutral: neutral(of: bins.count), rows: rows)
  }

  /// The answers of a result from the least to the most favourable; nil where there is no list of
  /// three to seven, or of eleven, which is shown in five.
  private func bins(of shown: PublishableResult) -> [Bin]? {
    var answers: [Double: String] = [:]
    for wave in shown.result.waves {
      for answer in wave.distribution { answers[answer.value] = answer.label }
    }
    let values = answers.keys.sorted()
    var bins: [Bin]
    if values.count >= 8, values.allSatisfy({ $0 == $0.rounded() && (0...10).contains($0) }) {
      bins = [(0, 2), (3, 4), (5, 5), (6, 7), (8, 10)].map { low, high in
        Bin(
          label: low == high ? "\(low)" : "\(low)–\(high)",
          values: (low...high).map { Double($0) })
      }
    } else if (3...7).contains(values.count) {
      bins = values.map { Bin(label: answers[$0] ?? "", values: [$0]) }
    } else {
      return nil
    }
    return context.definition(of: shown)?.direction == .down ? bins.reversed() : bins
  }

  /// Only a list of five or seven has a middle that is neither good nor bad; the middle of three
  /// (`pretty happy`) usually is.
  private func neutral(of count: Int) -> Int? {
    count == 5 || count == 7 ? count / 2 : nil
  }

  private func favourable(_ shares: [Double]) -> Double? {
    guard !shares.isEmpty else { return nil }
    let below = neutral(of: shares.count).map { $0 + 1 } ?? shares.count / 2
    return shares[below...].reduce(0, +)
  }

  private func likertTitle(_ results: [PublishableResult]) -> String {
    guard results.count == 1, let first = results.first else {
      return context.say("chart.likert_title", ["n": .number(Double(results.count))])
    }
    return context.say("chart.likert_title_one", ["label": .text(context.label(of: first))])
  }
}
