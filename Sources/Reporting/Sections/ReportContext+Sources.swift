import Diagnostics
import Localization
import SurveyData
import Typesetting

extension ReportContext {
  /// The raw files, how they were read, what was set aside, and what the checks found.
  func sourceTables() -> [Document.Block] {
    guard !input.sources.isEmpty else { return [] }
    var blocks: [Document.Block] = [
      .heading(
        level: 1, text: say("sources.title"), id: "sources", isNumbered: true, startsPage: false),
      paragraph("sources.lead", names),
      .table(
        Document.TableBlock(
          id: "table-sources", caption: [.text(say("sources.table", names))],
          columns: [
            .init(header: say("sources.file"), alignment: .left, weight: 1.7),
            .init(header: say("sources.read"), alignment: .right, weight: 0.7),
            .init(header: say("sources.used"), alignment: .right, weight: 0.7),
            .init(header: say("sources.aside"), alignment: .left, weight: 2.1),
            .init(header: say("sources.hash"), alignment: .left, weight: 1.3),
          ],
          rows: input.sources.map { source in
            [
              "\(source.file)\n\(kindName(source.kind))", language.integer(source.rowsRead),
              language.integer(source.rowsUsed), dropped(source),
              String(source.fingerprint.prefix(12)),
            ]
          }, note: say("sources.note"))),
    ]
    let formats = input.sources.filter { !$0.format.isEmpty }.map { source in
      [
        source.file,
        source.format.map { note in
          say(
            "sources.recognised",
            [
              "what": .text(note.what), "value": .text(note.value),
              "sure": .text(language.percent(note.confidence, decimals: 0)),
            ])
        }.joined(separator: ", "),
      ]
    }
    if !formats.isEmpty {
      blocks += [
        .heading(
          level: 3, text: say("sources.formats_title"), id: "sources-formats", isNumbered: false,
          startsPage: false),
        .table(
          Document.TableBlock(
            id: "table-formats", caption: [.text(say("sources.formats_table", names))],
            columns: [
              .init(header: say("sources.file"), alignment: .left, weight: 1),
              .init(header: say("sources.read_as"), alignment: .left, weight: 1.8),
            ], rows: formats)),
      ]
    }
    return blocks + findings()
  }

  private func dropped(_ source: SourceAccount) -> String {
    let parts = source.rowsDropped.map {
      say(
        "sources.dropped", ["reason": .text($0.reason), "n": .text(language.integer($0.count))])
    }
    return parts.isEmpty ? say("report.dash") : parts.joined(separator: "\n")
  }

  private func kindName(_ kind: SourceDefinition.Kind) -> String {
    switch kind {
    case .survey: say("sources.survey")
    case .attendance: say("sources.attendance")
    case .volunteering: say("sources.volunteering")
    }
  }

  /// Findings counted by file and code.
  ///
  /// The findings themselves may quote raw answers and stay in
  /// the confidential study file.
  private func findings() -> [Document.Block] {
    var counts: [(file: String, code: String, count: Int)] = []
    // Files of the other places are not this town's business.
    let own = Set(input.sources.map(\.file))
    let others = Set(input.study.sources.map(\.file)).subtracting(own)
    let places = Set(input.study.municipalities.map(\.id)).subtracting([town.id])
    for diagnostic in input.diagnostics where diagnostic.severity >= .warning {
      let file = diagnostic.place.file ?? ""
      guard !others.contains(file), !places.contains(diagnostic.place.column ?? "") else {
        continue
      }
      if let index = counts.firstIndex(where: { $0.file == file && $0.code == diagnostic.code }) {
        counts[index].count += 1
      } else {
        counts.append((file, diagnostic.code, 1))
      }
    }
    guard !counts.isEmpty else { return [] }
    return [
      .heading(
        level: 3, text: say("sources.findings_title"), id: "sources-findings", isNumbered: false,
        startsPage: false),
      paragraph("sources.findings"),
      .table(
        Document.TableBlock(
          id: "table-findings", caption: [.text(say("sources.findings_table", names))],
          columns: [
            .init(header: say("sources.file"), alignment: .left, weight: 2),
            .init(header: say("sources.finding"), alignment: .left, weight: 2),
            .init(header: say("sources.times"), alignment: .right, weight: 0.7),
          ], rows: counts.map { [$0.file, $0.code, language.integer($0.count)] })),
    ]
  }
}
