import Foundation
import Graphics
import Testing
import WebRendering

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct SVGRenderingTests {
  func frame(_ items: [Frame.Item]) -> Frame { Frame(size: Size(240, 150.5), items: items) }

  func run(
    _ text: String, at point: Point = Point(10, 20), style: TextStyle = TextStyle(size: 9)
  ) -> Frame.Item {
    .text(TextRun(text, style: style, baseline: point, width: 31.237))
  }

  func svg(_ items: [Frame.Item], title: String = "T", description: String = "D") -> String {
    renderSVG(
      frame(items), title: title, description: description, language: "lv", id: "trust 1")
  }

  @Test func `the picture is one image with a name, a description and a language`() {
    let svg = svg([run("Õru")], title: "Trust < rose & fell", description: "\"3.2\" → 4.1")
    #expect(svg.contains("role=\"img\" aria-labelledby=\"trust-1-title trust-1-desc\""))
    #expect(svg.contains("<title id=\"trust-1-title\">Trust &lt; rose &amp; fell</title>"))
    #expect(svg.contains("<desc id=\"trust-1-desc\">&quot;3.2&quot; → 4.1</desc>"))
    #expect(svg.contains("lang=\"lv\" xml:lang=\"lv\""))
    #expect(svg.contains("viewBox=\"0 0 240 150.5\""))
  }

  @Test func `text stays text and is placed by its baseline with its length`() {
    let svg = svg([
      .group(Frame.Group(offset: Point(0.126, 100), items: [run("Łódź & Õru")]))
    ])
    #expect(svg.contains("<text x=\"10.13\" y=\"120\" font-size=\"9\" fill=\"#1f2933\""))
    #expect(svg.contains("textLength=\"31.24\">Łódź &amp; Õru</text>"))
    #expect(svg.contains("font-family=\"Inter, "))
  }

  @Test func `styles become attributes`() {
    let svg = svg([
      run(
        "12.5",
        style: TextStyle(
          size: 9, weight: .semibold, italic: true, color: Color(0x336699, alpha: 0.5),
          tabularFigures: true))
    ])
    for attribute in [
      "font-weight=\"600\"", "font-style=\"italic\"", "fill=\"#336699\" fill-opacity=\"0.5\"",
      "font-variant-numeric=\"lining-nums tabular-nums\"",
    ] { #expect(svg.contains(attribute), "\(attribute)") }
  }

  @Test func `paths keep fill, line and dashes`() {
    let svg = svg([
      .path(
        .rectangle(
          Rect(1, 2, 3, 4), fill: Color(0xFF0000),
          stroke: .init(Color(0x00FF00), width: 0.5, dashes: [2, 1.5], roundCap: true)))
    ])
    #expect(
      svg.contains(
        "<path d=\"M1 2L4 2L4 6L1 6Z\" fill=\"#ff0000\" stroke=\"#00ff00\" stroke-width=\"0.5\" "
          + "stroke-dasharray=\"2 1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"))
    let line = self.svg([
      .path(.line(from: Point(0, 0), to: Point(1, 1), stroke: .init(Color(0))))
    ])
    #expect(line.contains("fill=\"none\""), "an open line must not be filled black")
  }

  @Test func `a broken word shows a hyphen, a whole one none`() {
    #expect(svg([run("Donau\u{AD}")]).contains(">Donau\u{2010}</text>"))
    #expect(svg([run("Donau\u{AD}dampf")]).contains(">Donaudampf</text>"))
  }

  @Test func `web addresses become links, others do not`() {
    func link(_ link: Frame.Link) -> String {
      svg([.group(Frame.Group(role: .link, link: link, items: [run("go")]))])
    }
    #expect(link(.address("https://e.org/?a&b")).contains("<a href=\"https://e.org/?a&amp;b\">"))
    #expect(link(.anchor("fig 1")).contains("<a href=\"#trust-1-fig-1\">"))
    #expect(!link(.address("javascript:alert(1)")).contains("javascript"))
  }

  @Test(arguments: ["a<b>&\"c\"", "\u{0}\u{1B}\u{FFFF}", "]]>", "<script>alert(1)</script>"])
  func `whatever the text is, the file is well-formed`(text: String) {
    let svg = renderSVG(
      frame([
        .group(Frame.Group(anchor: text, link: .address(text), language: text, items: [run(text)]))
      ]), title: text, description: text, language: text, id: text)
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(!svg.contains("<script"))
  }

  @Test func `the same frame gives the same file`() {
    let items = [run("a"), .path(.circle(center: Point(1, 1), radius: 1 / 3, fill: Color(0x1)))]
    #expect(svg(items) == svg(items))
  }
}
