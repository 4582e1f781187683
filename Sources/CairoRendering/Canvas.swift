import CPangoCairo
import Graphics

/// Draws placed items on a Cairo surface; lives inside one render call.
struct Canvas: ~Copyable {
  let surface: OpaquePointer
  let cairo: OpaquePointer
  private let fonts: FontLibrary
  private var finished = false

  /// Takes over the surface and frees it.
  init(surface: OpaquePointer, fonts: FontLibrary) {
    self.surface = surface
    self.fonts = fonts
    cairo = cairo_create(surface)
  }

  deinit {
    cairo_destroy(cairo)
    // A PDF surface that failed half-way aborts the process when it is freed (an assertion in
    // Cairo 1.16). Losing its memory is the lesser evil.
    if finished { cairo_surface_destroy(surface) }
  }

  /// Writes what is left to write.
  ///
  /// Mistakes in tags show only here: the status of the context stays good.
  mutating func finish() throws(RenderingError) {
    try check(cairo_status(cairo))
    try check(cairo_surface_status(surface))
    cairo_surface_finish(surface)
    finished = true
    try check(cairo_surface_status(surface))
  }

  /// Throws if Cairo reports a failure.
  func check(_ status: cairo_status_t) throws(RenderingError) {
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .drawing(String(cString: cairo_status_to_string(status)))
    }
  }

  /// Draws items without any structure.
  func draw(_ items: [Frame.Item], at offset: Point, language: String) {
    for item in items {
      switch item {
      case .path(let path): draw(path, at: offset)
      case .text(let run): draw(run, at: offset, language: language)
      case .group(let group):
        draw(
          group.items, at: Point(offset.x + group.offset.x, offset.y + group.offset.y),
          language: group.language ?? language)
      }
    }
  }

  /// Fills and strokes an outline.
  func draw(_ path: Path, at offset: Point) {
    guard !path.elements.isEmpty else { return }
    cairo_new_path(cairo)
    for element in path.elements {
      switch element {
      case .move(let p): cairo_move_to(cairo, p.x + offset.x, p.y + offset.y)
      case .line(let p): cairo_line_to(cairo, p.x + offset.x, p.y + offset.y)
      case .curve(let a, let b, let c):
        cairo_curve_to(
          cairo, a.x + offset.x, a.y + offset.y, b.x + offset.x, b.y + offset.y, c.x + offset.x,
          c.y + offset.y)
      case .close: cairo_close_path(cairo)
      }
    }
    if let fill = path.fill {
      setSource(fill)
      cairo_fill_preserve(cairo)
    }
    if let stroke = path.stroke {
      setSource(stroke.color)
      cairo_set_line_width(cairo, stroke.width)
      cairo_set_line_cap(cairo, stroke.roundCap ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
      cairo_set_line_join(
        cairo, stroke.roundCap ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
      cairo_set_dash(cairo, stroke.dashes, Int32(stroke.dashes.count), 0)
      cairo_stroke_preserve(cairo)
    }
    cairo_new_path(cairo)
  }

  /// Draws one line of text by its baseline.
  func draw(_ run: TextRun, at offset: Point, language: String) {
    guard !run.text.isEmpty else { return }
    let layout: TextLayout
    if run.text.last == "\u{AD}" {
      // Pango adds a hyphen only where it breaks a line itself. It must: a soft hyphen drawn as a
      // hyphen keeps the word whole in extracted text. So what follows is made too wide to fit.
      layout = TextLayout(
        run.text + "MMMM", style: run.style, language: language, fonts: fonts)
      let bare = TextLayout(run.text, style: run.style, language: language, fonts: fonts)
      layout.wrap(at: bare.width + run.style.size)
    } else {
      layout = TextLayout(run.text, style: run.style, language: language, fonts: fonts)
    }
    guard let line = pango_layout_get_line(layout.layout, 0) else { return }
    if run.extraSpace != 0 { widenSpaces(of: line, in: run.text, by: run.extraSpace) }
    setSource(run.style.color)
    cairo_move_to(cairo, run.baseline.x + offset.x, run.baseline.y + offset.y)
    pango_cairo_show_layout_line(cairo, line)
    cairo_new_path(cairo)
  }

  /// Widens spaces the way Pango justifies: after shaping, so that nothing else moves.
  private func widenSpaces(
    of line: UnsafeMutablePointer<PangoLayoutLine>, in text: String, by extra: Double
  ) {
    let bytes = Array(text.utf8)
    var next = line.pointee.runs
    while let node = next {
      next = node.pointee.next
      guard let run = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
        let glyphs = run.pointee.glyphs, let item = run.pointee.item
      else { continue }
      for index in 0..<Int(glyphs.pointee.num_glyphs) {
        let byte = Int(item.pointee.offset) + Int(glyphs.pointee.log_clusters[index])
        guard byte < bytes.count, bytes[byte] == 0x20 else { continue }
        glyphs.pointee.glyphs[index].geometry.width += pangoUnits(extra)
      }
    }
  }

  private func setSource(_ color: Color) {
    cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha)
  }
}
