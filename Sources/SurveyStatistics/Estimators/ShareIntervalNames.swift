extension Estimate.Interval.Method {
  /// The intervals of shares by the names that R's `svyciprop` gives them.
  public static let ofShares: [(name: String, method: Estimate.Interval.Method)] = [
    ("logit", .logit), ("beta", .beta), ("wilson", .wilson), ("xlogit", .xlogit), ("asin", .asin),
    ("mean", .t),
  ]

  /// The interval of a share by name; nil where there is none of that name.
  public init?(ofShare name: String) {
    guard let found = Self.ofShares.first(where: { $0.name == name }) else { return nil }
    self = found.method
  }
}
