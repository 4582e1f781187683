/// A confirmatory factor model in which every item measures exactly one factor.
///
/// Item y of factor η: y = ν + λη + ε. Factors may correlate, residuals ε do not (but for the same
/// item asked twice, see ``MeasurementInvariance``).
public struct FactorModel: Sendable, Hashable {
  /// One factor and the items that measure it.
  public struct Factor: Sendable, Hashable {
    /// The factor's name.
    public let name: String
    /// Its items; the first is the marker.
    public let items: [String]

    /// Names a factor.
    ///
    /// - Parameters:
    ///   - name: any name.
    ///   - items: its items, the marker first.
    public init(name: String, items: [String]) {
      self.name = name
      self.items = items
    }
  }

  /// What gives a factor its unit.
  public enum Identification: Sendable, Hashable {
    /// The first item's loading is one (default of lavaan's `cfa`).
    case marker
    /// The factor's variance is one (`std.lv = TRUE`).
    case unitVariance
  }

  /// The factors.
  public let factors: [Factor]
  /// What gives a factor its unit.
  public let identification: Identification

  /// Declares a model.
  ///
  /// - Parameters:
  ///   - factors: at least one.
  ///   - identification: the unit of the factors; fit does not depend on it.
  public init(factors: [Factor], identification: Identification = .marker) {
    self.factors = factors
    self.identification = identification
  }

  /// A model of one factor.
  ///
  /// - Parameters:
  ///   - items: the items, the marker first.
  ///   - name: the factor's name.
  ///   - identification: the unit of the factor.
  public init(
    items: [String], name: String = "factor", identification: Identification = .marker
  ) {
    self.init(factors: [Factor(name: name, items: items)], identification: identification)
  }

  /// All items, factor by factor.
  public var items: [String] { factors.flatMap(\.items) }

  /// Nothing when the model can be told from its moments.
  func check() throws(PsychometricsError) {
    var seen: Set<String> = []
    for item in items where !seen.insert(item).inserted {
      throw .itemNotInOneFactor(item: item)
    }
    // Two items tell a factor only by their covariances with the items of another.
    let needed = factors.count > 1 ? 2 : 3
    for factor in factors where factor.items.count < needed {
      throw .factorTooSmall(factor: factor.name, items: factor.items.count)
    }
    guard !factors.isEmpty else { throw .factorTooSmall(factor: "", items: 0) }
  }
}
