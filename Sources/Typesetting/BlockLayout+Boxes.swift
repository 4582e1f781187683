import Graphics

extension BlockLayout {
  /// A tinted box with a bar at its left, whole where it fits a page.
  mutating func addCallout(title: String?, blocks: [Document.Block], tone: Document.Tone) {
    let padding = (x: 18.0, y: 13.0)
    let outside = (x: x, width: width, outer: outer, first: strips.count)
    var box = wrapper(nil)
    box.backdrop = Wrapper.Backdrop(
      fill: theme.palette.tint(of: tone), bar: theme.palette.bar(of: tone), x: x, width: width)
    append([Strip(height: padding.y, before: 12, wrappers: [box])])
    outer.append(box)
    x += padding.x
    width -= 2 * padding.x
    if let title, !title.isEmpty {
      let face = theme.calloutTitle
      var lines = strips(
        [TextSpan(title, style: face.style)], face: face, x: x, width: width)
      let wrapper = wrapper(.paragraph)
      for index in lines.indices { lines[index].wrappers = [wrapper] }
      if !lines.isEmpty { lines[lines.count - 1].after = 4 }
      append(lines)
    }
    for block in blocks { add(block) }
    // The box begins its padding above the first line, not above the space that a table wants.
    if strips.count > outside.first + 1 { strips[outside.first + 1].before = 0 }
    // The box ends its padding below the last line, not below the space after that line.
    strips[strips.count - 1].after = 0
    append([Strip(height: padding.y, after: 16, pageBreak: .forbidden)])
    x = outside.x
    width = outside.width
    outer = outside.outer
    let whole = outside.first + 1..<strips.count
    for index in whole where strips[index].pageBreak == .allowed {
      strips[index].pageBreak = .discouraged
    }
    for index in whole.prefix(2) { strips[index].pageBreak = .forbidden }
  }

  /// Cards side by side, at most three in a row, of one height.
  mutating func addCards(_ cards: [Document.Card]) {
    guard !cards.isEmpty else { return }
    let inRow = cards.count == 4 ? 2 : min(cards.count, 3)
    let gap = 12.0
    let wide = (width - gap * Double(inRow - 1)) / Double(inRow)
    for start in stride(from: 0, to: cards.count, by: inRow) {
      let row = cards[start..<min(start + inRow, cards.count)]
      let figures = row.map { figure(of: $0, width: wide - 28) }
      // Labels of neighbours stand in one line, however large the figures above them are.
      let top = figures.map { Double($0.lines.count) * $0.face.leading }.max() ?? 0
      let laid = zip(row, figures).map { card, figure in
        content(of: card, figure: figure, labelTop: top > 0 ? top + 4 : 0, width: wide - 28)
      }
      let height = (laid.map(\.height).max() ?? 0) + 28
      var strip = Strip(height: height, before: start == 0 ? 8 : gap, after: gap)
      for (index, pair) in zip(row, laid).enumerated() {
        let left = x + Double(index) * (wide + gap)
        let ground: [Frame.Item] = [
          .path(
            .rectangle(
              Rect(left, 0, wide, height), fill: theme.palette.tint(of: pair.0.tone))),
          .path(
            .rectangle(Rect(left, 0, wide, 2.5), fill: theme.palette.bar(of: pair.0.tone))),
        ]
        strip.items += [
          .group(Frame.Group(role: .furniture, items: ground)),
          .group(
            Frame.Group(
              role: .paragraph,
              items: pair.1.items.map { $0.moved(by: Point(left + 14, 15)) })),
        ]
      }
      if start > 0 { strip.pageBreak = .discouraged }
      if start + inRow >= cards.count { strip.after = 18 }
      append([strip])
    }
  }

  /// The figure of a card, as large as lets it stand on one line, else on two.
  private func figure(of card: Document.Card, width: Double) -> (lines: [String], face: Theme.Face)
  {
    var face = theme.cardFigure
    let text = CellText(card.figure)
    func lines() -> [String] {
      text.paragraphs.indices.flatMap {
        text.lines(of: $0, width: width) { shaper.width(of: $0, style: face.style) }
      }
    }
    func set(_ size: Double) {
      face.leading *= size / face.style.size
      face.style.size = size
    }
    guard !card.figure.isEmpty else { return ([], face) }
    let wide = text.naturalWidth { shaper.width(of: $0, style: face.style) }
    // Down to three quarters on one line, then two lines, then smaller for as long as it takes.
    let scale = width / max(wide, 1) * 0.995
    if scale < 1 { set(face.style.size * (scale >= 0.72 ? scale : 0.72)) }
    func isTooWide() -> Bool {
      lines().count > 2
        || text.minimumWidth(.words) { shaper.width(of: $0, style: face.style) } > width
    }
    while face.style.size > 9, isTooWide() { set(face.style.size - 1) }
    return (lines(), face)
  }

  private func content(
    of card: Document.Card, figure: (lines: [String], face: Theme.Face), labelTop: Double,
    width: Double
  ) -> (items: [Frame.Item], height: Double) {
    var items: [Frame.Item] = []
    let face = figure.face
    var y = max(0, labelTop - 4 - Double(figure.lines.count) * face.leading)
    for line in figure.lines {
      let run = TextRun(
        line, style: face.style, baseline: Point(0, y + baseline(in: face)),
        width: shaper.width(of: line, style: face.style))
      items.append(.text(run))
      y += face.leading
    }
    y = labelTop
    for (text, face, after) in [
      (card.label, theme.cardLabel, 4.0), (card.note, theme.cardNote, 0),
    ] where !text.isEmpty {
      let baseline = baseline(in: face)
      for line in lines([TextSpan(text, style: face.style)], width: width) {
        items += self.items(of: line, x: 0, baseline: y + baseline)
        y += face.leading
      }
      y += after
    }
    return (items, y)
  }
}
