import Graphics

extension Frame.Item {
  /// The same item elsewhere.
  func moved(by offset: Point) -> Frame.Item {
    switch self {
    case .path(var path):
      path.elements = path.elements.map { $0.map { Point($0.x + offset.x, $0.y + offset.y) } }
      return .path(path)
    case .text(var run):
      run.baseline = Point(run.baseline.x + offset.x, run.baseline.y + offset.y)
      return .text(run)
    case .group(var group):
      group.offset = Point(group.offset.x + offset.x, group.offset.y + offset.y)
      return .group(group)
    }
  }

  /// The same item larger or smaller around the origin, lines and letters with it.
  func scaled(by factor: Double) -> Frame.Item {
    switch self {
    case .path(var path):
      path.elements = path.elements.map { $0.map { Point($0.x * factor, $0.y * factor) } }
      path.stroke?.width *= factor
      if let dashes = path.stroke?.dashes { path.stroke?.dashes = dashes.map { $0 * factor } }
      return .path(path)
    case .text(var run):
      run.baseline = Point(run.baseline.x * factor, run.baseline.y * factor)
      run.style.size *= factor
      run.width *= factor
      run.extraSpace *= factor
      return .text(run)
    case .group(var group):
      group.offset = Point(group.offset.x * factor, group.offset.y * factor)
      group.items = group.items.map { $0.scaled(by: factor) }
      return .group(group)
    }
  }
}

extension Path.Element {
  fileprivate func map(_ place: (Point) -> Point) -> Path.Element {
    switch self {
    case .move(let p): .move(place(p))
    case .line(let p): .line(place(p))
    case .curve(let a, let b, let c): .curve(place(a), place(b), place(c))
    case .close: .close
    }
  }
}
