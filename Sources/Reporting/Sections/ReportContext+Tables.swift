import Diagnostics
import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import SurveyStatistics
import Typesetting

extension ReportContext {
  /// Every estimate with its interval, n, design effect and figure id; then missing answers.
  func estimateTables() -> [Document.Block] {
    var rows: [[String]] = []
    for dimension in dimensions {
      rows.append([dimension.name])
      for shown in dimension.results { rows.append(estimateRow(shown)) }
    }
    guard !rows.isEmpty else { return [] }
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("tables.title"), id: "tables", isNumbered: true, startsPage: false),
      paragraph(isOpen ? "tables.lead_open" : "tables.lead", names),
      .table(
        Document.TableBlock(
          id: "table-estimates", caption: [.text(say("tables.table", names))],
          columns: [
            .init(header: say("tables.measure"), alignment: .left, weight: 2.4),
            .init(header: before.label, alignment: .right, weight: 1.3),
            .init(header: after.label, alignment: .right, weight: 1.3),
            .init(header: say("tables.change"), alignment: .right, weight: 1.4),
            .init(header: say("tables.n"), alignment: .right, weight: 0.6),
            .init(header: say("tables.deff"), alignment: .right, weight: 0.7),
          ], rows: rows, note: say(isOpen ? "tables.note_open" : "tables.note", names))),
    ]
    if let missing = missingTable() {
      blocks += [
        .heading(
          level: 3, text: say("missing.title"), id: "missing", isNumbered: false,
          startsPage: false), paragraph("missing.lead"), .table(missing),
      ]
    }
    return blocks
  }

  private func estimateRow(_ shown: PublishableResult) -> [String] {
    let effects = [before, after].compactMap { wave(wave: $0, of: shown) }.map {
      language.number($0, decimals: 2)
    }
    let name = "\(label(of: shown))\n\(shortFigure(shown))"
    return [name] + valueCells(of: shown)
      + [effects.isEmpty ? say("report.dash") : effects.joined(separator: "\n")]
  }

  /// A figure's id without the town, which would fill the column.
  func shortFigure(_ shown: PublishableResult) -> String {
    let id = shown.result.provenance.figure
    return id.hasPrefix("\(town.id).") ? String(id.dropFirst(town.id.count + 1)) : id
  }

  private func wave(wave: WaveDefinition, of shown: PublishableResult) -> Double? {
    guard !shown.result.describesRespondentsOnly, hasTwoWaves || wave.id == before.id else {
      return nil
    }
    return self.wave(wave, of: shown)?.estimate?.designEffect
  }

  /// Answers that are missing, by reason; small counts are not shown.
  private func missingTable() -> Document.TableBlock? {
    let own = results.filter { !isParticipation($0) }
    // A reason that is nowhere told needs no column of its own.
    let present = own.flatMap(\.result.waves).flatMap(\.missing).filter { $0.count > 0 }
    var reasons = [
      "not_answered", "do_not_know", "refused", "not_applicable", "not_asked", "off_scale",
      "unreadable", "other",
    ].filter { name in present.contains { $0.reason == name } }
    for missing in present where !reasons.contains(missing.reason) {
      reasons.append(missing.reason)
    }
    var rows: [[String]] = []
    for shown in own {
      if case .withheld = Finding(shown) { continue }
      let waves = shown.result.waves.filter { $0.asked > 0 }
      guard !waves.isEmpty else { continue }
      func cell(_ count: (IndicatorResult.Wave) -> String) -> String {
        waves.map(count).joined(separator: " / ")
      }
      let counts = reasons.map { reason in
        cell { wave in
          guard let missing = wave.missing.first(where: { $0.reason == reason }) else {
            return say("report.dash")
          }
          return missing.count == 0 ? say("withheld.mark") : safeCount(missing.count)
        }
      }
      rows.append(
        [
          label(of: shown), cell { language.integer($0.asked) },
          cell { language.integer($0.answered) },
        ] + counts)
    }
    guard !rows.isEmpty else { return nil }
    return Document.TableBlock(
      id: "table-missing", caption: [.text(say("missing.table", names))],
      columns: [
        .init(header: say("tables.measure"), alignment: .left, weight: 2.4),
        .init(header: say("missing.asked"), alignment: .right, weight: 0.9),
        .init(header: say("missing.answered"), alignment: .right, weight: 1),
      ] + reasons.map { .init(header: reasonName($0), alignment: .right, weight: 1) },
      rows: rows,
      note: say(
        "missing.note",
        names.merging(["least": .text(language.integer(input.leastCell))]) { $1 }))
  }

  private func reasonName(_ reason: String) -> String {
    switch reason {
    case "not_answered": say("missing.not_answered")
    case "do_not_know": say("missing.do_not_know")
    case "refused": say("missing.refused")
    case "not_applicable": say("missing.not_applicable")
    case "not_asked": say("missing.not_asked")
    case "off_scale": say("missing.off_scale")
    case "unreadable": say("missing.unreadable")
    case "other": say("missing.other")
    default: reason
    }
  }

  /// The indicators with their items, licences, versions and the hash of their definitions.
  func definitionTable() -> [Document.Block] {
    let shown = results.compactMap { definition(of: $0) }
    guard !shown.isEmpty else { return [] }
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("definitions.title"), id: "definitions", isNumbered: true,
        startsPage: false),
      paragraph("definitions.lead"),
      .table(
        Document.TableBlock(
          id: "table-definitions", caption: [.text(say("definitions.table", names))],
          columns: [
            .init(header: say("definitions.indicator"), alignment: .left, weight: 1.2),
            .init(header: say("definitions.made"), alignment: .left, weight: 2.4),
          ], rows: shown.map(definitionRow), note: say("definitions.note"))),
    ]
    var questions: [(item: String, wording: String)] = []
    for definition in shown {
      guard case .survey(let scoring) = definition.kind else { continue }
      for item in scoring.items where !questions.contains(where: { $0.item == item.id }) {
        if let wording = input.questions[item.id] {
          questions.append((item.id, wording))
        } else if let wording = item.wording {
          questions.append(
            (item.id, say("definitions.library_wording", ["wording": .text(wording)])))
        }
      }
    }
    if !questions.isEmpty {
      blocks += [
        .heading(
          level: 3, text: say("definitions.questions"), id: "questions", isNumbered: false,
          startsPage: false),
        .table(
          Document.TableBlock(
            id: "table-questions", caption: [.text(say("definitions.questions_table", names))],
            columns: [
              .init(header: say("definitions.item"), alignment: .left, weight: 1),
              .init(header: say("definitions.wording"), alignment: .left, weight: 3),
            ], rows: questions.map { [$0.item, $0.wording] })),
      ]
    }
    return blocks
  }

  private func definitionRow(_ definition: IndicatorDefinition) -> [String] {
    let items: String
    switch definition.kind {
    case .survey(let scoring):
      let names = scoring.items.map {
        $0.isReversed ? say("definitions.reversed", ["item": .text($0.id)]) : $0.id
      }
      let listed = names.joined(separator: ", ")
      items =
        scoring.items.count == 1
        ? listed
        : "\(listed)\n"
          + say(
            "definitions.rule",
            [
              "rule": .text(scoring.rule.rawValue),
              "least": .number(Double(scoring.minimumAnswered)),
              "n": .number(Double(scoring.items.count)),
            ])
    case .participation(let measure): items = formula(measure)
    }
    return [
      "\(definition.label)\n\(definition.id)",
      say(
        "definitions.facts",
        [
          "items": .text(items), "source": .text(definition.source),
          "licence": .text(definition.licence), "version": .text(definition.version),
          "hash": .text(String(definition.fingerprint.prefix(12))),
        ]),
    ]
  }

  /// The formula of a participation measure in words.
  private func formula(_ measure: ParticipationMeasure) -> String {
    switch measure {
    case .attendances: say("formula.attendances")
    case .attendanceRate: say("formula.attendance_rate")
    case .reach: say("formula.reach")
    case .firstTimeShare: say("formula.first_time_share")
    case .repeatRate: say("formula.repeat_rate")
    case .retention: say("formula.retention")
    case .attendanceGini: say("formula.attendance_gini")
    case .eventDiversity: say("formula.event_diversity")
    case .representation: say("formula.representation")
    case .volunteers: say("formula.volunteers")
    case .volunteerHours: say("formula.volunteer_hours")
    case .hoursPerVolunteer: say("formula.hours_per_volunteer")
    }
  }
}
