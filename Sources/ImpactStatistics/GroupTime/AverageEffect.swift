internal import Distributions
public import HypothesisTests

/// An average effect on treated places, with its margin where there is one.
public struct AverageEffect: Sendable, Hashable {
  /// Why there is no margin.
  public enum NoMargin: Sendable, Hashable, CustomStringConvertible {
    /// A group is a single place, so nothing says how much its places differ.
    case singlePlace
    /// The places of each group changed by the same amount.
    case noSpread

    /// The reason in a sentence.
    public var description: String {
      switch self {
      case .singlePlace: "no margin: a group it rests on is a single place"
      case .noSpread: "no margin: the places of each group changed by the same amount"
      }
    }
  }

  /// The estimate.
  public var value: Double
  /// Its standard error, from the influence of each place: √Σψ².
  public var standardError: Double?
  /// The normal interval.
  public var interval: ConfidenceInterval?
  /// Two-sided, for no effect; normal.
  public var p: Double?
  /// Why there is no margin.
  public var noMargin: NoMargin?

  init(
    value: Double, influences: [Double], isSinglePlace: Bool, scale: Double, level: Double
  ) throws(ImpactError) {
    guard value.isFinite else { throw .outOfRange(what: "outcome") }
    self.value = value
    if isSinglePlace {
      noMargin = .singlePlace
      return
    }
    let error = influences.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard error.isFinite else { throw .outOfRange(what: "outcome") }
    // A spread that is only rounding of the outcomes is none.
    guard error > 1e-13 * scale else {
      noMargin = .noSpread
      return
    }
    do {
      let margin = try Normal().quantile(1 - (1 - level) / 2) * error
      standardError = error
      interval = ConfidenceInterval(low: value - margin, high: value + margin, level: level)
      p = try Normal().twoSided(value / error)
    } catch {
      throw .distribution(error)
    }
  }
}
