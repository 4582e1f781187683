import DisclosureControl
import Localization
import SocialIndicators
import Typesetting
import SurveyData

extension ReportContext {
  /// Who came and who helped, from records rather than from answers.
  func participation() -> [Document.Block] {
    let shown = results.filter(isParticipation)
    guard !shown.isEmpty else { return [] }
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("participation.title"), id: "participation", isNumbered: true,
        startsPage: true),
      paragraph("participation.lead", names, look: .lead),
    ]
    let wanted: [ParticipationMeasure] = [.reach, .firstTimeShare, .volunteerHours]
    let cards = wanted.compactMap { measure in
      shown.first { definition(of: $0)?.kind == .participation(measure) }
    }.compactMap(participationCard)
    if !cards.isEmpty { blocks.append(.cards(cards)) }
    blocks.append(.table(participationTable(shown)))
    blocks.append(.list(shown.map { [.text(participationSentence($0))] }, isOrdered: false))
    blocks.append(paragraph("participation.records", names, look: .small))
    return blocks
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

  private func participationTable(_ shown: [PublishableResult]) -> Document.TableBlock {
    let rows = shown.map { result in
      let values = [before, after].map { wave in
        if case .withheld = Finding(result) { return say("withheld.mark") }
        return levelText(result, wave.id)
      }
      return [label(of: result), figure(result).levelUnit] + (hasTwoWaves ? values : [values[0]])
    }
    var columns: [Document.TableBlock.Column] = [
      .init(header: say("tables.measure"), alignment: .left, weight: 2.2),
      .init(header: say("tables.unit"), alignment: .left, weight: 1.5),
      .init(header: before.label, alignment: .right, weight: 1),
    ]
    if hasTwoWaves { columns.append(.init(header: after.label, alignment: .right, weight: 1)) }
    return Document.TableBlock(
      id: "table-participation", caption: [.text(say("participation.table", names))],
      columns: columns, rows: rows, note: say("participation.note"))
  }

  private func participationSentence(_ shown: PublishableResult) -> String {
    let plain = definition(of: shown)?.plain ?? ""
    switch Finding(shown) {
    case .notCompared, .oneWave, .open:
      return say(
        hasTwoWaves ? "participation.sentence" : "participation.sentence_one",
        [
          "label": .text(label(of: shown)), "plain": .text(plain),
          "before": .text(levelText(shown, before.id)),
          "after": .text(levelText(shown, after.id)), "before_wave": .text(before.label),
          "after_wave": .text(after.label),
        ])
    case .rose, .fell, .smaller, .cannotTell, .withheld, .missing:
      return "\(sentence(shown)) \(plain)"
    }
  }
}
