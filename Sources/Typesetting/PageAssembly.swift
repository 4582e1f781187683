import Graphics

/// Turns placed strips into the items of a page, grouping neighbours by what they are part of.
struct PageAssembly {
  private var usedAnchors: Set<String> = []

  mutating func items(of page: Paginator.Page) -> [Frame.Item] {
    group(page.placed[...], depth: 0)
  }

  private mutating func group(
    _ placed: ArraySlice<Paginator.Placed>, depth: Int
  ) -> [Frame.Item] {
    var items: [Frame.Item] = []
    var index = placed.startIndex
    while index < placed.endIndex {
      let strip = placed[index].strip
      guard depth < strip.wrappers.count else {
        items += strip.items.map { $0.moved(by: Point(0, placed[index].y)) }
        index += 1
        continue
      }
      let wrapper = strip.wrappers[depth]
      var end = index + 1
      while end < placed.endIndex, depth < placed[end].strip.wrappers.count,
        placed[end].strip.wrappers[depth].id == wrapper.id
      {
        end += 1
      }
      items.append(.group(group(wrapper, placed[index..<end], depth: depth)))
      index = end
    }
    return items
  }

  private mutating func group(
    _ wrapper: Wrapper, _ placed: ArraySlice<Paginator.Placed>, depth: Int
  ) -> Frame.Group {
    // A link leads to where a thing begins, so later parts carry no anchor.
    let anchor = wrapper.anchor.flatMap { usedAnchors.insert($0).inserted ? $0 : nil }
    var items: [Frame.Item] = []
    if let backdrop = wrapper.backdrop, let first = placed.first, let last = placed.last {
      items += draw(backdrop, from: first.y, to: last.y + last.strip.height)
    }
    items += group(placed, depth: depth + 1)
    return Frame.Group(
      role: wrapper.role, alternativeText: wrapper.alternativeText, anchor: anchor,
      link: wrapper.link, items: items)
  }

  private func draw(_ backdrop: Wrapper.Backdrop, from top: Double, to bottom: Double)
    -> [Frame.Item]
  {
    var items: [Frame.Item] = []
    if let fill = backdrop.fill {
      items.append(
        .path(.rectangle(Rect(backdrop.x, top, backdrop.width, bottom - top), fill: fill)))
    }
    if let bar = backdrop.bar {
      items.append(.path(.rectangle(Rect(backdrop.x, top, 3, bottom - top), fill: bar)))
    }
    return [.group(Frame.Group(role: .furniture, items: items))]
  }
}
