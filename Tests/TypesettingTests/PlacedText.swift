import Graphics
import Localization
import Typesetting

/// A run of a page where it really is, with the roles around it, outermost first.
struct PlacedText {
  var text: String
  var baseline: Point
  var width: Double
  var size: Double
  var roles: [Frame.Role]
  var link: Frame.Link?

  var isFurniture: Bool { roles.contains(.furniture) }

  /// All runs of a page in drawing order.
  static func all(in page: TypesetPage) -> [PlacedText] {
    var found: [PlacedText] = []
    func walk(_ items: [Frame.Item], _ offset: Point, _ roles: [Frame.Role], _ link: Frame.Link?) {
      for item in items {
        switch item {
        case .path: break
        case .text(let run):
          found.append(
            PlacedText(
              text: run.text,
              baseline: Point(run.baseline.x + offset.x, run.baseline.y + offset.y),
              width: run.width, size: run.style.size, roles: roles, link: link))
        case .group(let group):
          walk(
            group.items, Point(offset.x + group.offset.x, offset.y + group.offset.y),
            roles + (group.role.map { [$0] } ?? []), group.link ?? link)
        }
      }
    }
    walk(page.frame.items, Point(0, 0), [], nil)
    return found
  }
}

extension TypesetDocument {
  /// The words of all pages that are content, in order.
  var words: [String] {
    pages.flatMap { page in
      PlacedText.all(in: page).filter { !$0.isFurniture }
        .flatMap { $0.text.split(separator: " ").map(String.init) }
    }
  }

  /// The page label that each anchor is on.
  var pageOfAnchor: [String: String] {
    var found: [String: String] = [:]
    for page in pages {
      Frame.forEachGroup(in: page.frame.items) { group in
        if let anchor = group.anchor { found[anchor] = page.label }
      }
    }
    return found
  }
}

let english = Language(tag: "en", strings: [:], fallback: [:])

func typeset(_ blocks: [Document.Block]) -> TypesetDocument {
  Typesetter(shaper: FixedAdvanceShaper(), language: english).typeset(
    Document(title: "T", author: "A", language: "en", footer: "Footer", blocks: blocks))
}

func paragraph(_ text: String) -> Document.Block { .paragraph([.text(text)], look: .body) }
