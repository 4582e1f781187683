import Graphics

extension BlockLayout {
  /// The chapters and sections with leaders and the pages they begin on.
  mutating func addContents(title: String) {
    let face = theme.heading(1)
    addChapterStroke()
    var heading = strips(
      [TextSpan(title, style: face.style)], face: face, x: x, width: width)
    let headingWrapper = wrapper(.heading(1))
    for index in heading.indices {
      heading[index].wrappers = [headingWrapper]
      heading[index].pageBreak = .forbidden
    }
    if !heading.isEmpty { heading[heading.count - 1].after = 16 }
    append(heading)
    let contents = wrapper(.contents)
    let shown = headings.entries.filter { $0.level <= 2 }
    for (index, entry) in shown.enumerated() {
      var lines = strips(of: entry, in: contents)
      if index == 0, !lines.isEmpty { lines[0].pageBreak = .forbidden }
      if index == shown.count - 1, !lines.isEmpty { lines[lines.count - 1].after = 16 }
      append(lines)
    }
  }

  private mutating func strips(of entry: HeadingPlan.Entry, in contents: Wrapper) -> [Strip] {
    var face = theme.body
    face.style.color = entry.level == 1 ? theme.palette.deep : theme.palette.ink
    if entry.level == 1 { face.style.weight = .semibold }
    // Numbers of one level stand in one column, wide enough for the widest of them.
    let levels = headings.entries.filter { $0.level <= 2 }
    func numberWidth(_ level: Int) -> Double {
      var style = face.style
      style.weight = .semibold
      let widest = levels.filter { $0.level == level }.compactMap(\.number)
        .map { shaper.width(of: $0, style: style) }.max()
      return widest.map { $0 + 10 } ?? 0
    }
    let left = x + (entry.level == 1 ? 0 : max(numberWidth(1), 14))
    let textX = left + (entry.number == nil ? 0 : numberWidth(entry.level))
    let right = x + width
    var numberStyle = face.style
    numberStyle.tabularFigures = true
    var item = wrapper(.contentsItem)
    item.link = .anchor(entry.id)
    var lines = strips(
      [TextSpan(entry.text, style: face.style)], face: face, x: textX,
      width: right - textX - 44)
    guard !lines.isEmpty else { return [] }
    let baseline = baseline(in: face)
    if let number = entry.number {
      let run = TextRun(
        number, style: face.style, baseline: Point(left, baseline),
        width: shaper.width(of: number, style: face.style))
      lines[0].items.insert(.text(run), at: 0)
    }
    if let page = pageOfAnchor[entry.id] {
      let text = "\(page)"
      let wide = shaper.width(of: text, style: numberStyle)
      let last = lines.count - 1
      var end = textX
      for case .text(let run) in lines[last].items {
        end = max(end, run.baseline.x + run.width)
      }
      // Dots of all lines stand under each other, counted from the right edge.
      let stop = right - 26
      let dots = Int((stop - end - 8) / 4.5)
      if dots > 1 {
        lines[last].items.append(
          .path(
            .line(
              from: Point(stop - Double(dots) * 4.5, baseline - 1),
              to: Point(stop, baseline - 1),
              stroke: Path.Stroke(
                theme.palette.neutralBar, width: 0.8, dashes: [0, 4.5], roundCap: true))))
      }
      lines[last].items.append(
        .text(
          TextRun(
            text, style: numberStyle, baseline: Point(right - wide, baseline), width: wide)))
    }
    for index in lines.indices {
      lines[index].wrappers = [contents, item]
      if index > 0 { lines[index].pageBreak = .forbidden }
    }
    lines[0].before = entry.level == 1 ? 10 : 2.5
    return lines
  }
}
