import CPangoCairo
package import Graphics

/// Draws a document as a tagged PDF; the same document always gives the same bytes.
///
/// Cairo draws, tags and embeds fonts. What Cairo cannot say (language, alternative texts, header
/// scopes, artifacts, metadata) is completed afterwards, in memory.
package func renderPDF(
  _ document: PDFDocument, fonts: FontLibrary
) throws(RenderingError) -> [UInt8] {
  let date = try PDFDate(document.date)
  try checkAnchors(of: document)
  guard let first = document.pages.first else { throw .noPages }
  for page in document.pages { try checkDrawable(page.frame) }

  let sink = ByteSink()
  var canvas = Canvas(
    surface: cairo_pdf_surface_create_for_stream(
      ByteSink.write, sink.closure, first.frame.size.width, first.frame.size.height),
    fonts: fonts)
  cairo_pdf_surface_restrict_to_version(canvas.surface, CAIRO_PDF_VERSION_1_5)
  for (key, value) in [
    (CAIRO_PDF_METADATA_TITLE, document.title), (CAIRO_PDF_METADATA_AUTHOR, document.author),
    (CAIRO_PDF_METADATA_SUBJECT, document.subject),
    (CAIRO_PDF_METADATA_CREATOR, document.creator),
    // Without both dates Cairo asks the clock.
    (CAIRO_PDF_METADATA_CREATE_DATE, date.iso), (CAIRO_PDF_METADATA_MOD_DATE, date.iso),
  ] where !value.isEmpty {
    cairo_pdf_surface_set_metadata(canvas.surface, key, printable(value))
  }

  var writer = StructureWriter(language: document.language)
  for (index, page) in document.pages.enumerated() {
    let size = page.frame.size
    // Setting the size throws away what is drawn and tagged on the page so far.
    cairo_pdf_surface_set_size(canvas.surface, size.width, size.height)
    if index == 0 { writer.begin(canvas) }
    if !page.label.isEmpty {
      cairo_pdf_surface_set_page_label(canvas.surface, printable(page.label))
    }
    writer.draw(page.frame, on: canvas)
    if index == document.pages.count - 1 { writer.end(canvas) }
    cairo_show_page(canvas.cairo)
  }
  addOutline(document.outline, to: canvas)
  try canvas.finish()

  return try withExtendedLifetime(sink) { () throws(RenderingError) in
    try completePDF(
      sink.bytes, elements: writer.elements, document: document, date: date)
  }
}

/// Draws one frame, usually a chart, as a PDF of one page of its size.
///
/// A frame without a figure in it becomes one, described by its title.
package func renderFramePDF(
  _ frame: Frame, title: String, language: String, date: String, creator: String = "Perlemor",
  fonts: FontLibrary
) throws(RenderingError) -> [UInt8] {
  var hasFigure = false
  Frame.forEachGroup(in: frame.items) { if $0.role == .figure { hasFigure = true } }
  var page = frame
  if !hasFigure {
    page.items = [
      .group(Frame.Group(role: .figure, alternativeText: title, items: frame.items))
    ]
  }
  return try renderPDF(
    PDFDocument(
      title: title, author: "", creator: creator, language: language, date: date,
      pages: [PDFDocument.Page(frame: page, label: "")]),
    fonts: fonts)
}

/// Cairo takes strings that end at a NUL and would stop there.
func printable(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
}

private func checkAnchors(of document: PDFDocument) throws(RenderingError) {
  var anchors: Set<String> = []
  var repeated: String?
  var wanted = document.outline.map(\.anchor)
  for page in document.pages {
    Frame.forEachGroup(in: page.frame.items) { group in
      if let anchor = group.anchor, !anchors.insert(anchor).inserted {
        repeated = repeated ?? anchor
      }
      if case .anchor(let name) = group.link { wanted.append(name) }
    }
  }
  if let repeated { throw .repeatedAnchor(repeated) }
  for name in wanted where !anchors.contains(name) { throw .unknownAnchor(name) }
}

private func addOutline(_ outline: [PDFDocument.OutlineEntry], to canvas: borrowing Canvas) {
  var parents: [(level: Int, id: Int32)] = []
  for entry in outline {
    while let last = parents.last, last.level >= entry.level { parents.removeLast() }
    let id = cairo_pdf_surface_add_outline(
      canvas.surface, parents.last?.id ?? 0, printable(entry.title),
      "dest=\(quotedAttribute(entry.anchor))", CAIRO_PDF_OUTLINE_FLAG_OPEN)
    parents.append((entry.level, id))
  }
}

/// A string of a Cairo tag attribute.
func quotedAttribute(_ text: String) -> String {
  var out = "'"
  for character in printable(text) {
    if character == "'" || character == "\\" { out += "\\" }
    out.append(character)
  }
  return out + "'"
}
