import Graphics
import Localization

/// Turns blocks into strips.
///
/// One instance lays out one pass over a document and keeps count of figures and tables. Boxes lay
/// out their blocks in a narrower column of the same instance.
struct BlockLayout {
  let shaper: RememberingShaper
  let theme: Theme
  let language: Language
  /// The language of the document, for line breaking.
  let tag: String
  let headings: HeadingPlan
  private(set) var pageOfAnchor: [String: Int] = [:]
  /// Where the contents stand among the strips.
  private var contents: [(range: Range<Int>, title: String, x: Double, width: Double)] = []

  var strips: [Strip] = []
  /// The left edge and width that blocks take now.
  var x: Double
  var width: Double
  /// What the blocks being laid out are part of.
  var outer: [Wrapper] = []
  private var nextHeading = 0
  private var nextID = 0
  private var figures = 0
  private var tables = 0
  private var breakPending = false
  /// Set after a heading until enough follows it.
  var keep: Keep?

  /// What still has to follow a heading on its page.
  struct Keep {
    /// Lines of text; a lead does not count.
    var lines: Int
    /// Whether nothing but headings and a lead has come yet.
    var isFirst: Bool
  }

  init(
    shaper: RememberingShaper, theme: Theme, language: Language, tag: String,
    headings: HeadingPlan
  ) {
    self.shaper = shaper
    self.theme = theme
    self.language = language
    self.tag = tag
    self.headings = headings
    x = theme.margins.left
    width = theme.columnWidth
  }

  /// Adds the strips of one block.
  mutating func add(_ block: Document.Block) {
    switch block {
    case .cover(let cover): addCover(cover)
    // Whether it is numbered is in the plan of headings.
    case .heading(let level, let text, let id, _, let startsPage):
      addHeading(level: level, text: text, id: id, startsPage: startsPage)
    case .paragraph(let inlines, let look): addParagraph(inlines, look: look)
    case .list(let items, let isOrdered): addList(items, isOrdered: isOrdered)
    case .figure(let figure): addFigure(figure)
    case .table(let table): addTable(table)
    case .callout(let title, let blocks, let tone):
      addCallout(title: title, blocks: blocks, tone: tone)
    case .cards(let cards): addCards(cards)
    case .contents(let title):
      let first = strips.count
      addContents(title: title)
      contents.append((first..<strips.count, title, x, width))
    case .pageBreak: breakPending = true
    case .space(let height):
      append([Strip(height: max(0, height), isSpace: true)])
    }
  }

  /// Sets the contents again with other page numbers, in the same room.
  ///
  /// Returns whether there is anything to set.
  mutating func renewContents(pageOfAnchor: [String: Int]) -> Bool {
    self.pageOfAnchor = pageOfAnchor
    for (range, title, x, width) in contents {
      (self.x, self.width) = (x, width)
      let whole = strips
      strips = []
      keep = nil
      addContents(title: title)
      let new = strips
      strips = whole
      for (index, strip) in zip(range, new) {
        strips[index].items = strip.items
      }
    }
    return !contents.isEmpty
  }

  /// A wrapper with a number of its own.
  mutating func wrapper(_ role: Frame.Role?, anchor: String? = nil) -> Wrapper {
    nextID += 1
    return Wrapper(id: nextID, role: role, anchor: anchor)
  }

  /// Adds strips inside whatever is open, honouring a page break that waits for content.
  mutating func append(_ new: [Strip]) {
    var new = new
    guard !new.isEmpty else { return }
    if !new[0].isSpace {
      if breakPending {
        new[0].pageBreak = .forced
      } else if let keep {
        new[0].pageBreak = keep.isFirst ? .forbidden : .reluctant
      }
      breakPending = false
      keep = nil
    } else if keep?.isFirst == true {
      new[0].pageBreak = .forbidden
    }
    strips += new.map { strip in
      var strip = strip
      strip.wrappers = outer + strip.wrappers
      return strip
    }
  }

  /// Adds lines of text, of which the first stay with the heading before them.
  mutating func appendText(_ new: [Strip], isLead: Bool = false) {
    let open = keep
    var new = new
    let needed = open.map { isLead ? new.count : $0.lines } ?? 0
    for index in new.indices.prefix(needed).dropFirst() { new[index].pageBreak = .forbidden }
    append(new)
    guard let open, !new.isEmpty else { return }
    if isLead {
      keep = open
    } else if new.count < open.lines {
      keep = Keep(lines: open.lines - new.count, isFirst: false)
    }
  }

  /// How much of a page is taken by headings that the next block may not be parted from.
  var keptHeight: Double {
    guard keep?.isFirst == true else { return 0 }
    var height = strips.last.map { $0.after } ?? 0
    for index in strips.indices.reversed() {
      height += strips[index].height
      guard strips[index].pageBreak == .forbidden, index > 0 else { break }
      height += max(strips[index - 1].after, strips[index].before)
    }
    return height
  }

  mutating func startPage() { breakPending = true }

  mutating func takeHeading() -> HeadingPlan.Entry? {
    // Headings in boxes are labels, not part of the plan.
    guard outer.isEmpty, nextHeading < headings.entries.count else { return nil }
    defer { nextHeading += 1 }
    return headings.entries[nextHeading]
  }

  mutating func nextFigureLabel() -> String {
    figures += 1
    return label("typesetting.figure", number: figures, english: "Figure \(figures)")
  }

  mutating func nextTableLabel() -> String {
    tables += 1
    return label("typesetting.table", number: tables, english: "Table \(tables)")
  }

  func label(_ key: String, number: Int, english: String) -> String {
    guard language.strings[key] != nil || language.fallback[key] != nil else { return english }
    return language.string(key, ["n": .number(Double(number))])
  }

  /// What a repeated header says above itself.
  func continued(_ label: String) -> String {
    let key = "typesetting.continued"
    guard language.strings[key] != nil || language.fallback[key] != nil else {
      return "\(label), continued"
    }
    return language.string(key, ["n": .text(label)])
  }
}
