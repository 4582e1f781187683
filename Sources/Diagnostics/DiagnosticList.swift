/// Diagnostics in the order they were found, with a cap per code so that a million bad rows stay
/// readable: the first few of a kind are kept whole, the rest are counted.
public struct DiagnosticList: Sendable {
  /// What was kept, in the order found.
  public private(set) var all: [Diagnostic] = []
  /// How many were found in all, by code and column.
  private var counts: [Key: Int] = [:]
  /// How many of one code in one file and column are kept whole.
  public var keptPerKind: Int

  private struct Key: Hashable {
    var code: String
    var file: String?
    var column: String?
  }

  /// Makes an empty list that keeps `keptPerKind` findings of one kind in one file and column.
  public init(keptPerKind: Int = 5) { self.keptPerKind = keptPerKind }

  /// Adds one finding.
  public mutating func append(_ diagnostic: Diagnostic) {
    let key = Key(
      code: diagnostic.code, file: diagnostic.place.file, column: diagnostic.place.column)
    let seen = counts[key, default: 0]
    counts[key] = seen + 1
    if seen < keptPerKind { all.append(diagnostic) }
  }

  /// Adds findings in order.
  public mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics { append(diagnostic) }
  }

  /// Adds another list, with what it only counted.
  public mutating func append(contentsOf other: DiagnosticList) {
    append(contentsOf: other.all)
    for (key, count) in other.counts where count > other.keptPerKind {
      counts[key, default: 0] += count - other.keptPerKind
    }
  }

  /// The gravest severity in the list, or nil where it is empty.
  public var gravest: Diagnostic.Severity? { all.map(\.severity).max() }
  /// Whether anything in the list stops a run.
  public var hasErrors: Bool { gravest == .error }
  /// Whether nothing was found.
  public var isEmpty: Bool { all.isEmpty }

  /// How many findings of the same kind as `diagnostic` were counted but not kept.
  public func leftOut(like diagnostic: Diagnostic) -> Int {
    let key = Key(
      code: diagnostic.code, file: diagnostic.place.file, column: diagnostic.place.column)
    return max(0, counts[key, default: 0] - keptPerKind)
  }
}
