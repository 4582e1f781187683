/// The side of a test.
public enum Alternative: String, Sendable, Hashable, CaseIterable {
  /// The parameter differs from the null value.
  case twoSided
  /// It is larger.
  case greater
  /// It is smaller.
  case less
}
