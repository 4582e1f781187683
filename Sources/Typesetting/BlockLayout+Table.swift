import Graphics

extension BlockLayout {
  private struct Cell {
    var lines: [TextLine]
    var x: Double
    var width: Double
    var alignment: Document.TableBlock.Alignment
    var role: Frame.Role
  }

  /// A caption, a header that every further page repeats, rows with light rules, and a note.
  mutating func addTable(_ table: Document.TableBlock) {
    guard !table.columns.isEmpty else { return }
    let label = nextTableLabel()
    var wrapper = wrapper(.table, anchor: table.id)
    let columns = columnFrames(table)
    let header = header(table, columns: columns)
    wrapper.continuation =
      captionStrips([
        TextSpan(continued(label), style: theme.caption.style)
      ]).map { $0.inside([wrapper]) } + [header.inside([wrapper])]

    var all = captionStrips(captionSpans(label: label, table.caption))
    all[0].before = 14
    var keep = header
    keep.pageBreak = .forbidden
    all.append(keep)
    let above = all.reduce(keptHeight + 14) { $0 + $1.height }
    var afterBand = true
    for (index, row) in table.rows.enumerated() {
      let isBand = row.count == 1 && table.columns.count > 1
      var strips =
        isBand
        ? [band(row[0], padding: columns[0].x - x)]
        : rowStrips(
          row, table: table, columns: columns, room: theme.columnHeight - above)
      // A band stays with its rows, the first row with the header, the last with one before it.
      let isLast = index == table.rows.count - 1 && index > 1
      if afterBand || (isLast && !isBand) { strips[0].pageBreak = .forbidden }
      afterBand = isBand
      all += strips
    }
    // A small table is not worth a header on two pages.
    if table.rows.count <= 7 {
      for index in all.indices.dropFirst() where all[index].pageBreak == .allowed {
        all[index].pageBreak = .discouraged
      }
    }
    all[all.count - 1].after = 16
    let tableWrapper = wrapper
    append(all.map { $0.inside([tableWrapper]) })
    if let note = table.note, !note.isEmpty { addTableNote(note) }
  }

  private mutating func addTableNote(_ note: String) {
    let face = theme.small
    var lines = strips(
      [TextSpan(note, style: face.style)], face: face, x: x,
      width: min(width, theme.measure * 1.05))
    guard !lines.isEmpty else { return }
    let wrapper = wrapper(.paragraph)
    for index in lines.indices {
      lines[index].wrappers = [wrapper]
      lines[index].pageBreak = .forbidden
    }
    lines[lines.count - 1].after = 18
    strips[strips.count - 1].after = 6
    append(lines)
  }

  private mutating func captionStrips(_ spans: [TextSpan]) -> [Strip] {
    var caption = strips(
      spans, face: theme.caption, x: x, width: min(width, theme.measure * 1.05))
    let wrapper = wrapper(.caption)
    for index in caption.indices {
      if index > 0 { caption[index].pageBreak = .forbidden }
      caption[index].wrappers = [wrapper]
    }
    caption.append(Strip(height: 4, pageBreak: .forbidden))
    return caption
  }

  // MARK: Columns

  private static var padding: Double { 7 }

  private func columnFrames(_ table: Document.TableBlock) -> [(x: Double, width: Double)] {
    // Many columns stand closer together.
    let padding = table.columns.count > 6 ? 4.5 : Self.padding
    let gap = padding * 2 + 0.5
    var minimums: [Double] = []
    for unbroken in [Unbroken.numbersAndShortTexts, .numbers, .words] {
      minimums = self.minimums(of: table, unbroken: unbroken).map { $0 + gap }
      if minimums.reduce(0, +) <= width { break }
    }
    let widths = TableColumns.widths(
      weights: table.columns.map(\.weight), minimums: minimums, total: width)
    var left = x
    return widths.map { wide in
      defer { left += wide }
      return (left + padding, max(wide - gap + 0.5, 1))
    }
  }

  /// What stays on one line where the table's width allows it.
  private enum Unbroken { case numbersAndShortTexts, numbers, words }

  private func minimums(of table: Document.TableBlock, unbroken: Unbroken) -> [Double] {
    var minimums = table.columns.map { longestWord(of: $0.header, theme.columnHeader.style) }
    for row in table.rows where row.count > 1 {
      for (index, text) in row.prefix(minimums.count).enumerated() {
        let isNumber = table.columns[index].alignment == .right && text.count <= 24
        let stays =
          !text.contains("\n")
          && (isNumber && unbroken != .words
            || text.count <= 14 && unbroken == .numbersAndShortTexts)
        let wide =
          stays
          ? shaper.width(of: text, style: theme.cell.style)
          : longestWord(of: text, theme.cell.style)
        minimums[index] = max(minimums[index], wide)
      }
    }
    return minimums
  }

