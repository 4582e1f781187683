import Graphics
import Testing

@testable import Typesetting

@Suite struct KeepingTests {
  private func lines(_ count: Int) -> Document.Block {
    paragraph((0..<count).map { _ in String(repeating: "x", count: 82) }.joined(separator: " "))
  }

  private func heading(_ level: Int, _ id: String) -> Document.Block {
    .heading(level: level, text: "T", id: id, isNumbered: false, startsPage: false)
  }

  private func figure(_ height: Double, _ id: String = "f") -> Document.Block {
    .figure(
      Document.Figure(
        id: id, frame: SampleDocument.placeholder(height: height), caption: [.text("c")],
        alternativeText: "A"))
  }

  private func table(rows: Int) -> Document.Block {
    .table(
      Document.TableBlock(
        id: "t", caption: [.text("c")],
        columns: (0..<3).map { _ in
          Document.TableBlock.Column(header: "H", alignment: .left, weight: 1)
        }, rows: (0..<rows).map { ["row\($0)", "a", "b"] }))
  }

  /// The y of the first text with a word, and its page.
  private func place(of word: String, in document: TypesetDocument) -> (page: Int, y: Double)? {
    for (index, page) in document.pages.enumerated() {
      if let text = PlacedText.all(in: page).first(where: { $0.text == word }) {
        return (index, text.baseline.y)
      }
    }
    return nil
  }

  @Test("A chapter begins on a new page where less than 45% of the page is left", arguments: 1...40)
  func chapters(count: Int) throws {
    let document = typeset([
      lines(count), heading(1, "c"), .paragraph([.text("lead")], look: .lead), lines(120),
    ])
    let theme = Theme.report
    let lead = try #require(place(of: "lead", in: document))
    let stroke = lead.y - 75
    if lead.page == 0 { #expect(theme.bottom - stroke > 0.45 * theme.columnHeight - 10) }
    // 40 above the stroke, unless it is on a new page.
    let end = theme.margins.top + Double(count) * 15.5 + 40
    #expect((lead.page == 0) == (theme.bottom - end >= 0.45 * theme.columnHeight))
  }

  @Test("A short chapter that fits the rest of a page stays there")
  func shortChapter() {
    let document = typeset([lines(30), heading(1, "c"), lines(3)])
    #expect(document.pages.count == 1)
  }

  @Test("A chapter's heading, lead and three rows of its table share a page", arguments: 1...44)
  func tables(count: Int) throws {
    for rows in [5, 12, 40] {
      let document = typeset([
        lines(count), heading(1, "c"), .paragraph([.text("lead")], look: .lead), table(rows: rows),
      ])
      let lead = try #require(place(of: "lead", in: document))
      for row in 0..<3 {
        #expect(try #require(place(of: "row\(row)", in: document)).page == lead.page)
      }
      let end = try #require(place(of: "row\(rows - 1)", in: document))
      #expect(try #require(place(of: "row\(rows - 3)", in: document)).page == end.page)
    }
  }

  @Test("Four lines, or as many as there are, stay with a heading", arguments: 30...44)
  func text(count: Int) {
    let document = typeset([lines(count), heading(2, "h"), lines(8)])
    for (index, page) in document.pages.enumerated() where index + 1 < document.pages.count {
      let texts = PlacedText.all(in: page)
      guard let heading = texts.first(where: { $0.text == "T" }) else { continue }
      let below = texts.filter { !$0.isFurniture && $0.baseline.y > heading.baseline.y }
      #expect(below.count >= 4)
    }
  }

  @Test("A figure that almost fits is made up to an eighth smaller", arguments: [1.0, 0.95, 0.89])
  func figures(scale: Double) {
    let theme = Theme.report
    // The caption takes 12.5 below a space of 6, the paragraph 15.5 above a space of 14.
    let room = theme.columnHeight - 15.5 - 14 - 6 - 12.5
    let document = typeset([lines(1), figure(room / scale)])
    #expect(document.pages.count == 1)
    let texts = PlacedText.all(in: document.pages[0]).filter { !$0.isFurniture }
    #expect(texts.allSatisfy { $0.baseline.y <= theme.bottom })
    let larger = typeset([lines(8), figure(room / 0.85 - 7 * 15.5)])
    #expect(larger.pages.count == 2)
  }

  @Test("The figure of a card takes two lines at most and stays inside")
  func cards() {
    let figures = ["Cannot tell", "68% → 80%", "No change that could be seen", "+11.3"]
    let document = typeset([
      .cards(figures.map { Document.Card(figure: $0, label: "label", note: "note") })
    ])
    let texts = PlacedText.all(in: document.pages[0]).filter { !$0.isFurniture }
    #expect(texts.contains { $0.text == "68% → 80%" })
    #expect(texts.contains { $0.text == "Cannot tell" })
    let labels = texts.filter { $0.text == "label" }.map(\.baseline.y)
    #expect(Set(labels).count == 2)
    for text in texts { #expect(text.width <= (Theme.report.columnWidth - 12) / 2 - 28) }
  }

  @Test("Columns that cannot fit set the table smaller before they break anything")
  func dense() {
    let cells = ["462 / 509", "-5.5 to 6.0", "0.66 / 0.68", "75% to 84%", "12.5 to 17.5"]
    let document = typeset([
      .table(
        Document.TableBlock(
          caption: [.text("c")],
          columns: (["Measure"] + cells.map { _ in "Design effect" }).map {
            Document.TableBlock.Column(header: $0, alignment: .right, weight: 1)
          }, rows: (0..<3).map { ["Neighbours do each other favours \($0)"] + cells }))
    ])
    let texts = PlacedText.all(in: document.pages[0])
    for cell in cells { #expect(texts.filter { $0.text == cell }.count == 3) }
    for text in texts where text.roles.contains(.dataCell) { #expect(text.size >= 7.5) }
  }

  @Test("Two surveys stand in columns of one width")
  func alike() {
    let theme = Theme.report
    let table = Document.TableBlock(
      caption: [],
      columns: [
        Document.TableBlock.Column(header: "Fact", alignment: .left, weight: 1),
        Document.TableBlock.Column(header: "Spring 2025", alignment: .right, weight: 1),
        Document.TableBlock.Column(header: "Spring 2026", alignment: .right, weight: 1),
      ],
      rows: [
        ["Asked", "10 February 2025 to 23 March 2025 and", "9 February 2026 to 2 March 2026"],
        ["How people were chosen and asked", "1", "2"],
      ])
    let layout = TableLayout(
      table, x: 0, width: 300, theme: theme, shaper: RememberingShaper(FixedAdvanceShaper()))
    #expect(abs(layout.columns[1].width - layout.columns[2].width) < 0.01)
  }
}
