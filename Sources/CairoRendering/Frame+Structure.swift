import Graphics

extension Frame {
  /// Whether items are runs of one element: no lines, no tags, no targets inside.
  static func isPlainText(_ items: [Frame.Item]) -> Bool {
    items.allSatisfy { item in
      switch item {
      case .path: false
      case .text: true
      case .group(let group):
        group.role == nil && group.link == nil && group.alternativeText == nil
          && group.anchor == nil && group.language == nil && isPlainText(group.items)
      }
    }
  }

  /// Whether anything of the items can be seen.
  static func showsSomething(_ items: [Frame.Item]) -> Bool {
    items.contains { item in
      switch item {
      case .path(let path): path.bounds != nil && (path.fill != nil || path.stroke != nil)
      case .text(let run): run.text.contains { !$0.isWhitespace && $0 != "\u{AD}" }
      case .group(let group): showsSomething(group.items)
      }
    }
  }

  /// Takes captions out of a figure; they keep their place.
  static func separateCaptions(
    _ items: [Frame.Item]
  ) -> (drawing: [Frame.Item], captions: [Frame.Group]) {
    var drawing: [Frame.Item] = []
    var captions: [Frame.Group] = []
    for item in items {
      guard case .group(var group) = item else {
        drawing.append(item)
        continue
      }
      if group.role == .caption {
        captions.append(group)
        continue
      }
      let inner = separateCaptions(group.items)
      captions += inner.captions.map { caption in
        var moved = caption
        moved.offset = Point(
          caption.offset.x + group.offset.x, caption.offset.y + group.offset.y)
        return moved
      }
      group.items = inner.drawing
      drawing.append(.group(group))
    }
    return (drawing, captions)
  }
}

extension Frame.Role {
  /// The structure type of PDF 1.7.
  var tag: String {
    switch self {
    case .heading(let level): "H\(min(max(level, 1), 6))"
    case .paragraph: "P"
    case .caption: "Caption"
    case .figure: "Figure"
    case .table: "Table"
    case .tableRow: "TR"
    case .span: "Span"
    case .link: "Link"
    case .list: "L"
    case .listItem: "LI"
    case .listLabel: "Lbl"
    case .listBody: "LBody"
    case .blockQuote: "BlockQuote"
    case .note: "Note"
    case .contents: "TOC"
    case .contentsItem: "TOCI"
    case .reference: "Reference"
    case .headerCell: "TH"
    case .dataCell: "TD"
    case .furniture: furnitureTag
    }
  }
}

/// Cairo puts an address into a PDF string as it is: what would end the string is escaped.
func uriEscaped(_ address: String) -> String {
  var out = ""
  for byte in address.utf8 {
    let keep =
      byte > 0x20 && byte < 0x7F && !"()\\<>\"'".utf8.contains(byte)
    if keep {
      out.append(Character(Unicode.Scalar(byte)))
    } else {
      let digits = String(byte, radix: 16, uppercase: true)
      out += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return out
}
