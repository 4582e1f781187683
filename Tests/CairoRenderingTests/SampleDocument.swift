import CairoRendering
import FoundationEssentials
import Graphics

/// The folder of the bundled fonts, found from this file.
let fontsDirectory: String = {
  var url = URL(filePath: #filePath)
  for _ in 0..<3 { url.deleteLastPathComponent() }
  return url.appending(path: "Reports/fonts").path()
}()

let balticText = "Åsa åt öl; Ærø; Õhtu jõgi; šķūnis, žurka; ąžuolas; zażółć gęślą đak ± ≥ −1"

/// Two pages with everything that a report has in it.
struct SampleDocument {
  let shaper: PangoShaper
  let width = 483.0

  func document() -> PDFDocument {
    PDFDocument(
      title: "Töö & <tulu>", author: "Town office", creator: "Tests", subject: "A sample",
      language: "en", date: "2026-03-31",
      pages: [
        PDFDocument.Page(frame: page(1, items: first()), label: "i"),
        PDFDocument.Page(frame: page(2, items: second()), label: "1"),
      ],
      outline: [
        PDFDocument.OutlineEntry(level: 1, title: "Résumé žš", anchor: "summary"),
        PDFDocument.OutlineEntry(level: 1, title: "Results", anchor: "results"),
        PDFDocument.OutlineEntry(level: 2, title: "Chart", anchor: "chart"),
      ])
  }

  func page(_ number: Int, items: [Frame.Item]) -> Frame {
    let furniture = Frame.Item.group(
      Frame.Group(
        role: .furniture,
        items: [
          run("Running header \(number)", 8, 56, 36),
          .path(.line(from: Point(56, 42), to: Point(539, 42), stroke: .init(Color(0x888888)))),
        ]))
    return Frame(size: Size(595.28, 841.89), items: [furniture] + items)
  }

  func run(
    _ text: String, _ size: Double, _ x: Double, _ y: Double,
    weight: TextStyle.Weight = .regular, tabular: Bool = false
  ) -> Frame.Item {
    let style = TextStyle(size: size, weight: weight, tabularFigures: tabular)
    return .text(
      TextRun(
        text, style: style, baseline: Point(x, y), width: shaper.width(of: text, style: style)))
  }

  func paragraph(_ spans: [TextSpan], y: Double, language: String = "en") -> [Frame.Item] {
    var items: [Frame.Item] = []
    var baseline = y
    for line in shaper.lines(of: spans, width: width, language: language) {
      for piece in line.pieces {
        let text = Frame.Item.text(
          TextRun(
            piece.text, style: piece.style, baseline: Point(56 + piece.x, baseline),
            width: piece.width))
        items.append(
          piece.link.map { .group(Frame.Group(role: .link, link: $0, items: [text])) } ?? text)
      }
      baseline += 15
    }
    return items
  }

  func first() -> [Frame.Item] {
    let body = TextStyle(size: 10.5)
    return [
      .group(
        Frame.Group(
          role: .heading(1), anchor: "summary",
          items: [run("A report of a small town", 22, 56, 90, weight: .bold)])),
      .group(
        Frame.Group(
          role: .paragraph, items: paragraph([TextSpan(balticText, style: body)], y: 120))),
      .group(
        Frame.Group(
          role: .paragraph,
          items: paragraph(
            [
              TextSpan("Read the ", style: body),
              TextSpan(
                "method note", style: TextStyle(size: 10.5, weight: .semibold),
                link: .address("https://example.org/a(b)?q=ä")),
              TextSpan(" before you judge, or go to the ", style: body),
              TextSpan("results", style: body, link: .anchor("results")),
              TextSpan(".", style: body),
            ], y: 170))),
      .group(
        Frame.Group(
          role: .paragraph, language: "de",
          items: paragraph(
            [
              TextSpan(
                "Die Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesell\u{AD}schaft ist hier "
                  + "die Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesell\u{AD}schaft am "
                  + "Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}kanal.", style: body)
            ], y: 200, language: "de"))),
      .group(
        Frame.Group(
          role: .contents,
          items: [
            .group(
              Frame.Group(
                role: .contentsItem,
                items: [
                  .group(
                    Frame.Group(
                      role: .reference, link: .anchor("results"),
                      items: [run("Results", 10.5, 56, 260), run("1", 10.5, 530, 260)]))
                ]))
          ])),
      .group(
        Frame.Group(
          role: .list, offset: Point(0, 280),
          items: [
            .group(
              Frame.Group(
                role: .listItem,
                items: [
                  .group(Frame.Group(role: .listLabel, items: [run("•", 10.5, 56, 10)])),
                  .group(Frame.Group(role: .listBody, items: [run("An item", 10.5, 70, 10)])),
                ]))
          ])),
      run("Text without a role", 10.5, 56, 330),
    ]
  }

  func second() -> [Frame.Item] {
    let cells = [
      ["Town", "Before", "After"], ["Łódź", "1,111", "8,888"], ["Õru", "12.5", "±0.3"],
      ["Nida", "7", "8"], ["Åby", "9", "9"],
    ]
    var rows: [Frame.Item] = [
      .path(.rectangle(Rect(56, 100, 300, 16), fill: Color(0xEEF2F6)))
    ]
    for (r, row) in cells.enumerated() {
      let items: [Frame.Item] = row.enumerated().map { c, text in
        let role: Frame.Role =
          r == 0 ? .headerCell(.column) : c == 0 ? .headerCell(.row) : .dataCell
        return .group(
          Frame.Group(
            role: role,
            items: [
              run(
                text, 9.5, 60 + Double(c) * 100, 112 + Double(r) * 16,
                weight: r == 0 || c == 0 ? .semibold : .regular, tabular: c > 0)
            ]))
      }
      rows.append(.group(Frame.Group(role: .tableRow, items: items)))
    }
    rows.append(
      .group(
        Frame.Group(
          role: .tableRow,
          items: [
            .group(Frame.Group(role: .headerCell(.row), items: [run("A band", 9.5, 60, 200)]))
          ])))
    return [
      .group(
        Frame.Group(
          role: .heading(2), anchor: "results",
          items: [run("Results", 16, 56, 85, weight: .semibold)])),
      .group(Frame.Group(role: .table, items: rows)),
      .group(
        Frame.Group(
          role: .figure, alternativeText: "Two bars: before 3.2, after 4.1.", anchor: "chart",
          offset: Point(56, 220), items: chart())),
      .group(
        Frame.Group(
          role: .caption, items: [run("Figure 1. Mean score, 0–10.", 9, 56, 370)])),
      .group(Frame.Group(role: .note, items: [run("n = 214", 8, 56, 390)])),
    ]
  }

  func chart() -> [Frame.Item] {
    [
      .path(.rectangle(Rect(20, 40, 60, 88), fill: Color(0x1A5999))),
      .path(
        .rectangle(
          Rect(120, 15, 60, 113), fill: Color(0xD98F2B, alpha: 0.6),
          stroke: .init(Color(0x8A5A17), width: 1, dashes: [3, 2]))),
      .path(
        .line(
          from: Point(0, 128), to: Point(220, 128),
          stroke: .init(Color(0x333333), width: 1, roundCap: true))),
      .path(.circle(center: Point(200, 30), radius: 6, fill: Color(0x2E7D5B))),
      run("3.2", 9, 42, 36, tabular: true),
      run("4.1", 9, 142, 11, tabular: true),
    ]
  }
}
