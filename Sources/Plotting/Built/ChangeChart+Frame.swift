package import Graphics
package import Localization

extension ChangeChart: Chart {
  package var showsIntervals: Bool {
    rows.contains { $0.changeLow != nil && $0.changeHigh != nil }
  }
  package var rowNotes: [String] { rows.map(\.note) }

  package func frame(
    width: Double, shaper: any TextShaper, style: ChartStyle, language: Language
  ) -> Frame {
    let surround = Surround(
      text, width: width, shaper: shaper, style: style, language: language.tag)
    var sketch = Sketch(shaper: shaper, language: language.tag)
    let header = drawHeader(
      in: &sketch, width: width, top: surround.bodyTop, style: style, language: language)
    let built = BuiltChangeChart(
      self, width: width, top: header, shaper: shaper, style: style, language: language)
    let hasChanges = rows.contains { $0.change != nil }
    drawGrid(built, in: &sketch, width: width, style: style)
    drawTicks(built, hasChanges: hasChanges, in: &sketch, style: style, language: language)
    for row in built.rows { draw(row, built, in: &sketch, style: style) }
    var bottom = built.bottom + 16
    let key = MarkKey(
      Set(rows.filter { $0.change != nil }.map(\.emphasis)), width: width, shaper: shaper,
      style: style, language: language)
    if key.rows > 0 {
      key.draw(in: &sketch, left: 0, top: bottom + 4, style: style)
      bottom += 4 + key.height
    }
    return surround.close(
      sketch, width: width, bodyBottom: bottom, alternativeText: text.alternativeText)
  }

  /// Names the waves with their own marks above the level panel, and the change above its panel.
  private func drawHeader(
    in sketch: inout Sketch, width: Double, top: Double, style: ChartStyle, language: Language
  ) -> Double {
    let probe = BuiltChangeChart(
      self, width: width, top: 0, shaper: sketch.shaper, style: style, language: language)
    var heading = style.note
    heading.weight = .semibold
    heading.color = style.ink
    let left = probe.levelPanel.lowerBound
    let levelWidth = probe.levelPanel.upperBound - left
    var y = top
    let before = sketch.shaper.width(of: beforeName, style: heading)
    let after = sketch.shaper.width(of: afterName, style: heading)
    let fitsOneLine = 12 + before + 12 + 12 + after <= levelWidth + 14
    let changeBlock = TextBlock(
      rows.contains { $0.change != nil } ? changeName : "", style: heading,
      width: width - probe.changePanel.lowerBound, shaper: sketch.shaper, language: language.tag)
    let lines = fitsOneLine ? 1.0 : 2.0
    let height = max(lines * 11, changeBlock.height)
    y += height
    let base = y - 3
    let firstBase = fitsOneLine ? base : base - 11
    let secondX = fitsOneLine ? left + 12 + before + 12 : left
    drawBefore(at: Point(left + 4.5, firstBase - 2.7), in: &sketch, style: style)
    sketch.add(beforeName, style: heading, x: left + 12, baseline: firstBase)
    if !afterName.isEmpty {
      drawAfter(at: Point(secondX + 4.5, base - 2.7), in: &sketch, style: style)
    }
    sketch.add(afterName, style: heading, x: secondX + 12, baseline: base)
    sketch.add(
      changeBlock, at: Point(probe.changePanel.lowerBound, y - 1 - changeBlock.height))
    return y + 4
  }

  private func drawBefore(at center: Point, in sketch: inout Sketch, style: ChartStyle) {
    sketch.add(
      Path.circle(
        center: center, radius: 4.1, fill: style.background,
        stroke: Path.Stroke(style.unclear, width: 1.4)))
  }

  private func drawAfter(at center: Point, in sketch: inout Sketch, style: ChartStyle) {
    sketch.add(Path.circle(center: center, radius: 3.6, fill: style.ink))
  }

