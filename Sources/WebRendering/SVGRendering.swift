package import Graphics

/// Writes a frame as an SVG with real text, for web pages.
///
/// The picture is one image to a screen reader (`role="img"`), named by its title and description.
/// Text stays text: it can be searched, copied and translated. It is placed by its baseline and
/// keeps its measured length, so that another font of the stack does not break the layout.
///
/// `title` says in a sentence what the picture shows and `description` gives its numbers in words;
/// `language` is a BCP 47 tag; `id` starts every id in the file and must be unique among the
/// pictures of a web page.
package func renderSVG(
  _ frame: Frame, title: String, description: String, language: String, id: String
) -> String {
  let writer = SVGWriter(id: identifier(id))
  let width = decimal(frame.size.width, places: 2)
  let height = decimal(frame.size.height, places: 2)
  var svg = """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
    viewBox="0 0 \(width) \(height)" role="img" \
    aria-labelledby="\(writer.id)-title \(writer.id)-desc" lang="\(xmlEscaped(language))" \
    xml:lang="\(xmlEscaped(language))" font-family="\(fontStack)">
    <title id="\(writer.id)-title">\(xmlEscaped(title))</title>
    <desc id="\(writer.id)-desc">\(xmlEscaped(description))</desc>

    """
  writer.write(frame.items, at: Point(0, 0), language: language, into: &svg)
  return svg + "</svg>\n"
}

/// The bundled family first, then what systems have.
private let fontStack =
  "Inter, 'Inter Variable', 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"

/// Walks the items of one picture.
private struct SVGWriter {
  let id: String

  func write(
    _ items: [Frame.Item], at offset: Point, language: String, into svg: inout String
  ) {
    for item in items {
      switch item {
      case .path(let path): write(path, at: offset, into: &svg)
      case .text(let run): write(run, at: offset, into: &svg)
      case .group(let group): write(group, at: offset, language: language, into: &svg)
      }
    }
  }

  private func write(
    _ group: Frame.Group, at offset: Point, language: String, into svg: inout String
  ) {
    let inner = Point(offset.x + group.offset.x, offset.y + group.offset.y)
    var attributes = ""
    if let anchor = group.anchor { attributes += " id=\"\(id)-\(identifier(anchor))\"" }
    if let own = group.language, own != language {
      attributes += " lang=\"\(xmlEscaped(own))\" xml:lang=\"\(xmlEscaped(own))\""
    }
    var element = "g"
    switch group.link {
    case .anchor(let name):
      element = "a"
      attributes += " href=\"#\(id)-\(identifier(name))\""
    case .address(let address) where isWebAddress(address):
      element = "a"
      attributes += " href=\"\(xmlEscaped(address))\""
    default: break
    }
    // A group that says nothing to a browser is only its items.
    let wrapped = element == "a" || !attributes.isEmpty
    if wrapped { svg += "<\(element)\(attributes)>\n" }
    write(group.items, at: inner, language: group.language ?? language, into: &svg)
    if wrapped { svg += "</\(element)>\n" }
  }

  private func write(_ path: Path, at offset: Point, into svg: inout String) {
    guard !path.elements.isEmpty else { return }
    func at(_ p: Point) -> String { "\(short(p.x + offset.x)) \(short(p.y + offset.y))" }
    let data = path.elements.map { element in
      switch element {
      case .move(let p): "M\(at(p))"
      case .line(let p): "L\(at(p))"
      case .curve(let a, let b, let c): "C\(at(a)) \(at(b)) \(at(c))"
      case .close: "Z"
      }
    }.joined()
    svg += "<path d=\"\(data)\""
    if let fill = path.fill {
      svg += " fill=\"\(fill.hex)\"" + opacity(of: fill, "fill-opacity")
    } else {
      svg += " fill=\"none\""
    }
    if let stroke = path.stroke {
      svg += " stroke=\"\(stroke.color.hex)\"" + opacity(of: stroke.color, "stroke-opacity")
      svg += " stroke-width=\"\(short(stroke.width))\""
      if !stroke.dashes.isEmpty {
        svg += " stroke-dasharray=\"\(stroke.dashes.map(short).joined(separator: " "))\""
      }
      if stroke.roundCap { svg += " stroke-linecap=\"round\" stroke-linejoin=\"round\"" }
    }
    svg += "/>\n"
  }

  private func write(_ run: TextRun, at offset: Point, into svg: inout String) {
    var text = run.text.filter { $0 != "\u{AD}" }
    // A soft hyphen at the end is where the line was broken; SVG breaks no lines by itself.
    if run.text.last == "\u{AD}" { text += "\u{2010}" }
    guard !text.isEmpty else { return }
    let style = run.style
    svg += "<text x=\"\(short(run.baseline.x + offset.x))\""
    svg += " y=\"\(short(run.baseline.y + offset.y))\" font-size=\"\(short(style.size))\""
    if style.weight != .regular { svg += " font-weight=\"\(style.weight.rawValue)\"" }
    if style.italic { svg += " font-style=\"italic\"" }
    if style.tabularFigures { svg += " font-variant-numeric=\"lining-nums tabular-nums\"" }
    svg += " fill=\"\(style.color.hex)\"" + opacity(of: style.color, "fill-opacity")
    let spaces = text.filter { $0 == " " }.count
    if run.extraSpace != 0 { svg += " word-spacing=\"\(short(run.extraSpace))\"" }
    if text.count > 1, run.width > 0 {
      svg += " textLength=\"\(short(run.width + run.extraSpace * Double(spaces)))\""
    }
    if text.first == " " || text.last == " " || text.contains("  ") {
      svg += " xml:space=\"preserve\""
    }
    svg += ">\(xmlEscaped(text))</text>\n"
  }

  private func opacity(of color: Color, _ attribute: String) -> String {
    color.alpha == 1 ? "" : " \(attribute)=\"\(short(color.alpha))\""
  }

  private func short(_ value: Double) -> String { decimal(value, places: 2) }
}

/// A picture may come from anywhere: only addresses that lead to pages and mail become links.
private func isWebAddress(_ address: String) -> Bool {
  ["https://", "http://", "mailto:"].contains { address.lowercased().hasPrefix($0) }
}

/// Letters, digits, hyphens and underscores; an id with a space would be two.
private func identifier(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": out.unicodeScalars.append(scalar)
    default: out += "-"
    }
  }
  guard let first = out.unicodeScalars.first, first.properties.isAlphabetic else {
    return "p" + out
  }
  return out
}
