/// The columns that options may speak of, so that the others need not be read.
///
/// An option names a column alone, in a comma list, before `=` or in a longer text, and a name may
/// itself hold commas. So every column whose name stands in the text of an option, with no letter or
/// digit before and behind, is taken as spoken of: sometimes one too many, never one too few.
struct ColumnMentions: Sendable {
  private let texts: [[UInt8]]

  init(_ texts: [String]) { self.texts = texts.map { Array($0.utf8) } }

  /// Whether the texts speak of a column.
  func name(_ column: String) -> Bool {
    let name = Array(column.utf8)
    guard !name.isEmpty else { return true }
    return texts.contains { text in
      guard text.count >= name.count else { return false }
      return (0...(text.count - name.count)).contains { start in
        let end = start + name.count
        return text[start] == name[0] && text[start..<end].elementsEqual(name)
          && (start == 0 || !Self.isWord(text[start - 1]) || !Self.isWord(name[0]))
          && (end == text.count || !Self.isWord(text[end]) || !Self.isWord(name[name.count - 1]))
      }
    }
  }

  /// Whether a byte is part of a letter or a digit.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
