import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import Typesetting

extension ReportContext {
  /// Who came and who helped, from records rather than from answers.
  func participation() -> [Document.Block] {
    let shown = results.filter(isParticipation)
    guard !shown.isEmpty else { return [] }
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("participation.title"), id: "participation", isNumbered: true,
        startsPage: false),
      paragraph("participation.lead", names, look: .lead),
    ]
    let wanted: [ParticipationMeasure] = [.reach, .firstTimeShare, .volunteerHours]
    let cards = wanted.compactMap { measure in
      shown.first { definition(of: $0)?.kind == .participation(measure) }
    }.compactMap(participationCard)
    if !cards.isEmpty { blocks.append(.cards(cards)) }
    let kept = shown.filter(isOnRecord)
    if !kept.isEmpty { blocks.append(.table(participationTable(kept))) }
    let missing = shown.filter { !isOnRecord($0) }.map { label(of: $0) }
    if !missing.isEmpty {
      blocks.append(
        paragraph(
          "participation.missing", ["list": .text(language.list(missing))], look: .small))
    }
    blocks += participationFindings(shown)
    blocks.append(paragraph("participation.records", names, look: .small))
    return blocks
  }

  /// Whether there is a figure, shown or held back.
  private func isOnRecord(_ shown: PublishableResult) -> Bool {
    if case .withheld = Finding(shown) { return true }
    return shown.result.waves.contains { $0.estimate != nil }
  }

  private func participationCard(_ shown: PublishableResult) -> Document.Card? {
    guard wave(after, of: shown)?.estimate != nil else { return nil }
    return Document.Card(
      figure: levelText(shown, after.id), label: label(of: shown),
      note: hasTwoWaves
        ? say(
          "participation.card",
          ["before": .text(levelText(shown, before.id)), "wave": .text(before.label)])
        : after.label)
  }

  /// Before and after of every measure, with what it means in plain words.
  private func participationTable(_ shown: [PublishableResult]) -> Document.TableBlock {
    let waves = hasTwoWaves ? [before, after] : [before]
    let rows = shown.map { result in
      let plain = definition(of: result)?.plain ?? ""
      let values = waves.map { wave in
        if case .withheld = Finding(result) { return say("withheld.mark") }
        return levelText(result, wave.id)
      }
      let name = say(
        "participation.measure",
        [
          "label": .text(label(of: result)), "plain": .text(plain),
          "figure": .text(shortFigure(result)),
        ])
      return [name]
        + [figure(result).scaleName] + values
    }
    return Document.TableBlock(
      id: "table-participation", caption: [.text(say("participation.table", names))],
      columns: [
        .init(header: say("tables.measure"), alignment: .left, weight: 3.4),
        .init(header: say("tables.unit"), alignment: .left, weight: 0.9),
      ] + waves.map { .init(header: $0.label, alignment: .right, weight: 1) },
      rows: rows, note: say("participation.note"))
  }

  /// Changes of records that could be judged; most are counts that speak for themselves.
  private func participationFindings(_ shown: [PublishableResult]) -> [Document.Block] {
    let items = shown.filter { Finding($0).change != nil }.map {
      [Document.Inline.text(sentence($0))]
    }
    return items.isEmpty ? [] : [.list(items, isOrdered: false)]
  }
}
