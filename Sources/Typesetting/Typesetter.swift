package import Graphics
package import Localization

/// Lays out a document on pages.
///
/// Text is set ragged right: without hyphenation for all languages of the reports, justified lines
/// would open gaps in long Finnish and German compounds.
package struct Typesetter {
  private let shaper: any TextShaper
  private let theme: Theme
  private let language: Language

  /// Makes a typesetter.
  ///
  /// Words of its own come from the language, else they are English: `typesetting.figure` and
  /// `typesetting.table` with the number as `{n}`, and `typesetting.continued` with the label of
  /// the table as `{n}`.
  package init(shaper: any TextShaper, theme: Theme = .report, language: Language) {
    self.shaper = shaper
    self.theme = theme
    self.language = language
  }

  /// The width between the margins, so that charts can be made to fit.
  package var columnWidth: Double { theme.columnWidth }

  /// The pages of a document and its bookmarks.
  ///
  /// Contents need page numbers that follow from the length of the contents. Their room is fixed, so
  /// pages are made once without the numbers and once with them.
  package func typeset(_ document: Document) -> TypesetDocument {
    let headings = HeadingPlan(document)
    let shaper = RememberingShaper(shaper)
    let paginator = Paginator(top: theme.margins.top, bottom: theme.bottom)
    var layout = BlockLayout(
      shaper: shaper, theme: theme, language: language, tag: document.language,
      headings: headings)
    for block in document.blocks { layout.add(block) }
    var pages = paginator.pages(of: layout.strips)
    // The numbers take no room of their own, so that setting them moves nothing.
    if layout.renewContents(pageOfAnchor: Self.anchors(in: pages)) {
      pages = paginator.pages(of: layout.strips)
    }

    var assembly = PageAssembly()
    let typeset = pages.enumerated().map { index, page in
      let label = "\(index + 1)"
      var items = assembly.items(of: page)
      if !page.isSheet { items += footer(document.footer, label: label) }
      return TypesetPage(frame: Frame(size: theme.sheet, items: items), label: label)
    }
    return TypesetDocument(
      pages: typeset,
      outline: headings.entries.map {
        TypesetDocument.OutlineEntry(level: $0.level, title: $0.title, anchor: $0.id)
      })
  }

  private static func anchors(in pages: [Paginator.Page]) -> [String: Int] {
    var found: [String: Int] = [:]
    for (index, page) in pages.enumerated() {
      for placed in page.placed {
        for wrapper in placed.strip.wrappers {
          if let anchor = wrapper.anchor, found[anchor] == nil { found[anchor] = index + 1 }
        }
      }
    }
    return found
  }

  /// A hairline, what the document is, and the page's number.
  private func footer(_ text: String, label: String) -> [Frame.Item] {
    let face = theme.footer
    let left = theme.margins.left
    let right = theme.sheet.width - theme.margins.right
    let y = theme.sheet.height - 46
    var number = face.style
    number.weight = .semibold
    number.color = theme.palette.deep
    number.tabularFigures = true
    let numberWidth = shaper.width(of: label, style: number)
    var items: [Frame.Item] = [
      .path(
        .line(
          from: Point(left, y - 16), to: Point(right, y - 16),
          stroke: Path.Stroke(theme.palette.rule, width: 0.5))),
      .text(
        TextRun(
          label, style: number, baseline: Point(right - numberWidth, y), width: numberWidth)),
    ]
    let room = right - left - 48
    let lines = shaper.lines(
      of: [TextSpan(text, style: face.style)], width: room, language: language.tag)
    for (index, piece) in (lines.first?.pieces ?? []).enumerated() {
      // One line is all there is; what does not fit is said to be missing.
      let isCut = lines.count > 1 && index + 1 == lines[0].pieces.count
      items.append(
        .text(
          TextRun(
            piece.text + (isCut ? "…" : ""), style: piece.style,
            baseline: Point(left + piece.x, y), width: piece.width)))
    }
    return [.group(Frame.Group(role: .furniture, items: items))]
  }
}
