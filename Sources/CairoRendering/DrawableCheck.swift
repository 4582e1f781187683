import Graphics

/// Throws if something in a frame cannot be drawn.
///
/// Everything is checked before Cairo is asked for anything: a drawing that fails half-way cannot
/// be taken back cleanly.
func checkDrawable(_ frame: Frame) throws(RenderingError) {
  let size = frame.size
  // PDF readers accept sheets of up to 200 inches.
  guard size.width > 0, size.height > 0, size.width <= 14_400, size.height <= 14_400 else {
    throw .unusableSize(width: size.width, height: size.height)
  }
  try checkFinite(frame.items)
}

private func checkFinite(_ items: [Frame.Item]) throws(RenderingError) {
  for item in items {
    switch item {
    case .path(let path):
      var numbers = path.stroke.map { [$0.width] + $0.dashes } ?? []
      for element in path.elements {
        switch element {
        case .move(let p), .line(let p): numbers += [p.x, p.y]
        case .curve(let a, let b, let c): numbers += [a.x, a.y, b.x, b.y, c.x, c.y]
        case .close: break
        }
      }
      try checkFinite(numbers, in: "path")
      // Cairo refuses dashes that are negative or all zero.
      if let dashes = path.stroke?.dashes, !dashes.isEmpty,
        dashes.contains(where: { $0 < 0 }) || dashes.allSatisfy({ $0 == 0 })
      {
        throw .drawing("a dashed line needs lengths that are not negative and not all 0")
      }
    case .text(let run):
      try checkFinite(
        [run.baseline.x, run.baseline.y, run.width, run.style.size, run.extraSpace],
        in: "text “\(run.text)”")
    case .group(let group):
      try checkFinite([group.offset.x, group.offset.y], in: "group")
      try checkFinite(group.items)
    }
  }
}

/// Beyond a million points Cairo's fixed-point numbers overflow.
private func checkFinite(_ numbers: [Double], in place: String) throws(RenderingError) {
  for number in numbers where !(abs(number) <= 1e6) { throw .notFinite(where: place) }
}
