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
    var cut: Cut?
    var index = start
    while index < strips.count {
      var strip = strips[index]
      var gap = 0.0
      if index > start {
        if strip.isSheet || strip.pageBreak == .forced { break }
        gap = max(strips[index - 1].after, strip.before)
        if let new = self.cut(before: index, of: strips, placed: placed.count, at: y) {
          if new.cost <= cut?.cost ?? .infinity { cut = new }
          if strip.startsChapter, leavesTooLittle(at: index, of: strips, y: y + gap) {
            return (Page(placed: placed, isSheet: false), index)
          }
        }
      }
      strip = fitted(index, of: strips, y: y + gap)
      // A hundredth of a point is rounding, not overflow.
      if index > start, !strip.isSpace, y + gap + strip.height > bottom + 0.01 {
        let end = cut ?? Cut(end: index, count: placed.count, cost: 0)
        return (Page(placed: Array(placed.prefix(end.count)), isSheet: false), end.end)
      }
      placed.append(Placed(strip: strip, y: y + gap))
      y += gap + strip.height
      index += 1
    }
    return (Page(placed: placed, isSheet: false), index)
  }

  // MARK: Where a page ends

  private struct Cut {
    var end: Int
    var count: Int
    var cost: Double
  }

  /// A place where the page may end, at the cost of what it leaves empty and what it parts.
  private func cut(before index: Int, of strips: [Strip], placed: Int, at y: Double) -> Cut? {
    let parting: Double
    switch strips[index].pageBreak {
    case .allowed, .forced: parting = 0
    case .reluctant: parting = isPassable(index, in: strips) ? 0 : 0.08
    case .discouraged: parting = 10
    case .forbidden: return nil
    }
    let empty = max(0, bottom - y) / (bottom - top)
    return Cut(end: index, count: placed, cost: parting + empty * empty)
  }

  /// Whether a chapter should rather begin on the next page: less than 45% of this one is left, and
  /// the chapter is longer than that.
  private func leavesTooLittle(at start: Int, of strips: [Strip], y: Double) -> Bool {
    guard bottom - y < 0.45 * (bottom - top) else { return false }
    var end = y
    for index in start..<strips.count {
      let strip = strips[index]
      if index > start {
        if strip.startsChapter || strip.isSheet || strip.pageBreak == .forced { break }
        end += max(strips[index - 1].after, strip.before)
      }
      end += strip.height
      if end > bottom + 0.01 { return true }
    }
    return false
  }

  /// A drawing made smaller where it and its caption stay on the page by that.
  private func fitted(_ index: Int, of strips: [Strip], y: Double) -> Strip {
    let strip = strips[index]
    guard let shrinking = strip.shrinking, strip.height > 0 else { return strip }
    var end = y + strip.height
    var next = index + 1
    while next < strips.count, strips[next].float == .floats,
      strips[next].pageBreak == .forbidden
    {
      end += max(strips[next - 1].after, strips[next].before) + strips[next].height
      next += 1
    }
    let scale = (strip.height - (end - bottom)) / strip.height
    return scale < 1 && scale >= shrinking.least ? strip.scaled(by: scale) : strip
  }

  /// Whether text follows a figure that could come before it.
  private func isPassable(_ index: Int, in strips: [Strip]) -> Bool {
    guard strips[index].float == .floats else { return false }
    let next = strips[index...].dropFirst().first {
      $0.float != .floats || $0.pageBreak != .forbidden
    }
    return next?.float == .mayPass && next?.pageBreak != .forced
  }

  /// The text that may stand before a figure that starts the next page, as far as it fits.
  ///
  /// Without this, a figure leaves as much of a page empty as it is tall. Only text up to the next
  /// heading, table, box or figure passes, so a figure stays in its section.
  private func passing(
    waitingAt start: Int, after page: Page, in strips: [Strip]
  ) -> Range<Int>? {
    guard start > 0, start < strips.count, strips[start].float == .floats,
      [.allowed, .reluctant].contains(strips[start].pageBreak), let last = page.placed.last
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
