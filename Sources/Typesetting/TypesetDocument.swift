package import Graphics

/// One sheet with everything placed.
package struct TypesetPage: Sendable, Hashable {
  package var frame: Frame
  /// The number printed on the page; the cover counts as 1 and prints none.
  package var label: String
}

/// Pages in order, and the bookmarks into them.
package struct TypesetDocument: Sendable, Hashable {
  package struct OutlineEntry: Sendable, Hashable {
    /// 1 for chapters.
    package var level: Int
    /// The heading with its number.
    package var title: String
    package var anchor: String
  }
  package var pages: [TypesetPage]
  package var outline: [OutlineEntry]
}
