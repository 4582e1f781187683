/// The effect on each group of places that started together, period by period.
public struct GroupTimeEffects: Sendable {
  /// The effect on one group in one period.
  public struct GroupTimeEffect: Sendable, Hashable {
    /// The period in which the group started.
    public var group: Int
    /// The period of the effect.
    public var period: Int
    /// The period from which the change is counted.
    public var base: Int
    /// The effect; before the start, a check of whether the groups moved alike.
    public var effect: AverageEffect
    /// How many places the group has.
    public var treatedCount: Int
    /// How many places it is compared with.
    public var comparisonCount: Int

    /// Whether the group had started.
    public var isAfterStart: Bool { period >= group }
    /// Periods since the start; negative before it.
    public var exposure: Int { period - group }
  }

  /// The joint test that no group moved apart from its comparison before it started.
  public struct PreTest: Sendable, Hashable {
    /// Wald's statistic.
    public var statistic: Double
    /// Its degrees of freedom, one a pre-period of a group.
    public var degreesOfFreedom: Int
    /// Its p-value.
    public var p: Double
  }

  /// Why there is no test of the periods before.
  public enum NoPreTest: String, Sendable, Hashable {
    /// No group has a period before the last one before its start.
    case noPeriodsBefore
    /// There are fewer places than such periods, or they differ too little.
    case tooFewPlaces
  }

  /// One effect a group and period, groups in order and periods within.
  public let effects: [GroupTimeEffect]
  /// With which places groups were compared.
  public let comparison: ComparisonGroup
  /// From which period changes before the start were counted.
  public let base: BasePeriod
  /// The test of the periods before.
  public let preTest: PreTest?
  /// Why there is none.
  public let noPreTest: NoPreTest?
  /// Groups and periods that had no place to be compared with.
  public let notEstimable: [(group: Int, period: Int)]
  /// What has to be said beside the figures.
  public let cautions: [ImpactCaution]

  /// The size of the outcomes, for what counts as rounding.
  let scale: Double
  /// The confidence level of all intervals.
  let level: Double
  /// The group and the weight of each place.
  let groups: [Int?]
  let masses: [Double]
  /// The influence of each place on each effect.
  let influences: [[Double]]

  init(
    effects: [GroupTimeEffect], comparison: ComparisonGroup, base: BasePeriod,
    preTest: Result<PreTest, PreTestFailure>, notEstimable: [(group: Int, period: Int)],
    cautions: [ImpactCaution], scale: Double, level: Double, groups: [Int?], masses: [Double],
    influences: [[Double]]
  ) {
    self.effects = effects
    self.comparison = comparison
    self.base = base
    switch preTest {
    case .success(let test): (self.preTest, noPreTest) = (test, nil)
    case .failure(let failure): (self.preTest, noPreTest) = (nil, failure.reason)
    }
    self.notEstimable = notEstimable
    self.cautions = cautions
    self.scale = scale
    self.level = level
    self.groups = groups
    self.masses = masses
    self.influences = influences
  }

  /// A reason that can be thrown.
  struct PreTestFailure: Error {
    var reason: NoPreTest
  }
}
