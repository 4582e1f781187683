/// Why a study file could not be written or read.
package struct StudyStoreError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// There is no such file.
    case notFound
    /// The system does not let us read or write there.
    case permission
    /// The file is something else than a study file.
    case notAStudyFile
    /// It was written by an earlier version of the format.
    case olderFormat
    /// It was written by a later version of the format.
    case newerFormat
    /// It is a study file, but what it holds does not fit together.
    case damaged
    /// The record cannot be written as it is.
    case invalidRecord
    /// The file could not be written, for want of space or for another reason of the system.
    case cannotWrite
  }
  package var path: String
  package var kind: Kind
  /// What was found.
  package var finding: String
  /// How to mend it.
  package var hint: String?

  package init(path: String, kind: Kind, finding: String, hint: String? = nil) {
    self.path = path
    self.kind = kind
    self.finding = finding
    self.hint = hint
  }

  /// Place first, then what was found, then what to do.
  package var description: String {
    "\(path): \(finding)" + (hint.map { ". \($0)" } ?? "")
  }
}
