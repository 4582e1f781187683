import Graphics

extension BlockLayout {
  /// A sheet of its own: a deep field with the layers of a shell, the title on it, facts below.
  mutating func addCover(_ cover: Document.Cover) {
    let sheet = theme.sheet
    let field = (sheet.height * 0.73).rounded()
    var ground: [Frame.Item] = [
      .path(.rectangle(Rect(0, 0, sheet.width, field), fill: theme.palette.deep))
    ]
    if let ornament = cover.ornament {
      ground += ornament.items
    } else {
      ground += NacreOrnament(theme: theme).items(field: Size(sheet.width, field))
    }
    ground.append(
      .path(
        .rectangle(
          Rect(0, field, sheet.width, sheet.height - field), fill: theme.palette.paper)))
    var edge = 0.0
    for (index, color) in theme.palette.nacre.enumerated() {
      let wide = sheet.width * [0.46, 0.27, 0.17, 0.1][index % 4]
      ground.append(.path(.rectangle(Rect(edge, field, wide, 5), fill: color)))
      edge += wide
    }

    var items: [Frame.Item] = [.group(Frame.Group(role: .furniture, items: ground))]
    let left = theme.margins.left
    var y = 92.0
    func add(_ text: String, _ face: Theme.Face, width: Double, after: Double) {
      guard !text.isEmpty else { return }
      let baseline = baseline(in: face)
      var runs: [Frame.Item] = []
      for line in lines([TextSpan(text, style: face.style)], width: width) {
        runs += self.items(of: line, x: left, baseline: y + baseline)
        y += face.leading
      }
      items.append(.group(Frame.Group(role: .paragraph, items: runs)))
      y += after
    }
    add(cover.kicker, theme.coverKicker, width: theme.columnWidth, after: 16)
    add(cover.title, titleFace(cover.title), width: 430, after: 18)
    add(cover.subtitle, theme.coverSubtitle, width: 360, after: 0)
    items += facts(cover, top: field + 36)
    strips.append(Strip(height: sheet.height, items: items, isSheet: true))
    startPage()
  }

  /// A title of more than four lines is set smaller, within reason.
  private func titleFace(_ title: String) -> Theme.Face {
    var face = theme.coverTitle
    while face.style.size > 26,
      lines([TextSpan(title, style: face.style)], width: 430).count > 4
    {
      face.style.size -= 4
      face.leading -= 4.5
    }
    return face
  }

  private func facts(_ cover: Document.Cover, top: Double) -> [Frame.Item] {
    let facts = cover.facts
    guard !facts.isEmpty else { return [] }
    let inRow = min(facts.count, 3)
    let gap = 20.0
    let wide = (theme.columnWidth - gap * Double(inRow - 1)) / Double(inRow)
    var y = top
    var entries: [Frame.Item] = []
    for start in stride(from: 0, to: facts.count, by: inRow) {
      var tallest = 0.0
      for (index, fact) in facts[start..<min(start + inRow, facts.count)].enumerated() {
        let left = theme.margins.left + Double(index) * (wide + gap)
        let label = column(fact.label, theme.factLabel, x: left, y: y, width: wide)
        let value = column(
          fact.value, theme.factValue, x: left, y: y + label.height + 2, width: wide)
        tallest = max(tallest, label.height + value.height)
        entries.append(
          .group(
            Frame.Group(
              role: .listItem,
              items: [
                .group(Frame.Group(role: .listLabel, items: label.items)),
                .group(Frame.Group(role: .listBody, items: value.items)),
              ])))
      }
      y += tallest + 18
    }
    return [.group(Frame.Group(role: .list, items: entries))]
  }

  private func column(
    _ text: String, _ face: Theme.Face, x: Double, y: Double, width: Double
  ) -> (items: [Frame.Item], height: Double) {
    var items: [Frame.Item] = []
    let lines = lines(text.isEmpty ? [] : [TextSpan(text, style: face.style)], width: width)
    let baseline = baseline(in: face)
    for (index, line) in lines.enumerated() {
      items += self.items(of: line, x: x, baseline: y + baseline + Double(index) * face.leading)
    }
    return (items, Double(lines.count) * face.leading)
  }
}
