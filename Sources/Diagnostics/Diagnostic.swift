/// One finding about a file, a definition or a column of data.
///
/// A diagnostic carries facts; `description` turns them into one sentence with the place first, then
/// what was found, then what was expected. Bad *data* is a diagnostic, collected and shown together
/// with all others; it is never thrown per row.
public struct Diagnostic: Sendable, Hashable {
  /// How grave a finding is.
  public enum Severity: Int, Sendable, Comparable, CaseIterable {
    /// Worth knowing: a guess that was made, an answer that was set aside.
    case note
    /// Numbers can be computed, but a person should look.
    case warning
    /// The study cannot run until this is mended.
    case error

    /// Orders by gravity.
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  /// Where a finding is: file, then line or cell, then column.
  public struct Place: Sendable, Hashable {
    /// The file as the user named it, relative to the study folder where possible.
    public var file: String?
    /// One-based line in a text file, or one-based row on a worksheet.
    public var line: Int?
    /// One-based column of characters, for YAML.
    public var position: Int?
    /// The column header, cell address or key path.
    public var column: String?

    /// Makes a place; leave out what is not known.
    public init(
      file: String? = nil, line: Int? = nil, position: Int? = nil, column: String? = nil
    ) {
      self.file = file
      self.line = line
      self.position = position
      self.column = column
    }
  }

  /// A stable identifier such as `csv.ragged-row`, for tests and for searching.
  public var code: String
  /// How grave the finding is.
  public var severity: Severity
  /// Where it is.
  public var place: Place
  /// What was found.
  public var finding: String
  /// What was expected instead.
  public var expected: String?
  /// How to mend it.
  public var hint: String?

  /// Makes a diagnostic from its facts.
  public init(
    _ code: String, _ severity: Severity, at place: Place = Place(), _ finding: String,
    expected: String? = nil, hint: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.finding = finding
    self.expected = expected
    self.hint = hint
  }
}

extension Diagnostic.Place: CustomStringConvertible {
  /// The place as `before.csv:214, trust_general`.
  public var description: String {
    var text = file ?? ""
    if let line {
      text += text.isEmpty ? "line \(line)" : ":\(line)"
      if let position { text += ":\(position)" }
    }
    if let column { text += text.isEmpty ? column : ", \(column)" }
    return text
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One sentence: `before.csv:214, trust_general: 12 is not on the scale (expected 0…10)`.
  public var description: String {
    let place = self.place.description
    var text = place.isEmpty ? finding : "\(place): \(finding)"
    if let expected { text += " (expected \(expected))" }
    return text
  }
}
