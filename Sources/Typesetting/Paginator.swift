import Graphics

/// Deals strips out to pages.
///
/// Greedy: a page is filled as far as it goes and then cut at the last place where a break is
/// allowed. That keeps a change in one chapter from moving lines in the chapters before it, which a
/// town that compares two versions of its report will thank us for.
struct Paginator {
  struct Placed {
    var strip: Strip
    var y: Double
  }

  struct Page {
    var placed: [Placed]
    var isSheet: Bool
  }

  var top: Double
  var bottom: Double

  /// All strips in order, each on exactly one page, except for repeated ones and space at the top.
  func pages(of strips: [Strip]) -> [Page] {
    var pages: [Page] = []
    var start = 0
    while start < strips.count {
      if strips[start].isSpace {
        start += 1
        continue
      }
      if strips[start].isSheet {
        pages.append(Page(placed: [Placed(strip: strips[start], y: 0)], isSheet: true))
        start += 1
        continue
      }
      let (page, end) = page(from: start, of: strips)
      pages.append(page)
      start = end
    }
    return pages
  }

  private func page(from start: Int, of strips: [Strip]) -> (Page, end: Int) {
    var placed: [Placed] = []
    var y = top
    for strip in continuation(at: start, of: strips) {
      placed.append(Placed(strip: strip, y: y))
      y += strip.height
    }
    var lastAllowed: (end: Int, count: Int)?
    var lastDiscouraged: (end: Int, count: Int)?
    var index = start
    while index < strips.count {
      let strip = strips[index]
      var gap = 0.0
      if index > start {
        if strip.isSheet || strip.pageBreak == .forced { break }
        if strip.pageBreak == .allowed { lastAllowed = (index, placed.count) }
        if strip.pageBreak == .discouraged { lastDiscouraged = (index, placed.count) }
        gap = max(strips[index - 1].after, strip.before)
        // A hundredth of a point is rounding, not overflow.
        if !strip.isSpace, y + gap + strip.height > bottom + 0.01 {
          let cut = lastAllowed ?? lastDiscouraged ?? (index, placed.count)
          return (Page(placed: Array(placed.prefix(cut.count)), isSheet: false), cut.end)
        }
      }
      placed.append(Placed(strip: strip, y: y + gap))
      y += gap + strip.height
      index += 1
    }
    return (Page(placed: placed, isSheet: false), index)
  }

  /// What the page repeats because it begins in the middle of something.
  private func continuation(at index: Int, of strips: [Strip]) -> [Strip] {
    guard index > 0 else { return [] }
    let before = Set(strips[index - 1].wrappers.map(\.id))
    return strips[index].wrappers.filter { before.contains($0.id) }.flatMap(\.continuation)
  }
}
