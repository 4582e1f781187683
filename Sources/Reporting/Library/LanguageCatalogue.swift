package import DefinitionFiles
package import Diagnostics
import FoundationEssentials
package import Localization

/// The languages under `Reports/languages`: English, which has every message, and the others, whose
/// gaps fall back to it.
package struct LanguageCatalogue: Sendable {
  /// English first, then by tag.
  package var languages: [Language]

  package init(languages: [Language]) { self.languages = languages }

  /// The tags, English first.
  package var tags: [String] { languages.map(\.tag) }

  /// The language with this tag, or of its first subtag, or nil.
  package func language(_ tag: String) -> Language? {
    languages.first { $0.tag == tag }
      ?? languages.first { $0.tag == String(tag.prefix { $0 != "-" && $0 != "_" }) }
  }

  /// Reads every `.yaml` of a folder.
  ///
  /// Faults of a message are errors; messages that a language lacks are notes, one a language.
  package static func load(
    folder: String, into diagnostics: inout DiagnosticList
  ) -> LanguageCatalogue {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".yaml") }.sorted()
    var messages: [(tag: String, file: String, strings: [String: String])] = []
    for file in files {
      let name = "Reports/languages/\(file)"
      guard
        let node = readDefinitionFile(
          path: "\(folder)/\(file)", name: name, into: &diagnostics)
      else { continue }
      let tag = String(file.dropLast(5))
      messages.append((tag, name, flatten(node, name: name, into: &diagnostics)))
    }
    let english = messages.first { $0.tag == "en" }?.strings ?? [:]
    if english.isEmpty {
      diagnostics.append(
        Diagnostic(
          "language.no-english", .error, at: .init(file: "Reports/languages/en.yaml"),
          "the English messages are missing", expected: "a file en.yaml with every message"))
    }
    var languages: [Language] = []
    for entry in messages {
      let language = Language(tag: entry.tag, strings: entry.strings, fallback: english)
      check(language, file: entry.file, into: &diagnostics)
      if entry.tag == "en" {
        languages.insert(language, at: 0)
      } else {
        languages.append(language)
      }
    }
    return LanguageCatalogue(languages: languages)
  }

  private static func check(
    _ language: Language, file: String, into diagnostics: inout DiagnosticList
  ) {
    for fault in language.messageFaults {
      diagnostics.append(
        Diagnostic(
          "language.message", .error, at: .init(file: file, column: fault.key), fault.finding,
          expected: "ICU MessageFormat with the arguments of the English message"))
    }
    let missing = language.missingKeys
    if let first = missing.first {
      diagnostics.append(
        Diagnostic(
          "language.gaps", .note, at: .init(file: file),
          "\(missing.count) messages are missing, the first is \(first)",
          expected: "every message of en.yaml", hint: "until then they are printed in English"))
    }
    let extra = language.strings.keys.filter { language.fallback[$0] == nil }.sorted()
    for key in extra {
      diagnostics.append(
        Diagnostic(
          "language.unknown-message", .warning, at: .init(file: file, column: key),
          "no report uses this message",
          hint: nearestCandidate(to: key, among: language.fallback.keys.sorted())
            .map { "did you mean \($0)?" }))
    }
  }

  /// Joins the keys of nested mappings with dots.
  private static func flatten(
    _ node: DefinitionNode, name: String, into diagnostics: inout DiagnosticList
  ) -> [String: String] {
    var strings: [String: String] = [:]
    func visit(_ node: DefinitionNode, path: String) {
      if let entries = node.entries {
        for entry in entries {
          visit(entry.value, path: path.isEmpty ? entry.key : "\(path).\(entry.key)")
        }
      } else if let text = node.text, !node.isNull {
        strings[path] = text
      } else {
        diagnostics.append(
          Diagnostic(
            "language.value", .error,
            at: .init(file: name, line: node.line, position: node.position, column: path),
            "found \(node.inWords)", expected: "a message"))
      }
    }
    visit(node, path: "")
    return strings
  }
}
