extension Frame {
  /// A stable description for snapshot tests: one item a line, positions rounded to 0.1 point.
  ///
  /// Positions are those of the frame: offsets of groups are added in, so that moving items into a
  /// group does not change the dump of what they look like.
  public func textDump() -> String {
    var lines = ["frame \(short(size.width)) × \(short(size.height))"]
    dump(items, offset: Point(0, 0), depth: 1, into: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func dump(_ items: [Item], offset: Point, depth: Int, into lines: inout [String]) {
    let indent = String(repeating: "  ", count: depth)
    for item in items {
      switch item {
      case .path(let path): lines.append(indent + describe(path, offset: offset))
      case .text(let run): lines.append(indent + describe(run, offset: offset))
      case .group(let group):
        lines.append(indent + describe(group))
        dump(
          group.items, offset: Point(offset.x + group.offset.x, offset.y + group.offset.y),
          depth: depth + 1, into: &lines)
      }
    }
  }

  private func describe(_ path: Path, offset: Point) -> String {
    func at(_ p: Point) -> String { "\(short(p.x + offset.x)),\(short(p.y + offset.y))" }
    let steps = path.elements.map { element in
      switch element {
      case .move(let p): "M\(at(p))"
      case .line(let p): "L\(at(p))"
      case .curve(let a, let b, let c): "C\(at(a)) \(at(b)) \(at(c))"
      case .close: "Z"
      }
    }
    var text = "path " + steps.joined(separator: " ")
    if let fill = path.fill { text += " fill \(describe(fill))" }
    if let stroke = path.stroke {
      text += " stroke \(describe(stroke.color)) \(decimal(stroke.width, places: 2))"
      if !stroke.dashes.isEmpty {
        text += " dashes \(stroke.dashes.map(short).joined(separator: " "))"
      }
      if stroke.roundCap { text += " round" }
    }
    return text
  }

  private func describe(_ run: TextRun, offset: Point) -> String {
    var text = "text \(short(run.baseline.x + offset.x)),\(short(run.baseline.y + offset.y))"
    text += " width \(short(run.width)) \(short(run.style.size))pt"
    if run.style.weight != .regular { text += " \(run.style.weight)" }
    if run.style.italic { text += " italic" }
    if run.style.tabularFigures { text += " tabular" }
    text += " \(describe(run.style.color))"
    if run.extraSpace != 0 { text += " extra \(decimal(run.extraSpace, places: 2))" }
    return text + " " + quoted(run.text)
  }

  private func describe(_ group: Group) -> String {
    var text = "group"
    if let role = group.role { text += " \(role.name)" }
    if let anchor = group.anchor { text += " #\(anchor)" }
    switch group.link {
    case .anchor(let name): text += " → #\(name)"
    case .address(let address): text += " → \(address)"
    case nil: break
    }
    if let language = group.language { text += " [\(language)]" }
    if let alternative = group.alternativeText { text += " alt \(quoted(alternative))" }
    return text
  }

  private func describe(_ color: Color) -> String {
    color.alpha == 1 ? color.hex : "\(color.hex)/\(decimal(color.alpha, places: 2))"
  }

  private func short(_ value: Double) -> String { decimal(value, places: 1) }

  /// Writes invisible characters by number, since a snapshot that hides them cannot be read.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{AD}", "\u{2000}"..."\u{200F}",
        "\u{2011}", "\u{2028}"..."\u{202F}", "\u{2060}", "\u{FEFF}":
        out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}

extension Frame.Role {
  /// The case's name with its details, for dumps and messages.
  package var name: String {
    switch self {
    case .heading(let level): "heading\(level)"
    case .headerCell(let scope): "headerCell-\(scope.rawValue)"
    default: "\(self)"
    }
  }
}

extension Color {
  /// `#rrggbb` without the opacity.
  package var hex: String {
    "#"
      + [red, green, blue].map { component in
        let byte = Int((min(max(component, 0), 1) * 255).rounded())
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
      }.joined()
  }
}
