import Graphics

/// The headings of a document with their numbers, in order.
struct HeadingPlan {
  struct Entry {
    var level: Int
    /// `2.1`, or nil for an unnumbered heading.
    var number: String?
    var text: String
    var id: String

    /// Number and text in one line, as bookmarks show it.
    var title: String { number.map { "\($0)  \(text)" } ?? text }
  }

  private(set) var entries: [Entry] = []

  /// Counts the headings that stand outside boxes.
  ///
  /// What stands under an unnumbered heading has no number either: `4.1` in an annex would seem to
  /// belong to chapter 4.
  init(_ document: Document) {
    var counters: [Int] = []
    var unnumbered: Int?
    for block in document.blocks {
      guard case .heading(let level, let text, let id, let isNumbered, _) = block else { continue }
      let depth = min(max(level, 1), 6)
      if let above = unnumbered, depth <= above { unnumbered = nil }
      if !isNumbered, unnumbered == nil { unnumbered = depth }
      var number: String?
      if unnumbered == nil {
        while counters.count < depth { counters.append(0) }
        counters.removeLast(counters.count - depth)
        counters[depth - 1] += 1
        // Sections without a chapter count by themselves.
        number = counters.drop { $0 == 0 }.map(String.init).joined(separator: ".")
      }
      entries.append(Entry(level: depth, number: number, text: text, id: id))
    }
  }
}
