/// Why a page or picture could not be made.
package enum RenderingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder or a font file in it could not be used.
  case unusableFonts(path: String, reason: String)
  /// A document has no page.
  case noPages
  /// A page or picture has an extent that cannot be drawn.
  case unusableSize(width: Double, height: Double)
  /// A position or width is not a number, or out of all bounds.
  case notFinite(where: String)
  /// A link or bookmark leads to an anchor that no page has.
  case unknownAnchor(String)
  /// Two groups have the same anchor.
  case repeatedAnchor(String)
  /// Cairo refused.
  case drawing(String)
  /// The finished document could not be completed.
  case document(String)

  package var description: String {
    switch self {
    case .unusableFonts(let path, let reason): "\(path): cannot use these fonts: \(reason)"
    case .noPages: "the document has no pages"
    case .unusableSize(let width, let height):
      "cannot draw on \(width) × \(height) points; expected more than 0 and at most 14400"
    case .notFinite(let place): "\(place): a position is not a number within ±1,000,000 points"
    case .unknownAnchor(let name): "a link leads to “\(name)”, but nothing has this anchor"
    case .repeatedAnchor(let name): "the anchor “\(name)” is used twice"
    case .drawing(let reason): "drawing failed: \(reason)"
    case .document(let reason): "completing the PDF failed: \(reason)"
    }
  }
}
