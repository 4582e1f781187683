import Graphics
import Typesetting

/// An invented report with every kind of block, long enough for all kinds of page breaks.
enum SampleDocument {
  static var full: Document {
    Document(
      title: "Harbour towns together", author: "Municipality of Saltvik", language: "en",
      footer: "Saltvik · Trust and participation 2022–2025", blocks: front + chapters)
  }

  static let sentence =
    "Most people who answered know their neighbours by name, and more than half of them say that "
    + "they could ask somebody in the street for help with a small thing. "

  private static let front: [Document.Block] = [
    .cover(
      Document.Cover(
        kicker: "Municipality of Saltvik", title: "Trust and participation before and after 2023",
        subtitle: "What 412 residents told us in two surveys, and who took part in the programme",
        factLabels: ["Surveys", "Answers", "Population", "Uptake year", "Published"],
        factValues: [
          "Spring 2022 and spring 2025", "412 and 398", "3,874", "2023", "31 March 2026",
        ])),
    .contents(title: "Contents"),
  ]

  private static let chapters: [Document.Block] =
    summary + answers + before + participation + method

  private static let summary: [Document.Block] = [
    .heading(level: 1, text: "Summary", id: "summary", isNumbered: true, startsPage: true),
    .paragraph(
      [
        .text(
          "Trust among neighbours rose between the two surveys. For most other things that were "
            + "asked about, the surveys cannot tell whether anything changed.")
      ], look: .lead),
    .cards([
      Document.Card(
        figure: "+0.6", label: "Trust in people, 0 to 10", note: "0.2 to 1.0 · 412 and 398 answers",
        tone: .finding),
      Document.Card(
        figure: "61%", label: "Feel that they belong here", note: "56% to 66% · in 2025"),
      Document.Card(
        figure: "Cannot tell", label: "Volunteering in the last year",
        note: "A change below 8 points would not have been seen", tone: .caution),
    ]),
    .callout(
      title: "What rose",
      blocks: [
        .paragraph(
          [
            .text("Trust in people rose from 5.4 to 6.0 on the scale from 0 to 10. "),
            .strong("The difference is larger than chance explains"),
            .text(" after allowing for the three outcomes that were named beforehand."),
          ], look: .body),
        .list(
          [
            [.text("named beforehand as a primary outcome")],
            [.text("asked in the same words both times")],
          ], isOrdered: false),
      ], tone: .finding),
    .heading(
      level: 2, text: "How to read the figures", id: "reading", isNumbered: true,
      startsPage: false),
    .paragraph(
      [
        .text(sentence), .emphasis("Cannot tell"),
        .text(" is not the same as no change. See "),
        .link("the quality annex", .anchor("method")), .text(" or "),
        .link("the programme's page", .address("https://example.org/programme")), .text("."),
      ], look: .body),
    .paragraph([.text(sentence + sentence)], look: .body),
    .callout(
      title: "Read with care",
      blocks: [
        .paragraph(
          [.text("The question on services was worded anew in 2025 and is not compared.")],
          look: .body)
      ], tone: .caution),
  ]

  private static let answers: [Document.Block] = [
    .heading(
      level: 1, text: "Who answered", id: "answered", isNumbered: true, startsPage: true),
    .paragraph([.text(sentence + sentence + sentence)], look: .body),
    .heading(
      level: 2,
      text: "By age and district, with the weights that bring the answers back to "
        + "the town as it is", id: "age", isNumbered: true, startsPage: false),
    .list(
      (1...4).map { _ in [.text(sentence)] }, isOrdered: true),
    .figure(
      Document.Figure(
        id: "fig-ages", frame: placeholder(height: 210),
        caption: [
          .text("Answers by age group, 2022 and 2025. 412 and 398 answers; 95% intervals.")
        ],
        alternativeText: "Bars of answers by age group.")),
    .paragraph([.text("“Nobody had ever asked us before.” A resident, spring 2022")], look: .quote),
    .heading(level: 3, text: "Districts", id: "districts", isNumbered: false, startsPage: false),
    .paragraph([.text(sentence + sentence)], look: .body),
    .paragraph([.text("Counts below 10 are not shown.")], look: .small),
  ]

