import Graphics

/// Adds to Cairo's PDF what Cairo cannot say, and returns the finished bytes.
///
/// `elements` are all structure elements that were opened, in order. They are matched one to one
/// with the structure tree, and any difference is an error.
func completePDF(
  _ bytes: [UInt8], elements: [StructureElement], document: PDFDocument, date: PDFDate
) throws(RenderingError) -> [UInt8] {
  let completion = try PDFCompletion(bytes, elements: elements)
  completion.describe(document, date: date)
  try completion.completeStructure()
  try completion.completePages()
  completion.openOutline()
  return try completion.file.write()
}

private final class PDFCompletion {
  let file: QpdfFile
  private let elements: [StructureElement]
  private var next = 0
  private var notes = 0

  init(_ bytes: [UInt8], elements: [StructureElement]) throws(RenderingError) {
    file = try QpdfFile(bytes)
    self.elements = elements
  }

  /// Language, title bar and metadata.
  func describe(_ document: PDFDocument, date: PDFDate) {
    let catalog = file.catalog
    catalog["Lang"] = file.string(document.language)
    catalog["ViewerPreferences"] = file.parse("<</DisplayDocTitle true>>")
    let metadata = file.stream(Array(xmpMetadata(of: document, date: date).utf8))
    metadata["Type"] = file.parse("/Metadata")
    metadata["Subtype"] = file.parse("/XML")
    catalog["Metadata"] = metadata
  }

  // MARK: Structure

  /// Walks the tree in document order, beside the recorded elements.
  func completeStructure() throws(RenderingError) {
    let root = file.catalog["StructTreeRoot"]
    for element in root["K"].elements { try complete(element) }
    guard next == elements.count else {
      throw .document("\(elements.count) elements were tagged, \(next) are in the structure tree")
    }
    dropFurniture(fromParentTree: root["ParentTree"])
  }

  private func complete(_ element: QpdfFile.Value) throws(RenderingError) {
    guard let tag = element["S"].name else { return }
    guard next < elements.count, elements[next].tag == tag else {
      let expected = next < elements.count ? elements[next].tag : "nothing"
      throw .document("element \(next) of the structure tree is \(tag), expected \(expected)")
    }
    let recorded = elements[next]
    next += 1
    if let language = recorded.language { element["Lang"] = file.string(language) }
    if let alternative = recorded.alternativeText { element["Alt"] = file.string(alternative) }
    if let scope = recorded.scope {
      element["A"] = file.parse("<</O /Table /Scope /\(scope == .row ? "Row" : "Column")>>")
    }
    if let box = recorded.boundingBox {
      let numbers = box.map { decimal($0, places: 2) }.joined(separator: " ")
      element["A"] = file.parse("<</O /Layout /Placement /Block /BBox [\(numbers)]>>")
    }
    if tag == "Note" {
      // Notes need an identifier of their own (ISO 14289-1, 7.9).
      notes += 1
      element["ID"] = file.string("note-\(notes)")
    }

    let children = element["K"].elements
    var kept: [QpdfFile.Value] = []
    for child in children {
      if child.isDictionary, child["S"].name != nil {
        try complete(child)
        if child["S"].name == furnitureTag { continue }
      } else if let contents = recorded.linkContents, child["Type"].name == "OBJR" {
        child["Obj"]["Contents"] = file.string(contents)
      }
      kept.append(child)
    }
    if kept.count != children.count { element["K"] = file.array(kept) }
    if tag == "Table" { closeGrid(of: element) }
  }

  /// Lets the last cell of a short row span the columns that are left, as a band of one cell does.
  private func closeGrid(of table: QpdfFile.Value) {
    let rows = table["K"].elements.filter { $0.isDictionary && $0["S"].name == "TR" }.map { row in
      row["K"].elements.filter { $0.isDictionary && ["TH", "TD"].contains($0["S"].name) }
    }
    let columns = rows.map(\.count).max() ?? 0
    for row in rows where row.count < columns {
      guard let last = row.last else { continue }
      if !last["A"].isDictionary { last["A"] = file.parse("<</O /Table>>") }
      last["A"]["ColSpan"] = file.integer(columns - row.count + 1)
    }
  }

  private func dropFurniture(fromParentTree tree: QpdfFile.Value) {
    for entry in tree["Nums"].elements where entry.isArray {
      for (index, parent) in entry.elements.enumerated()
      where parent.isDictionary && parent["S"].name == furnitureTag {
        entry.set(index, to: file.null)
      }
    }
  }

  // MARK: Pages

  /// Order of the tab key, printing annotations, artifacts.
  func completePages() throws(RenderingError) {
    for page in file.pages {
      page["Tabs"] = file.parse("/S")
      for annotation in page["Annots"].elements where annotation.isDictionary {
        annotation["F"] = file.integer(4)
      }
      let content = try file.content(of: page)
      page["Contents"] = file.stream(artifacts(in: content))
      let fonts = page["Resources"]["Font"]
      for name in fonts.keys {
        for font in fonts[name]["DescendantFonts"].elements
        where font["Subtype"].name == "CIDFontType2" {
          font["CIDToGIDMap"] = file.parse("/Identity")
        }
      }
    }
  }

  /// Turns `/Private << /MCID n >> BDC` into the start of an artifact.
  ///
  /// Cairo writes each operator of marked content on a line of its own, so the search is for lines.
  private func artifacts(in content: [UInt8]) -> [UInt8] {
    let start = Array("/\(furnitureTag) ".utf8)
    let end = Array(" BDC".utf8)
    let artifact = Array("/Artifact <</Type /Pagination>> BDC".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(content.count)
    for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: start), line.suffix(end.count).elementsEqual(end) {
        out += artifact
      } else {
        out += line
      }
      out.append(0x0A)
    }
    return out
  }

  // MARK: Outline

  /// Cairo writes every bookmark closed; positive counts open them.
  func openOutline() {
    let outlines = file.catalog["Outlines"]
    guard outlines.isDictionary else { return }
    outlines["Count"] = file.integer(openChildren(of: outlines))
  }

  private func openChildren(of parent: QpdfFile.Value) -> Int {
    var count = 0
    var child = parent["First"]
    while child.isDictionary {
      count += 1
      let below = openChildren(of: child)
      if below > 0 { child["Count"] = file.integer(below) }
      count += below
      child = child["Next"]
    }
    return count
  }
}