  private func drawGrid(
    _ built: BuiltChangeChart, in sketch: inout Sketch, width: Double, style: ChartStyle
  ) {
    let hair = Path.Stroke(style.grid, width: 0.6)
    var rules: [Path] = []
    for row in built.rows {
      rules.append(.line(from: Point(0, row.top), to: Point(width, row.top), stroke: hair))
    }
    rules.append(.line(from: Point(0, built.bottom), to: Point(width, built.bottom), stroke: hair))
    // Rules stop where a row says in words that there is nothing to show.
    for row in built.rows {
      func vertical(_ x: Double) {
        rules.append(
          .line(from: Point(x, row.top), to: Point(x, row.top + row.height), stroke: hair))
      }
      if row.beforeX != nil || row.afterX != nil {
        for tick in built.levelTicks { vertical(built.level(tick)) }
      }
      if row.changeX != nil {
        for tick in built.changeTicks where tick != 0 { vertical(built.change(tick)) }
      }
    }
    sketch.addFurniture(rules)
    let zero = built.change(0)
    for row in built.rows where row.changeX != nil {
      sketch.add(
        Path.line(
          from: Point(zero, row.top), to: Point(zero, row.top + row.height),
          stroke: Path.Stroke(style.zeroLine, width: 0.9)))
    }
  }

  private func drawTicks(
    _ built: BuiltChangeChart, hasChanges: Bool, in sketch: inout Sketch, style: ChartStyle,
    language: Language
  ) {
    let base = built.bottom + 10
    let levels = TickLabels(isShare: isShare, isSigned: false, language: language)
    let names = endNames.count == 2 ? endNames : levels(built.levelTicks)
    for (tick, label) in zip(built.levelTicks, names) {
      sketch.add(
        label, style: style.tick, x: built.level(tick), baseline: base, alignment: .center)
    }
    guard hasChanges else { return }
    let changes = TickLabels(isShare: isShare, isSigned: true, language: language)
    for (tick, label) in zip(built.changeTicks, changes(built.changeTicks)) {
      sketch.add(
        label, style: style.tick, x: built.change(tick), baseline: base, alignment: .center)
    }
  }

  private func draw(
    _ row: BuiltChangeChart.Row, _ built: BuiltChangeChart, in sketch: inout Sketch,
    style: ChartStyle
  ) {
    let y = row.middle
    let labelled =
      row.label.height + (row.note.lines.isEmpty ? 0 : 2 + row.note.height)
    let labelTop = y - labelled / 2
    sketch.add(row.label, at: Point(0, labelTop))
    sketch.add(row.note, at: Point(0, labelTop + row.label.height + 2))

    let values = BuiltChangeChart.valueLabels(row.row, built.level)
    if let before = row.beforeX, let after = row.afterX {
      sketch.add(
        Path.line(
          from: Point(before, y), to: Point(after, y),
          stroke: Path.Stroke(style.unclear, width: 1.6)))
    }
    if let x = row.beforeX { drawBefore(at: Point(x, y), in: &sketch, style: style) }
    if let x = row.afterX { drawAfter(at: Point(x, y), in: &sketch, style: style) }
    for value in values {
      sketch.add(
        value.text, style: value.isAfter ? style.strongValue : style.value,
        x: value.x + (value.isLeft ? -1 : 1) * BuiltChangeChart.labelGap,
        baseline: y + style.labelSize * 0.36, alignment: value.isLeft ? .right : .left)
    }
    if !row.missing.lines.isEmpty {
      let isEmpty = row.beforeX == nil && row.afterX == nil
      sketch.add(
        row.missing,
        at: Point(
          built.levelPanel.lowerBound + 2, isEmpty ? y - row.missing.height / 2 : y + 7))
    }

    guard let x = row.changeX else {
      sketch.add(
        row.change, at: Point(built.changePanel.lowerBound + 2, y - row.change.height / 2))
      return
    }
    if let low = row.lowX, let high = row.highX {
      sketch.addInterval(
        from: low, to: high, y: y, color: style.color(of: row.row.emphasis),
        isHeavy: row.row.emphasis.isFinding)
    }
    sketch.addMark(row.row.emphasis, at: Point(x, y), style: style)
    sketch.add(row.change, at: Point(built.wordsLeft, y - row.change.height / 2))
  }
}