  private static let before: [Document.Block] = [
    .heading(
      level: 1, text: "Before and after", id: "change", isNumbered: true, startsPage: true),
    .paragraph([.text(sentence)], look: .body),
    .table(longTable),
    .paragraph([.text(sentence + sentence)], look: .body),
    .figure(
      Document.Figure(
        id: "fig-change", frame: placeholder(height: 320),
        caption: [.text("Change from 2022 to 2025 with 95% intervals.")],
        alternativeText: "Change by indicator.")),
  ]

  private static let participation: [Document.Block] =
    [
      .heading(
        level: 1, text: "Participation", id: "participation", isNumbered: true, startsPage: false)
    ]
    + (0..<9).flatMap { part -> [Document.Block] in
      [
        .heading(
          level: 2, text: "Activity \(part + 1)", id: "activity-\(part)", isNumbered: true,
          startsPage: false),
        .paragraph(
          [.text(String(repeating: sentence, count: 2 + part % 4))], look: .body),
        .paragraph([.text(sentence + sentence)], look: .body),
      ]
    }

  private static let method: [Document.Block] = [
    .heading(
      level: 1, text: "Method and quality", id: "method", isNumbered: false, startsPage: true),
    .paragraph([.text(sentence + sentence)], look: .body),
    .table(
      Document.TableBlock(
        id: "tab-quality", caption: [.text("Sources")],
        columns: [
          Document.TableBlock.Column(header: "File", alignment: .left, weight: 3),
          Document.TableBlock.Column(header: "Wave", alignment: .center, weight: 1),
          Document.TableBlock.Column(header: "Rows", alignment: .right, weight: 1),
        ],
        rows: [
          ["saltvik-2022.csv", "2022", "431"],
          ["saltvik-2025-with-a-very-long-name-that-somebody-gave-it.xlsx", "2025", "402"],
        ], note: "19 rows and 4 rows were not used: no consent.")),
    .space(24),
    .paragraph([.text(sentence)], look: .body),
  ]

  /// Sixty rows in three bands, so that the header has to be repeated.
  static let longTable = Document.TableBlock(
    id: "tab-all", caption: [.text("All indicators, 2022 and 2025")],
    columns: [
      Document.TableBlock.Column(header: "Indicator", alignment: .left, weight: 3.2),
      Document.TableBlock.Column(header: "2022", alignment: .right, weight: 1),
      Document.TableBlock.Column(header: "2025", alignment: .right, weight: 1),
      Document.TableBlock.Column(header: "Change", alignment: .right, weight: 1),
      Document.TableBlock.Column(header: "95% interval", alignment: .right, weight: 1.6),
      Document.TableBlock.Column(header: "Verdict", alignment: .left, weight: 1.4),
    ],
    rows: (0..<60).flatMap { row -> [[String]] in
      let bands = ["Belonging", "Trust", "Engagement"]
      let cells = [
        row % 7 == 3
          ? "Indicator \(row + 1), whose name is long enough for two lines in its column"
          : "Indicator \(row + 1)", "\(row % 9 + 1).\(row % 10)", "\((row + 2) % 9 + 1).4",
        "+0.\(row % 10)", "-0.\(row % 7) to 1.\(row % 8)",
        row % 5 == 0 ? "rose" : "cannot tell",
      ]
      return row % 20 == 0 ? [[bands[row / 20]], cells] : [cells]
    }, note: "Scale 0 to 10. Intervals are those of the change.")

  static func placeholder(width: Double = Theme.report.columnWidth, height: Double) -> Frame {
    var items: [Frame.Item] = [
      .path(.rectangle(Rect(0, 0, width, height), fill: Color(0xF1F5F6)))
    ]
    for bar in 0..<8 {
      let tall = (height - 40) * [0.4, 0.7, 0.55, 0.9, 0.65, 0.3, 0.5, 0.8][bar]
      items.append(
        .path(
          .rectangle(
            Rect(30 + Double(bar) * 52, height - 20 - tall, 34, tall), fill: Color(0x0E6970))))
    }
    return Frame(size: Size(width, height), items: items)
  }
}
