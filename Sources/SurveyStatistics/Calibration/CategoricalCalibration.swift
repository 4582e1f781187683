/// Known population totals of categories that the weights are made to meet.
///
/// One margin is post-stratification (R `postStratify`), several are raking by iterative
/// proportional fitting (R `rake`) or another method (R `calibrate`). Margins may be scoped to groups of rows, such as
/// municipality × wave, each with totals of its own. Factors are constant within a cell of group ×
/// margin levels, so sums per cell are enough for the variance.
public struct CategoricalCalibration: Sendable, Hashable {
  /// One categorical variable with its population totals.
  public struct Margin: Sendable, Hashable {
    /// What the variable is called.
    public var name: String
    /// The level of each row, −1 unknown (an error in a calibrated group).
    public var levels: [Int32]
    /// What the levels are called.
    public var labels: [String]
    /// The population total of each level, for each group.
    public var totals: [[Double]]

    /// Makes a margin.
    public init(name: String, levels: [Int32], labels: [String], totals: [[Double]]) {
      self.name = name
      self.levels = levels
      self.labels = labels
      self.totals = totals
    }
  }

  /// The margins; at least one.
  public var margins: [Margin]
  /// The group of each row, −1 not calibrated; empty: all rows are one group.
  public var groups: [Int32]
  /// What the groups are called.
  public var groupLabels: [String]
  /// How weights are moved to meet the margins.
  public var method: CalibrationMethod

  /// Makes a calibration.
  public init(
    margins: [Margin], groups: [Int32] = [], groupLabels: [String] = ["all"],
    method: CalibrationMethod = .raking
  ) {
    self.margins = margins
    self.method = method
    self.groups = groups
    self.groupLabels = groupLabels
  }
}
