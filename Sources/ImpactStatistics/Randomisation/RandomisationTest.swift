public import HypothesisTests

/// How unusual the difference between treated and other places is among all ways in which so many of
/// the places could have been treated.
public struct RandomisationTest: Sendable, Hashable {
  /// Which assignments the difference was compared with.
  public enum Assignments: Sendable, Hashable {
    /// All of them.
    case all(Int)
    /// So many drawn with a seed, and the one that was; there are `of` in all.
    case drawn(Int, seed: UInt64, of: Double)

    /// How many were compared, the one that was included.
    public var compared: Int {
      switch self {
      case .all(let count): count
      case .drawn(let count, _, _): count + 1
      }
    }
  }

  /// Why there is no interval.
  public enum NoInterval: Sendable, Hashable, CustomStringConvertible {
    /// Even the most extreme difference has a p-value above 1 − level, so no effect is spoken against.
    case everyEffectPossible(smallestP: Double, level: Double)
    /// The changes within each group are the same, so nothing measures how sure the difference is.
    case noSpreadWithinGroups

    /// The reason in a sentence.
    public var description: String {
      switch self {
      case .everyEffectPossible(let smallestP, let level):
        "no interval at level \(level): the smallest p-value that can come out is \(smallestP), so no"
          + " effect, however large, is ruled out"
      case .noSpreadWithinGroups:
        "no interval: the places of each group changed by the same amount"
      }
    }
  }

  /// The mean change of the treated places minus that of the others.
  public var value: Double
  /// The standard error of the difference that it is divided by.
  public var standardError: Double
  /// `value / standardError`; infinite where the groups have no spread.
  public var statistic: Double
  /// The share of assignments with a statistic as large or larger in size, the one that was included.
  public var p: Double
  /// How many assignments that is.
  public var extremeCount: Int
  /// The smallest p that can come out with so many places.
  ///
  /// 1 of the n over k assignments, or 2 where half of the places are treated, since exchanging the
  /// halves only turns the sign. Where assignments were drawn, 1 of the draws and the one that was.
  public var smallestP: Double
  /// The effects that the test does not reject: from the smallest to the largest.
  public var interval: ConfidenceInterval?
  /// Why there is no interval.
  public var noInterval: NoInterval?
  /// Which assignments were compared.
  public var assignments: Assignments
  /// How many places were treated.
  public var treatedCount: Int
  /// How many there are.
  public var placeCount: Int
  /// What has to be said beside the figure.
  public var cautions: [ImpactCaution]
}
