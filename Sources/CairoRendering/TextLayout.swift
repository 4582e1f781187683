import CPangoCairo
import Graphics

/// Points as Pango counts them, 1024 to the point.
func pangoUnits(_ points: Double) -> Int32 {
  Int32(clamping: Int((min(max(points, -1e6), 1e6) * Double(PANGO_SCALE)).rounded()))
}

/// Pango's units in points.
func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }

/// One Pango layout, freed with the value.
///
/// Positions are not rounded and glyphs are not hinted: widths are the same at every scale.
struct TextLayout: ~Copyable {
  let layout: OpaquePointer
  private let context: OpaquePointer

  /// One style throughout; control characters count as spaces.
  init(_ text: String, style: TextStyle, language: String, fonts: FontLibrary) {
    self.init([TextSpan(text, style: style)], language: language, fonts: fonts, oneLine: true)
  }

  /// A paragraph of spans.
  init(_ spans: [TextSpan], language: String, fonts: FontLibrary) {
    self.init(spans, language: language, fonts: fonts, oneLine: false)
  }

  private init(_ spans: [TextSpan], language: String, fonts: FontLibrary, oneLine: Bool) {
    context = pango_font_map_create_context(fonts.map)
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    pango_cairo_context_set_font_options(context, options)
    cairo_font_options_destroy(options)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_language(context, pango_language_from_string(language))
    layout = pango_layout_new(context)
    pango_layout_set_auto_dir(layout, 0)

    let attributes = pango_attr_list_new()
    var bytes: [UInt8] = []
    for span in spans {
      let start = UInt32(bytes.count)
      bytes += Self.drawable(span.text, keepLineBreaks: !oneLine)
      let font = Self.fontDescription(span.style, family: fonts.family)
      Self.insert(pango_attr_font_desc_new(font), into: attributes, start, UInt32(bytes.count))
      pango_font_description_free(font)
      if span.style.tabularFigures {
        Self.insert(
          pango_attr_font_features_new("tnum=1,lnum=1"), into: attributes, start,
          UInt32(bytes.count))
      }
    }
    // What is empty has a height too: that of the first span.
    let base = Self.fontDescription(
      spans.first?.style ?? TextStyle(size: 10), family: fonts.family)
    pango_layout_set_font_description(layout, base)
    pango_font_description_free(base)
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
      }
    }
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(layout))
    g_object_unref(UnsafeMutableRawPointer(context))
  }

  /// The advance of the widest line, in points.
  var width: Double {
    var logical = PangoRectangle()
    pango_layout_get_extents(layout, nil, &logical)
    return points(logical.width)
  }

  /// How many characters no font can draw.
  var unknownGlyphs: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

  /// Breaks lines at `width` points; words that are wider are broken between characters.
  func wrap(at width: Double) {
    pango_layout_set_width(layout, max(0, pangoUnits(width)))
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
  }

  /// The metrics of a style's font.
  static func metrics(of style: TextStyle, fonts: FontLibrary) -> LineMetrics {
    let layout = TextLayout("x", style: style, language: "en", fonts: fonts)
    let font = fontDescription(style, family: fonts.family)
    defer { pango_font_description_free(font) }
    guard let metrics = pango_context_get_metrics(layout.context, font, nil) else {
      return LineMetrics(ascent: style.size * 0.97, descent: style.size * 0.24)
    }
    defer { pango_font_metrics_unref(metrics) }
    return LineMetrics(
      ascent: points(pango_font_metrics_get_ascent(metrics)),
      descent: points(pango_font_metrics_get_descent(metrics)))
  }

  private static func fontDescription(_ style: TextStyle, family: String) -> OpaquePointer? {
    let font = pango_font_description_new()
    pango_font_description_set_family(font, family)
    pango_font_description_set_absolute_size(
      font, min(max(style.size, 0.01), 10_000) * Double(PANGO_SCALE))
    pango_font_description_set_weight(font, PangoWeight(UInt32(style.weight.rawValue)))
    pango_font_description_set_style(
      font, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
    return font
  }

  private static func insert(
    _ attribute: UnsafeMutablePointer<PangoAttribute>?, into list: OpaquePointer?,
    _ start: UInt32, _ end: UInt32
  ) {
    attribute?.pointee.start_index = start
    attribute?.pointee.end_index = end
    pango_attr_list_insert(list, attribute)
  }

  /// Control characters have no glyph and would be drawn as boxes; byte positions stay the same.
  private static func drawable(_ text: String, keepLineBreaks: Bool) -> [UInt8] {
    text.utf8.map { byte in
      if byte == 0x0A, keepLineBreaks { return byte }
      return byte < 0x20 || byte == 0x7F ? 0x20 : byte
    }
  }
}
