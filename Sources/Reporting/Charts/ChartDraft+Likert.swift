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

  /// A list of answers from the least to the most favourable, and where its middle is.
  private struct AnswerList: Hashable {
    var bins: [Bin]
    var neutral: Int?
    /// How many answers are on the unfavourable side.
    var below: Int
  }

  /// Results whose answers are the same list, which may share a stack.
  func likertParts(of results: [PublishableResult]) -> [[PublishableResult]] {
    var parts: [(list: AnswerList, results: [PublishableResult])] = []
    for result in results {
      guard let list = answers(of: result) else { continue }
      if let index = parts.firstIndex(where: { $0.list == list }) {
        parts[index].results.append(result)
      } else {
        parts.append((list, [result]))
      }
    }
    return parts.map(\.results)
  }

  func likert(_ results: [PublishableResult]) -> LikertChart? {
    guard let first = results.first, let list = answers(of: first) else { return nil }
    let waves = context.hasTwoWaves ? [context.before, context.after] : [context.before]
    var rows: [LikertChart.Row] = []
    var told: [String] = []
    for result in results {
      for (index, wave) in waves.enumerated() {
        let distribution = context.wave(wave, of: result)?.distribution ?? []
        let shares =
          distribution.isEmpty
          ? []
          : list.bins.map { bin in
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
        if !shares.isEmpty {
          let above = shares[(list.below + (list.neutral == nil ? 0 : 1))...].reduce(0, +)
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
      text: text, answers: list.bins.map(\.label), neutral: list.neutral, below: list.below,
      rows: rows)
  }

  /// The answers of a result; nil where there is no list of three to seven, or of eleven, which is
  /// shown in five.
  ///
  /// A share is split where its definition splits the answers. A mean score has a middle that
  /// stands apart where five or seven answers have one; the middle of three (`pretty happy`) is
  /// usually favourable.
  private func answers(of shown: PublishableResult) -> AnswerList? {
    var labels: [Double: String] = [:]
    for wave in shown.result.waves {
      for answer in wave.distribution { labels[answer.value] = answer.label }
    }
    let values = labels.keys.sorted()
    var bins: [Bin]
    if values.count >= 8, values.allSatisfy({ $0 == $0.rounded() && (0...10).contains($0) }) {
      bins = [(0, 2), (3, 4), (5, 5), (6, 7), (8, 10)].map { low, high in
        Bin(
          label: low == high ? "\(low)" : "\(low)–\(high)",
          values: (low...high).map { Double($0) })
      }
    } else if (3...7).contains(values.count) {
      bins = values.map { Bin(label: labels[$0] ?? "", values: [$0]) }
    } else {
      return nil
    }
    let definition = context.definition(of: shown)
    guard case .survey(let scoring) = definition?.kind, let item = scoring.items.first else {
      return nil
    }
    let isDown = definition?.direction == .down
    if let range = scoring.shareWithin, scoring.items.count == 1 {
      // Scores of reversed items are low + high − x, so the range is turned back to raw answers.
      let turned =
        item.isReversed
        ? (item.low + item.high - range.upperBound)...(item.low + item.high - range.lowerBound)
        : range
      let inside = bins.filter { $0.values.allSatisfy(turned.contains) }
      let outside = bins.filter { !inside.contains($0) }
      let isLow = turned.lowerBound + turned.upperBound < item.low + item.high
      let ordered = isLow ? Array(outside.reversed()) + inside.reversed() : outside + inside
      // A bin on both sides of the split would say what the indicator does not.
      let isClean = outside.allSatisfy { bin in !bin.values.contains(where: turned.contains) }
      guard isClean, !inside.isEmpty, !outside.isEmpty else { return nil }
      return isDown
        ? AnswerList(bins: ordered.reversed(), neutral: nil, below: inside.count)
        : AnswerList(bins: ordered, neutral: nil, below: outside.count)
    }
    if item.isReversed != isDown { bins.reverse() }
    let neutral = bins.count == 5 || bins.count == 7 ? bins.count / 2 : nil
    return AnswerList(bins: bins, neutral: neutral, below: neutral ?? bins.count / 2)
  }

  private func likertTitle(_ results: [PublishableResult]) -> String {
    guard results.count == 1, let first = results.first else {
      return context.say("chart.likert_title", ["n": .number(Double(results.count))])
    }
    return context.say("chart.likert_title_one", ["label": .text(context.label(of: first))])
  }
}
