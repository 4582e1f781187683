/// The change of treated places beyond the change of the others.
public struct DifferenceInDifferences: Sendable, Hashable {
  /// Which effects the regression takes out.
  public enum Model: String, Sendable, Hashable, CaseIterable {
    /// One mean for each group and period: `treat * post`.
    case groups
    /// One effect for each place and period: two-way fixed effects.
    ///
    /// The same as `groups` where every place has the same weights in both periods.
    case places
  }

  /// The weighted mean of a group in a period.
  public struct Cell: Sendable, Hashable {
    /// Whether it is of the treated places.
    public var isTreated: Bool
    /// Whether it is of the period after.
    public var isAfter: Bool
    /// The mean.
    public var mean: Double
    /// How many rows it is of.
    public var rows: Int
  }

  /// The effect, with its margin.
  public var effect: CoefficientTest
  /// Treated before and after, others before and after.
  public var cells: [Cell]
  /// Which effects were taken out.
  public var model: Model
  /// Which variance was used.
  public var variance: ClusterVariance
  /// How many places were treated.
  public var treatedCount: Int
  /// How many were not.
  public var comparisonCount: Int
  /// Which method fits so many places: where it is not this one, the margin is not to be trusted.
  public var choice: ImpactMethodChoice
  /// What has to be said beside the figure.
  public var cautions: [ImpactCaution]
}
