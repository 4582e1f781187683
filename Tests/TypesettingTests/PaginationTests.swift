import Graphics
import Testing
import Typesetting

@Suite struct PaginationTests {
  /// A fixed sequence of invented documents: every word is unique, so that nothing can hide.
  private struct Inventor {
    var state: UInt64
    var words = 0
    var headings = 0
    var ends: [String] = []

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }

    mutating func text(_ count: Int) -> String {
      (0..<count).map { _ in
        words += 1
        return "w\(words)"
      }.joined(separator: " ")
    }

    mutating func block(nested: Bool = false) -> Document.Block {
      switch below(nested ? 4 : 11) {
      case 0, 1, 2: return .paragraph([.text(text(1 + below(160)))], look: .body)
      case 3:
        return .list((0...below(6)).map { _ in [.text(text(1 + below(40)))] }, isOrdered: true)
      case 4, 5:
        headings += 1
        return .heading(
          level: 1 + below(3), text: text(1 + below(4)), id: "h\(headings)", isNumbered: true,
          startsPage: below(5) == 0)
      case 6:
        return .figure(
          Document.Figure(
            id: "f\(words)", frame: SampleDocument.placeholder(height: Double(60 + below(500))),
            caption: [.text(text(4))], alternativeText: "A"))
      case 7:
        let rows = 1 + below(70)
        return .table(
          Document.TableBlock(
            caption: [.text(text(3))],
            columns: (0..<3).map { _ in
              Document.TableBlock.Column(header: "H", alignment: .right, weight: 1)
            }, rows: (0..<rows).map { _ in (0..<3).map { _ in text(1 + below(5)) } },
            note: below(2) == 0 ? text(5) : nil))
      case 8:
        let title = text(2)
        return .callout(
          title: title, blocks: (0...below(3)).map { _ in block(nested: true) }, tone: .finding)
      case 9:
        return .cards(
          (0...below(4)).map { _ in
            Document.Card(figure: text(1), label: text(3), note: text(6))
          })
      default: return .paragraph([.text(text(1 + below(60)))], look: .quote)
      }
    }
  }

  private static let invented = (0...40).map { seed -> (document: TypesetDocument, words: Int) in
    var inventor = Inventor(state: UInt64(seed))
    let blocks = (0..<30).map { _ in inventor.block() }
    return (typeset(blocks), inventor.words)
  }

  @Test("Every word is set exactly once", arguments: 1...40)
  func everyWordOnce(seed: Int) {
    let (document, count) = Self.invented[seed]
    let words = document.words.filter { $0.hasPrefix("w") }
    #expect(words.count == count)
    #expect(Set(words).count == count)
  }

  @Test("Nothing stands below the bottom margin", arguments: 1...40)
  func bottomMargin(seed: Int) {
    for page in Self.invented[seed].document.pages {
      for text in PlacedText.all(in: page) where !text.isFurniture {
        #expect(text.baseline.y <= Theme.report.bottom, "page \(page.label): \(text.text)")
      }
    }
  }

  @Test("No heading is the last thing on a page", arguments: 1...40)
  func headingsAreFollowed(seed: Int) {
    let document = Self.invented[seed].document
    for page in document.pages.dropLast() {
      let last = PlacedText.all(in: page).filter { !$0.isFurniture }
        .max { $0.baseline.y < $1.baseline.y }
      let isHeading = last?.roles.contains { role in
        if case .heading = role { true } else { false }
      }
      // The document may end in a heading that starts a page: only then nothing follows it.
      if isHeading == true, let next = document.pages.firstIndex(of: page).map({ $0 + 1 }) {
        let first = PlacedText.all(in: document.pages[next]).first { !$0.isFurniture }
        #expect(
          first?.roles.contains { if case .heading = $0 { true } else { false } } == true,
          "page \(page.label): \(last?.text ?? "")")
      }
    }
  }

  @Test("A paragraph that is split leaves two lines on each side", arguments: 1...40)
  func widowsAndOrphans(seed: Int) {
    let pages = Self.invented[seed].document.pages
    func lineCounts(_ page: TypesetPage, last: Bool) -> Int? {
      let content = page.frame.items.compactMap { item -> Frame.Group? in
        if case .group(let group) = item, group.role != .furniture { group } else { nil }
      }
      guard let group = last ? content.last : content.first, group.role == .paragraph else {
        return nil
      }
      var lines: Set<Int> = []
      Frame.forEachRun(in: group.items) { lines.insert(Int($0.baseline.y * 10)) }
      return lines.count
    }
    for (page, next) in zip(pages, pages.dropFirst()) {
      guard let end = PlacedText.all(in: page).last(where: { !$0.isFurniture }),
        let start = PlacedText.all(in: next).first(where: { !$0.isFurniture }),
        end.roles == [.paragraph], start.roles == [.paragraph], start.size == end.size,
        let number = Int(end.text.dropFirst()), start.text == "w\(number + 1)",
        let above = lineCounts(page, last: true), let below = lineCounts(next, last: false)
      else { continue }
      // Two whole paragraphs may also meet at a page break; then one line is one paragraph.
      if above == 1 || below == 1 {
        #expect(end.baseline.x + end.width < Theme.report.margins.left + Theme.report.measure - 20)
      }
    }
  }

  @Test("A figure too tall for a page is made smaller, and a callout too long is split")
  func oversized() {
    let tall = typeset([
      .figure(
        Document.Figure(
          id: "f", frame: SampleDocument.placeholder(height: 2000), caption: [.text("c")],
          alternativeText: "A"))
    ])
    #expect(tall.pages.count == 1)
    var bottom = 0.0
    Frame.forEachGroup(in: tall.pages[0].frame.items) { group in
      if group.role == .figure, let bounds = group.bounds {
        bottom = bounds.origin.y + bounds.size.height
      }
    }
    #expect(bottom > 0)
    let headed = typeset([
      .heading(level: 1, text: "T", id: "t", isNumbered: true, startsPage: true),
      .heading(level: 2, text: "T", id: "u", isNumbered: true, startsPage: false),
      .figure(
        Document.Figure(
          id: "f", frame: SampleDocument.placeholder(height: 2000), caption: [.text("c")],
          alternativeText: "A")),
    ])
    #expect(headed.pages.count == 1)
    let long = typeset([
      .callout(
        title: "t", blocks: (0..<80).map { paragraph("p\($0) " + SampleDocument.sentence) },
        tone: .caution)
    ])
    #expect(long.pages.count > 1)
    #expect(long.words.filter { $0.hasPrefix("p") && $0.count < 4 }.count == 80)
  }

  @Test("A table row taller than a page goes on on the next one")
  func tallRow() {
    let text = (0..<4000).map { "w\($0)" }.joined(separator: " ")
    let document = typeset([
      .table(
        Document.TableBlock(
          caption: [.text("c")],
          columns: (0..<3).map { _ in
            Document.TableBlock.Column(header: "H", alignment: .left, weight: 1)
          }, rows: [["a", text, "b"]]))
    ])
    #expect(document.pages.count > 1)
    #expect(document.words.filter { $0.hasPrefix("w") }.count == 4000)
    for page in document.pages {
      for text in PlacedText.all(in: page) where !text.isFurniture {
        #expect(text.baseline.y <= Theme.report.bottom)
      }
    }
  }

  @Test("A table in a callout repeats its header inside the callout")
  func tableInCallout() {
    let document = typeset([
      .callout(title: "t", blocks: [.table(SampleDocument.longTable)], tone: .neutral)
    ])
    #expect(document.pages.count > 1)
    for page in document.pages {
      // One group for the box with all its rows, and the footer.
      #expect(page.frame.items.count == 2)
      #expect(PlacedText.all(in: page).contains { $0.text == "Verdict" })
    }
  }

  @Test("A callout that fits a page is not split")
  func wholeCallout() {
    let filler = (0..<12).map { _ in paragraph(String(repeating: SampleDocument.sentence, count: 2))
    }
    let box = Document.Block.callout(
      title: "title", blocks: (0..<4).map { paragraph("box\($0) " + SampleDocument.sentence) },
      tone: .neutral)
    for count in 0...12 {
      let document = typeset(Array(filler.prefix(count)) + [box])
      let pages = document.pages.filter { page in
        PlacedText.all(in: page).contains { $0.text.hasPrefix("box") }
      }
      #expect(pages.count == 1)
    }
  }

  @Test("Text of the section fills the page before a figure that waits")
  func waitingFigure() {
    let tall = Document.Block.figure(
      Document.Figure(
        id: "f", frame: SampleDocument.placeholder(height: 560), caption: [.text("c")],
        alternativeText: "A"))
    let document = typeset([
      paragraph(String(repeating: SampleDocument.sentence, count: 6)), tall,
      paragraph("passing " + SampleDocument.sentence),
      .heading(level: 2, text: "Next", id: "n", isNumbered: false, startsPage: false),
      paragraph("staying " + SampleDocument.sentence),
    ])
    func page(of word: String) -> String? {
      document.pages.first { PlacedText.all(in: $0).contains { $0.text == word } }?.label
    }
    #expect(page(of: "passing") == "1")
    #expect(document.pageOfAnchor["n"] == "2")
    #expect(page(of: "staying") == "2")
  }
}
