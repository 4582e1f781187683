import Graphics

/// Items being drawn, back to front: the marks that charts are composed of.
struct Sketch {
  var items: [Frame.Item] = []
  let shaper: any TextShaper
  let language: String

  init(shaper: any TextShaper, language: String) {
    self.shaper = shaper
    self.language = language
  }

  mutating func add(_ block: TextBlock, at corner: Point) {
    items += block.items(at: corner)
  }

  /// One unbroken line of text, placed by its baseline and an edge or the middle.
  mutating func add(
    _ text: String, style: TextStyle, x: Double, baseline: Double,
    alignment: TextBlock.Alignment = .left
  ) {
    guard !text.isEmpty else { return }
    let width = shaper.width(of: text, style: style)
    let left =
      switch alignment {
      case .left: x
      case .center: x - width / 2
      case .right: x - width
      }
    items.append(
      .text(TextRun(text, style: style, baseline: Point(left, baseline), width: width)))
  }

  /// Rules and backgrounds that mean nothing to a listener.
  mutating func addFurniture(_ paths: [Path]) {
    guard !paths.isEmpty else { return }
    items.append(.group(Frame.Group(role: .furniture, items: paths.map(Frame.Item.path))))
  }

  mutating func add(_ path: Path) { items.append(.path(path)) }

  /// An interval: a line with short ends, heavy where the change is a finding.
  mutating func addInterval(
    from left: Double, to right: Double, y: Double, color: Color, isHeavy: Bool
  ) {
    let stroke = Path.Stroke(color, width: isHeavy ? 2.6 : 1.2)
    add(Path.line(from: Point(left, y), to: Point(right, y), stroke: stroke))
    let half = isHeavy ? 3.6 : 2.8
    for x in [left, right] {
      add(
        Path.line(
          from: Point(x, y - half), to: Point(x, y + half), stroke: Path.Stroke(color, width: 1.2)))
    }
  }

  private func triangle(
    at center: Point, isUp: Bool, fill: Color, stroke: Path.Stroke
  ) -> Path {
    let (x, y) = (center.x, center.y)
    // An outline drawn around the same corners would look larger than the filled mark.
    let size = stroke.width < 1 ? 1 : 0.8
    let up = isUp ? size : -size
    return Path(
      [
        .move(Point(x, y - 5.2 * up)), .line(Point(x + 5 * size, y + 3.6 * up)),
        .line(Point(x - 5 * size, y + 3.6 * up)), .close,
      ], fill: fill, stroke: stroke)
  }

  /// The mark of an emphasis: a triangle up or down for rose and fell, open where it is exploratory,
  /// a square for small, an open circle for what cannot be told, an open diamond for what was not
  /// judged.
  mutating func addMark(
    _ emphasis: ChangeChart.Emphasis, at center: Point, style: ChartStyle
  ) {
    let color = style.color(of: emphasis)
    let (x, y) = (center.x, center.y)
    let open = Path.Stroke(color, width: 1.5)
    let edge = Path.Stroke(style.background, width: 0.8)
    switch emphasis {
    case .rose: add(triangle(at: center, isUp: true, fill: color, stroke: edge))
    case .fell: add(triangle(at: center, isUp: false, fill: color, stroke: edge))
    case .roseExploratory:
      add(triangle(at: center, isUp: true, fill: style.background, stroke: open))
    case .fellExploratory:
      add(triangle(at: center, isUp: false, fill: style.background, stroke: open))
    case .small:
      add(Path.rectangle(Rect(x - 3.2, y - 3.2, 6.4, 6.4), fill: color))
    case .unclear:
      add(Path.circle(center: center, radius: 3.3, fill: style.background, stroke: open))
    case .notAssessed:
      add(
        Path(
          [
            .move(Point(x, y - 4)), .line(Point(x + 4, y)), .line(Point(x, y + 4)),
            .line(Point(x - 4, y)), .close,
          ], fill: style.background, stroke: open))
    }
  }
}

extension ChangeChart.Emphasis {
  /// Whether the change is a finding rather than an open question.
  var isFinding: Bool { self == .rose || self == .fell }

  /// The key of its name in the language files.
  var nameKey: String {
    switch self {
    case .rose: "chart.key.rose"
    case .fell: "chart.key.fell"
    case .roseExploratory: "chart.key.rose_exploratory"
    case .fellExploratory: "chart.key.fell_exploratory"
    case .small: "chart.key.small"
    case .unclear: "chart.key.unclear"
    case .notAssessed: "chart.key.not_assessed"
    }
  }

  static let inOrder: [Self] = [
    .rose, .fell, .roseExploratory, .fellExploratory, .small, .unclear, .notAssessed,
  ]
}
