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
        level: 3,
        text: say(hasTwoWaves ? "limits.design_title" : "limits.design_title_one_wave"),
        id: "limits-design", isNumbered: false,
        startsPage: false),
      .list(
        beyondTheDesign.map { [.text($0)] }, isOrdered: false),
    ]
    return blocks
  }

  /// What a study of this kind cannot tell, however well it is made.
  private var beyondTheDesign: [String] {
    let nonresponse =
      responses.contains { $0.weighting != .none }
      ? "limits.nonresponse" : "limits.nonresponse_unweighted"
    let missed = say(isOpen ? "limits.self_selected" : nonresponse, names)
    guard hasTwoWaves else { return [missed, say("limits.one_point", names)] }
    return [say("limits.cause", names), missed] + (isOpen ? [] : [many].compactMap(\.self))
      + [say("limits.two_points", names)]
  }

  /// How many exploratory differences there are, and how many chance alone would bring.
  private var many: String? {
    let explored = results.filter { isExploratory($0) && Finding($0).change != nil }
    guard !explored.isEmpty else { return nil }
    guard explored.count > 1 else { return say("limits.many", names) }
    let moved = explored.count { Finding($0).hasMoved }
    return say(
      "limits.many_here",
      names.merging([
        "moved": .number(Double(moved)), "n": .text(language.integer(explored.count)),
        "chance": .text(
          language.number(Double(explored.count) * (1 - input.level), decimals: 1)),
      ]) { $1 })
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
              .init(header: say("groups.group"), alignment: .left, weight: 1.5),
              .init(header: say("limits.what"), alignment: .left, weight: 2),
              .init(header: say("limits.part"), alignment: .left, weight: 1.2),
              .init(header: say("limits.why"), alignment: .left, weight: 1.4),
            ], rows: rows)))
    }
    return blocks
  }

  /// What is held back in one table row.
  private struct HeldBack: Hashable {
    var groups: [String]
    var measures: [String]
    var parts: String
    var reasons: String
  }

  /// What is held back alike stands in one row: groups, measures, part and reason.
  private func withheldRows() -> [[String]] {
    var held: [HeldBack] = []
    for shown in results + groupResults where !shown.withheld.isEmpty {
      let group = shown.result.group?.label ?? say("limits.town")
      let (parts, reasons) = (partNames(shown.withheld), reasonNames(shown.withheld))
      let name = label(of: shown)
      if let index = held.firstIndex(where: {
        $0.groups == [group] && $0.parts == parts && $0.reasons == reasons
      }) {
        if !held[index].measures.contains(name) { held[index].measures.append(name) }
      } else {
        held.append(HeldBack(groups: [group], measures: [name], parts: parts, reasons: reasons))
      }
    }
    held = joined(held) { $0.measures == $1.measures }
    // A study of many groups still gets a table that is shorter than a page.
    if held.count > 14 { held = joined(held) { _, _ in true } }
    let survey = results.count { !isParticipation($0) }
    return held.map { row in
      let count: [String: MessageArgument] = ["n": .number(Double(row.measures.count))]
      let measures =
        if row.measures.count >= survey && survey > 1 {
          say("limits.all_measures", count)
        } else if row.measures.count > 5 {
          say("limits.many_measures", count)
        } else {
          language.list(row.measures)
        }
      return [language.list(row.groups), measures, row.parts, row.reasons]
    }
  }

  /// Joins rows of the same part and reason that are alike.
  private func joined(
    _ rows: [HeldBack], where isAlike: (HeldBack, HeldBack) -> Bool
  ) -> [HeldBack] {
    var joined: [HeldBack] = []
    for row in rows {
      if let index = joined.firstIndex(where: {
        $0.parts == row.parts && $0.reasons == row.reasons && isAlike($0, row)
      }) {
        joined[index].groups += row.groups.filter { !joined[index].groups.contains($0) }
        joined[index].measures += row.measures.filter { !joined[index].measures.contains($0) }
      } else {
        joined.append(row)
      }
    }
    return joined
  }

  /// The parts of a result that are held back, in as few words as they need.
  private func partNames(_ withheld: [PublishableResult.Withholding]) -> String {
    var (waves, spreads): ([String], [String]) = ([], [])
    var hasChange = false
    for item in withheld {
      switch item.part {
      case .wholeResult: return say("limits.part_all")
      case .wave(let id): if !waves.contains(id) { waves.append(id) }
      case .distribution(let id): if !spreads.contains(id) { spreads.append(id) }
      case .change: hasChange = true
      }
    }
    let all = input.study.waves.count
    if waves.count == all { return say("limits.part_all") }
    var parts = waves.map(waveName)
    if hasChange { parts.append(say("limits.part_change")) }
    if spreads.count == all {
      parts.append(say("limits.part_distributions"))
    } else {
      parts += spreads.map { say("limits.part_distribution", ["wave": .text(waveName($0))]) }
    }
    return language.list(parts)
  }

  private func reasonNames(_ withheld: [PublishableResult.Withholding]) -> String {
    var reasons: [String] = []
    for item in withheld {
      let reason =
        switch item.reason {
        case .fewRespondents(let least):
          say("limits.few", ["least": .text(language.integer(least))])
        case .smallCell(let least):
          say("limits.cell", ["least": .text(language.integer(least))])
        case .couldBeDerived: say("limits.derived")
        }
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return reasons.joined(separator: "; ")
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
