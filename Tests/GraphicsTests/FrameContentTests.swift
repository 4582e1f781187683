import Graphics
import Testing

struct FrameContentTests {
  let style = TextStyle(size: 10)

  @Test func `bounds hold lines with their width and groups with their offset`() {
    let line = Path.line(from: Point(0, 0), to: Point(10, 0), stroke: .init(Color(0), width: 2))
    let group = Frame.Group(offset: Point(100, 50), items: [.path(line)])
    #expect(group.bounds == Rect(99, 49, 12, 2))
    #expect(Frame.Group(items: []).bounds == nil)
    #expect(Path([]).bounds == nil)
  }

  @Test func `bounds hold text above and below its baseline`() {
    let run = TextRun("x", style: style, baseline: Point(5, 20), width: 30)
    #expect(Frame.Item.text(run).bounds == Rect(5, 10, 30, 12.5))
  }

  @Test func `a rectangle is clipped to the sheet`() {
    #expect(Rect(-5, 90, 20, 20).clipped(to: Size(100, 100)) == Rect(0, 90, 15, 10))
    #expect(Rect(200, 0, 10, 10).clipped(to: Size(100, 100)).size.width == 0)
  }

  @Test func `plain text joins runs and mends broken words`() {
    let runs = ["Donau\u{AD}", "dampf", "fährt"].map {
      Frame.Item.text(TextRun($0, style: style, baseline: Point(0, 0), width: 1))
    }
    #expect(Frame.Group(items: runs).plainText == "Donaudampf fährt")
  }
}
