import CCMark
package import Diagnostics
import Graphics
package import Typesetting

/// Turns a town's own Markdown (CommonMark) into blocks, through libcmark.
///
/// Raw HTML is printed as the text it is, and pictures are refused: a report carries its own charts
/// and no file that nobody has checked. Both are diagnostics.
package struct MarkdownBlocks {
  let file: String
  let idPrefix: String
  private var headings = 0
  private var depth = 0
  /// Nobody writes quotes in quotes in quotes this far; a hostile file would exhaust the stack.
  private static let deepest = 40
  /// The first heading of level 1, which becomes the section's title and no block.
  private(set) package var title: String?
  private(set) package var diagnostics: [Diagnostic] = []

  package init(file: String, idPrefix: String) {
    self.file = file
    self.idPrefix = idPrefix
  }

  /// The blocks of a text; headings begin below level 1, which belongs to the report.
  package mutating func blocks(of markdown: String) -> [Document.Block] {
    let bytes = Array(markdown.utf8)
    let root = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parse_document(
          $0.baseAddress, $0.count, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8)
      }
    }
    guard let root else { return [] }
    defer { cmark_node_free(root) }
    return children(of: root).flatMap { block($0) }
  }

  private mutating func block(_ node: OpaquePointer) -> [Document.Block] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      if depth == Self.deepest + 1 {
        report("markdown.too-deep", node, "text nested deeper than \(Self.deepest) is left out")
      }
      return []
    }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      if title == nil, headings == 0, cmark_node_get_heading_level(node) == 1 {
        title = plainText(inlines(of: node))
        return []
      }
      headings += 1
      return [
        .heading(
          level: min(Int(cmark_node_get_heading_level(node)) + 1, 4),
          text: plainText(inlines(of: node)), id: "\(idPrefix)-\(headings)", isNumbered: false,
          startsPage: false)
      ]
    case CMARK_NODE_PARAGRAPH:
      let text = inlines(of: node)
      return text.isEmpty ? [] : [.paragraph(text, look: .body)]
    case CMARK_NODE_BLOCK_QUOTE:
      return children(of: node).flatMap { block($0) }.map { inner in
        if case .paragraph(let text, _) = inner { return .paragraph(text, look: .quote) }
        return inner
      }
    case CMARK_NODE_LIST:
      let items = children(of: node).map { listItem($0) }
      return [.list(items, isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)]
    case CMARK_NODE_CODE_BLOCK:
      return [.paragraph([.text(literal(of: node))], look: .small)]
    case CMARK_NODE_HTML_BLOCK:
      report("markdown.html", node, "raw HTML is printed as text", hint: "write it as Markdown")
      return [.paragraph([.text(literal(of: node))], look: .body)]
    case CMARK_NODE_THEMATIC_BREAK: return [.space(12)]
    default: return []
    }
  }

  /// Everything in a list item as one paragraph; lists in lists become lines of it.
  private mutating func listItem(_ node: OpaquePointer) -> [Document.Inline] {
    var text: [Document.Inline] = []
    for child in children(of: node) {
      for inner in block(child) {
        if !text.isEmpty { text.append(.text("\n")) }
        switch inner {
        case .paragraph(let inlines, _): text += inlines
        case .list(let items, _):
          for (index, item) in items.enumerated() {
            text.append(.text(index == 0 ? "– " : "\n– "))
            text += item
          }
        case .heading(_, let words, _, _, _): text.append(.strong(words))
        default: break
        }
      }
    }
    return text
  }

  private mutating func inlines(of node: OpaquePointer) -> [Document.Inline] {
    children(of: node).flatMap { inline($0) }
  }

  private mutating func inline(_ node: OpaquePointer) -> [Document.Inline] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return [] }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE: return [.text(literal(of: node))]
    case CMARK_NODE_SOFTBREAK: return [.text(" ")]
    case CMARK_NODE_LINEBREAK: return [.text("\n")]
    case CMARK_NODE_EMPH: return [.emphasis(plainText(inlines(of: node)))]
    case CMARK_NODE_STRONG: return [.strong(plainText(inlines(of: node)))]
    case CMARK_NODE_LINK: return [link(node)]
    case CMARK_NODE_IMAGE:
      report(
        "markdown.image", node, "the picture \(address(of: node)) is left out",
        hint: "reports carry no pictures of their own; describe it in words")
      let words = plainText(inlines(of: node))
      return words.isEmpty ? [] : [.emphasis(words)]
    case CMARK_NODE_HTML_INLINE:
      report("markdown.html", node, "raw HTML is printed as text", hint: "write it as Markdown")
      return [.text(literal(of: node))]
    default: return inlines(of: node)
    }
  }

  private mutating func link(_ node: OpaquePointer) -> Document.Inline {
    let target = address(of: node)
    let words = plainText(inlines(of: node))
    let shown = words.isEmpty ? target : words
    let isSafe = ["https://", "http://", "mailto:"].contains {
      target.lowercased().hasPrefix($0)
    }
    if isSafe { return .link(shown, .address(target)) }
    report(
      "markdown.link", node, "the link to \(target) is printed as text",
      expected: "an address that begins with https:// or mailto:")
    return .text(shown)
  }

  private mutating func report(
    _ code: String, _ node: OpaquePointer, _ finding: String, expected: String? = nil,
    hint: String? = nil
  ) {
    // Inlines carry no line of their own in older versions of the library; their block does.
    var line = Int(cmark_node_get_start_line(node))
    var parent = cmark_node_parent(node)
    while line == 0, let above = parent {
      line = Int(cmark_node_get_start_line(above))
      parent = cmark_node_parent(above)
    }
    diagnostics.append(
      Diagnostic(
        code, .warning, at: .init(file: file, line: line == 0 ? nil : line), finding,
        expected: expected, hint: hint))
  }

  private func children(of node: OpaquePointer) -> [OpaquePointer] {
    var found: [OpaquePointer] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      found.append(child)
      next = cmark_node_next(child)
    }
    return found
  }

  private func literal(of node: OpaquePointer) -> String {
    guard let text = cmark_node_get_literal(node) else { return "" }
    var words = String(cString: text)
    while words.last == "\n" { words.removeLast() }
    return words
  }

  private func address(of node: OpaquePointer) -> String {
    cmark_node_get_url(node).map { String(cString: $0) } ?? ""
  }

  private func plainText(_ inlines: [Document.Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .strong(let text), .emphasis(let text), .link(let text, _): text
      }
    }.joined()
  }
}
