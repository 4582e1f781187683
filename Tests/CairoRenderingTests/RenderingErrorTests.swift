import Graphics
import Testing

@testable import CairoRendering

struct RenderingErrorTests {
  let fonts: FontLibrary

  init() throws { fonts = try FontLibrary(directory: fontsDirectory) }

  func document(
    _ items: [Frame.Item], size: Size = Size(100, 100),
    outline: [PDFDocument.OutlineEntry] = [], date: String = "2026-01-01"
  ) -> PDFDocument {
    PDFDocument(
      title: "t", author: "", creator: "", language: "en", date: date,
      pages: [PDFDocument.Page(frame: Frame(size: size, items: items), label: "1")],
      outline: outline)
  }

  func text(_ text: String = "x", at point: Point = Point(5, 20)) -> Frame.Item {
    .text(TextRun(text, style: TextStyle(size: 10), baseline: point, width: 5))
  }

  @Test func `a document without pages is refused`() {
    var empty = document([])
    empty.pages = []
    #expect(throws: RenderingError.noPages) { try renderPDF(empty, fonts: fonts) }
  }

  @Test func `a link to nowhere is refused`() {
    let link = Frame.Item.group(
      Frame.Group(role: .link, link: .anchor("nowhere"), items: [text()]))
    #expect(throws: RenderingError.unknownAnchor("nowhere")) {
      try renderPDF(document([link]), fonts: fonts)
    }
    let entry = PDFDocument.OutlineEntry(level: 1, title: "t", anchor: "gone")
    #expect(throws: RenderingError.unknownAnchor("gone")) {
      try renderPDF(document([text()], outline: [entry]), fonts: fonts)
    }
  }

  @Test func `an anchor may be used once`() {
    let group = Frame.Item.group(Frame.Group(role: .paragraph, anchor: "a", items: [text()]))
    #expect(throws: RenderingError.repeatedAnchor("a")) {
      try renderPDF(document([group, group]), fonts: fonts)
    }
  }

  @Test func `positions that are no numbers are refused`() {
    #expect(throws: RenderingError.self) {
      try renderPDF(document([text(at: Point(.nan, 0))]), fonts: fonts)
    }
    #expect(throws: RenderingError.notFinite(where: "path")) {
      try renderPNG(
        Frame(
          size: Size(10, 10), items: [.path(.circle(center: Point(.infinity, 0), radius: 1))]),
        scale: 1, background: nil, fonts: fonts)
    }
  }

  @Test(arguments: [Size(0, 10), Size(10, -1), Size(.nan, 10), Size(20_000, 10)])
  func `sheets of an impossible size are refused`(size: Size) {
    #expect(throws: RenderingError.self) {
      try renderPDF(document([], size: size), fonts: fonts)
    }
  }

  @Test(arguments: ["", "yesterday", "2026-3-1", "2026-03-31 12:00"])
  func `a date that is none is refused`(date: String) {
    #expect(throws: RenderingError.self) {
      try renderPDF(document([text()], date: date), fonts: fonts)
    }
  }

  @Test func `an empty page, empty groups and empty text are drawn`() throws {
    let items: [Frame.Item] = [
      text(""), .path(Path([])),
      .group(Frame.Group(role: .paragraph)),
      .group(Frame.Group(role: .table, items: [.group(Frame.Group(role: .tableRow))])),
      .group(Frame.Group(role: .dataCell, items: [text("")])),
      .group(Frame.Group(role: .figure)),
      .group(Frame.Group(role: .link, link: .address("https://example.org"))),
    ]
    #expect(try !renderPDF(document(items), fonts: fonts).isEmpty)
    #expect(try !renderPDF(document(items + [text()]), fonts: fonts).isEmpty)
    #expect(try !renderPDF(document([]), fonts: fonts).isEmpty)
    var pages = document(items)
    pages.pages += document([text()]).pages + document([]).pages + document(items).pages
    #expect(try run("pdfinfo", on: renderPDF(pages, fonts: fonts)).contains("Pages:           4"))
  }

  @Test func `control characters, quotes and long names do no harm`() throws {
    let odd = "a\u{0}b'c\\d(e)\n\t<&>"
    var page = document([
      .group(Frame.Group(role: .heading(9), anchor: odd, items: [text(odd)])),
      .group(Frame.Group(role: .link, link: .anchor(odd), items: [text("go")])),
      .group(Frame.Group(role: .link, link: .address(odd), items: [text("go")])),
    ])
    page.title = odd
    page.outline = [PDFDocument.OutlineEntry(level: 1, title: odd, anchor: odd)]
    #expect(try !renderPDF(page, fonts: fonts).isEmpty)
  }

  @Test func `a folder without fonts is refused`() {
    #expect(throws: RenderingError.self) { try FontLibrary(directory: "/nonexistent") }
    #expect(throws: RenderingError.self) { try FontLibrary(directory: "/") }
  }

  @Test func `errors say what is wrong`() {
    #expect("\(RenderingError.unknownAnchor("fig-3"))".contains("fig-3"))
    #expect("\(RenderingError.unusableFonts(path: "/x", reason: "r"))".hasPrefix("/x: "))
  }
}
