import Foundation
import Graphics
import Testing

@testable import CairoRendering

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct PDFRenderingTests {
  let fonts: FontLibrary
  let sample: SampleDocument

  init() throws {
    fonts = try FontLibrary(directory: fontsDirectory)
    sample = SampleDocument(shaper: PangoShaper(fonts: fonts))
  }

  @Test func `every font is embedded as a subset and knows its characters`() throws {
    let table = try run("pdffonts", on: renderPDF(sample.document(), fonts: fonts))
    let rows = table.split(separator: "\n").dropFirst(2)
    #expect(rows.count >= 3)
    for row in rows {
      #expect(row.contains("+Inter-"), "\(row)")
      #expect(row.contains("yes yes yes"), "\(row)")
    }
  }

  @Test func `text comes out again as it was written`() throws {
    let text = try run("pdftotext", on: renderPDF(sample.document(), fonts: fonts))
    #expect(text.contains(balticText))
    #expect(text.contains("A report of a small town"))
    #expect(text.contains("Łódź"))
    #expect(text.contains("1,111"))
  }

  @Test func `the file names its title, author and date`() throws {
    let info = try run("pdfinfo", on: renderPDF(sample.document(), fonts: fonts))
    #expect(info.contains("Title:           Töö & <tulu>"))
    #expect(info.contains("Author:          Town office"))
    #expect(info.contains("Subject:         A sample"))
    #expect(info.contains("2026"))
    #expect(info.contains("Tagged:          yes"))
    #expect(info.contains("Pages:           2"))
  }

  @Test func `the structure has headings, lists, tables and figures in reading order`() throws {
    let tree = try run("pdfinfo", ["-struct-text"], on: renderPDF(sample.document(), fonts: fonts))
    let names = tree.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for name in ["Document", "TOC", "TOCI", "Table (block)", "TR", "Caption"] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.contains { $0.hasPrefix("H1") })
    #expect(names.contains { $0.hasPrefix("Figure") })
    #expect(names.contains("/Scope /Column"))
    #expect(names.contains("/Scope /Row"))
    #expect(!tree.contains("Private"), "page furniture is no content")
    #expect(!tree.contains("Running header"))
    // A line of contents reads as two words although nothing is drawn between them.
    #expect(tree.contains("\"Results 1\""))
    let summary = try #require(tree.firstRange(of: "A report of a small town"))
    let chart = try #require(tree.firstRange(of: "Figure"))
    #expect(summary.lowerBound < chart.lowerBound)
  }

  @Test func `the catalog names the language and shows the title`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    #expect(file.catalog["Lang"].text == "en")
    #expect(!file.catalog["ViewerPreferences"]["DisplayDocTitle"].isNull)
    #expect(file.catalog["Metadata"]["Subtype"].name == "XML")
    #expect(file.catalog["PageLabels"].isDictionary)
    for page in file.pages { #expect(page["Tabs"].name == "S") }
  }

  @Test func `figures have an alternative text and a box on the page`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    let figure = try #require(elements(of: file).first { $0["S"].name == "Figure" })
    #expect(figure["Alt"].text == "Two bars: before 3.2, after 4.1.")
    let box = figure["A"]["BBox"].elements
    #expect(box.count == 4)
    // The chart begins 220 points from the top and is less than 130 high.
    let numbers = box.compactMap { $0.number }
    #expect(numbers.count == 4)
    #expect(numbers[1] > 841.89 - 350 && numbers[3] < 841.89 - 219 && numbers[1] < numbers[3])
  }

  @Test func `a band spans the columns of its table`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    let spans = elements(of: file).compactMap { $0["A"]["ColSpan"].integer }
    #expect(spans == [3])
  }

  @Test func `anchors are where they were placed`() throws {
    let bytes = try renderPDF(sample.document(), fonts: fonts)
    let list = try run("pdfinfo", ["-dests"], on: bytes)
    let rows = list.split(separator: "\n").dropFirst().map {
      $0.replacing("[ XYZ", with: " ").split(whereSeparator: { " []".contains($0) })
    }
    let pages = Dictionary(
      uniqueKeysWithValues: rows.compactMap { row -> (String, Int)? in
        guard let name = row.last, let page = row.first.flatMap({ Int($0) }) else { return nil }
        return (name.filter { $0 != "\"" }, page)
      })
    #expect(pages == ["summary": 1, "results": 2, "chart": 2], "\(list)")
  }

  @Test func `extra space widens the spaces of a justified line`() throws {
    let style = TextStyle(size: 10)
    let text = "one two three"
    let shaper = PangoShaper(fonts: fonts)
    let width = shaper.width(of: text, style: style)
    let run = TextRun(
      text, style: style, baseline: Point(20, 30), width: width, extraSpace: (120 - width) / 2)
    let bytes = try renderFramePDF(
      Frame(size: Size(200, 50), items: [.text(run)]), title: "t", language: "en",
      date: "2026-01-01", fonts: fonts)
    let words = try CairoRenderingTests.run("pdftotext", ["-bbox"], on: bytes)
      .split(separator: "\n").filter { $0.contains("<word") }
    #expect(words.count == 3)
    let right = try #require(words.last?.firstMatch(of: /xMax="([0-9.]+)"/)?.1)
    #expect(abs((Double(right) ?? 0) - 140) < 0.1)
  }

  @Test(arguments: ["2026-03-31", "2026-03-31T08:15:00Z", "2026-03-31T08:15:00+02:00"])
  func `dates keep their time and zone`(text: String) throws {
    #expect(try PDFDate(text).iso.hasPrefix(text))
    var document = sample.document()
    document.date = text
    let info = try run("pdfinfo", ["-isodates"], on: renderPDF(document, fonts: fonts))
    #expect(info.contains("CreationDate:    2026-03-31T"), "\(info)")
  }

  @Test func `a paragraph in another language says so`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    let languages = elements(of: file).compactMap { $0["Lang"].text }
    #expect(languages == ["de"])
  }

  @Test func `links lead to addresses and anchors and have a description`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    let links = file.pages.flatMap { $0["Annots"].elements }
    #expect(links.count == 3)
    #expect(links[0]["A"]["URI"].text == "https://example.org/a%28b%29?q=%C3%A4")
    #expect(links[0]["Contents"].text == "method note (https://example.org/a(b)?q=ä)")
    #expect(links[1]["Contents"].text == "results")
    for link in links { #expect(link["F"].integer == 4) }
  }

  @Test func `the outline is nested and open`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    let outlines = file.catalog["Outlines"]
    #expect(outlines["Count"].integer == 3)
    #expect(outlines["First"]["Title"].text == "Résumé žš")
    let results = outlines["First"]["Next"]
    #expect(results["Title"].text == "Results")
    #expect(results["Count"].integer == 1)
    #expect(results["First"]["Title"].text == "Chart")
  }

  @Test func `page furniture is an artifact`() throws {
    let file = try QpdfFile(renderPDF(sample.document(), fonts: fonts))
    for page in file.pages {
      let content = String(decoding: try file.content(of: page), as: UTF8.self)
      #expect(content.contains("/Artifact <</Type /Pagination>> BDC"))
      #expect(!content.contains("/Private"))
      // Everything that is opened is closed.
      #expect(
        content.components(separatedBy: "BDC").count
          == content.components(separatedBy: "EMC").count)
    }
  }

  @Test func `metadata is well-formed XML with the title in it`() throws {
    let xmp = xmpMetadata(of: sample.document(), date: try PDFDate("2026-03-31"))
    let parser = XMLParser(data: Data(xmp.utf8))
    #expect(parser.parse())
    #expect(xmp.contains("Töö &amp; &lt;tulu&gt;"))
    #expect(xmp.contains("<xmp:CreateDate>2026-03-31T00:00:00Z<"))
    #expect(!xmp.contains("pdfuaid"), "nobody has checked it yet")
  }

  @Test func `the same document gives the same bytes`() throws {
    let first = try renderPDF(sample.document(), fonts: fonts)
    let other = try FontLibrary(directory: fontsDirectory)
    let again = SampleDocument(shaper: PangoShaper(fonts: other))
    #expect(try renderPDF(again.document(), fonts: other) == first)
  }

  @Test func `documents can be made at the same time and are still the same`() async throws {
    let expected = try renderPDF(sample.document(), fonts: fonts)
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<6 {
        group.addTask {
          let fonts = try FontLibrary(directory: fontsDirectory)
          let sample = SampleDocument(shaper: PangoShaper(fonts: fonts))
          return try renderPDF(sample.document(), fonts: fonts)
        }
      }
      for try await bytes in group { #expect(bytes == expected) }
    }
  }

  @Test func `a chart becomes a figure on a page of its size`() throws {
    let chart = Frame(size: Size(240, 150), items: sample.chart())
    let bytes = try renderFramePDF(
      chart, title: "More trust", language: "et", date: "2026-01-01", fonts: fonts)
    let file = try QpdfFile(bytes)
    let figure = try #require(elements(of: file).first { $0["S"].name == "Figure" })
    #expect(figure["Alt"].text == "More trust")
    #expect(try run("pdfinfo", on: bytes).contains("240 x 150 pts"))
  }

  @Test func `a caption inside a figure is heard after it`() throws {
    let caption = Frame.Item.group(
      Frame.Group(role: .caption, offset: Point(0, 140), items: [sample.run("Cap", 9, 0, 8)]))
    let frame = Frame(
      size: Size(240, 160),
      items: [
        .group(
          Frame.Group(
            role: .figure, alternativeText: "Bars", items: sample.chart() + [caption]))
      ])
    let file = try QpdfFile(
      renderFramePDF(frame, title: "t", language: "en", date: "2026-01-01", fonts: fonts))
    #expect(elements(of: file).compactMap { $0["S"].name } == ["Document", "Figure", "Caption"])
  }

  @Test func `a paragraph with rules, links and text has only marked leaves`() throws {
    let style = TextStyle(size: 10)
    func text(_ text: String, _ x: Double) -> Frame.Item {
      .text(TextRun(text, style: style, baseline: Point(x, 20), width: 20))
    }
    let rule = Frame.Item.path(
      .line(from: Point(0, 25), to: Point(50, 25), stroke: .init(Color(0))))
    let paragraph = Frame.Group(
      role: .paragraph,
      items: [
        text("a", 0), rule, text("b", 30),
        .group(
          Frame.Group(
            role: .link, link: .address("https://e.org"), items: [rule, text("c", 60)])),
      ])
    let bytes = try renderPDF(
      PDFDocument(
        title: "t", author: "", creator: "", language: "en", date: "2026-01-01",
        pages: [
          PDFDocument.Page(
            frame: Frame(size: Size(100, 50), items: [.group(paragraph)]), label: "1")
        ]), fonts: fonts)
    let names = elements(of: try QpdfFile(bytes)).compactMap { $0["S"].name }
    #expect(names == ["Document", "P", "Span", "Span", "Link"])
  }

  @Test func `a word broken over two lines is one word to a reader`() throws {
    let word = "Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesellschaft"
    let style = TextStyle(size: 10)
    let lines = sample.shaper.lines(
      of: [TextSpan(word, style: style)], width: 90, language: "de")
    try #require(lines.count > 1)
    let items = lines.enumerated().flatMap { index, line in
      line.pieces.map { piece in
        Frame.Item.text(
          TextRun(
            piece.text, style: style, baseline: Point(10, 20 + Double(index) * 14),
            width: piece.width))
      }
    }
    let page = Frame(
      size: Size(200, 100), items: [.group(Frame.Group(role: .paragraph, items: items))])
    let bytes = try renderPDF(
      PDFDocument(
        title: "t", author: "", creator: "", language: "de", date: "2026-01-01",
        pages: [PDFDocument.Page(frame: page, label: "1")]), fonts: fonts)
    let tree = try run("pdfinfo", ["-struct-text"], on: bytes)
    #expect(
      tree.replacing("\u{AD}", with: "").contains("Donaudampfschifffahrtsgesellschaft"), "\(tree)")
  }

  private func elements(of file: QpdfFile) -> [QpdfFile.Value] {
    var found: [QpdfFile.Value] = []
    func walk(_ element: QpdfFile.Value) {
      guard element.isDictionary, element["S"].name != nil else { return }
      found.append(element)
      element["K"].elements.forEach(walk)
    }
    file.catalog["StructTreeRoot"]["K"].elements.forEach(walk)
    return found
  }
}
