import Yams

/// Turns a Yams tree into our own nodes and counts what aliases cost while doing so.
struct NodeConversion {
  /// Why the conversion stopped.
  struct Fault {
    var code: String
    var finding: String
    var expected: String
    var line: Int?
    var position: Int?
  }

  var limits: DefinitionLimits
  private(set) var fault: Fault?
  private var nodes = 0

  init(limits: DefinitionLimits) { self.limits = limits }

  /// Our node for `node`; meaningless where `fault` is set.
  mutating func convert(_ node: Yams.Node, depth: Int) -> DefinitionNode {
    let line = node.mark?.line ?? 1
    let position = node.mark?.column ?? 1
    nodes += 1
    if fault == nil, nodes > limits.nodes {
      fault = Fault(
        code: "yaml.too-many-nodes",
        finding: "the file unfolds into more than \(limits.nodes) values",
        expected: "a definition file without aliases of aliases", line: line, position: position)
    }
    if fault == nil, depth > limits.depth {
      fault = Fault(
        code: "yaml.too-deep", finding: "values are nested deeper than \(limits.depth) levels",
        expected: "a flat definition file", line: line, position: position)
    }
    if fault == nil, let text = node.scalar?.string { check(text, line: line, position: position) }
    guard fault == nil else {
      return DefinitionNode(.scalar(""), line: line, position: position)
    }
    switch node {
    case .scalar(let scalar):
      let isQuoted =
        switch scalar.style {
        case .plain, .any: false
        default: true
        }
      return DefinitionNode(
        .scalar(scalar.string), line: line, position: position, isQuoted: isQuoted)
    case .sequence(let sequence):
      var elements: [DefinitionNode] = []
      for element in sequence {
        elements.append(convert(element, depth: depth + 1))
        if fault != nil { break }
      }
      return DefinitionNode(.sequence(elements), line: line, position: position)
    case .mapping(let mapping):
      var entries: [DefinitionNode.Entry] = []
      for (key, value) in mapping {
        guard let text = key.scalar?.string else {
          fault = Fault(
            code: "yaml.alias-key", finding: "a key of a mapping is a collection",
            expected: "plain text as key", line: key.mark?.line, position: key.mark?.column)
          break
        }
        if text.hasPrefix(droppedKeyMark) { continue }
        check(text, line: key.mark?.line ?? line, position: key.mark?.column ?? position)
        entries.append(
          DefinitionNode.Entry(
            key: text, line: key.mark?.line ?? line, position: key.mark?.column ?? position,
            value: convert(value, depth: depth + 1)))
        if fault != nil { break }
      }
      return DefinitionNode(.mapping(entries), line: line, position: position)
    case .alias:
      return DefinitionNode(.scalar(""), line: line, position: position)
    }
  }

  /// Refuses texts that no page, drawing or terminal can take: they end up in labels and messages.
  private mutating func check(_ text: String, line: Int, position: Int) {
    if fault == nil, text.utf8.count > limits.textBytes {
      fault = Fault(
        code: "definition.too-long", finding: "a text has \(text.utf8.count) bytes",
        expected: "at most \(limits.textBytes)", line: line, position: position)
    }
    guard fault == nil, let scalar = text.unicodeScalars.first(where: isUnprintable) else { return }
    let number = String(scalar.value, radix: 16, uppercase: true)
    fault = Fault(
      code: "definition.control-character",
      finding: "a text holds the control character U+"
        + String(repeating: "0", count: max(0, 4 - number.count)) + number,
      expected: "letters, digits and signs that can be printed", line: line, position: position)
  }

  /// Whether a character is a control character other than white space, or none at all.
  private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case ..<0x20, 0x7F..<0xA0: true
    default: scalar.properties.isNoncharacterCodePoint
    }
  }
}
