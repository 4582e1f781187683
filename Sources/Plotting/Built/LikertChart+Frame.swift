package import Graphics
package import Localization

extension LikertChart: Chart {
  package var showsIntervals: Bool { false }
  package var rowNotes: [String] { rows.map(\.note) }

  package func frame(
    width: Double, shaper: any TextShaper, style: ChartStyle, language: Language
  ) -> Frame {
    let surround = Surround(
      text, width: width, shaper: shaper, style: style, language: language.tag)
    var sketch = Sketch(shaper: shaper, language: language.tag)
    let bodyTop = drawKey(in: &sketch, width: width, top: surround.bodyTop, style: style)
    let built = BuiltLikertChart(
      self, width: width, top: bodyTop, shaper: shaper, style: style, language: language)
    drawRules(built, in: &sketch, top: bodyTop, width: width, style: style)
    for (row, source) in zip(built.rows, rows) {
      draw(
        row, isEmpty: source.shares.isEmpty, built, in: &sketch, style: style, language: language)
    }
    let axis = Path.Stroke(style.zeroLine, width: 0.9)
    for x in [built.zero, built.neutralZero].compactMap(\.self) {
      sketch.add(
        .line(from: Point(x, bodyTop), to: Point(x, built.bottom), stroke: axis))
    }
    return surround.close(
      sketch, width: width, bodyBottom: built.bottom + 2, alternativeText: text.alternativeText)
  }

  /// The answers with their colours, in the order of the bars; the neutral one last, as it stands.
  private func drawKey(
    in sketch: inout Sketch, width: Double, top: Double, style: ChartStyle
  ) -> Double {
    let above = answers.count - below - (neutral == nil ? 0 : 1)
    var entries = Array(answers.indices).filter { $0 != neutral }
    let colors = style.answerColors(below: below, above: above)
    var palette = colors
    if let neutral {
      entries.append(neutral)
      palette.insert(style.unclear.mixed(with: style.background, share: 0.6), at: neutral)
    }
    var textStyle = style.note
    textStyle.color = style.ink
    var x = 0.0
    var y = top
    for answer in entries {
      let wide = 13 + sketch.shaper.width(of: answers[answer], style: textStyle)
      if x > 0, x + wide > width {
        x = 0
        y += 13
      }
      sketch.add(
        swatch(Rect(x, y + 1.5, 9, 8), color: palette[answer], style: style, answer: answer))
      sketch.add(answers[answer], style: textStyle, x: x + 13, baseline: y + 8.4)
      x += wide + 14
    }
    return y + 13 + 7
  }

  /// A bar with an outline dark enough to be seen on white, however light its filling is.
  private func swatch(_ r: Rect, color: Color, style: ChartStyle, answer: Int) -> Path {
    let family = answer == neutral ? style.unclear : answer < below ? style.fell : style.rose
    let inset = 0.35
    return .rectangle(
      Rect(
        r.origin.x + inset, r.origin.y + inset, max(0, r.size.width - 2 * inset),
        r.size.height - 2 * inset),
      fill: color, stroke: Path.Stroke(family, width: 0.7))
  }

  private func drawRules(
    _ built: BuiltLikertChart, in sketch: inout Sketch, top: Double, width: Double,
    style: ChartStyle
  ) {
    let hair = Path.Stroke(style.grid, width: 0.6)
    var rules: [Path] = [.line(from: Point(0, top - 2), to: Point(width, top - 2), stroke: hair)]
    for row in built.rows.dropFirst() where !row.isContinuation {
      rules.append(
        .line(from: Point(0, row.top - 3.5), to: Point(width, row.top - 3.5), stroke: hair))
    }
    sketch.addFurniture(rules)
  }

  private func draw(
    _ row: BuiltLikertChart.Row, isEmpty: Bool, _ built: BuiltLikertChart, in sketch: inout Sketch,
    style: ChartStyle, language: Language
  ) {
    let middle = row.top + row.height / 2
    let gap = row.label.lines.isEmpty || row.note.lines.isEmpty ? 0.0 : 2
    let labelTop = middle - (row.label.height + gap + row.note.height) / 2
    sketch.add(row.label, at: Point(0, labelTop))
    sketch.add(row.note, at: Point(0, labelTop + row.label.height + gap))
    guard !isEmpty else {
      sketch.add(
        language.string("chart.too_few"), style: style.note, x: built.zero + 6,
        baseline: middle + style.noteSize * 0.36)
      return
    }
    for segment in row.segments + [row.neutral].compactMap(\.self) where segment.share > 0 {
      let rect = Rect(
        segment.left, row.barTop, segment.right - segment.left, BuiltLikertChart.barHeight)
      sketch.add(swatch(rect, color: segment.color, style: style, answer: segment.answer))
      guard let label = segment.label else { continue }
      var textStyle = style.tick
      textStyle.color =
        segment.color.contrast(with: style.background) >= 4.5 ? style.background : style.ink
      sketch.add(
        label, style: textStyle, x: (segment.left + segment.right) / 2,
        baseline: middle + style.tickSize * 0.36, alignment: .center)
    }
  }
}
