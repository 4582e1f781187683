import CPangoCairo
import Graphics

/// One element of the structure tree, in document order, with what Cairo cannot store in it.
struct StructureElement {
  var tag: String
  var language: String?
  var alternativeText: String?
  var scope: Frame.HeaderScope?
  /// Where a figure is: page coordinates, y upwards, as left, bottom, right, top.
  var boundingBox: [Double]?
  /// What a link is called.
  var linkContents: String?
}

/// The tag around page furniture; Cairo has no artifacts, so it is exchanged afterwards.
let furnitureTag = "Private"

/// Draws frames inside structure tags and records every tag.
///
/// Cairo marks content only in tags without tags inside. So wherever an element holds other
/// elements too, its own text is put into spans, and its own lines and boxes become furniture.
struct StructureWriter {
  private(set) var elements: [StructureElement] = []
  private let language: String
  private var pageSize = Size(0, 0)

  init(language: String) { self.language = language }

  mutating func begin(_ canvas: borrowing Canvas) {
    open(StructureElement(tag: "Document"), on: canvas)
  }

  func end(_ canvas: borrowing Canvas) { close("Document", on: canvas) }

  /// Draws one page.
  mutating func draw(_ frame: Frame, on canvas: borrowing Canvas) {
    pageSize = frame.size
    var leaf = Leaf.none
    drawMixed(
      separatingWords(in: frame.items), at: Point(0, 0), language: language, textTag: "P",
      leaf: &leaf, on: canvas)
    if !Frame.showsSomething(frame.items) {
      // Cairo skips the tags of a page on which nothing is drawn: a white speck saves them.
      setLeaf(.furniture, &leaf, on: canvas)
      canvas.draw(Path.rectangle(Rect(0, 0, 1, 1), fill: Color(0xFFFFFF)), at: Point(0, 0))
    }
    setLeaf(.none, &leaf, on: canvas)
  }

  /// The tag that is open around content that has no tag of its own.
  private enum Leaf: Equatable {
    case none, furniture
    case text(String)
  }

  private mutating func setLeaf(_ wanted: Leaf, _ leaf: inout Leaf, on canvas: borrowing Canvas) {
    guard wanted != leaf else { return }
    switch leaf {
    case .none: break
    case .furniture: close(furnitureTag, on: canvas)
    case .text(let tag): close(tag, on: canvas)
    }
    switch wanted {
    case .none: break
    case .furniture: open(StructureElement(tag: furnitureTag), on: canvas)
    case .text(let tag): open(StructureElement(tag: tag), on: canvas)
    }
    leaf = wanted
  }

  private mutating func drawMixed(
    _ items: [Frame.Item], at offset: Point, language: String, textTag: String,
    leaf: inout Leaf, on canvas: borrowing Canvas
  ) {
    for item in items {
      switch item {
      case .path(let path):
        setLeaf(.furniture, &leaf, on: canvas)
        canvas.draw(path, at: offset)
      case .text(let run):
        setLeaf(.text(textTag), &leaf, on: canvas)
        canvas.draw(run, at: offset, language: language)
      case .group(let group):
        let inner = Point(offset.x + group.offset.x, offset.y + group.offset.y)
        if group.role == nil, group.link == nil, group.alternativeText == nil,
          group.language == nil || group.language == language
        {
          if group.anchor != nil { setLeaf(.none, &leaf, on: canvas) }
          mark(group, at: offset, on: canvas)
          drawMixed(
            group.items, at: inner, language: language, textTag: textTag, leaf: &leaf,
            on: canvas)
        } else {
          setLeaf(.none, &leaf, on: canvas)
          draw(group, at: offset, language: language, textTag: textTag, on: canvas)
        }
      }
    }
  }

  private mutating func draw(
    _ group: Frame.Group, at offset: Point, language outer: String, textTag: String,
    on canvas: borrowing Canvas
  ) {
    mark(group, at: offset, on: canvas)
    let inner = Point(offset.x + group.offset.x, offset.y + group.offset.y)
    let language = group.language ?? outer
    if group.role == .furniture {
      open(StructureElement(tag: furnitureTag), on: canvas)
      canvas.draw(group.items, at: inner, language: language)
      close(furnitureTag, on: canvas)
      return
    }
    if group.role == .figure {
      drawFigure(group, at: offset, language: language, outer: outer, on: canvas)
      return
    }
    var element = StructureElement(tag: group.role?.tag ?? "Span")
    // Directly on the page, what has no role is a paragraph of its own.
    if group.role == nil, group.link != nil { element.tag = "Link" }
    if group.role == nil, group.link == nil { element.tag = textTag }
    element.language = language == outer ? nil : language
    element.alternativeText = group.alternativeText
    if case .headerCell(let scope) = group.role { element.scope = scope }

    guard let link = group.link else {
      drawContent(of: group, in: element, at: inner, language: language, on: canvas)
      return
    }
    if element.tag != "Link" { open(element, on: canvas) }
    drawLink(link, group, element, at: inner, language: language, on: canvas)
    if element.tag != "Link" { close(element.tag, on: canvas) }
  }

