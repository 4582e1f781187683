package import Diagnostics

/// Where the faults of one file are collected while it is decoded.
package final class DefinitionFaults {
  /// The file as the user names it.
  package let file: String
  /// What was found so far.
  package var list = DiagnosticList(keptPerKind: .max)

  package init(file: String) { self.file = file }

  /// Adds a finding at a line and column of the file.
  package func report(
    _ code: String, _ severity: Diagnostic.Severity = .error, line: Int?, position: Int? = nil,
    path: String? = nil, _ finding: String, expected: String? = nil, hint: String? = nil
  ) {
    list.append(
      Diagnostic(
        code, severity, at: .init(file: file, line: line, position: position, column: path),
        finding, expected: expected, hint: hint))
  }
}

/// Decodes one mapping of a definition file and collects every fault instead of stopping at the
/// first.
///
/// Ask for each key once, then call `finish()`: a key nobody asked for is an error, with the
/// nearest known key as suggestion. Getters return nil both for a missing key and for a wrong value;
/// a fault is in `faults` whenever something is to be mended.
package final class DefinitionReader {
  package let node: DefinitionNode
  /// The keys that lead here, such as `municipalities[2].sampling`.
  package let path: String
  package let faults: DefinitionFaults
  private var asked: [String] = []
  private let entries: [DefinitionNode.Entry]

  /// Opens a node; a node that is not a mapping is a fault and reads as empty.
  package init(_ node: DefinitionNode, path: String = "", faults: DefinitionFaults) {
    self.node = node
    self.path = path
    self.faults = faults
    if let entries = node.entries {
      self.entries = entries
    } else {
      entries = []
      if !node.isNull || path.isEmpty {
        faults.report(
          "definition.type", line: node.line, position: node.position,
          path: path.isEmpty ? nil : path, "found \(node.inWords)",
          expected: "a mapping (key: value)")
      }
    }
  }

  /// The line the mapping begins on.
  package var line: Int { node.line }
  /// All keys in file order.
  package var keys: [String] { entries.map(\.key) }
  /// Whether the key is there.
  package func has(_ key: String) -> Bool { entries.contains { $0.key == key } }
  /// The line of a key, or of the mapping where the key is missing.
  package func line(of key: String) -> Int { entry(key)?.line ?? node.line }

  /// The raw value of a key; a key without a value counts as missing.
  package func value(_ key: String, required: Bool = false) -> DefinitionNode? {
    if !asked.contains(key) { asked.append(key) }
    if let entry = entry(key), !entry.value.isNull { return entry.value }
    if required {
      faults.report(
        "definition.missing-key", line: entry(key)?.line ?? node.line,
        position: entry(key)?.position ?? node.position, path: join(key),
        entry(key) == nil ? "the key \(key) is missing" : "the key \(key) has no value",
        expected: "\(key): …")
    }
    return nil
  }

  /// Text.
  package func string(_ key: String, required: Bool = false) -> String? {
    guard let value = value(key, required: required) else { return nil }
    guard let text = value.text else { return wrong(key, value, "text") }
    return text
  }

  /// A whole number within a range.
  package func int(
    _ key: String, in range: ClosedRange<Int>? = nil, required: Bool = false
  ) -> Int? {
    guard let value = value(key, required: required) else { return nil }
    let expected =
      range.map {
        $0.upperBound == .max
          ? "a whole number of at least \($0.lowerBound)"
          : "a whole number from \($0.lowerBound) to \($0.upperBound)"
      } ?? "a whole number"
    // 12_000 is what people write in YAML for readability.
    guard let number = value.text.flatMap({ Int($0.filter { $0 != "_" }) }),
      range?.contains(number) ?? true
    else { return wrong(key, value, expected) }
    return number
  }

  /// A finite number within a range.
  package func double(
    _ key: String, in range: ClosedRange<Double>? = nil, required: Bool = false
  ) -> Double? {
    guard let value = value(key, required: required) else { return nil }
    let expected = range.map { "a number from \($0.lowerBound) to \($0.upperBound)" } ?? "a number"
    guard let number = value.text.flatMap({ Double($0) }), number.isFinite,
      range?.contains(number) ?? true
    else { return wrong(key, value, expected) }
    return number
  }

  /// True or false; `yes` and `no` are read too.
  package func bool(_ key: String, required: Bool = false) -> Bool? {
    guard let value = value(key, required: required) else { return nil }
    switch value.text?.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default: return wrong(key, value, "true or false")
    }
  }

  /// A calendar day as `2025-09-30`, checked against the calendar.
  package func date(_ key: String, required: Bool = false) -> String? {
    guard let value = value(key, required: required) else { return nil }
    guard let text = value.text, isCalendarDay(text) else {
      return wrong(key, value, "a day as 2025-09-30")
    }
    return text
  }

  /// One of the cases of an enumeration.
  package func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Value.Type, required: Bool = false
  ) -> Value? {
    guard let value = value(key, required: required) else { return nil }
    let allowed = Value.allCases.map(\.rawValue)
    guard let text = value.text else { return wrong(key, value, listed(allowed)) }
    if let found = Value(rawValue: text) { return found }
    return wrong(
      key, value, listed(allowed),
      hint: nearestCandidate(to: text, among: allowed).map { "did you mean \($0)?" })
  }

  /// One of the allowed texts.
  package func choice(_ key: String, of allowed: [String], required: Bool = false) -> String? {
    guard let value = value(key, required: required) else { return nil }
    guard let text = value.text else { return wrong(key, value, listed(allowed)) }
    if allowed.contains(text) { return text }
    return wrong(
      key, value, listed(allowed),
      hint: nearestCandidate(to: text, among: allowed).map { "did you mean \($0)?" })
  }

  /// A list of texts; a single text is a list of one.
  package func strings(_ key: String, required: Bool = false) -> [String]? {
    guard let value = value(key, required: required) else { return nil }
    if let text = value.text { return [text] }
    guard let elements = value.elements else { return wrong(key, value, "a list of texts") }
    var texts: [String] = []
    for (index, element) in elements.enumerated() {
      if let text = element.text {
        texts.append(text)
      } else {
        wrongType("\(join(key))[\(index + 1)]", element, "text")
      }
    }
    return texts
  }

  /// The mapping under a key.
  package func map(_ key: String, required: Bool = false) -> DefinitionReader? {
    guard let value = value(key, required: required) else { return nil }
    return DefinitionReader(value, path: join(key), faults: faults)
  }

  /// A list of mappings.
  package func list(_ key: String, required: Bool = false) -> [DefinitionReader]? {
    guard let value = value(key, required: required) else { return nil }
    guard let elements = value.elements else { return wrong(key, value, "a list (- …)") }
    return elements.enumerated().map { index, element in
      DefinitionReader(element, path: "\(join(key))[\(index + 1)]", faults: faults)
    }
  }

  /// A mapping with free keys, each value a mapping of its own.
  package func maps(_ key: String, required: Bool = false) -> [(String, DefinitionReader)]? {
    guard let reader = map(key, required: required) else { return nil }
    return reader.entries.map { entry in
      (entry.key, reader.reader(for: entry))
    }
  }

  /// A mapping with free keys and text values, in file order.
  package func texts(_ key: String, required: Bool = false) -> [(key: String, text: String)]? {
    guard let reader = map(key, required: required) else { return nil }
    return reader.entries.compactMap { entry in
      guard let text = entry.value.text else {
        wrongType(reader.join(entry.key), entry.value, "text")
        return nil
      }
      return (entry.key, text)
    }
  }

  /// A mapping with free keys and numbers, in file order.
  package func numbers(_ key: String, required: Bool = false) -> [(key: String, number: Double)]? {
    guard let reader = map(key, required: required) else { return nil }
    return reader.numbers()
  }

  /// This mapping itself as free keys with numbers, in file order.
  package func numbers() -> [(key: String, number: Double)] {
    entries.compactMap { entry in
      let text = entry.value.text.map { $0.filter { $0 != "_" } }
      guard let number = text.flatMap({ Double($0) }), number.isFinite else {
        wrongType(join(entry.key), entry.value, "a number")
        return nil
      }
      return (entry.key, number)
    }
  }

  /// The entries of this mapping with a reader each, for mappings with free keys.
  package func members() -> [(key: String, line: Int, reader: DefinitionReader)] {
    entries.map { ($0.key, $0.line, reader(for: $0)) }
  }

  /// Reports every key that nobody asked for.
  package func finish() {
    for entry in entries where !asked.contains(entry.key) {
      let near = nearestCandidate(to: entry.key, among: asked)
      faults.report(
        "definition.unknown-key", line: entry.line, position: entry.position,
        path: path.isEmpty ? nil : path, "the key \(entry.key) is not known here",
        expected: "one of \(asked.joined(separator: ", "))",
        hint: near.map { "did you mean \($0)?" } ?? "remove it, or see the format's description")
    }
  }

  /// Reports a finding at a key of this mapping.
  package func report(
    _ code: String, _ severity: Diagnostic.Severity = .error, at key: String? = nil,
    _ finding: String, expected: String? = nil, hint: String? = nil
  ) {
    let found = key.flatMap { entry($0) }
    faults.report(
      code, severity, line: found?.value.line ?? node.line,
      position: found?.value.position ?? node.position,
      path: key.map { join($0) } ?? (path.isEmpty ? nil : path), finding, expected: expected,
      hint: hint)
  }

  /// Reports an error about this mapping as a whole.
  package func report(
    _ code: String, _ finding: String, expected: String? = nil, hint: String? = nil
  ) {
    report(code, .error, at: nil, finding, expected: expected, hint: hint)
  }

  private func entry(_ key: String) -> DefinitionNode.Entry? { entries.first { $0.key == key } }

  private func reader(for entry: DefinitionNode.Entry) -> DefinitionReader {
    DefinitionReader(entry.value, path: join(entry.key), faults: faults)
  }

  private func join(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private func listed(_ allowed: [String]) -> String {
    "one of \(allowed.joined(separator: ", "))"
  }

  private func wrong<Value>(
    _ key: String, _ value: DefinitionNode, _ expected: String, hint: String? = nil
  ) -> Value? {
    wrongType(join(key), value, expected, hint: hint)
    return nil
  }

  private func wrongType(
    _ path: String, _ value: DefinitionNode, _ expected: String, hint: String? = nil
  ) {
    faults.report(
      "definition.value", line: value.line, position: value.position, path: path,
      "found \(value.inWords)", expected: expected, hint: hint)
  }
}

/// Whether a text is a day of the proleptic Gregorian calendar, written as ISO 8601.
package func isCalendarDay(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
    let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
    year > 0, (1...12).contains(month), day >= 1
  else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= days[month - 1]
}
