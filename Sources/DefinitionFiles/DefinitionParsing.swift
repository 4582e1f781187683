package import Diagnostics
import FoundationEssentials
import Glibc
import Yams

/// What a definition file may cost at most.
///
/// Files are written by people and stay far below.
package struct DefinitionLimits: Sendable {
  package var bytes = 8 << 20
  package var depth = 64
  /// Nodes in all, with every alias counted as often as it is used.
  package var nodes = 200_000
  /// Bytes of one text or key.
  package var textBytes = 20_000
  package init() {}
}

/// Reads a definition file into nodes, or reports why it cannot.
///
/// `name` is the file as the user calls it; it stands in front of every finding.
package func readDefinitionFile(
  path: String, name: String, limits: DefinitionLimits = DefinitionLimits(),
  into diagnostics: inout DiagnosticList
) -> DefinitionNode? {
  guard let bytes = readBytes(path: path, name: name, limits: limits, into: &diagnostics) else {
    return nil
  }
  return parseDefinition(bytes: bytes, name: name, limits: limits, into: &diagnostics)
}

/// Reads the bytes of a definition file within the limits, or reports why it cannot.
package func readBytes(
  path: String, name: String, limits: DefinitionLimits = DefinitionLimits(),
  into diagnostics: inout DiagnosticList
) -> [UInt8]? {
  let place = Diagnostic.Place(file: name)
  var facts = stat()
  let isThere = stat(path, &facts) == 0
  guard isThere, facts.st_mode & S_IFMT == S_IFREG else {
    diagnostics.append(
      Diagnostic(
        "definition.no-file", .error, at: place,
        facts.st_mode & S_IFMT == S_IFDIR && isThere
          ? "this is a folder, not a file"
          : isThere ? "this is a device or a pipe" : "there is no such file",
        expected: "a YAML file", hint: "check the name, upper and lower case included"))
    return nil
  }
  if facts.st_size > limits.bytes {
    reportSize(Int(facts.st_size), limits, place, &diagnostics)
    return nil
  }
  guard let handle = FileManager.default.contents(atPath: path) else {
    diagnostics.append(
      Diagnostic(
        "definition.unreadable", .error, at: place, "the file cannot be read",
        expected: "a file that this user may read"))
    return nil
  }
  if handle.count > limits.bytes {
    reportSize(handle.count, limits, place, &diagnostics)
    return nil
  }
  return [UInt8](handle)
}

private func reportSize(
  _ size: Int, _ limits: DefinitionLimits, _ place: Diagnostic.Place,
  _ diagnostics: inout DiagnosticList
) {
  diagnostics.append(
    Diagnostic(
      "definition.too-large", .error, at: place, "the file has \(size) bytes",
      expected: "at most \(limits.bytes >> 20) MB", hint: "is this a data file?"))
}

/// Parses the bytes of a definition file.
package func parseDefinition(
  bytes: [UInt8], name: String, limits: DefinitionLimits = DefinitionLimits(),
  into diagnostics: inout DiagnosticList
) -> DefinitionNode? {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    var line = 1
    var start = 0
    // Find the first line that is not UTF-8: people mend lines, not byte offsets.
    for (index, byte) in bytes.enumerated() where byte == 10 {
      if String(validating: bytes[start..<index], as: UTF8.self) == nil { break }
      line += 1
      start = index + 1
    }
    diagnostics.append(
      Diagnostic(
        "definition.encoding", .error, at: .init(file: name, line: line),
        "the file is not UTF-8", expected: "UTF-8 text",
        hint: "save the file again with the encoding UTF-8"))
    return nil
  }
  return parseDefinition(text: text, name: name, limits: limits, into: &diagnostics)
}

/// Parses the text of a definition file.
///
/// Duplicate keys are all reported, each on the line of its second use, and the first value is
/// kept, so that the rest of the file can still be checked.
package func parseDefinition(
  text: String, name: String, limits: DefinitionLimits = DefinitionLimits(),
  into diagnostics: inout DiagnosticList
) -> DefinitionNode? {
  func report(
    _ code: String, _ finding: String, line: Int? = nil, position: Int? = nil,
    expected: String? = nil, hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, .error, at: .init(file: name, line: line, position: position), finding,
        expected: expected, hint: hint))
  }
  if text.utf8.count > limits.bytes {
    reportSize(text.utf8.count, limits, .init(file: name), &diagnostics)
    return nil
  }
  if let line = lineOfAliasKey(in: text) {
    report(
      "yaml.alias-key", "a key of a mapping is an alias or a collection", line: line,
      expected: "plain text as key")
    return nil
  }
  var source = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  for _ in 0..<64 {
    do {
      guard let root = try Yams.compose(yaml: source) else {
        report("yaml.empty", "the file is empty", line: 1, expected: "definitions in YAML")
        return nil
      }
      var conversion = NodeConversion(limits: limits)
      let node = conversion.convert(root, depth: 0)
      if let fault = conversion.fault {
        report(
          fault.code, fault.finding, line: fault.line, position: fault.position,
          expected: fault.expected)
        return nil
      }
      return node
    } catch let error as YamlError {
      switch error {
      case .duplicatedKeysInMapping(let duplicates, let context):
        guard
          let found = secondUse(
            of: duplicates, firstAt: context.mark.line,
            column: context.mark.column, in: source)
        else {
          report(
            "yaml.duplicate-key", "the key \(duplicates.joined(separator: ", ")) stands twice",
            line: context.mark.line, position: context.mark.column,
            expected: "every key once")
          return nil
        }
        report(
          "yaml.duplicate-key",
          "the key \(found.key) stands here again (first on line \(context.mark.line))",
          line: found.line, position: context.mark.column, expected: "every key once",
          hint: "remove or rename one of them")
        source = found.textWithoutIt
        continue
      case .scanner(let context, let problem, let mark, _),
        .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let around = context.map { " \($0.text) that begins on line \($0.mark.line)" } ?? ""
        report(
          "yaml.syntax", "\(problem)\(around)", line: mark.line, position: mark.column,
          expected: "valid YAML", hint: yamlHint(source, line: mark.line))
      case .reader(let problem, let offset, _, _):
        let line = offset.map { source.prefix($0).count { $0.isNewline } + 1 }
        report("yaml.syntax", problem, line: line, expected: "text without control characters")
      default: report("yaml.syntax", "\(error)", expected: "valid YAML")
      }
      return nil
    } catch {
      report("yaml.syntax", "\(error)", expected: "valid YAML")
      return nil
    }
  }
  return nil
}

/// A hint for the commonest mistakes on a line.
private func yamlHint(_ text: String, line: Int) -> String {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  guard line >= 1, line <= lines.count else { return "look at the end of the file" }
  let content = lines[line - 1]
  if content.contains("\t") { return "indent with spaces, not with tabs" }
  if content.count(where: { $0 == ":" }) > 1 {
    return "put text that holds a colon in double quotes"
  }
  return "look at the indentation here and on the line above"
}
