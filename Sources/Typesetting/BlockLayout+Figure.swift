import Graphics

extension BlockLayout {
  /// A drawing with its caption below; too large a drawing is made smaller, never cut.
  ///
  /// Where it does not fit the rest of a page, text of the same section may come before it.
  mutating func addFigure(_ figure: Document.Figure) {
    let label = nextFigureLabel()
    let face = theme.caption
    var caption = strips(
      captionSpans(label: label, figure.caption), face: face, x: x,
      width: min(width, theme.measure * 1.05))
    let captionWrapper = wrapper(.caption)
    for index in caption.indices {
      caption[index].pageBreak = .forbidden
      caption[index].wrappers = [captionWrapper]
    }
    let captionHeight = Double(caption.count) * face.leading
    let room = max(120, theme.columnHeight - keptHeight - captionHeight - 24)
    let size = figure.frame.size
    let scale = min(1, width / max(size.width, 1), room / max(size.height, 1))
    let items = figure.frame.items.map {
      (scale < 1 ? $0.scaled(by: scale) : $0).moved(by: Point(x, 0))
    }
    let drawing = Strip(
      height: size.height * scale, before: 14, after: 6,
      items: [
        .group(
          Frame.Group(
            role: .figure, alternativeText: figure.alternativeText, anchor: nil, items: items))
      ], wrappers: [wrapper(nil, anchor: figure.id)])
    if !caption.isEmpty { caption[caption.count - 1].after = 18 }
    var all = [drawing] + caption
    for index in all.indices { all[index].float = .floats }
    // A little smaller is better than half a page left empty.
    all[0].shrinking = Strip.Shrinking(left: x, least: 0.88)
    append(all)
  }

  /// `Figure 3` in the accent colour, then what the caption says.
  func captionSpans(label: String, _ caption: [Document.Inline]) -> [TextSpan] {
    var style = theme.caption.style
    style.weight = .semibold
    style.color = theme.palette.accent
    return [TextSpan("\(label)\u{2002}", style: style)] + spans(caption, face: theme.caption)
  }
}
