import Graphics
import Testing
import Typesetting

@Suite struct SnapshotTests {
  private static let expected = #"""
    frame 595.3 × 841.9
      group heading2 #who
        text 68,86.5 width 7.5 15pt semibold #0e6970 "1"
        text 83.8,86.5 width 22.5 15pt semibold #0b3a47 "Who"
        text 113.8,86.5 width 60 15pt semibold #0b3a47 "answered"
      group paragraph
        text 68,109.8 width 15 10pt #1d2a31 "See"
        group link → #annex
          path M88,111.8 L103,111.8 stroke #0e6970 0.5
          text 88,109.8 width 15 10pt #0e6970 "the"
        group link → #annex
          path M108,111.8 L133,111.8 stroke #0e6970 0.5
          text 108,109.8 width 25 10pt #0e6970 "annex"
        text 133,109.8 width 5 10pt #1d2a31 "."
      group list
        group listItem
          group listLabel
            text 71,133.3 width 5 10pt semibold tabular #0e6970 "•"
          group listBody
            text 84,133.3 width 15 10pt #1d2a31 "One"
      group table #t
        group caption
          text 68,160.8 width 21.5 8.6pt semibold #0e6970 "Table"
          text 93.8,160.8 width 8.6 8.6pt semibold #0e6970 "1\u{2002}"
          text 102.4,160.8 width 30.1 8.6pt #51626b "Answers"
        group furniture
          path M68,168.5 L527.3,168.5 stroke #0b3a47 0.9
          path M68,191 L527.3,191 stroke #0b3a47 0.5
        group tableRow
          group headerCell-column
            text 75,181.8 width 17.2 8.6pt semibold #0b3a47 "Wave"
          group headerCell-column
            text 516,181.8 width 4.3 8.6pt semibold #0b3a47 "n"
        group furniture
          path M68,211.5 L527.3,211.5 stroke #d3dddf 0.5
        group tableRow
          group headerCell-row
            text 75,204 width 18 9pt tabular #1d2a31 "2022"
          group dataCell
            text 506.8,204 width 13.5 9pt tabular #1d2a31 "412"
      group furniture
        path M68,779.9 L527.3,779.9 stroke #d3dddf 0.5
        text 523.3,795.9 width 4 8pt semibold tabular #0b3a47 "1"
        text 68,795.9 width 24 8pt #51626b "Footer"

    """#

  @Test("A small page is placed like this")
  func smallPage() {
    let document = typeset([
      .heading(level: 2, text: "Who answered", id: "who", isNumbered: true, startsPage: false),
      .paragraph(
        [.text("See "), .link("the annex", .anchor("annex")), .text(".")], look: .body),
      .list([[.text("One")]], isOrdered: false),
      .table(
        Document.TableBlock(
          id: "t", caption: [.text("Answers")],
          columns: [
            Document.TableBlock.Column(header: "Wave", alignment: .left, weight: 1),
            Document.TableBlock.Column(header: "n", alignment: .right, weight: 1),
          ], rows: [["2022", "412"]])),
    ])
    #expect(document.pages.count == 1)
    #expect(document.pages.first?.frame.textDump() == Self.expected)
  }
}
