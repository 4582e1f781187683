/// One thing that was detected or declared about a file, with how sure it is and why.
package struct FormatFinding: Sendable, Hashable, CustomStringConvertible {
  /// What a finding is about.
  package enum Subject: String, Sendable, Hashable, CaseIterable {
    case container
    case encoding
    case delimiter
    case decimal
    case header
    case sheet
    case origin
  }

  /// What the finding is about.
  package var what: Subject
  /// What was found, such as `Windows-1257`, `;`, `comma`, `line 1` or `limesurvey`.
  package var value: String
  /// From 0, a mere guess, to 1, declared or proved.
  package var confidence: Double
  /// Why.
  package var reason: String

  /// Makes a finding.
  package init(_ what: Subject, _ value: String, confidence: Double, reason: String) {
    self.what = what
    self.value = value
    self.confidence = min(max(confidence, 0), 1)
    self.reason = reason
  }

  /// One line for a person, such as `encoding: Windows-1257 (87 % sure: …)`.
  package var description: String {
    "\(what.rawValue): \(value) (\(Int((confidence * 100).rounded())) % sure: \(reason))"
  }
}
