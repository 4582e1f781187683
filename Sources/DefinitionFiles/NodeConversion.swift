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
}
