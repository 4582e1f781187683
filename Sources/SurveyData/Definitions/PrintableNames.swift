import DefinitionFiles

/// The longest id in bytes: ids are parts of file names.
private let longestIdentifier = 64

/// The longest title, name or label: longer ones have no place on a page.
let longestLabel = 300

extension StudyReading {
  /// Checks an id that becomes part of file names and figure ids.
  ///
  /// Anything else than letters, digits, `_` and `-` could lead out of the output folder.
  func checkIdentifier(
    _ id: String, _ what: String, in reader: DefinitionReader, at key: String? = nil
  ) {
    let isSafe = id.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
        || $0.properties.generalCategory == .nonspacingMark
    }
    if isSafe, !id.isEmpty, id.utf8.count <= longestIdentifier { return }
    reader.report(
      "study.id", at: key, "\"\(shortened(id))\" cannot be the id of a \(what)",
      expected: "letters, digits, hyphens and underscores, at most \(longestIdentifier) bytes")
  }

  /// Checks a text that is printed as a title or a label.
  func checkLength(_ text: String?, of key: String, in reader: DefinitionReader) {
    guard let text, text.count > longestLabel else { return }
    reader.report(
      "study.too-long", at: key, "the \(key) has \(text.count) characters",
      expected: "at most \(longestLabel)")
  }

  /// Whether a text has the form of a BCP 47 tag.
  func isLanguageTag(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count),
      first.utf8.allSatisfy({ (97...122).contains($0 | 0x20) })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (2...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { (97...122).contains($0 | 0x20) || (48...57).contains($0) }
    }
  }
}
