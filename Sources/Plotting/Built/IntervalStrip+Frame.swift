package import Graphics
package import Localization

extension IntervalStrip: Chart {
  package var showsIntervals: Bool { !rows.isEmpty }
  package var rowNotes: [String] { rows.map(\.note) }

  package func frame(
    width: Double, shaper: any TextShaper, style: ChartStyle, language: Language
  ) -> Frame {
    let surround = Surround(
      text, width: width, shaper: shaper, style: style, language: language.tag)
    var sketch = Sketch(shaper: shaper, language: language.tag)
    let built = BuiltIntervalStrip(
      self, width: width, top: surround.bodyTop, shaper: shaper, style: style, language: language)
    drawGrid(built, in: &sketch, top: surround.bodyTop, width: width, style: style)
    for heading in built.headings {
      sketch.add(
        heading.block, at: Point(6, heading.top + (heading.height - heading.block.height) / 2))
    }
    for row in built.rows { draw(row, built, in: &sketch, style: style) }
    var bottom = built.bottom
    let labels = TickLabels(isShare: false, isSigned: true, language: language)
    for (tick, label) in zip(built.ticks, labels(built.ticks)) {
      sketch.add(
        label, style: style.tick, x: built.scale(tick), baseline: bottom + 10, alignment: .center)
    }
    bottom += 14
    let axis = TextBlock(
      axisName, style: style.note, width: built.panel.upperBound - built.panel.lowerBound + 40,
      shaper: shaper, language: language.tag, alignment: .center)
    sketch.add(axis, at: Point(built.panel.lowerBound - 20, bottom))
    bottom += axis.height + 2
    let key = MarkKey(
      Set(rows.map(\.emphasis)), width: width, shaper: shaper, style: style, language: language)
    if key.rows > 0 {
      key.draw(in: &sketch, left: 0, top: bottom + 5, style: style)
      bottom += 5 + key.height
    }
    return surround.close(
      sketch, width: width, bodyBottom: bottom, alternativeText: text.alternativeText)
  }

  private func drawGrid(
    _ built: BuiltIntervalStrip, in sketch: inout Sketch, top: Double, width: Double,
    style: ChartStyle
  ) {
    let hair = Path.Stroke(style.grid, width: 0.6)
    var rules = built.headings.map {
      Path.rectangle(Rect(0, $0.top, width, $0.height), fill: style.band)
    }
    let headed = Set(built.headings.map { $0.top + $0.height })
    for row in built.rows where !headed.contains(row.top) {
      rules.append(.line(from: Point(0, row.top), to: Point(width, row.top), stroke: hair))
    }
    // Rules stop at the headings, so that no line runs through a word.
    for (index, heading) in built.headings.enumerated() {
      let from = heading.top + heading.height
      let to = index + 1 < built.headings.count ? built.headings[index + 1].top : built.bottom
      for tick in built.ticks where tick != 0 {
        let x = built.scale(tick)
        rules.append(.line(from: Point(x, from), to: Point(x, to), stroke: hair))
      }
    }
    rules.append(.line(from: Point(0, built.bottom), to: Point(width, built.bottom), stroke: hair))
    sketch.addFurniture(rules)
    let zero = built.scale(0)
    for (index, heading) in built.headings.enumerated() {
      let to = index + 1 < built.headings.count ? built.headings[index + 1].top : built.bottom
      sketch.add(
        Path.line(
          from: Point(zero, heading.top + heading.height), to: Point(zero, to),
          stroke: Path.Stroke(style.zeroLine, width: 0.9)))
    }
  }

  private func draw(
    _ row: BuiltIntervalStrip.Row, _ built: BuiltIntervalStrip, in sketch: inout Sketch,
    style: ChartStyle
  ) {
    let y = row.middle
    let gap = row.note.lines.isEmpty ? 0.0 : 1
    let labelTop = y - (row.label.height + gap + row.note.height) / 2
    sketch.add(row.label, at: Point(6, labelTop))
    sketch.add(row.note, at: Point(6, labelTop + row.label.height + gap))
    sketch.addInterval(
      from: row.lowX, to: row.highX, y: y, color: style.color(of: row.row.emphasis),
      isHeavy: row.row.emphasis.isFinding)
    sketch.addMark(row.row.emphasis, at: Point(row.x, y), style: style)
    sketch.add(row.words, at: Point(built.wordsLeft, y - row.words.height / 2))
  }
}
