/// Writes YAML drafts that a person reads and edits: block style, comments where something was
/// guessed, quotes only where they are needed.
package struct DraftWriter: Sendable {
  /// The text so far.
  package private(set) var text = ""
  private var indent = 0
  /// Whether the next line starts an element of a list.
  private var dash = false

  package init() {}

  /// A comment on a line of its own; several lines where the text has several.
  package mutating func comment(_ comment: String) {
    for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
      text += String(repeating: "  ", count: indent) + (line.isEmpty ? "#" : "# \(line)") + "\n"
    }
  }

  /// An empty line.
  package mutating func space() { text += "\n" }

  /// `key: value`, with a trailing comment.
  package mutating func pair(_ key: String, _ value: String, comment: String? = nil) {
    line("\(Self.quoted(key)): \(Self.quoted(value))", comment)
  }

  /// Writes `key: 12`.
  package mutating func pair(_ key: String, _ value: Int, comment: String? = nil) {
    line("\(Self.quoted(key)): \(value)", comment)
  }

  /// Writes `key: [a, b]`.
  package mutating func pair(_ key: String, _ values: [String], comment: String? = nil) {
    line(
      "\(Self.quoted(key)): [\(values.map(Self.quotedInFlow).joined(separator: ", "))]", comment)
  }

  /// Writes `key: {a: b, c: d}`.
  package mutating func pair(
    _ key: String, _ values: [(String, String)], comment: String? = nil
  ) {
    let body = values.map { "\(Self.quotedInFlow($0.0)): \(Self.quotedInFlow($0.1))" }
    line("\(Self.quoted(key)): {\(body.joined(separator: ", "))}", comment)
  }

  /// `key:` and what `body` writes, one level deeper.
  package mutating func section(
    _ key: String, comment: String? = nil, _ body: (inout DraftWriter) -> Void
  ) {
    line("\(Self.quoted(key)):", comment)
    indent += 1
    body(&self)
    indent -= 1
  }

  /// One element of a list whose keys `body` writes.
  package mutating func element(_ body: (inout DraftWriter) -> Void) {
    dash = true
    indent += 1
    body(&self)
    indent -= 1
    dash = false
  }

  private mutating func line(_ content: String, _ comment: String?) {
    let spaces = String(repeating: "  ", count: dash ? indent - 1 : indent)
    text += spaces + (dash ? "- " : "") + content
    if let comment {
      text += "  # " + comment.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    text += "\n"
    dash = false
  }

  /// A text as a YAML scalar: plain where every YAML reader would read the same text back.
  package static func quoted(_ text: String) -> String {
    isPlain(text, flow: false) ? text : doubleQuoted(text)
  }

  /// A text as a scalar within `[…]` or `{…}`.
  package static func quotedInFlow(_ text: String) -> String {
    isPlain(text, flow: true) ? text : doubleQuoted(text)
  }

  private static let reserved: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "null", "~", "y", "n", "",
  ]

  private static func isPlain(_ text: String, flow: Bool) -> Bool {
    guard let first = text.first, !reserved.contains(text.lowercased()),
      first.isLetter || first.isNumber || first == "_", text.last != " ", text.last != ":"
    else { return false }
    var previous: Character = "a"
    for character in text {
      switch character {
      case _ where character.isLetter || character.isNumber: break
      case " " where previous != ":": break
      case "_", "-", "/", ".", "(", ")", "–", "?", "+", "'", ";": break
      case ":" where !flow: break
      case "," where !flow: break
      default: return false
      }
      previous = character
    }
    return true
  }

  private static func doubleQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value == 0xFEFF || (0x2028...0x2029).contains(scalar.value):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
