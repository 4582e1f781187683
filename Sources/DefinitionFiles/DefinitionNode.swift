/// A piece of a definition file, with the place where it stands.
///
/// Scalars stay text until a reader asks for a number or a date: YAML 1.1 would otherwise read
/// Norway's country code `no` as false and the municipality number `0301` as octal.
package struct DefinitionNode: Sendable, Hashable {
  /// What a node holds.
  package indirect enum Content: Sendable, Hashable {
    case scalar(String)
    case sequence([DefinitionNode])
    case mapping([Entry])
  }

  /// One key of a mapping and its value, in file order.
  package struct Entry: Sendable, Hashable {
    package var key: String
    /// One-based line and column of the key.
    package var line: Int
    package var position: Int
    package var value: DefinitionNode
  }

  package var content: Content
  /// One-based line and column where the node begins.
  package var line: Int
  package var position: Int
  /// Whether a scalar was written in quotes.
  package var isQuoted: Bool

  package init(_ content: Content, line: Int, position: Int, isQuoted: Bool = false) {
    self.content = content
    self.line = line
    self.position = position
    self.isQuoted = isQuoted
  }

  /// The text of a scalar, or nil.
  package var text: String? {
    if case .scalar(let text) = content { return text }
    return nil
  }

  /// The entries of a mapping in file order, or nil.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// The elements of a sequence, or nil.
  package var elements: [DefinitionNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  /// Whether nothing was written: `key:` without a value, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text) = content, !isQuoted else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }

  /// The value under a key of a mapping, or nil.
  package subscript(key: String) -> DefinitionNode? { entries?.first { $0.key == key }?.value }

  /// The node in words, for diagnostics: `the text "abc"`, `a list`, `a mapping`.
  package var inWords: String {
    switch content {
    case .scalar(let text):
      if isNull { return "nothing" }
      return "\"\(text.count > 40 ? String(text.prefix(40)) + "…" : text)\""
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    }
  }
}
