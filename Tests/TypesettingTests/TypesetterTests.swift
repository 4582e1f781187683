import Graphics
import Localization
import Testing
import Typesetting

@Suite struct TypesetterTests {
  private static let theme = Theme.report
  private static let sample = Typesetter(shaper: FixedAdvanceShaper(), language: english)
    .typeset(SampleDocument.full)

  @Test("Nothing stands outside the margins except the cover and the furniture")
  func margins() {
    for page in Self.sample.pages.dropFirst() {
      for text in PlacedText.all(in: page) where !text.isFurniture {
        #expect(text.baseline.y <= Self.theme.bottom, "page \(page.label): \(text.text)")
        #expect(text.baseline.y > Self.theme.margins.top, "page \(page.label): \(text.text)")
        #expect(text.baseline.x >= Self.theme.margins.left - 0.01)
      }
    }
  }

  @Test("The same document gives the same pages")
  func deterministic() {
    let again = Typesetter(shaper: FixedAdvanceShaper(), language: english)
      .typeset(SampleDocument.full)
    #expect(again == Self.sample)
  }

  @Test("Contents print the page that each heading is on and lead there")
  func contents() {
    let pages = Self.sample.pageOfAnchor
    var printed: [String: String] = [:]
    for text in PlacedText.all(in: Self.sample.pages[1]) {
      // The page number is the last run of an entry.
      if case .anchor(let id)? = text.link { printed[id] = text.text }
    }
    let levels = Self.sample.outline.filter { $0.level <= 2 }
    #expect(printed.count == levels.count)
    for entry in levels { #expect(printed[entry.anchor] == pages[entry.anchor]) }
  }

  @Test("Contents longer than a page still print the right numbers")
  func longContents() {
    let blocks =
      [Document.Block.contents(title: "Contents")]
      + (0..<90).map { index in
        .heading(
          level: 2, text: "Section \(index)", id: "s\(index)", isNumbered: true,
          startsPage: index % 9 == 0)
      }
    let document = typeset(blocks)
    let pages = document.pageOfAnchor
    for page in document.pages {
      let entries = PlacedText.all(in: page).filter { $0.roles.contains(.contentsItem) }
      for (index, text) in entries.enumerated() {
        guard case .anchor(let id)? = text.link,
          index + 1 == entries.count || entries[index + 1].link != text.link
        else { continue }
        #expect(text.text == pages[id], "\(id)")
      }
    }
    #expect(pages["s0"] != "2")
  }

  @Test("Contents in a box print page numbers too")
  func contentsInBox() {
    let document = typeset([
      .callout(title: nil, blocks: [.contents(title: "C")], tone: .neutral),
      .heading(level: 1, text: "Far", id: "far", isNumbered: true, startsPage: true),
    ])
    let entry = PlacedText.all(in: document.pages[0]).filter { $0.link == .anchor("far") }
    #expect(entry.last?.text == "2")
  }

  @Test("Headings are numbered by level and listed in the outline")
  func outline() {
    let titles = Self.sample.outline.map(\.title)
    #expect(titles.first == "1  Summary")
    #expect(titles.contains("1.1  How to read the figures"))
    #expect(titles.contains("4.9  Activity 9"))
    #expect(titles.last == "Method and quality")
    let anchors = Self.sample.pageOfAnchor
    for entry in Self.sample.outline { #expect(anchors[entry.anchor] != nil) }
  }

  @Test("Nothing under an unnumbered heading is numbered")
  func unnumbered() {
    func heading(_ level: Int, _ isNumbered: Bool) -> Document.Block {
      .heading(
        level: level, text: "T", id: "\(level)", isNumbered: isNumbered, startsPage: false)
    }
    let document = typeset([
      heading(2, true), heading(1, true), heading(1, false), heading(2, true), heading(1, true),
      heading(2, true), heading(2, false), heading(3, true), heading(2, true),
    ])
    #expect(
      document.outline.map(\.title)
        == ["1  T", "1  T", "T", "T", "2  T", "2.1  T", "T", "T", "2.2  T"])
  }

  @Test("An anchor is on one page only")
  func anchors() {
    var seen: [String: Int] = [:]
    for page in Self.sample.pages {
      Frame.forEachGroup(in: page.frame.items) { group in
        if let anchor = group.anchor { seen[anchor, default: 0] += 1 }
      }
    }
    #expect(seen.filter { $0.value > 1 }.isEmpty)
    #expect(seen["tab-all"] == 1)
    #expect(seen["fig-change"] == 1)
  }

  @Test("A long table repeats its header and keeps every row once")
  func longTable() {
    var pagesWithRows = 0
    var rows: [String: Int] = [:]
    for page in Self.sample.pages {
      let texts = PlacedText.all(in: page)
      let names = texts.filter {
        $0.roles.contains(.headerCell(.row)) && $0.text.hasPrefix("Indicator ")
      }
      let headers = texts.filter { $0.roles.contains(.headerCell(.column)) }.map(\.text)
      if !names.isEmpty {
        pagesWithRows += 1
        #expect(headers.contains("Verdict"), "page \(page.label)")
      }
      for name in names {
        rows[String(name.text.split(separator: " ")[1]), default: 0] += 1
      }
    }
    #expect(pagesWithRows >= 2)
    for row in 1...60 {
      let count = (rows["\(row)"] ?? 0) + (rows["\(row),"] ?? 0)
      #expect(count == 1, "Indicator \(row)")
    }
  }

  @Test("Numbers in tables are flush right and tabular")
  func flushRight() {
    var ends: Set<Int> = []
    Frame.forEachGroup(in: Self.sample.pages.flatMap(\.frame.items)) { group in
      guard group.role == .tableRow, group.items.count == 6,
        case .group(let cell) = group.items[3], cell.role == .dataCell
      else { return }
      Frame.forEachRun(in: cell.items) { run in
        ends.insert(Int((run.baseline.x + run.width).rounded()))
        #expect(run.style.tabularFigures)
      }
    }
    #expect(ends.count == 1)
  }

  @Test("Every page but the cover prints its number, and says so to no listener")
  func footers() {
    for (index, page) in Self.sample.pages.enumerated() {
      #expect(page.label == "\(index + 1)")
      let footer = PlacedText.all(in: page).filter {
        $0.baseline.y > Self.theme.bottom && $0.isFurniture
      }
      #expect(footer.contains { $0.text == page.label } == (index > 0))
    }
  }

  @Test("Figures carry their alternative text and a caption with a number")
  func figures() {
    var alternatives: [String] = []
    for page in Self.sample.pages {
      Frame.forEachGroup(in: page.frame.items) { group in
        if group.role == .figure { alternatives.append(group.alternativeText ?? "") }
      }
    }
    #expect(alternatives == ["Bars of answers by age group.", "Change by indicator."])
    let words = Self.sample.words
    #expect(words.filter { $0 == "Figure" }.count == 2)
  }

  @Test("Labels come from the language")
  func labels() {
    let swedish = Language(
      tag: "sv",
      strings: [
        "typesetting.figure": "Figur {n}", "typesetting.table": "Tabell {n}",
        "typesetting.continued": "{n} (forts.)",
      ], fallback: [:])
    let document = Typesetter(shaper: FixedAdvanceShaper(), language: swedish)
      .typeset(SampleDocument.full)
    let text = document.pages.flatMap { Frame.plainText(of: $0.frame.items) }
    #expect(String(text).contains("Tabell 1 (forts.)"))
    #expect(!document.words.contains("Figure"))
  }

  @Test("An empty document has no pages and page breaks in a row make no empty ones")
  func emptiness() {
    #expect(typeset([]).pages.isEmpty)
    #expect(typeset([.pageBreak, .space(900), .paragraph([], look: .body)]).pages.isEmpty)
    let two = typeset([.pageBreak, paragraph("a"), .pageBreak, .pageBreak, paragraph("b")])
    #expect(two.pages.count == 2)
  }
}
