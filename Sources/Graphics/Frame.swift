/// Placed items in points: what layout ends in and every exporter walks.
///
/// Five kinds of items are enough for charts and pages. A frame measures nothing and knows no
/// output format; text arrives already broken into lines and placed by its baseline.
public struct Frame: Sendable, Hashable {
  /// The extent of the frame.
  public var size: Size
  /// What is drawn, back to front.
  public var items: [Item]

  /// Makes a frame.
  public init(size: Size, items: [Item] = []) {
    self.size = size
    self.items = items
  }

  /// One placed thing.
  public indirect enum Item: Sendable, Hashable {
    /// A filled or stroked outline.
    case path(Path)
    /// One line of text, placed by the left end of its baseline.
    case text(TextRun)
    /// Items with a meaning: a structure role, an alternative text, a target or a link.
    case group(Group)
  }

  /// Items that belong together, moved by `offset` and tagged with a role.
  public struct Group: Sendable, Hashable {
    /// What the group is in the document's structure; nil draws without a tag.
    public var role: Role?
    /// What a screen reader says instead of the items (figures).
    public var alternativeText: String?
    /// A stable id that links and bookmarks can point to.
    public var anchor: String?
    /// Where a click leads.
    public var link: Link?
    /// The language of the text inside, as a BCP 47 tag, where it is not the document's.
    public var language: String?
    /// How far the items are moved.
    public var offset: Point
    /// The items, back to front.
    public var items: [Item]

    /// Makes a group.
    public init(
      role: Role? = nil, alternativeText: String? = nil, anchor: String? = nil, link: Link? = nil,
      language: String? = nil, offset: Point = Point(0, 0), items: [Item] = []
    ) {
      self.role = role
      self.alternativeText = alternativeText
      self.anchor = anchor
      self.link = link
      self.language = language
      self.offset = offset
      self.items = items
    }
  }

  /// Where a link leads.
  public enum Link: Sendable, Hashable {
    /// An anchor in the same document.
    case anchor(String)
    /// An address outside.
    case address(String)
  }

  /// The structure types of PDF 1.7 that the project uses, and `furniture` for headers, footers,
  /// rules and backgrounds that mean nothing to a listener.
  ///
  /// A paragraph or table that is split by a page break becomes one element on each page.
  public enum Role: Sendable, Hashable {
    /// A heading of level 1…6.
    case heading(Int)
    case paragraph, caption, figure, table, tableRow, span, link
    case list, listItem, listLabel, listBody, blockQuote, note
    case contents, contentsItem, reference
    /// A header cell and whether it heads a row or a column.
    case headerCell(HeaderScope)
    case dataCell
    case furniture
  }

  /// What a header cell heads.
  public enum HeaderScope: String, Sendable, Hashable { case row, column }
}

/// An outline of straight lines and Bézier curves, with how it is painted.
public struct Path: Sendable, Hashable {
  /// One step of the pen.
  public enum Element: Sendable, Hashable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
    case close
  }

  /// How a line is drawn.
  public struct Stroke: Sendable, Hashable {
    /// The colour of the line.
    public var color: Color
    /// Points across.
    public var width: Double
    /// Lengths of dashes and gaps in points; empty for a solid line.
    public var dashes: [Double]
    /// Whether ends are round rather than flat.
    public var roundCap: Bool

    /// Makes a stroke.
    public init(_ color: Color, width: Double = 1, dashes: [Double] = [], roundCap: Bool = false) {
      self.color = color
      self.width = width
      self.dashes = dashes
      self.roundCap = roundCap
    }
  }

  /// The steps of the pen.
  public var elements: [Element]
  /// The colour inside, if any.
  public var fill: Color?
  /// The line around, if any.
  public var stroke: Stroke?

  /// Makes a path.
  public init(_ elements: [Element], fill: Color? = nil, stroke: Stroke? = nil) {
    self.elements = elements
    self.fill = fill
    self.stroke = stroke
  }

  /// A straight line.
  public static func line(from a: Point, to b: Point, stroke: Stroke) -> Path {
    Path([.move(a), .line(b)], stroke: stroke)
  }

  /// An upright rectangle.
  public static func rectangle(_ r: Rect, fill: Color? = nil, stroke: Stroke? = nil) -> Path {
    let (x, y) = (r.origin.x, r.origin.y)
    let (right, bottom) = (x + r.size.width, y + r.size.height)
    return Path(
      [
        .move(Point(x, y)), .line(Point(right, y)), .line(Point(right, bottom)),
        .line(Point(x, bottom)), .close,
      ], fill: fill, stroke: stroke)
  }

  /// A circle of four Bézier arcs.
  public static func circle(
    center c: Point, radius r: Double, fill: Color? = nil, stroke: Stroke? = nil
  ) -> Path {
    // The control distance that makes a cubic arc meet the circle at its middle.
    let k = r * 0.5522847498307936
    return Path(
      [
        .move(Point(c.x + r, c.y)),
        .curve(Point(c.x + r, c.y + k), Point(c.x + k, c.y + r), Point(c.x, c.y + r)),
        .curve(Point(c.x - k, c.y + r), Point(c.x - r, c.y + k), Point(c.x - r, c.y)),
        .curve(Point(c.x - r, c.y - k), Point(c.x - k, c.y - r), Point(c.x, c.y - r)),
        .curve(Point(c.x + k, c.y - r), Point(c.x + r, c.y - k), Point(c.x + r, c.y)), .close,
      ], fill: fill, stroke: stroke)
  }
}
