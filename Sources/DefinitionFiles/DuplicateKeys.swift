/// Keys that stand twice are found by Yams without the place of the second one; these functions
/// look it up in the text and take it out of the way, so that all of them can be reported.

/// Marks a key that was renamed to get past a duplicate; such keys are dropped from the result.
let droppedKeyMark = "\u{E000}"

/// Where a duplicate stands, and the text with that key renamed.
struct SecondUse {
  var key: String
  var line: Int
  var textWithoutIt: String
}

/// Finds the second use of one of `keys` in the block mapping whose first use is at a line and
/// column (both one-based); nil in flow mappings.
func secondUse(
  of keys: [String], firstAt firstLine: Int, column: Int, in text: String
) -> SecondUse? {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  guard firstLine >= 1, firstLine <= lines.count else { return nil }
  for index in firstLine..<lines.count {
    let scalars = Array(lines[index].unicodeScalars)
    guard scalars.count >= column,
      scalars[..<(column - 1)].allSatisfy({ $0 == " " || $0 == "-" })
    else { continue }
    var rest = ""
    rest.unicodeScalars.append(contentsOf: scalars[(column - 1)...])
    for key in keys {
      for spelling in [key, "\"\(key)\"", "'\(key)'"] where rest.hasPrefix(spelling) {
        let after = rest.dropFirst(spelling.count)
        guard after.drop(while: { $0 == " " }).first == ":" else { continue }
        var renamed = ""
        renamed.unicodeScalars.append(contentsOf: scalars[..<(column - 1)])
        lines[index] = renamed + "\"\(droppedKeyMark)\(index)\"" + after
        return SecondUse(
          key: key, line: index + 1, textWithoutIt: lines.joined(separator: "\n"))
      }
    }
  }
  return nil
}

/// The first line on which a key is an alias or a collection in a file that has aliases, or nil.
///
/// Such a key would be compared as a whole tree: the costliest kind of YAML bomb.
func lineOfAliasKey(in text: String) -> Int? {
  guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else {
    return nil
  }
  var anchors: Set<Substring> = []
  var hits: [(line: Int, name: Substring?)] = []
  for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let trimmed = line.drop { $0 == " " || $0 == "-" }
    if trimmed.hasPrefix("? ") || trimmed == "?" || line.contains("{?") || line.contains("{ ?")
      || line.contains(", ?")
    {
      hits.append((index + 1, nil))
    }
    var rest = line[...]
    while let mark = rest.firstIndex(where: { $0 == "&" || $0 == "*" }) {
      let name = rest[rest.index(after: mark)...].prefix {
        $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-"
      }
      if rest[mark] == "&", !name.isEmpty { anchors.insert(name) }
      if rest[mark] == "*", !name.isEmpty,
        rest[name.endIndex...].drop(while: { $0 == " " }).first == ":"
      {
        hits.append((index + 1, name))
      }
      rest = rest[name.endIndex...]
    }
    if line.contains("*"),
      line.contains("]:") || line.contains("] :") || line.contains("}:")
        || line.contains("} :")
    {
      hits.append((index + 1, nil))
    }
  }
  guard !anchors.isEmpty else { return nil }
  return hits.first { hit in hit.name.map { anchors.contains($0) } ?? true }?.line
}
