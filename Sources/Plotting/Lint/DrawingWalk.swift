import Graphics

/// Walks the items of a frame back to front and remembers what lies under what.
struct DrawingWalk {
  let style: ChartStyle
  var faults: [ChartFault] = []
  var texts: [(text: String, box: Rect)] = []
  var boxes: [(name: String, box: Rect)] = []
  /// Filled shapes so far, for the background of what follows.
  private var fills: [(box: Rect, color: Color)] = []

  init(style: ChartStyle) { self.style = style }

  mutating func visit(_ items: [Frame.Item], offset: Point, isFurniture: Bool = false) {
    for item in items {
      switch item {
      case .path(let path): visit(path, offset: offset, isFurniture: isFurniture)
      case .text(let run): visit(run, offset: offset)
      case .group(let group):
        visit(
          group.items,
          offset: Point(offset.x + group.offset.x, offset.y + group.offset.y),
          isFurniture: isFurniture || group.role == .furniture)
      }
    }
  }

  private mutating func visit(_ path: Path, offset: Point, isFurniture: Bool) {
    guard let own = path.bounds else { return }
    let box = own.moved(by: offset)
    boxes.append(("a shape at \(decimal(box.origin.x, places: 1))", box))
    if !isFurniture {
      let behind = background(under: box)
      let best = [path.fill, path.stroke?.color].compactMap(\.self)
        .map { $0.contrast(with: behind) }.max()
      if let best, best < 3 {
        faults.append(
          ChartFault(rule: .graphicContrast, detail: "\(decimal(best, places: 2)) to 1"))
      }
    }
    if let fill = path.fill { fills.append((box, fill)) }
  }

  private mutating func visit(_ run: TextRun, offset: Point) {
    // Cap height and descender of a usual sans serif, tighter than the line box.
    let box = Rect(
      run.baseline.x + offset.x, run.baseline.y + offset.y - run.style.size * 0.74, run.width,
      run.style.size * 0.95)
    texts.append((run.text, box))
    boxes.append((run.text, box))
    let ratio = run.style.color.contrast(with: background(under: box))
    if ratio < 4.5 {
      faults.append(
        ChartFault(
          rule: .textContrast, detail: "“\(run.text)”: \(decimal(ratio, places: 2)) to 1"))
    }
  }

  /// The last filling that holds the middle of a box.
  private func background(under box: Rect) -> Color {
    let x = box.origin.x + box.size.width / 2
    let y = box.origin.y + box.size.height / 2
    return fills.last { fill in
      fill.box.origin.x <= x && x <= fill.box.origin.x + fill.box.size.width
        && fill.box.origin.y <= y && y <= fill.box.origin.y + fill.box.size.height
        && fill.box.size.width >= box.size.width
    }?.color ?? style.background
  }
}

extension Rect {
  func moved(by offset: Point) -> Rect {
    Rect(origin.x + offset.x, origin.y + offset.y, size.width, size.height)
  }

  /// Whether two boxes share more than a hair.
  func overlaps(_ other: Rect) -> Bool {
    let hair = 0.5
    return origin.x + size.width > other.origin.x + hair
      && other.origin.x + other.size.width > origin.x + hair
      && origin.y + size.height > other.origin.y + hair
      && other.origin.y + other.size.height > origin.y + hair
  }

  func isInside(_ sheet: Size) -> Bool {
    let hair = 1.0
    return origin.x >= -hair && origin.y >= -hair
      && origin.x + size.width <= sheet.width + hair
      && origin.y + size.height <= sheet.height + hair
  }
}
