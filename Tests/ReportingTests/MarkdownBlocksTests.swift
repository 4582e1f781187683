import Diagnostics
import Graphics
import Reporting
import Testing
import Typesetting

struct MarkdownBlocksTests {
  @Test func `paragraphs, lists, quotes and emphasis become blocks`() {
    let (blocks, title, codes) = read(
      """
      # Title

      One *two* **three** `four`
      five [six](https://example.org).

      ## Part

      1. a
      2. b
         - c

      > quoted
      """)
    #expect(title == "Title")
    #expect(codes.isEmpty)
    #expect(
      blocks == [
        .paragraph(
          [
            .text("One "), .emphasis("two"), .text(" "), .strong("three"), .text(" "),
            .text("four"), .text(" "), .text("five "),
            .link("six", .address("https://example.org")), .text("."),
          ], look: .body),
        .heading(level: 3, text: "Part", id: "t-1", isNumbered: false, startsPage: false),
        .list(
          [[.text("a")], [.text("b"), .text("\n"), .text("– "), .text("c")]], isOrdered: true),
        .paragraph([.text("quoted")], look: .quote),
      ])
  }

  @Test func `pictures are refused and raw HTML is text`() {
    let (blocks, _, codes) = read("![A view](view.png) <b>bold</b>\n\n<script>alert(1)</script>\n")
    #expect(codes == ["markdown.image", "markdown.html", "markdown.html", "markdown.html"])
    #expect(
      blocks == [
        .paragraph(
          [.emphasis("A view"), .text(" "), .text("<b>"), .text("bold"), .text("</b>")],
          look: .body),
        .paragraph([.text("<script>alert(1)</script>")], look: .body),
      ])
  }

  @Test func `a link that is no web address is text`() {
    let (blocks, _, codes) = read("[press](javascript:alert(1))")
    #expect(codes == ["markdown.link"])
    #expect(blocks == [.paragraph([.text("press")], look: .body)])
  }

  @Test func `text nested without end is cut, not a crash`() {
    let (_, _, codes) = read(String(repeating: "> ", count: 5_000) + "deep")
    #expect(codes == ["markdown.too-deep"])
  }

  @Test func `a finding names its line`() {
    var reader = MarkdownBlocks(file: "text.md", idPrefix: "t")
    _ = reader.blocks(of: "One.\n\nTwo.\n\n<div>three</div>\n")
    #expect(reader.diagnostics.first?.place.description == "text.md:5")
  }

  @Test func `an empty text and a NUL byte give blocks without a crash`() {
    #expect(read("").0.isEmpty)
    #expect(read("a\u{0}b").0 == [.paragraph([.text("a\u{FFFD}b")], look: .body)])
  }

  private func read(_ text: String) -> ([Document.Block], String?, [String]) {
    var reader = MarkdownBlocks(file: "text.md", idPrefix: "t")
    let blocks = reader.blocks(of: text)
    return (blocks, reader.title, reader.diagnostics.map(\.code))
  }
}
