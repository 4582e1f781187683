import CPangoCairo
package import Graphics

/// Measures and breaks text with Pango in the fonts of a library.
///
/// A piece whose line was broken inside a word ends in a soft hyphen (U+00AD); exporters draw a
/// hyphen there and keep the word whole for search and for listeners. Other soft hyphens are gone.
package final class PangoShaper: TextShaper {
  private let fonts: FontLibrary
  private var widths: [WidthKey: Double] = [:]
  private var metricsOfStyles: [TextStyle: LineMetrics] = [:]

  private struct WidthKey: Hashable {
    let text: String
    let style: TextStyle
  }

  /// Makes a shaper; it must stay on the thread of its fonts.
  package init(fonts: FontLibrary) { self.fonts = fonts }

  package func width(of text: String, style: TextStyle) -> Double {
    let key = WidthKey(text: text, style: style)
    if let known = widths[key] { return known }
    let width = TextLayout(text, style: style, language: "en", fonts: fonts).width
    widths[key] = width
    return width
  }

  package func metrics(of style: TextStyle) -> LineMetrics {
    if let known = metricsOfStyles[style] { return known }
    let metrics = TextLayout.metrics(of: style, fonts: fonts)
    metricsOfStyles[style] = metrics
    return metrics
  }

  package func lines(of spans: [TextSpan], width: Double, language: String) -> [TextLine] {
    guard !spans.isEmpty else { return [] }
    let layout = TextLayout(spans, language: language, fonts: fonts)
    layout.wrap(at: width)
    let paragraph = Paragraph(spans)
    var lines: [TextLine] = []
    var next = pango_layout_get_lines_readonly(layout.layout)
    while let node = next {
      if let line = node.pointee.data?.assumingMemoryBound(to: PangoLayoutLine.self) {
        lines.append(self.line(line, in: paragraph))
      }
      next = node.pointee.next
    }
    return lines
  }

  private func line(
    _ line: UnsafeMutablePointer<PangoLayoutLine>, in paragraph: Paragraph
  ) -> TextLine {
    var clusters: [Cluster] = []
    var brokenInWord = false
    var next = line.pointee.runs
    while let node = next {
      if let run = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self) {
        collect(run, from: paragraph, into: &clusters)
        // The last run says whether Pango added a hyphen to it.
        brokenInWord = UInt32(run.pointee.item.pointee.analysis.flags) & needsHyphen != 0
      }
      next = node.pointee.next
    }
    while let last = clusters.last, last.isSpace { clusters.removeLast() }

    var pieces: [TextLine.Piece] = []
    var spanOfPiece: Int?
    var x = 0.0
    for cluster in clusters {
      let span = paragraph.spans[cluster.span]
      if cluster.span != spanOfPiece {
        pieces.append(TextLine.Piece("", style: span.style, x: x, width: 0, link: span.link))
        spanOfPiece = cluster.span
      }
      pieces[pieces.count - 1].text += cluster.text
      pieces[pieces.count - 1].width += cluster.width
      x += cluster.width
    }
    if brokenInWord, !pieces.isEmpty { pieces[pieces.count - 1].text += "\u{AD}" }
    pieces.removeAll { $0.text.isEmpty }

    let start = Int(line.pointee.start_index)
    let styles =
      pieces.isEmpty ? [paragraph.spans[paragraph.span(at: start)].style] : pieces.map(\.style)
    let metrics = styles.map(metrics(of:))
    return TextLine(
      pieces: pieces, width: x,
      metrics: LineMetrics(
        ascent: metrics.map(\.ascent).max() ?? 0, descent: metrics.map(\.descent).max() ?? 0))
  }

  private func collect(
    _ run: UnsafeMutablePointer<PangoGlyphItem>, from paragraph: Paragraph,
    into clusters: inout [Cluster]
  ) {
    guard let glyphs = run.pointee.glyphs, let item = run.pointee.item else { return }
    let offset = Int(item.pointee.offset)
    let end = offset + Int(item.pointee.length)
    let count = Int(glyphs.pointee.num_glyphs)
    var index = 0
    while index < count {
      let start = offset + Int(glyphs.pointee.log_clusters[index])
      var width: Int32 = 0
      // Glyphs of one cluster share its first byte; text runs left to right only.
      while index < count, offset + Int(glyphs.pointee.log_clusters[index]) == start {
        width += glyphs.pointee.glyphs[index].geometry.width
        index += 1
      }
      let stop = index < count ? offset + Int(glyphs.pointee.log_clusters[index]) : end
      clusters.append(paragraph.cluster(from: start, to: max(start, stop), width: points(width)))
    }
  }

  /// `PANGO_ANALYSIS_FLAG_NEED_HYPHEN`, a macro with a shift that Swift does not see.
  private let needsHyphen: UInt32 = 1 << 2
}

/// A few characters that are drawn as one, with their advance.
private struct Cluster {
  let text: String
  let span: Int
  let width: Double

  var isSpace: Bool { text == " " || text == "\n" }
}

/// The bytes of all spans in a row.
private struct Paragraph {
  let spans: [TextSpan]
  private let bytes: [UInt8]
  private let starts: [Int]

  init(_ spans: [TextSpan]) {
    self.spans = spans
    var bytes: [UInt8] = []
    var starts: [Int] = []
    for span in spans {
      starts.append(bytes.count)
      bytes += span.text.utf8
    }
    self.bytes = bytes
    self.starts = starts
  }

  /// The span that a byte belongs to.
  func span(at byte: Int) -> Int {
    var index = 0
    while index + 1 < starts.count, starts[index + 1] <= byte { index += 1 }
    return index
  }

  func cluster(from start: Int, to stop: Int, width: Double) -> Cluster {
    let end = min(stop, bytes.count)
    let text = String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
    return Cluster(
      text: text.filter { $0 != "\u{AD}" }, span: span(at: start), width: width)
  }
}
