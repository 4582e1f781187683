import Graphics

/// Puts a space after every run that another run of the same paragraph follows at a distance.
///
/// Where a line ends no space is drawn, and a listener would hear two words as one. A space at the
/// end of a run shows nothing and moves nothing.
func separatingWords(in items: [Frame.Item]) -> [Frame.Item] {
  var next: Point?
  return separated(items, at: Point(0, 0), next: &next)
}

/// Goes backwards, so that the run that follows is always known.
private func separated(
  _ items: [Frame.Item], at offset: Point, next: inout Point?
) -> [Frame.Item] {
  var result: [Frame.Item] = []
  for item in items.reversed() {
    switch item {
    case .path: result.append(item)
    case .text(var run):
      let start = Point(run.baseline.x + offset.x, run.baseline.y + offset.y)
      if let following = next, let last = run.text.last, last != " ", last != "\u{AD}" {
        let spaces = Double(run.text.filter { $0 == " " }.count)
        let end = start.x + run.width + spaces * run.extraSpace
        let gap = run.style.size / 20
        if abs(following.y - start.y) > gap || abs(following.x - end) > gap { run.text += " " }
      }
      if !run.text.isEmpty { next = start }
      result.append(.text(run))
    case .group(var group):
      guard group.role != .figure, group.role != .furniture else {
        result.append(item)
        continue
      }
      let inner = Point(offset.x + group.offset.x, offset.y + group.offset.y)
      if isInline(group.role) {
        group.items = separated(group.items, at: inner, next: &next)
      } else {
        var own: Point?
        group.items = separated(group.items, at: inner, next: &own)
        next = nil
      }
      result.append(.group(group))
    }
  }
  return result.reversed()
}

/// Whether text of the role goes on with the text around it.
private func isInline(_ role: Frame.Role?) -> Bool {
  switch role {
  case nil, .span, .link, .reference: true
  default: false
  }
}
