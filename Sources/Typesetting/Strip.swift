import Graphics

/// A slice of a page as wide as the sheet that no page break goes through: a line, a table row, a
/// chart.
///
/// Layout turns every block into strips, the paginator deals them out to pages, and whatever
/// belongs together is found again by the wrappers that neighbours share.
struct Strip {
  /// Whether a page may end before a strip.
  enum Break {
    case allowed
    /// Between a few lines under a heading and what they lead to, where the page would not stay
    /// much emptier for keeping them together.
    case reluctant
    /// Inside a box that should stay whole, where the page offers nothing better.
    case discouraged
    case forbidden
    case forced
  }

  /// How a strip behaves where a figure does not fit the rest of a page.
  enum Float {
    /// Neither moves nor lets itself be moved: headings, tables, boxes.
    case stays
    /// Part of a figure, which may wait for the next page.
    case floats
    /// Text that may fill the page before a waiting figure.
    case mayPass
  }

  var height: Double
  /// Space above, unless it is the first on its page; the larger of two neighbours counts.
  var before = 0.0
  var after = 0.0
  var pageBreak = Break.allowed
  /// Drawn with x from the sheet's left edge and y from the strip's top.
  var items: [Frame.Item] = []
  /// Outermost first.
  var wrappers: [Wrapper] = []
  /// Plain space, which has no place at the top of a page.
  var isSpace = false
  /// A whole sheet without furniture, such as the cover; y is from the sheet's top.
  var isSheet = false
  var float = Float.stays
  /// Whether a chapter begins here, which wants a good part of a page.
  var startsChapter = false
  /// Set where the strip may be made smaller to stay on its page.
  var shrinking: Shrinking?

  /// How far a drawing may be made smaller around its left edge.
  struct Shrinking {
    var left: Double
    var least: Double
  }

  /// The strip made smaller.
  func scaled(by factor: Double) -> Strip {
    guard let shrinking, factor < 1 else { return self }
    var strip = self
    strip.height *= factor
    strip.items = items.map {
      $0.moved(by: Point(-shrinking.left, 0)).scaled(by: factor)
        .moved(by: Point(shrinking.left, 0))
    }
    return strip
  }
}

/// What neighbouring strips are part of: one group on each page that shows some of them.
struct Wrapper {
  /// A ground with an optional bar at its left.
  struct Backdrop {
    var fill: Color?
    var bar: Color?
    var x: Double
    var width: Double
  }

  /// Unique in the document: strips with the same number are parts of the same thing.
  var id: Int
  var role: Frame.Role?
  var anchor: String?
  var link: Frame.Link?
  var alternativeText: String?
  var backdrop: Backdrop?
  /// Strips repeated on every further page, such as the header of a table.
  var continuation: [Strip] = []
}
