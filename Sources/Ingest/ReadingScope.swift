import ColumnKernels

/// What is wanted of a file.
///
/// What is said about the file (format, rows, diagnostics) does not depend on it.
package struct ReadingScope: Sendable {
  /// Whether a column is wanted, by its name; nil: all are.
  ///
  /// Of the others only the name is kept. Columns without a name of their own are always read.
  package var wants: (@Sendable (String) -> Bool)?
  /// Whether the SHA-256 of the file is wanted.
  package var wantsFingerprint: Bool
  /// How many threads read text; the table does not depend on it.
  var threads = threadCount
  /// Text is parted into stretches of at least so many bytes.
  var shortestPart = 1 << 19

  /// Wants all, or the fingerprint and columns that are said.
  package init(
    wantsFingerprint: Bool = true, wants: (@Sendable (String) -> Bool)? = nil
  ) {
    self.wants = wants
    self.wantsFingerprint = wantsFingerprint
  }

  /// Sets how the work is shared, for comparing.
  package func shared(threads: Int, shortestPart: Int) -> ReadingScope {
    var scope = self
    scope.threads = threads
    scope.shortestPart = shortestPart
    return scope
  }
}