  private func longestWord(of text: String, _ style: TextStyle) -> Double {
    text.split { $0 == " " || $0 == "\n" || $0 == "\u{AD}" }
      .map { shaper.width(of: String($0), style: style) }.max() ?? 0
  }

  // MARK: Rows

  private func header(
    _ table: Document.TableBlock, columns: [(x: Double, width: Double)]
  ) -> Strip {
    let face = theme.columnHeader
    let cells = zip(table.columns, columns).map { column, frame in
      Cell(
        lines: lines([TextSpan(column.header, style: face.style)], width: frame.width),
        x: frame.x, width: frame.width, alignment: column.alignment,
        role: .headerCell(.column))
    }
    let tallest = cells.map(\.lines.count).max() ?? 0
    let height = Double(max(tallest, 1)) * face.leading + 11
    // Headers stand on the rule, so short ones sit at the bottom.
    let items = cells.map { cell in
      item(
        of: cell, face: face,
        top: 5 + Double(tallest - cell.lines.count) * face.leading)
    }
    let rules: [Frame.Item] = [
      rule(at: 0, theme.palette.deep, 0.9), rule(at: height, theme.palette.deep, 0.5),
    ]
    return Strip(
      height: height,
      items: [
        .group(Frame.Group(role: .furniture, items: rules)),
        .group(Frame.Group(role: .tableRow, items: items)),
      ])
  }

  private func rowStrips(
    _ row: [String], table: Document.TableBlock, columns: [(x: Double, width: Double)],
    room: Double
  ) -> [Strip] {
    let face = theme.cell
    var cells: [Cell] = []
    for (index, frame) in columns.enumerated() {
      var style = face.style
      if index == 0 { style.weight = .regular }
      let text = index < row.count ? row[index] : ""
      cells.append(
        Cell(
          lines: lines(text.isEmpty ? [] : [TextSpan(text, style: style)], width: frame.width),
          x: frame.x, width: frame.width, alignment: table.columns[index].alignment,
          role: index == 0 ? .headerCell(.row) : .dataCell))
    }
    // A row taller than a page goes on in a further row rather than off the sheet.
    let most = max(1, Int((room - 10) / face.leading))
    let count = max(1, cells.map(\.lines.count).max() ?? 1)
    return stride(from: 0, to: count, by: most).map { first in
      let shown = min(most, count - first)
      let height = Double(shown) * face.leading + 8
      let items = cells.map { cell in
        var part = cell
        part.lines = Array(cell.lines.dropFirst(first).prefix(most))
        return item(of: part, face: face, top: 4)
      }
      return Strip(
        height: height,
        items: [
          .group(
            Frame.Group(
              role: .furniture, items: [rule(at: height, theme.palette.rule, 0.5)])),
          .group(Frame.Group(role: .tableRow, items: items)),
        ])
    }
  }

  private func band(_ text: String, padding: Double) -> Strip {
    let face = theme.columnHeader
    let line = lines([TextSpan(text, style: face.style)], width: width - 2 * padding)
    let height = Double(max(line.count, 1)) * face.leading + 9
    let cell = Cell(
      lines: line, x: x + padding, width: width - 2 * padding, alignment: .left,
      role: .headerCell(.row))
    return Strip(
      height: height,
      items: [
        .group(
          Frame.Group(
            role: .furniture,
            items: [
              .path(
                .rectangle(
                  Rect(x, 0.5, width, height - 0.5), fill: theme.palette.neutralTint)),
              rule(at: height, theme.palette.rule, 0.5),
            ])),
        .group(
          Frame.Group(role: .tableRow, items: [item(of: cell, face: face, top: 4.5)])),
      ])
  }

  private func rule(at y: Double, _ color: Color, _ thickness: Double) -> Frame.Item {
    .path(
      .line(
        from: Point(x, y), to: Point(x + width, y),
        stroke: Path.Stroke(color, width: thickness)))
  }

  private func item(of cell: Cell, face: Theme.Face, top: Double) -> Frame.Item {
    let baseline = top + baseline(in: face)
    var items: [Frame.Item] = []
    for (index, line) in cell.lines.enumerated() {
      let slack = max(0, cell.width - line.width)
      let shift =
        switch cell.alignment {
        case .left: 0.0
        case .right: slack
        case .center: slack / 2
        }
      items += self.items(
        of: line, x: cell.x + shift, baseline: baseline + Double(index) * face.leading)
    }
    return .group(Frame.Group(role: cell.role, items: items))
  }
}

extension Strip {
  /// The strip as part of larger things.
  func inside(_ outer: [Wrapper]) -> Strip {
    var strip = self
    strip.wrappers = outer + wrappers
    return strip
  }
}
