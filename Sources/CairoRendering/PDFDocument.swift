package import Graphics

/// Pages with what a PDF says about itself.
package struct PDFDocument: Sendable, Hashable {
  /// One sheet.
  package struct Page: Sendable, Hashable {
    /// What is on it; its size is the size of the sheet.
    package var frame: Frame
    /// The number printed on it, as readers show it: "iv", "12".
    package var label: String

    /// Makes a page.
    package init(frame: Frame, label: String) {
      self.frame = frame
      self.label = label
    }
  }

  /// One bookmark.
  package struct OutlineEntry: Sendable, Hashable {
    /// 1 for chapters, 2 for what is under them, and so on.
    package var level: Int
    /// What the bookmark says.
    package var title: String
    /// The anchor that it leads to.
    package var anchor: String

    /// Makes a bookmark.
    package init(level: Int, title: String, anchor: String) {
      self.level = level
      self.title = title
      self.anchor = anchor
    }
  }

  /// The title that readers show instead of the file name.
  package var title: String
  /// Who is responsible for the content.
  package var author: String
  /// The program that made the content.
  package var creator: String
  /// What it is about, in a sentence.
  package var subject: String
  /// The language of the text, as a BCP 47 tag.
  package var language: String
  /// When it was made, as ISO 8601 ("2026-03-31T00:00:00Z"); never taken from the clock.
  package var date: String
  /// The sheets in order.
  package var pages: [Page]
  /// The bookmarks in order.
  package var outline: [OutlineEntry]

  /// Makes a document.
  package init(
    title: String, author: String, creator: String, subject: String = "", language: String,
    date: String, pages: [Page], outline: [OutlineEntry] = []
  ) {
    self.title = title
    self.author = author
    self.creator = creator
    self.subject = subject
    self.language = language
    self.date = date
    self.pages = pages
    self.outline = outline
  }
}
