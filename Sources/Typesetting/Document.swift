package import Graphics

/// Bound blocks to typeset: what a report says, in order, without any position.
package struct Document: Sendable, Hashable {
  package var title: String
  package var subtitle: String?
  package var author: String
  /// BCP 47.
  package var language: String
  /// Printed small at the foot of each page beside the page number.
  package var footer: String
  package var blocks: [Block]

  package init(
    title: String, subtitle: String? = nil, author: String, language: String, footer: String,
    blocks: [Block]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.author = author
    self.language = language
    self.footer = footer
    self.blocks = blocks
  }

  /// One block.
  package indirect enum Block: Sendable, Hashable {
    /// A full first page: kicker above the title, title, subtitle, and small facts below.
    case cover(Cover)
    /// A numbered or unnumbered heading that may be linked to by `id`; level 1 starts a new page
    /// where `startsPage` says so.
    case heading(level: Int, text: String, id: String, isNumbered: Bool, startsPage: Bool)
    case paragraph([Inline], look: ParagraphLook)
    case list([[Inline]], isOrdered: Bool)
    /// A chart with a caption; kept together on one page.
    case figure(Figure)
    case table(TableBlock)
    /// A tinted box with a title: findings, warnings, notes. Kept together where it fits a page.
    case callout(title: String?, blocks: [Block], tone: Tone)
    /// Cards side by side: a big figure, a label and a note each.
    case cards([Card])
    case contents(title: String)
    case pageBreak
    case space(Double)
  }

  package enum ParagraphLook: Sendable, Hashable { case body, lead, small, quote }
  package enum Tone: Sendable, Hashable { case neutral, finding, caution }

  /// A stretch of text.
  package enum Inline: Sendable, Hashable {
    case text(String)
    case strong(String)
    case emphasis(String)
    case link(String, Frame.Link)
  }

  package struct Cover: Sendable, Hashable {
    package var kicker: String
    package var title: String
    package var subtitle: String
    package var facts: [(label: String, value: String)] {
      zip(factLabels, factValues).map { ($0, $1) }
    }
    package var factLabels: [String]
    package var factValues: [String]
    /// A drawing over the colour field, in points of the sheet; nil lets the theme draw its own.
    package var ornament: Frame?
    package init(
      kicker: String, title: String, subtitle: String, factLabels: [String], factValues: [String],
      ornament: Frame? = nil
    ) {
      self.kicker = kicker
      self.title = title
      self.subtitle = subtitle
      self.factLabels = factLabels
      self.factValues = factValues
      self.ornament = ornament
    }
  }

  package struct Figure: Sendable, Hashable {
    package var id: String
    package var frame: Frame
    package var caption: [Inline]
    package var alternativeText: String
    package init(id: String, frame: Frame, caption: [Inline], alternativeText: String) {
      self.id = id
      self.frame = frame
      self.caption = caption
      self.alternativeText = alternativeText
    }
  }

  package struct TableBlock: Sendable, Hashable {
    package enum Alignment: Sendable, Hashable { case left, right, center }
    package struct Column: Sendable, Hashable {
      package var header: String
      package var alignment: Alignment
      /// Share of the width; relative to the other columns.
      package var weight: Double
      package init(header: String, alignment: Alignment, weight: Double) {
        self.header = header
        self.alignment = alignment
        self.weight = weight
      }
    }
    package var id: String?
    package var caption: [Inline]
    package var columns: [Column]
    /// Cells row by row.
    ///
    /// The first cell of a row is its header. A row with one cell is a band that
    /// spans the table.
    package var rows: [[String]]
    /// Printed small under the table.
    package var note: String?
    package init(
      id: String? = nil, caption: [Inline], columns: [Column], rows: [[String]],
      note: String? = nil
    ) {
      self.id = id
      self.caption = caption
      self.columns = columns
      self.rows = rows
      self.note = note
    }
  }

  package struct Card: Sendable, Hashable {
    package var figure: String
    package var label: String
    package var note: String
    package var tone: Tone
    package init(figure: String, label: String, note: String, tone: Tone = .neutral) {
      self.figure = figure
      self.label = label
      self.note = note
      self.tone = tone
    }
  }
}
