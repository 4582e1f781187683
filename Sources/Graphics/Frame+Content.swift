extension Rect {
  /// The smallest rectangle around two.
  package func union(_ other: Rect) -> Rect {
    let left = min(origin.x, other.origin.x)
    let top = min(origin.y, other.origin.y)
    let right = max(origin.x + size.width, other.origin.x + other.size.width)
    let bottom = max(origin.y + size.height, other.origin.y + other.size.height)
    return Rect(left, top, right - left, bottom - top)
  }

  /// The part inside a sheet whose top left corner is the origin.
  package func clipped(to sheet: Size) -> Rect {
    let left = min(max(origin.x, 0), sheet.width)
    let top = min(max(origin.y, 0), sheet.height)
    let right = min(max(origin.x + size.width, left), sheet.width)
    let bottom = min(max(origin.y + size.height, top), sheet.height)
    return Rect(left, top, right - left, bottom - top)
  }
}

extension TextRun {
  /// The room of the line, from ascent to descent.
  ///
  /// A frame measures nothing, so the extents are those of a usual sans serif: one em up, a quarter
  /// of an em down.
  package var bounds: Rect {
    Rect(baseline.x, baseline.y - style.size, width, style.size * 1.25)
  }
}

extension Path {
  /// A rectangle that holds the outline and its line; control points count as corners.
  package var bounds: Rect? {
    var box: Rect?
    func add(_ p: Point) {
      let spot = Rect(p.x, p.y, 0, 0)
      box = box.map { $0.union(spot) } ?? spot
    }
    for element in elements {
      switch element {
      case .move(let p), .line(let p): add(p)
      case .curve(let a, let b, let c):
        add(a)
        add(b)
        add(c)
      case .close: break
      }
    }
    let half = (stroke?.width ?? 0) / 2
    return box.map {
      Rect(
        $0.origin.x - half, $0.origin.y - half, $0.size.width + 2 * half,
        $0.size.height + 2 * half)
    }
  }
}

extension Frame.Item {
  /// A rectangle that holds everything drawn; nil where nothing is.
  package var bounds: Rect? {
    switch self {
    case .path(let path): path.bounds
    case .text(let run): run.bounds
    case .group(let group): group.bounds
    }
  }
}

extension Frame.Group {
  /// A rectangle that holds the items, in the coordinates around the group.
  package var bounds: Rect? {
    let boxes = items.compactMap(\.bounds)
    guard let first = boxes.first else { return nil }
    let inner = boxes.dropFirst().reduce(first) { $0.union($1) }
    return Rect(
      inner.origin.x + offset.x, inner.origin.y + offset.y, inner.size.width, inner.size.height)
  }

  /// The text of the group, runs separated by spaces.
  package var plainText: String { Frame.plainText(of: items) }
}

extension Frame {
  /// The text of the items in order, runs separated by spaces and broken words mended.
  package static func plainText(of items: [Item]) -> String {
    var text = ""
    var brokenInWord = true
    forEachRun(in: items) { run in
      guard !run.text.isEmpty else { return }
      if !brokenInWord, text.last != " ", run.text.first != " " { text += " " }
      text += run.text.filter { $0 != "\u{AD}" }
      brokenInWord = run.text.last == "\u{AD}"
    }
    return text
  }

  /// Visits every text run, in drawing order.
  package static func forEachRun(in items: [Item], _ body: (TextRun) -> Void) {
    for item in items {
      switch item {
      case .path: break
      case .text(let run): body(run)
      case .group(let group): forEachRun(in: group.items, body)
      }
    }
  }

  /// Visits every group, outer ones first.
  package static func forEachGroup(in items: [Item], _ body: (Group) -> Void) {
    for item in items {
      guard case .group(let group) = item else { continue }
      body(group)
      forEachGroup(in: group.items, body)
    }
  }
}
