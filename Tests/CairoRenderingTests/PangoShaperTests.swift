import CairoRendering
import Graphics
import Testing

struct PangoShaperTests {
  let fonts: FontLibrary
  let shaper: PangoShaper
  let style = TextStyle(size: 10)

  init() throws {
    fonts = try FontLibrary(directory: fontsDirectory)
    shaper = PangoShaper(fonts: fonts)
  }

  @Test(arguments: [60.0, 120, 300, 483])
  func `lines stay within the width and lose no word`(width: Double) {
    let text = String(repeating: "Åsa åt öl och Õhtu jõgi läks ", count: 8)
    let lines = shaper.lines(
      of: [TextSpan(text, style: style)], width: width, language: "sv")
    #expect(lines.count > 1)
    for line in lines { #expect(line.width <= width + 0.001) }
    let words = lines.map { $0.pieces.map(\.text).joined() }.joined(separator: " ")
    #expect(words == text.dropLast())
  }

  @Test func `a piece is as wide as its text measured alone`() {
    let lines = shaper.lines(
      of: [TextSpan("The first finding is that trust rose a little", style: style)], width: 120,
      language: "en")
    for piece in lines.flatMap(\.pieces) {
      #expect(abs(piece.width - shaper.width(of: piece.text, style: style)) < 0.01)
    }
  }

  @Test func `widths are proportional to size, since nothing is rounded or hinted`() {
    let text = "Trust in neighbours"
    let small = shaper.width(of: text, style: TextStyle(size: 7))
    let large = shaper.width(of: text, style: TextStyle(size: 70))
    #expect(abs(large - 10 * small) < 0.2)
  }

  @Test func `a soft hyphen breaks a word and is kept at the end of the line`() {
    let word = "Bundes\u{AD}ausbildungs\u{AD}förderungs\u{AD}gesetz"
    let lines = shaper.lines(of: [TextSpan(word, style: style)], width: 70, language: "de")
    #expect(lines.count > 1)
    for line in lines { #expect(line.width <= 70.001) }
    for line in lines.dropLast() { #expect(line.pieces.last?.text.last == "\u{AD}") }
    #expect(lines.last?.pieces.last?.text.last == "z")
    let letters = lines.flatMap(\.pieces).map { $0.text.filter { $0 != "\u{AD}" } }.joined()
    #expect(letters == word.filter { $0 != "\u{AD}" })
  }

  @Test func `soft hyphens that are not needed are gone`() {
    let lines = shaper.lines(
      of: [TextSpan("Donau\u{AD}dampf\u{AD}schiff", style: style)], width: 400, language: "de")
    #expect(lines.map { $0.pieces.map(\.text) } == [["Donaudampfschiff"]])
  }

  @Test func `a word without hyphens that is too wide is broken between characters`() {
    let word = String(repeating: "lentokonesuihku", count: 6)
    let lines = shaper.lines(of: [TextSpan(word, style: style)], width: 80, language: "fi")
    #expect(lines.count > 1)
    for line in lines { #expect(line.width <= 80.001) }
    #expect(lines.flatMap(\.pieces).map { $0.text.filter { $0 != "\u{AD}" } }.joined() == word)
  }

  @Test func `a line break in the text breaks the line`() {
    let lines = shaper.lines(
      of: [TextSpan("one\n\ntwo", style: style)], width: 400, language: "en")
    #expect(lines.map { $0.pieces.map(\.text).joined() } == ["one", "", "two"])
    #expect(lines[1].metrics.ascent > 0, "an empty line has a height")
  }

  @Test func `spans keep their style and link, and follow each other without a gap`() {
    let bold = TextStyle(size: 12, weight: .bold)
    let link = Frame.Link.address("https://example.org")
    let lines = shaper.lines(
      of: [
        TextSpan("Read ", style: style), TextSpan("the note", style: bold, link: link),
        TextSpan(" now", style: style),
      ], width: 400, language: "en")
    #expect(lines.count == 1)
    let pieces = lines[0].pieces
    #expect(pieces.map(\.text) == ["Read ", "the note", " now"])
    #expect(pieces.map(\.style) == [style, bold, style])
    #expect(pieces.map(\.link) == [nil, link, nil])
    #expect(abs(pieces[1].x - pieces[0].width) < 1e-9)
    #expect(abs(lines[0].width - pieces.map(\.width).reduce(0, +)) < 1e-9)
    #expect(lines[0].metrics == shaper.metrics(of: bold))
  }

  @Test func `spans of the same style stay apart`() {
    let lines = shaper.lines(
      of: [
        TextSpan("one ", style: style),
        TextSpan("two", style: style, link: .anchor("a")),
      ], width: 400, language: "en")
    #expect(lines[0].pieces.map(\.text) == ["one ", "two"])
  }

  @Test func `tabular figures share one width and proportional ones do not`() {
    var tabular = style
    tabular.tabularFigures = true
    let widths = (0...9).map { shaper.width(of: "\($0)", style: tabular) }
    #expect((widths.max() ?? 0) - (widths.min() ?? 1) < 0.001)
    #expect(shaper.width(of: "1111", style: style) < shaper.width(of: "8888", style: style) - 1)
  }

  @Test func `weights differ in width`() {
    let widths = [TextStyle.Weight.regular, .semibold, .bold].map {
      shaper.width(of: "Participation", style: TextStyle(size: 10, weight: $0))
    }
    #expect(widths[0] < widths[1] && widths[1] < widths[2])
    let italic = shaper.width(of: "Participation", style: TextStyle(size: 10, italic: true))
    #expect(italic != widths[0])
  }

  @Test func `metrics are those of the bundled family`() {
    // hhea of Inter 3.019: ascender 2728, descender −680, 2816 units to the em.
    let metrics = shaper.metrics(of: TextStyle(size: 100))
    #expect(abs(metrics.ascent - 100 * 2728 / 2816) < 0.1)
    #expect(abs(metrics.descent - 100 * 680 / 2816) < 0.1)
  }

  @Test func `nothing in gives nothing out`() {
    #expect(shaper.lines(of: [], width: 100, language: "en").isEmpty)
    #expect(shaper.width(of: "", style: style) == 0)
    #expect(shaper.lines(of: [TextSpan("", style: style)], width: 100, language: "en").count == 1)
  }

  @Test func `characters that no font has are found`() {
    #expect(fonts.missingCharacters(in: balticText + "Привет − ≤ ≥ → ▲ ●").isEmpty)
    #expect(fonts.missingCharacters(in: "a 🎉 b 漢 🎉") == ["🎉", "漢"])
    let run = TextRun("ok 漢", style: style, baseline: Point(0, 0), width: 1)
    #expect(fonts.missingCharacters(in: Frame(size: Size(1, 1), items: [.text(run)])) == ["漢"])
  }
}
