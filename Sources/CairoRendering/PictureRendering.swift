import CPangoCairo
package import Graphics

/// Draws a frame as a PNG picture.
///
/// `scale` is in pixels per point: 2 gives 144 pixels to the inch. Without a `background` the sheet
/// stays transparent.
package func renderPNG(
  _ frame: Frame, scale: Double, background: Color?, fonts: FontLibrary
) throws(RenderingError) -> [UInt8] {
  try checkDrawable(frame)
  let width = (frame.size.width * scale).rounded(.up)
  let height = (frame.size.height * scale).rounded(.up)
  // Cairo's pictures have at most 32,767 pixels a side.
  guard width >= 1, height >= 1, width <= 32_767, height <= 32_767 else {
    throw .unusableSize(width: width, height: height)
  }
  var canvas = Canvas(
    surface: cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)),
    fonts: fonts)
  cairo_scale(canvas.cairo, scale, scale)
  if let background {
    canvas.draw(
      Path.rectangle(
        Rect(0, 0, width / scale, height / scale), fill: background), at: Point(0, 0))
  }
  canvas.draw(frame.items, at: Point(0, 0), language: "en")
  try canvas.check(cairo_status(canvas.cairo))
  cairo_surface_flush(canvas.surface)
  let sink = ByteSink()
  try canvas.check(
    cairo_surface_write_to_png_stream(canvas.surface, ByteSink.write, sink.closure))
  try canvas.finish()
  return sink.bytes
}

/// Draws a frame as an SVG whose text is outlines: it looks the same everywhere, but can be neither
/// searched nor edited.
package func renderOutlinedSVG(
  _ frame: Frame, title: String, description: String, language: String, id: String,
  fonts: FontLibrary
) throws(RenderingError) -> [UInt8] {
  try checkDrawable(frame)
  let sink = ByteSink()
  var canvas = Canvas(
    surface: cairo_svg_surface_create_for_stream(
      ByteSink.write, sink.closure, frame.size.width, frame.size.height),
    fonts: fonts)
  cairo_svg_surface_set_document_unit(canvas.surface, CAIRO_SVG_UNIT_PX)
  canvas.draw(frame.items, at: Point(0, 0), language: language)
  cairo_show_page(canvas.cairo)
  try canvas.finish()
  let svg = withExtendedLifetime(sink) { String(decoding: sink.bytes, as: UTF8.self) }
  guard let root = svg.firstRange(of: "<svg "),
    let rootEnd = svg[root.upperBound...].firstIndex(of: ">")
  else { throw .drawing("Cairo wrote no SVG") }
  let name = xmlEscaped(id)
  return Array(
    """
    \(svg[..<root.upperBound])role="img" aria-labelledby="\(name)-title \(name)-desc" \
    lang="\(xmlEscaped(language))" \(svg[root.upperBound...rootEnd])
    <title id="\(name)-title">\(xmlEscaped(title))</title>
    <desc id="\(name)-desc">\(xmlEscaped(description))</desc>\(svg[svg.index(after: rootEnd)...])
    """.utf8)
}
