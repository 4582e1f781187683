import Graphics

extension BlockLayout {
  private struct Cell {
    var lines: [TextLine]
    var column: TableLayout.Column
    var alignment: Document.TableBlock.Alignment
    var role: Frame.Role
  }

  /// A caption, a header that every further page repeats, rows with light rules, and a note.
  mutating func addTable(_ table: Document.TableBlock) {
    guard !table.columns.isEmpty else { return }
    let label = nextTableLabel()
    var wrapper = wrapper(.table, anchor: table.id)
    let layout = TableLayout(table, x: x, width: width, theme: theme, shaper: shaper)
    let header = header(table, layout: layout)
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
    var kept = 0.0
    for (index, row) in table.rows.enumerated() {
      let isBand = row.count == 1 && table.columns.count > 1
      var strips =
        isBand
        ? [band(row[0], layout: layout)]
        : rowStrips(row, table: table, layout: layout, room: theme.columnHeight - above)
      // A band stays with its rows, three rows with the header, the last with two before it.
      let isLast = index >= max(table.rows.count - 2, 2)
      let height = strips.reduce(0) { $0 + $1.height }
      let isOpening = index < 3 && kept + height < theme.columnHeight / 6
      if isOpening { kept += height }
      if afterBand || isOpening || (isLast && !isBand) { strips[0].pageBreak = .forbidden }
      afterBand = isBand
      all += strips
    }
    // A small table is not worth a header on two pages.
    let isSmall = table.rows.count <= 7
    let height = all.reduce(0) { $0 + $1.height }
    if isSmall || height < theme.columnHeight * 0.4 {
      for index in all.indices.dropFirst() where all[index].pageBreak == .allowed {
        all[index].pageBreak = isSmall ? .discouraged : .reluctant
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

  // MARK: Rows

  private func header(_ table: Document.TableBlock, layout: TableLayout) -> Strip {
    let face = layout.look.header
    let cells = zip(table.columns, layout.columns).map { column, frame in
      Cell(
        lines: layout.lines(
          column.header, face: face, width: frame.width, shaper: shaper, isBalanced: true),
        column: frame, alignment: column.alignment, role: .headerCell(.column))
    }
    let tallest = cells.map(\.lines.count).max() ?? 0
    let height = Double(max(tallest, 1)) * face.leading + layout.look.rowPadding + 3
    // Headers stand on the rule, so short ones sit at the bottom.
    let items = cells.map { cell in
      item(
        of: cell, face: face,
        top: (layout.look.rowPadding + 2) / 2
          + Double(tallest - cell.lines.count) * face.leading)
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
    _ row: [String], table: Document.TableBlock, layout: TableLayout, room: Double
  ) -> [Strip] {
    let face = layout.look.cell
    let padding = layout.look.rowPadding
    let cells = layout.columns.enumerated().map { index, frame in
      Cell(
        lines: layout.lines(
          index < row.count ? row[index] : "", face: face, width: frame.width, shaper: shaper,
          further: theme.palette.muted, isName: index == 0,
          isBalanced: table.columns[index].alignment != .left),
        column: frame, alignment: table.columns[index].alignment,
        role: index == 0 ? .headerCell(.row) : .dataCell)
    }
    // A row taller than a page goes on in a further row rather than off the sheet.
    let most = max(1, Int((room - padding - 2) / face.leading))
    let count = max(1, cells.map(\.lines.count).max() ?? 1)
    return stride(from: 0, to: count, by: most).map { first in
      let shown = min(most, count - first)
      let height = Double(shown) * face.leading + padding
      let items = cells.map { cell in
        var part = cell
        part.lines = Array(cell.lines.dropFirst(first).prefix(most))
        return item(of: part, face: face, top: padding / 2)
      }
      return Strip(
        height: height,
        items: [
          .group(
            Frame.Group(
              role: .furniture,
              items: [rule(at: height, theme.palette.rule, layout.look.ruleWidth)])),
          .group(Frame.Group(role: .tableRow, items: items)),
        ])
    }
  }

  private func band(_ text: String, layout: TableLayout) -> Strip {
    let face = layout.look.header
    let room = width - 2 * layout.look.padding
    let line = lines([TextSpan(text, style: face.style)], width: room)
    let height = Double(max(line.count, 1)) * face.leading + layout.look.rowPadding + 1
    let cell = Cell(
      lines: line, column: TableLayout.Column(x: x + layout.look.padding, width: room),
      alignment: .left, role: .headerCell(.row))
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
          Frame.Group(
            role: .tableRow,
            items: [
              item(of: cell, face: face, top: (layout.look.rowPadding + 1) / 2)
            ])),
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
      let slack = max(0, cell.column.width - line.width)
      let shift =
        switch cell.alignment {
        case .left: 0.0
        case .right: slack
        case .center: slack / 2
        }
      items += self.items(
        of: line, x: cell.column.x + shift, baseline: baseline + Double(index) * face.leading)
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
