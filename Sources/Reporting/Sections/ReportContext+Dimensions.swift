import DisclosureControl
import Localization
import Plotting
import SocialIndicators
import SurveyData
import SurveyStatistics
import Typesetting

extension ReportContext {
  /// Before and after by dimension: a chart, then a sentence for every indicator.
  func dimensionSections(without: [String]) -> [Document.Block] {
    guard !dimensions.isEmpty else { return [] }
    func shows(_ chart: NamedChart) -> Bool { !without.contains(chart.kind.rawValue) }
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say(hasTwoWaves ? "dimensions.title" : "dimensions.title_one_wave"),
        id: "dimensions", isNumbered: true,
        startsPage: true),
      paragraph(
        !hasTwoWaves
          ? "dimensions.lead_one_wave" : isOpen ? "dimensions.lead_open" : "dimensions.lead",
        names, look: .lead),
    ]
    for chart in charts where chart.kind == .strip && shows(chart) {
      blocks.append(.figure(figureBlock(chart)))
    }
    for dimension in dimensions {
      blocks.append(
        .heading(
          level: 2, text: dimension.name, id: "dimension-\(dimension.id)", isNumbered: true,
          startsPage: false))
      blocks.append(.list(dimension.results.map(bullet), isOrdered: false))
      for chart in charts where chart.dimension == dimension.id && shows(chart) {
        blocks.append(.figure(figureBlock(chart)))
      }
    }
    let stacks = charts.filter { $0.kind == .likert && shows($0) }
    if !stacks.isEmpty {
      blocks += [
        .heading(
          level: 2, text: say("dimensions.answers_title"), id: "answers", isNumbered: true,
          startsPage: false),
        paragraph(hasTwoWaves ? "dimensions.answers" : "dimensions.answers_one_wave"),
      ]
      blocks += stacks.map { .figure(figureBlock($0)) }
    }
    return blocks
  }

  /// The sentence of an indicator and what it measures.
  private func bullet(_ shown: PublishableResult) -> [Document.Inline] {
    var text: [Document.Inline] = [.text(sentence(shown, isShort: true))]
    if let plain = definition(of: shown)?.plain, !plain.isEmpty {
      text.append(.emphasis(" \(plain)"))
    }
    return text
  }

  func figureBlock(_ chart: NamedChart) -> Document.Figure {
    Document.Figure(
      id: "figure-\(chart.name)", frame: chart.frame,
      caption: [
        .text(
          say(
            "report.figure_caption",
            [
              "figure": .text(chart.figures.first ?? ""),
              "n": .number(Double(chart.figures.count)),
            ]))
      ], alternativeText: "\(chart.text.title). \(chart.text.alternativeText)")
  }

  /// The outcomes declared beforehand, by group.
  func groupTables() -> [Document.Block] {
    var tables: [Document.Block] = []
    for primary in primaries {
      let members = groupResults.filter { $0.result.indicator == primary.result.indicator }
      guard !members.isEmpty else { continue }
      tables.append(.table(groupTable(of: primary, members)))
    }
    guard !tables.isEmpty else { return [] }
    let example = groupResults.first.map(\.result.provenance.figure) ?? ""
    return [
      .heading(
        level: 2, text: say("groups.title"), id: "groups", isNumbered: true, startsPage: false),
      paragraph(isOpen ? "groups.lead_open" : "groups.lead"),
      paragraph("groups.ids", ["figure": .text(example)], look: .small),
    ] + tables
  }

  private func groupTable(
    of primary: PublishableResult, _ members: [PublishableResult]
  ) -> Document.TableBlock {
    var rows: [[String]] = []
    var variable: String?
    for member in members {
      guard let group = member.result.group else { continue }
      if group.variable != variable {
        variable = group.variable
        rows.append([variableName(group.variable)])
      }
      rows.append([group.label] + groupCells(of: member))
    }
    rows.append([say("groups.all")] + groupCells(of: primary))
    return Document.TableBlock(
      id: "table-groups-\(primary.result.indicator)",
      caption: [
        .text(
          say(
            "groups.table",
            [
              "label": .text(label(of: primary)), "unit": .text(figure(primary).levelUnit),
            ]))
      ],
      columns: [
        .init(header: say("groups.group"), alignment: .left, weight: 1.5),
        .init(header: before.label, alignment: .right, weight: 1),
        .init(header: after.label, alignment: .right, weight: 1),
        .init(
          header: say(isOpen ? "tables.change" : "tables.change_interval", names),
          alignment: .right, weight: 1.7),
        .init(header: say("tables.n"), alignment: .right, weight: 1),
      ], rows: rows)
  }

  /// Before, after, change and n of a group on one line each.
  private func groupCells(of shown: PublishableResult) -> [String] {
    valueCells(of: shown, levelIntervals: false).enumerated().map { index, cell in
      String(cell.flatMap { $0 == "\n" ? Array(index == 3 ? "\u{A0}/\u{A0}" : "\u{A0}") : [$0] })
    }
  }

  /// A background variable as printed: its id in words.
  private func variableName(_ id: String) -> String {
    let words = String(id.map { $0 == "_" ? " " : $0 })
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Before, after, change and n of a result as table cells.
  func valueCells(
    of shown: PublishableResult, levelIntervals: Bool = true
  ) -> [String] {
    let figure = figure(shown)
    func cell(_ wave: IndicatorResult.Wave?) -> String {
      guard let estimate = wave?.estimate else { return hiddenMark(shown) }
      let value = figure.level(estimate.value)
      guard levelIntervals, let interval = estimate.interval,
        !shown.result.describesRespondentsOnly
      else {
        return value
      }
      return
        "\(value)\n(\(unbroken(figure.levelInterval(low: interval.low, high: interval.high))))"
    }
    let finding = Finding(shown)
    var change = say("report.dash")
    if let difference = finding.change?.difference, let interval = difference.interval {
      let ends = [interval.low, interval.high]
      change =
        "\(figure.change(difference.value, beside: ends))\n"
        + "(\(unbroken(figure.interval(low: interval.low, high: interval.high))))"
    } else if case .withheld = finding {
      change = say("withheld.mark")
    }
    if case .withheld = finding {
      let mark = say("withheld.mark")
      return [mark, hasTwoWaves ? mark : say("report.dash"), change, say("report.dash")]
    }
    let counts = [before, after].map { wave in
      self.wave(wave, of: shown)?.estimate.map { language.integer($0.respondents) }
        ?? hiddenMark(shown)
    }
    return [
      cell(wave(before, of: shown)),
      hasTwoWaves ? cell(wave(after, of: shown)) : say("report.dash"),
      change, hasTwoWaves ? counts.joined(separator: "\n") : counts[0],
    ]
  }

  /// An interval that stays on one line.
  private func unbroken(_ text: String) -> String {
    String(text.map { $0 == " " ? "\u{A0}" : $0 })
  }

  private func hiddenMark(_ shown: PublishableResult) -> String {
    if case .withheld = Finding(shown) { return say("withheld.mark") }
    return say("report.dash")
  }
}
