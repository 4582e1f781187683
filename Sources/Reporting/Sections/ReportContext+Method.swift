import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import SurveyStatistics
import Typesetting

extension ReportContext {
  /// How the figures were made, and the quality report under the headings of the European
  /// statistical system (ESQRS, EU 2019/2180).
  func method() -> [Document.Block] {
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("method.title"), id: "method", isNumbered: true, startsPage: false),
      paragraph("method.lead", names, look: .lead),
    ]
    func part(_ title: String, _ id: String, _ body: [Document.Block]) {
      blocks.append(
        .heading(level: 2, text: title, id: id, isNumbered: true, startsPage: false))
      blocks += body
    }
    part(
      say("method.evidence_title"), "method-evidence",
      [
        paragraph(
          isOpen
            ? "method.evidence_open"
            : hasTwoWaves ? "method.evidence" : "method.evidence_one_wave", names)
      ])
    part(
      say("method.estimates_title"), "method-estimates",
      isOpen
        ? [paragraph("method.estimates_open", names)]
        : [paragraph("method.estimates", names), paragraph("method.used")] + [variances()])
    if !isOpen, hasTwoWaves {
      part(
        say("method.verdicts_title"), "method-verdicts",
        [
          paragraph("method.verdicts", names),
          .list(
            [
              [.strong(say("method.rose_name")), .text(" " + say("method.rose", names))],
              [
                .strong(say("method.exploratory_name")),
                .text(" " + say("method.exploratory", names)),
              ],
              [.strong(say("method.smaller_name")), .text(" " + say("method.smaller", names))],
              [.strong(say("method.unclear_name")), .text(" " + say("method.unclear", names))],
              [.strong(say("method.none_name")), .text(" " + say("method.none", names))],
            ], isOrdered: false), paragraph("method.holm", names),
        ] + adjusted())
    }
    part(
      say("method.disclosure_title"), "method-disclosure",
      [
        paragraph(
          "method.disclosure",
          [
            "respondents": .text(language.integer(input.leastRespondents)),
            "cell": .text(language.integer(input.leastCell)),
          ])
      ])
    part(say("quality.title"), "quality", [.table(qualityTable())])
    return blocks
  }

  /// p-values of the declared outcomes, before and after Holm's adjustment.
  private func adjusted() -> [Document.Block] {
    let rows = primaries.compactMap { shown -> [String]? in
      guard let finding = shown.result.change, let change = finding.change,
        let adjusted = finding.adjustedP
      else { return nil }
      return [label(of: shown), pValue(change.p), pValue(adjusted)]
    }
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        Document.TableBlock(
          id: "table-holm", caption: [.text(say("method.holm_table", names))],
          columns: [
            .init(header: say("tables.measure"), alignment: .left, weight: 2),
            .init(header: say("method.p"), alignment: .right, weight: 1),
            .init(header: say("method.adjusted_p"), alignment: .right, weight: 1),
          ], rows: rows))
    ]
  }

  private func pValue(_ p: Double) -> String {
    p < 0.001
      ? say("method.p_below", ["p": .text(language.number(0.001, decimals: 3))])
      : language.number(p, decimals: 3)
  }

  private func qualityTable() -> Document.TableBlock {
    var arguments = names
    let read = input.sources.reduce(0) { $0 + $1.rowsRead }
    let used = input.sources.reduce(0) { $0 + $1.rowsUsed }
    arguments["files"] = .number(Double(input.sources.count))
    arguments["read"] = .text(language.integer(read))
    arguments["set_aside"] = .text(language.integer(read - used))
    arguments["indicators"] = .number(Double(results.count))
    arguments["dimensions"] = .text(language.list(dimensions.map(\.name)))
    let days = input.study.waves.compactMap { fieldwork($0) }
    arguments["fieldwork"] = .text(
      days.isEmpty ? say("report.not_known") : language.list(days))
    let rates = responses.compactMap { response in
      response.responseRate.map {
        say(
          "quality.rate_of_wave",
          [
            "rate": .text(language.percent($0, decimals: 0)),
            "wave": .text(waveName(response.wave)),
          ])
      }
    }
    arguments["rates"] = .text(
      rates.isEmpty
        ? say("quality.no_rate") : say("quality.rates", ["list": .text(language.list(rates))]))
    func row(_ name: String, _ text: String) -> [String] { [say(name), say(text, arguments)] }
    return Document.TableBlock(
      id: "table-quality", caption: [.text(say("quality.table", names))],
      columns: [
        .init(header: say("quality.heading"), alignment: .left, weight: 1),
        .init(header: say("quality.holds"), alignment: .left, weight: 3.4),
      ],
      rows: [
        row("quality.contact_name", "quality.contact"),
        row("quality.presentation_name", "quality.presentation"),
        row("quality.processing_name", "quality.processing"),
        row("quality.management_name", "quality.management"),
        row("quality.relevance_name", "quality.relevance"),
        row("quality.sampling_name", isOpen ? "quality.sampling_open" : "quality.sampling"),
        row("quality.other_errors_name", "quality.other_errors"),
        row("quality.timeliness_name", "quality.timeliness"),
        row("quality.comparability_name", "quality.comparability"),
        row("quality.accessibility_name", "quality.accessibility"),
        row("quality.burden_name", "quality.burden"),
        row("quality.confidentiality_name", "quality.confidentiality"),
      ])
  }
}
