package import Graphics

/// Lines of text with one left edge and width, not yet placed.
package struct TextBlock {
  package enum Alignment: Sendable { case left, center, right }

  package var lines: [TextLine]
  package var width: Double
  package var alignment: Alignment
  /// Distance of baselines.
  package var leading: Double
  package var ascent: Double
  package var descent: Double

  package init(
    _ spans: [TextSpan], width: Double, shaper: any TextShaper, language: String,
    alignment: Alignment = .left
  ) {
    let kept = spans.filter { !$0.text.isEmpty }
    lines = kept.isEmpty ? [] : shaper.lines(of: kept, width: width, language: language)
    self.width = width
    self.alignment = alignment
    let size = kept.map(\.style.size).max() ?? 0
    leading = size * 1.32
    let metrics = kept.map { shaper.metrics(of: $0.style) }
    ascent = metrics.map(\.ascent).max() ?? 0
    descent = metrics.map(\.descent).max() ?? 0
  }

  package init(
    _ text: String, style: TextStyle, width: Double, shaper: any TextShaper, language: String,
    alignment: Alignment = .left
  ) {
    self.init(
      [TextSpan(text, style: style)], width: width, shaper: shaper, language: language,
      alignment: alignment)
  }

  /// From the top of the first line to the bottom of the last.
  package var height: Double {
    lines.isEmpty ? 0 : ascent + descent + leading * Double(lines.count - 1)
  }

  /// The widest line.
  package var usedWidth: Double { lines.map(\.width).max() ?? 0 }

  /// The runs with the block's top left corner at a point.
  package func items(at corner: Point) -> [Frame.Item] {
    var items: [Frame.Item] = []
    for (index, line) in lines.enumerated() {
      let slack = width - line.width
      let shift =
        switch alignment {
        case .left: 0.0
        case .center: slack / 2
        case .right: slack
        }
      let y = corner.y + ascent + leading * Double(index)
      for piece in line.pieces where !piece.text.isEmpty {
        items.append(
          .text(
            TextRun(
              piece.text, style: piece.style, baseline: Point(corner.x + shift + piece.x, y),
              width: piece.width)))
      }
    }
    return items
  }
}
