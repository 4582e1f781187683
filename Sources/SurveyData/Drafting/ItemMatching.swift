/// Finds the library item that a column seems to answer.
struct ItemMatching {
  let items: [DraftItem]
  private let words: [Set<String>]

  init(_ items: [DraftItem]) {
    self.items = items
    words = items.map { Self.words($0.wording ?? "") }
  }

  /// The item and why; by id in the header first, then by wording.
  func item(for header: String) -> (item: DraftItem, why: String)? {
    let tokens = header.lowercased().split {
      !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "."
    }
    .map(String.init)
    for item in items {
      let last = item.id.split(separator: ".").last.map(String.init) ?? item.id
      if tokens.contains(item.id.lowercased())
        || last.count >= 5 && tokens.count <= 2 && tokens.contains(last.lowercased())
        || tokens == [last.lowercased()]
      {
        return (item, "the header names \(last)")
      }
    }
    let own = Self.words(header)
    guard own.count >= 3 else { return nil }
    var best: (index: Int, score: Double)?
    for (index, other) in words.enumerated() where other.count >= 3 {
      let common = Double(own.intersection(other).count)
      guard common >= 3 else { continue }
      let score =
        common / Double(min(own.count, other.count))
        * (0.5 + 0.5 * common / Double(max(own.count, other.count)))
      if score > best?.score ?? 0 { best = (index, score) }
    }
    guard let best, best.score >= 0.55 else { return nil }
    return (items[best.index], "the wording is \(Int(best.score * 100)) % alike")
  }

  private static func words(_ text: String) -> Set<String> {
    let common: Set<String> = [
      "the", "and", "you", "your", "are", "that", "this", "how", "would", "with", "for", "not",
      "from", "scale", "where", "means", "please", "use",
    ]
    return Set(
      folded(text).split { !$0.isLetter }.map(String.init).filter { $0.count > 2 }
    )
    .subtracting(common)
  }
}
