import CairoRendering
import Foundation
import Graphics
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct PictureRenderingTests {
  let fonts: FontLibrary
  let chart: Frame

  init() throws {
    fonts = try FontLibrary(directory: fontsDirectory)
    chart = Frame(
      size: Size(240, 150),
      items: SampleDocument(shaper: PangoShaper(fonts: fonts)).chart())
  }

  @Test func `a PNG has the pixels that were asked for`() throws {
    let png = try renderPNG(chart, scale: 2, background: Color(0xFFFFFF), fonts: fonts)
    #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let header = png[16..<24].map(Int.init)
    #expect(header[2] * 256 + header[3] == 480)
    #expect(header[6] * 256 + header[7] == 300)
    #expect(try renderPNG(chart, scale: 2, background: Color(0xFFFFFF), fonts: fonts) == png)
    #expect(try renderPNG(chart, scale: 2, background: nil, fonts: fonts) != png)
  }

  @Test(arguments: [0, -1, .nan, .infinity, 1e6])
  func `an impossible scale is refused`(scale: Double) {
    #expect(throws: RenderingError.self) {
      try renderPNG(chart, scale: scale, background: nil, fonts: fonts)
    }
  }

  @Test func `an outlined SVG has a name and a description but no text`() throws {
    let svg = String(
      decoding: try renderOutlinedSVG(
        chart, title: "A < B", description: "3.2 & 4.1", language: "en", id: "trust",
        fonts: fonts), as: UTF8.self)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(svg.contains("<title id=\"trust-title\">A &lt; B</title>"))
    #expect(svg.contains("aria-labelledby=\"trust-title trust-desc\""))
    #expect(svg.contains("viewBox=\"0 0 240 150\""))
    #expect(!svg.contains("<text"))
  }
}
