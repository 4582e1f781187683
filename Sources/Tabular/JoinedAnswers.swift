/// Takes the joined answers of a checkbox question apart.
///
/// Forms write all ticked options into one cell: Google Forms with `, `, Microsoft Forms with `;`
/// (and one at the end), KoboToolbox with a space between codes. An option may itself hold the
/// separator, so the list of options is matched, longest first, and only at a boundary; what matches
/// none (an *other* answer) is given back rather than dropped.
///
/// - Parameters:
///   - text: the cell.
///   - options: the options of the question.
/// - Returns: indices into `options` in the order of the options, and what is left over.
package func splitJoined(
  _ text: String, options: [String]
) -> (found: [Int], leftovers: [String]) {
  let bytes = Array(text.utf8)
  let candidates = options.enumerated()
    .map { (index: $0.offset, bytes: trimmed(Array($0.element.utf8))) }
    .filter { !$0.bytes.isEmpty }
    .sorted { ($1.bytes.count, $0.index) < ($0.bytes.count, $1.index) }
  // A space parts answers only where options are codes without spaces, as in KoboToolbox.
  let spaceParts =
    !candidates.isEmpty && candidates.allSatisfy { !$0.bytes.contains(0x20) }
    && !bytes.contains(0x2C) && !bytes.contains(0x3B)
  func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x3B || byte == 0x0A || (spaceParts && byte == 0x20)
  }
  var found: Set<Int> = []
  var leftovers: [String] = []
  var i = 0
  while i < bytes.count {
    if isSeparator(bytes[i]) || bytes[i] == 0x20 {
      i += 1
      continue
    }
    let match = candidates.first { candidate in
      let end = i + candidate.bytes.count
      guard end <= bytes.count, bytes[i..<end].elementsEqual(candidate.bytes) else { return false }
      var after = end
      while after < bytes.count, bytes[after] == 0x20, !spaceParts { after += 1 }
      return after == bytes.count || isSeparator(bytes[after])
    }
    if let match {
      found.insert(match.index)
      i += match.bytes.count
      continue
    }
    let start = i
    while i < bytes.count, !isSeparator(bytes[i]) { i += 1 }
    leftovers.append(String(decoding: trimmed(Array(bytes[start..<i])), as: UTF8.self))
  }
  return (found.sorted(), leftovers)
}

private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes[...]
  while bytes.first == 0x20 { bytes.removeFirst() }
  while bytes.last == 0x20 { bytes.removeLast() }
  return Array(bytes)
}