  private mutating func drawContent(
    of group: Frame.Group, in element: StructureElement, at inner: Point, language: String,
    on canvas: borrowing Canvas
  ) {
    open(element, on: canvas)
    if Frame.isPlainText(group.items) {
      canvas.draw(group.items, at: inner, language: language)
    } else {
      var leaf = Leaf.none
      drawMixed(
        group.items, at: inner, language: language, textTag: "Span", leaf: &leaf, on: canvas)
      setLeaf(.none, &leaf, on: canvas)
    }
    close(element.tag, on: canvas)
  }

  /// A link is one leaf: everything inside is drawn as its text.
  private mutating func drawLink(
    _ link: Frame.Link, _ group: Frame.Group, _ element: StructureElement, at inner: Point,
    language: String, on canvas: borrowing Canvas
  ) {
    let text = group.alternativeText ?? group.plainText
    var tagged = element.tag == "Link" ? element : StructureElement(tag: "Link")
    tagged.linkContents = text
    var attributes: String
    switch link {
    case .anchor(let name): attributes = "dest=\(quotedAttribute(name))"
    case .address(let address):
      attributes = "uri=\(quotedAttribute(uriEscaped(address)))"
      if text != address { tagged.linkContents = "\(text) (\(address))" }
    }
    if let box = Frame.Group(offset: inner, items: group.items).bounds {
      let area = box.clipped(to: pageSize)
      attributes += " rect=[\(decimal(area.origin.x, places: 2)) "
      attributes += "\(decimal(area.origin.y, places: 2)) "
      attributes += "\(decimal(area.size.width, places: 2)) "
      attributes += "\(decimal(area.size.height, places: 2))]"
    }
    open(tagged, attributes: attributes, on: canvas)
    canvas.draw(group.items, at: inner, language: language)
    close("Link", on: canvas)
  }

  /// A figure is one leaf, so links in it are not live; captions in it follow it, so that listeners
  /// hear them.
  private mutating func drawFigure(
    _ group: Frame.Group, at offset: Point, language: String, outer: String,
    on canvas: borrowing Canvas
  ) {
    let inner = Point(offset.x + group.offset.x, offset.y + group.offset.y)
    let (drawing, captions) = Frame.separateCaptions(group.items)
    var element = StructureElement(tag: "Figure")
    element.language = language == outer ? nil : language
    element.alternativeText = group.alternativeText ?? group.plainText
    if let box = Frame.Group(offset: inner, items: drawing).bounds?.clipped(to: pageSize) {
      element.boundingBox = [
        box.origin.x, pageSize.height - box.origin.y - box.size.height,
        box.origin.x + box.size.width, pageSize.height - box.origin.y,
      ]
    }
    for item in drawing {
      if case .group(let part) = item {
        Frame.forEachGroup(in: part.items) { mark($0, at: inner, on: canvas) }
      }
    }
    open(element, on: canvas)
    canvas.draw(drawing, at: inner, language: language)
    close("Figure", on: canvas)
    for caption in captions {
      draw(caption, at: inner, language: outer, textTag: "P", on: canvas)
    }
  }

  /// Makes a group's anchor a target.
  private func mark(_ group: Frame.Group, at offset: Point, on canvas: borrowing Canvas) {
    guard let anchor = group.anchor else { return }
    let box = group.bounds
    // A little air above, so that a reader who jumps there sees the whole first line.
    let y = max(0, offset.y + (box?.origin.y ?? group.offset.y) - 12)
    let x = max(0, offset.x + (box?.origin.x ?? group.offset.x))
    cairo_tag_begin(
      canvas.cairo, "cairo.dest",
      "name=\(quotedAttribute(anchor)) x=\(decimal(x, places: 2)) y=\(decimal(y, places: 2))")
    cairo_tag_end(canvas.cairo, "cairo.dest")
  }

  private mutating func open(
    _ element: StructureElement, attributes: String? = nil, on canvas: borrowing Canvas
  ) {
    elements.append(element)
    cairo_tag_begin(canvas.cairo, element.tag, attributes)
  }

  private func close(_ tag: String, on canvas: borrowing Canvas) {
    cairo_tag_end(canvas.cairo, tag)
  }
}
