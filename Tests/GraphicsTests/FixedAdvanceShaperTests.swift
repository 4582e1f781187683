import Graphics
import Testing

struct FixedAdvanceShaperTests {
  let shaper = FixedAdvanceShaper()
  let style = TextStyle(size: 10)

  @Test func `every character is half an em`() {
    #expect(shaper.width(of: "abcd", style: style) == 20)
  }

  @Test func `lines break at spaces and line breaks`() {
    let lines = shaper.lines(
      of: [TextSpan("aaa bbb ccc\nd", style: style)], width: 36, language: "en")
    #expect(lines.map { $0.pieces.map(\.text).joined(separator: " ") } == ["aaa bbb", "ccc", "d"])
  }
}
