import CICU
import Glibc

extension Language {
  /// A message of a language file that cannot be printed as it stands.
  package struct MessageFault: Sendable, Hashable {
    package var key: String
    /// What is wrong, in a sentence part.
    package var finding: String
  }

  /// The message of a key with its arguments filled in.
  ///
  /// A key that the language lacks, or whose pattern ICU refuses, is taken from English, with
  /// English plural forms but the language's own numbers. A key that English lacks too stands
  /// in ⟨⟩, so that it is seen.
  package func string(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
    if let pattern = strings[key],
      let text = filled(pattern, arguments, pluralsOf: tag)
    {
      return text
    }
    if let pattern = fallback[key], let text = filled(pattern, arguments, pluralsOf: "en") {
      return text
    }
    return "⟨\(key)⟩"
  }

  /// Keys that English has and the language lacks, sorted.
  package var missingKeys: [String] {
    fallback.keys.filter { strings[$0] == nil }.sorted()
  }

  /// Messages that ICU cannot read, or that ask for arguments the English message does not have.
  package var messageFaults: [MessageFault] {
    strings.keys.sorted().compactMap { key in
      guard let pattern = strings[key] else { return nil }
      if let fault = taken(cicu_message_fault(tag, pattern)) {
        return MessageFault(key: key, finding: "the pattern cannot be read: \(fault)")
      }
      guard let english = fallback[key], let known = Self.arguments(of: english),
        let used = Self.arguments(of: pattern)
      else { return nil }
      let strange = used.filter { !known.contains($0) }
      guard !strange.isEmpty else { return nil }
      return MessageFault(
        key: key,
        finding: "{\(strange.joined(separator: "}, {"))} is not an argument of this message")
    }
  }

  /// The plural category of a number as it is shown: `zero`, `one`, `two`, `few`, `many`, `other`.
  package func pluralCategory(_ value: Double, decimals: Int) -> String {
    taken(cicu_plural_category(tag, value, Int32(min(max(decimals, 0), 15)))) ?? "other"
  }

  /// Items in a sentence: `a, b and c`.
  ///
  /// Plain English is British here, as its dates are: no comma before the last item.
  package func list(_ items: [String]) -> String {
    let copies = items.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers: [UnsafePointer<CChar>] = copies.compactMap { $0.map { UnsafePointer($0) } }
    let locale = tag == "en" ? "en-GB" : tag
    return taken(cicu_list(locale, pointers, Int32(pointers.count)))
      ?? items.joined(separator: ", ")
  }

  /// The order of two texts in the language's alphabet: below zero where `a` comes first.
  package func compare(_ a: String, _ b: String) -> Int {
    Int(cicu_compare(tag, a, b))
  }

  /// The argument names of a pattern; nil where ICU cannot read it.
  private static func arguments(of pattern: String) -> [String]? {
    taken(cicu_message_arguments(pattern)).map { $0.split(separator: "\n").map(String.init) }
  }

  private func filled(
    _ pattern: String, _ arguments: [String: MessageArgument], pluralsOf locale: String
  ) -> String? {
    var owned: [UnsafeMutablePointer<CChar>] = []
    defer { for text in owned { free(text) } }
    func copy(_ text: String) -> UnsafePointer<CChar>? {
      guard let text = strdup(text) else { return nil }
      owned.append(text)
      return UnsafePointer(text)
    }
    var filled: [cicu_argument] = []
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      let text: String
      var number = 0.0
      var isNumber: Int32 = 0
      switch value {
      case .text(let given): text = given
      case .number(let given):
        text = plainNumber(given)
        number = given
        isNumber = 1
      }
      guard let name = copy(name), let shown = copy(text) else { return nil }
      filled.append(cicu_argument(name: name, text: shown, number: number, is_number: isNumber))
    }
    return taken(cicu_message(locale, pattern, filled, Int32(filled.count)))
  }
}
