import Graphics

extension BlockLayout {
  /// Spans in a face; strong text is semibold, links wear the accent colour.
  func spans(_ inlines: [Document.Inline], face: Theme.Face) -> [TextSpan] {
    inlines.compactMap { inline in
      var style = face.style
      switch inline {
      case .text(let text): return text.isEmpty ? nil : TextSpan(text, style: style)
      case .strong(let text):
        style.weight = style.weight == .bold ? .bold : .semibold
        return text.isEmpty ? nil : TextSpan(text, style: style)
      case .emphasis(let text):
        style.italic.toggle()
        return text.isEmpty ? nil : TextSpan(text, style: style)
      case .link(let text, let link):
        style.color = theme.palette.accent
        return text.isEmpty ? nil : TextSpan(text, style: style, link: link)
      }
    }
  }

  func lines(_ spans: [TextSpan], width: Double) -> [TextLine] {
    spans.isEmpty ? [] : shaper.lines(of: spans, width: max(width, 1), language: tag)
  }

  /// From the top of a line of the face's leading down to its baseline.
  func baseline(in face: Theme.Face) -> Double {
    let metrics = shaper.metrics(of: face.style)
    return (face.leading - metrics.ascent - metrics.descent) / 2 + metrics.ascent
  }

  /// The runs of a line whose left end is given.
  func items(of line: TextLine, x: Double, baseline: Double) -> [Frame.Item] {
    line.pieces.map { piece in
      let run = TextRun(
        piece.text, style: piece.style, baseline: Point(x + piece.x, baseline),
        width: piece.width)
      guard let link = piece.link else { return .text(run) }
      // A link is told by more than its colour.
      let underline = Path.line(
        from: Point(run.baseline.x, baseline + 2),
        to: Point(run.baseline.x + piece.width, baseline + 2),
        stroke: Path.Stroke(piece.style.color, width: 0.5))
      return .group(
        Frame.Group(role: .link, link: link, items: [.path(underline), .text(run)]))
    }
  }

  /// One strip a line, with no page break after the first or before the last.
  func strips(
    _ spans: [TextSpan], face: Theme.Face, x: Double, width: Double
  ) -> [Strip] {
    let lines = lines(spans, width: width)
    let baseline = baseline(in: face)
    return lines.enumerated().map { index, line in
      var strip = Strip(
        height: face.leading, items: items(of: line, x: x, baseline: baseline))
      if index == 1 || (index > 0 && index == lines.count - 1) { strip.pageBreak = .forbidden }
      return strip
    }
  }

  mutating func addParagraph(_ inlines: [Document.Inline], look: Document.ParagraphLook) {
    let face = theme.face(for: look)
    let indent = look == .quote ? 20.0 : 0
    // Line length follows the size of the letters, so that small print is not wider to the eye.
    let measure = theme.measure * max(1, face.style.size / theme.body.style.size)
    var new = strips(
      spans(inlines, face: face), face: face, x: x + indent,
      width: min(width, measure) - indent)
    guard !new.isEmpty else { return }
    var wrappers: [Wrapper] = []
    if look == .quote {
      var quote = wrapper(.blockQuote)
      quote.backdrop = Wrapper.Backdrop(
        fill: nil, bar: theme.palette.nacre[1], x: x, width: width)
      wrappers.append(quote)
    }
    wrappers.append(wrapper(.paragraph))
    for index in new.indices {
      new[index].wrappers = wrappers
      new[index].float = .mayPass
    }
    let space = look == .lead ? 14.0 : look == .small ? 6 : look == .quote ? 12 : 8
    new[0].before = look == .quote ? 12 : 0
    new[new.count - 1].after = space
    appendText(new, isLead: look == .lead)
  }

  mutating func addHeading(
    level: Int, text: String, id: String, startsPage: Bool
  ) {
    let depth = min(max(level, 1), 6)
    let face = theme.heading(depth)
    let entry = takeHeading()
    if startsPage { startPage() }
    let before = [0.0, 26, 18][min(depth, 3) - 1]
    if depth == 1 { addChapterStroke() }
    var spans: [TextSpan] = []
    var indent = 0.0
    if let number = entry?.number {
      var style = face.style
      style.color = theme.palette.accent
      spans.append(TextSpan(number, style: style))
      indent = shaper.width(of: number, style: style) + face.style.size * 0.55
    }
    // The number hangs, so that a second line starts under the words.
    var new = strips(
      [TextSpan(text, style: face.style)], face: face, x: x + indent, width: width - indent)
    guard !new.isEmpty else { return }
    if let number = spans.first {
      let run = TextRun(
        number.text, style: number.style, baseline: Point(x, baseline(in: face)),
        width: shaper.width(of: number.text, style: number.style))
      new[0].items.insert(.text(run), at: 0)
    }
    let wrapper = wrapper(.heading(depth), anchor: id)
    for index in new.indices {
      new[index].wrappers = [wrapper]
      new[index].pageBreak = .forbidden
    }
    if depth > 1 { new[0].pageBreak = .allowed }
    new[0].before = before
    new[new.count - 1].after = [14.0, 7, 4][min(depth, 3) - 1]
    append(new)
    keep = Keep(lines: 4, isFirst: true)
  }

  /// A short stroke of the shell's colours over every chapter.
  mutating func addChapterStroke() {
    var left = x
    var items: [Frame.Item] = []
    for (index, color) in ([theme.palette.accent] + theme.palette.nacre.prefix(3)).enumerated() {
      let wide = index == 0 ? 30.0 : 10
      items.append(.path(.rectangle(Rect(left, 0, wide, 4), fill: color)))
      left += wide
    }
    append([
      Strip(
        height: 16, before: 40, items: [.group(Frame.Group(role: .furniture, items: items))],
        startsChapter: true)
    ])
  }

  mutating func addList(_ entries: [[Document.Inline]], isOrdered: Bool) {
    let face = theme.body
    let list = wrapper(.list)
    var labelStyle = face.style
    labelStyle.color = theme.palette.accent
    labelStyle.weight = .semibold
    labelStyle.tabularFigures = true
    let widest = shaper.width(of: "\(entries.count).", style: labelStyle)
    let indent = isOrdered ? widest + 8 : 16
    var all: [Strip] = []
    for (number, inlines) in entries.enumerated() {
      let item = wrapper(.listItem)
      let body = wrapper(.listBody)
      var lines = strips(
        spans(inlines, face: face), face: face, x: x + indent,
        width: min(width, theme.measure) - indent)
      guard !lines.isEmpty else { continue }
      for index in lines.indices { lines[index].wrappers = [list, item, body] }
      lines[0].pageBreak = .forbidden
      lines[lines.count - 1].after = 3
      let label = isOrdered ? "\(number + 1)." : "•"
      let wide = shaper.width(of: label, style: labelStyle)
      // Numbers end in one line, so that 9 and 10 stand under each other.
      let run = TextRun(
        label, style: labelStyle,
        baseline: Point(isOrdered ? x + indent - 8 - wide : x + 3, baseline(in: face)),
        width: wide)
      // The label stands beside the first line: a strip without height before it.
      all.append(
        Strip(
          height: 0,
          items: [.group(Frame.Group(role: .listLabel, items: [.text(run)]))],
          wrappers: [list, item]))
      all += lines
    }
    guard !all.isEmpty else { return }
    all[all.count - 1].after = 9
    for index in all.indices { all[index].float = .mayPass }
    appendText(all)
  }
}
