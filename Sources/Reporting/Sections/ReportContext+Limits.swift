import Diagnostics
import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import SurveyStatistics
import Typesetting

extension ReportContext {
  /// What the study could not tell, what is not shown and why.
  func limits() -> [Document.Block] {
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("limits.title"), id: "limits", isNumbered: true, startsPage: false),
      paragraph("limits.lead", names, look: .lead),
    ]
    blocks += unclear()
    blocks += refused()
    blocks += withheld()
    blocks += [
      .heading(
        level: 3, text: say("limits.design_title"), id: "limits-design", isNumbered: false,
        startsPage: false),
      .list(
        (isOpen
          ? [say("limits.self_selected", names), say("limits.cause", names)]
          : [
            say("limits.cause", names), say("limits.nonresponse", names),
            say("limits.many", names),
          ]).map { [.text($0)] } + [[.text(say("limits.two_points", names))]],
        isOrdered: false),
    ]
    return blocks
  }

  /// Changes that cannot be told, with the size this study could have found.
  private func unclear() -> [Document.Block] {
    let rows = results.compactMap { shown -> [String]? in
      guard case .cannotTell(let change) = Finding(shown),
        let interval = change.difference.interval
      else { return nil }
      let figure = figure(shown)
      return [
        label(of: shown), figure.interval(low: interval.low, high: interval.high),
        figure.size(change.minimalDetectableChange), figure.changeUnit,
      ]
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading(
        level: 3, text: say("limits.unclear_title"), id: "limits-unclear", isNumbered: false,
        startsPage: false),
      paragraph("limits.unclear", names),
      .table(
        Document.TableBlock(
          id: "table-unclear", caption: [.text(say("limits.unclear_table", names))],
          columns: [
            .init(header: say("tables.measure"), alignment: .left, weight: 2),
            .init(
              header: say("tables.change_interval", names), alignment: .right, weight: 1.2),
            .init(header: say("limits.detectable"), alignment: .right, weight: 1),
            .init(header: say("tables.unit"), alignment: .left, weight: 1.1),
          ], rows: rows)),
    ]
  }

  /// Comparisons that were refused, such as those of reworded questions.
  private func refused() -> [Document.Block] {
    let items = results.compactMap { shown -> [Document.Inline]? in
      switch Finding(shown) {
      case .notCompared, .missing:
        return isParticipation(shown) ? nil : [.text(sentence(shown))]
      case .rose, .fell, .smaller, .cannotTell, .open, .oneWave, .withheld: return nil
      }
    }
    guard !items.isEmpty else { return [] }
    return [
      .heading(
        level: 3, text: say("limits.refused_title"), id: "limits-refused", isNumbered: false,
        startsPage: false),
      paragraph("limits.refused"), .list(items, isOrdered: false),
    ]
  }

  /// Everything disclosure control holds back, by name and reason, never by number.
  private func withheld() -> [Document.Block] {
    let rows = withheldRows()
    var blocks: [Document.Block] = [
      .heading(
        level: 3, text: say("limits.withheld_title"), id: "limits-withheld", isNumbered: false,
        startsPage: false),
      paragraph(
        rows.isEmpty ? "limits.nothing_withheld" : "limits.withheld",
        [
          "respondents": .text(language.integer(input.leastRespondents)),
          "cell": .text(language.integer(input.leastCell)),
        ]),
    ]
    if !rows.isEmpty {
      blocks.append(
        .table(
          Document.TableBlock(
            id: "table-withheld", caption: [.text(say("limits.withheld_table", names))],
            columns: [
              .init(header: say("groups.group"), alignment: .left, weight: 1),
              .init(header: say("limits.what"), alignment: .left, weight: 2.4),
              .init(header: say("limits.part"), alignment: .left, weight: 1.4),
              .init(header: say("limits.why"), alignment: .left, weight: 1.4),
            ], rows: rows)))
    }
    return blocks
  }

  /// What is held back alike stands in one row: the measures, the group if any, part and reason.
  private func withheldRows() -> [[String]] {
    struct Kind: Hashable {
      var group: String
      var parts: String
      var reasons: String
    }
    var order: [Kind] = []
    var members: [Kind: [String]] = [:]
    for shown in results + groupResults where !shown.withheld.isEmpty {
      var parts: [String] = []
      var reasons: [String] = []
      for item in shown.withheld {
        let part = partName(item.part)
        if !parts.contains(part) { parts.append(part) }
        let reason = withholding(item.reason)
        if !reasons.contains(reason) { reasons.append(reason) }
      }
      let kind = Kind(
        group: shown.result.group?.label ?? say("groups.all"), parts: language.list(parts),
        reasons: reasons.joined(separator: "; "))
      if members[kind] == nil { order.append(kind) }
      members[kind, default: []].append(label(of: shown))
    }
    return order.map { kind in
      let names = members[kind] ?? []
      let shown =
        names.count > 5
        ? say("limits.many_measures", ["n": .number(Double(names.count))]) : language.list(names)
      return [kind.group, shown, kind.parts, kind.reasons]
    }
  }

  private func partName(_ part: PublishableResult.Withholding.Part) -> String {
    switch part {
    case .wave(let id): waveName(id)
    case .change: say("limits.part_change")
    case .distribution(let id):
      say("limits.part_distribution", ["wave": .text(waveName(id))])
    case .wholeResult: say("limits.part_all")
    }
  }

  /// The title of a text that has none of its own.
  private func townTextTitle(_ name: String, isOwn: Bool) -> String {
    switch name {
    case "background": say("town_text.background")
    case "next": say("town_text.next")
    default: say(isOwn ? "town_text.title" : "town_text.title_study", names)
    }
  }

  /// The town's own words, from Markdown; nothing where it wrote none.
  func townText(_ name: String, into diagnostics: inout [Diagnostic]) -> [Document.Block] {
    let own = "\(town.id).\(name)"
    let key = input.texts[own] != nil ? own : name
    guard let markdown = input.texts[key] else { return [] }
    var reader = MarkdownBlocks(
      file: input.study.texts[key] ?? key, idPrefix: "text-\(name)")
    let blocks = reader.blocks(of: markdown)
    diagnostics += reader.diagnostics
    guard !blocks.isEmpty else { return [] }
    let title = reader.title ?? townTextTitle(name, isOwn: key == own)
    return [
      .heading(level: 1, text: title, id: "text-\(name)", isNumbered: true, startsPage: false),
      paragraph(
        key == own ? "town_text.source" : "town_text.source_study", names, look: .small),
    ] + blocks
  }
}
