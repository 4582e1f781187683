import Graphics
import Testing

struct FrameTextDumpTests {
  @Test func `a dump has one line an item, rounded, with offsets added in`() {
    let style = TextStyle(size: 9.5, weight: .semibold, tabularFigures: true)
    let frame = Frame(
      size: Size(100, 50.25),
      items: [
        .path(
          .line(
            from: Point(0, 0), to: Point(10, -0.01),
            stroke: .init(Color(0x336699, alpha: 0.5), width: 0.25, dashes: [2, 1]))),
        .group(
          Frame.Group(
            role: .heading(2), anchor: "sum", link: .anchor("x"), language: "et",
            offset: Point(5.04, 10),
            items: [
              .text(TextRun("Õ\u{AD}\"", style: style, baseline: Point(1, 2), width: 12.34))
            ])),
        .group(Frame.Group(role: .figure, alternativeText: "Two bars")),
      ])
    #expect(
      frame.textDump() == """
        frame 100 × 50.3
          path M0,0 L10,0 stroke #336699/0.5 0.25 dashes 2 1
          group heading2 #sum → #x [et]
            text 6,12 width 12.3 9.5pt semibold tabular #1f2933 "Õ\\u{AD}\\""
          group figure alt "Two bars"

        """)
  }

  @Test func `moving items into a group with an offset only adds the group's line`() {
    let here = Frame.Item.path(.rectangle(Rect(10, 10, 5, 5), fill: Color(0)))
    let moved = Frame.Item.group(
      Frame.Group(
        offset: Point(10, 10), items: [.path(.rectangle(Rect(0, 0, 5, 5), fill: Color(0)))]))
    let first = Frame(size: Size(1, 1), items: [here]).textDump().split(separator: "\n")
    let second = Frame(size: Size(1, 1), items: [moved]).textDump().split(separator: "\n")
    #expect(first[1].drop { $0 == " " } == second[2].drop { $0 == " " })
  }
}
