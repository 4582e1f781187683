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
    var strips = strips
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
      var (page, end) = page(from: start, of: strips)
      if let passing = passing(waitingAt: end, after: page, in: strips) {
        let waiting = strips[end..<passing.lowerBound]
        strips.replaceSubrange(end..<passing.upperBound, with: strips[passing] + waiting)
        (page, end) = self.page(from: start, of: strips)
      }
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

  /// The text that may stand before a figure that starts the next page, as far as it fits.
  ///
  /// Without this, a figure leaves as much of a page empty as it is tall. Only text up to the next
  /// heading, table, box or figure passes, so a figure stays in its section.
  private func passing(
    waitingAt start: Int, after page: Page, in strips: [Strip]
  ) -> Range<Int>? {
    guard start > 0, start < strips.count, strips[start].float == .floats,
      strips[start].pageBreak == .allowed, let last = page.placed.last
    else { return nil }
    var first = start
    repeat {
      first += 1
    } while first < strips.count && strips[first].float == .floats
      && strips[first].pageBreak == .forbidden
    var y = last.y + last.strip.height
    var after = last.strip.after
    var end = first
    var fitting = first
    while end < strips.count, strips[end].float == .mayPass, strips[end].pageBreak != .forced {
      y += max(after, strips[end].before) + strips[end].height
      guard y <= bottom + 0.01 else { break }
      after = strips[end].after
      end += 1
      let next = end < strips.count ? strips[end].pageBreak : .allowed
      if next == .allowed || next == .forced { fitting = end }
    }
    return fitting > first ? first..<fitting : nil
  }

  /// What the page repeats because it begins in the middle of something.
  private func continuation(at index: Int, of strips: [Strip]) -> [Strip] {
    guard index > 0 else { return [] }
    let before = Set(strips[index - 1].wrappers.map(\.id))
    let wrappers = strips[index].wrappers
    return wrappers.indices.filter { before.contains(wrappers[$0].id) }.flatMap { depth in
      wrappers[depth].continuation.map { $0.inside(Array(wrappers[..<depth])) }
    }
  }
}
