/// How text looks.
public struct TextStyle: Sendable, Hashable {
  /// The weights that the bundled family has.
  public enum Weight: Int, Sendable, Hashable { case regular = 400, semibold = 600, bold = 700 }

  /// Points.
  public var size: Double
  /// How heavy.
  public var weight: Weight
  /// Whether slanted.
  public var italic: Bool
  /// The colour of the ink.
  public var color: Color
  /// Whether digits share one width, as columns of numbers need.
  public var tabularFigures: Bool

  /// Makes a style.
  public init(
    size: Double, weight: Weight = .regular, italic: Bool = false, color: Color = Color(0x1F2933),
    tabularFigures: Bool = false
  ) {
    self.size = size
    self.weight = weight
    self.italic = italic
    self.color = color
    self.tabularFigures = tabularFigures
  }
}

/// One line of text in one style, placed by the left end of its baseline.
public struct TextRun: Sendable, Hashable {
  /// What it says; never contains a line break.
  ///
  /// A soft hyphen (U+00AD) at the end says that the line was broken inside a word: exporters draw
  /// a hyphen there.
  public var text: String
  /// How it looks.
  public var style: TextStyle
  /// The left end of the baseline.
  public var baseline: Point
  /// The measured advance in points, so that exporters and tests need not measure again.
  public var width: Double
  /// How wide each space is made beyond its own width, for justified lines.
  public var extraSpace: Double

  /// Makes a run.
  public init(
    _ text: String, style: TextStyle, baseline: Point, width: Double, extraSpace: Double = 0
  ) {
    self.text = text
    self.style = style
    self.baseline = baseline
    self.width = width
    self.extraSpace = extraSpace
  }
}

/// Distances of a style's line from its baseline, in points.
public struct LineMetrics: Sendable, Hashable {
  /// From the baseline up.
  public var ascent: Double
  /// From the baseline down, positive.
  public var descent: Double
  /// Makes metrics.
  public init(ascent: Double, descent: Double) {
    self.ascent = ascent
    self.descent = descent
  }
}

/// A stretch of a paragraph in one style.
public struct TextSpan: Sendable, Hashable {
  /// What it says.
  public var text: String
  /// How it looks.
  public var style: TextStyle
  /// Where a click leads.
  public var link: Frame.Link?
  /// Makes a span.
  public init(_ text: String, style: TextStyle, link: Frame.Link? = nil) {
    self.text = text
    self.style = style
    self.link = link
  }
}

/// One line of a broken paragraph.
public struct TextLine: Sendable, Hashable {
  /// A stretch of the line in one style, `x` points from the left of the line.
  public struct Piece: Sendable, Hashable {
    /// What it says; ends in a soft hyphen where the line was broken inside a word.
    public var text: String
    /// How it looks.
    public var style: TextStyle
    /// Points from the left of the line.
    public var x: Double
    /// The measured advance in points.
    public var width: Double
    /// Where a click leads.
    public var link: Frame.Link?
    /// Makes a piece.
    public init(
      _ text: String, style: TextStyle, x: Double, width: Double, link: Frame.Link? = nil
    ) {
      self.text = text
      self.style = style
      self.x = x
      self.width = width
      self.link = link
    }
  }
  /// Left to right.
  public var pieces: [Piece]
  /// The advance of the whole line without trailing space.
  public var width: Double
  /// The greatest ascent and descent on the line.
  public var metrics: LineMetrics
  /// Makes a line.
  public init(pieces: [Piece], width: Double, metrics: LineMetrics) {
    self.pieces = pieces
    self.width = width
    self.metrics = metrics
  }
}

/// Measures text and breaks it into lines.
///
/// The Pango implementation is in `CairoRendering`; `FixedAdvanceShaper` serves tests.
public protocol TextShaper {
  /// The advance of one unbroken line, in points.
  func width(of text: String, style: TextStyle) -> Double
  /// The distances of a style's line from its baseline.
  func metrics(of style: TextStyle) -> LineMetrics
  /// Breaks spans into lines of at most `width` points by the rules of `language`.
  ///
  /// Soft hyphens are honoured; a `\n` forces a break. A word wider than the line is broken
  /// between characters rather than left to overflow.
  func lines(of spans: [TextSpan], width: Double, language: String) -> [TextLine]
}
