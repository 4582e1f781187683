/// Known population totals of categories that the weights are made to meet.
///
/// One margin is post-stratification (R `postStratify`), several are raking by iterative
/// proportional fitting (R `rake`). Margins may be scoped to groups of rows, such as
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

  /// Makes a calibration.
  public init(margins: [Margin], groups: [Int32] = [], groupLabels: [String] = ["all"]) {
    self.margins = margins
    self.groups = groups
    self.groupLabels = groupLabels
  }
}

/// Why weights could not be calibrated.
public enum CalibrationError: Error, Sendable, Hashable {
  /// There are no margins.
  case noMargins
  /// A list has not one value a row, a group or a level.
  case unequalLengths(list: String, expected: Int, found: Int)
  /// A row of a calibrated group has no level.
  case missingLevel(margin: String, row: Int)
  /// A population total is negative or not a number, or zero although rows have the level.
  case badTotal(margin: String, level: String, group: String, value: Double)
  /// The population has members of a level and the sample has none.
  case emptyLevel(margin: String, level: String, group: String)
  /// Two margins of a group add up to different populations.
  case inconsistentTotals(margin: String, group: String, total: Double, first: Double)
  /// The factors did not settle.
  case notConverged(group: String, deviation: Double)
}

extension CalibrationError: CustomStringConvertible {
  /// The place first, then what is wrong, then what to do.
  public var description: String {
    switch self {
    case .noMargins: "the calibration has no margins"
    case .unequalLengths(let list, let expected, let found):
      "\(list): \(found) values (expected \(expected))"
    case .missingLevel(let margin, let row): "row \(row + 1): no level of \(margin)"
    case .badTotal(let margin, let level, let group, let value):
      "\(group), \(margin) \(level): population \(value) (expected a number above zero)"
    case .emptyLevel(let margin, let level, let group):
      "\(group), \(margin) \(level): nobody answered (join it with a neighbouring level)"
    case .inconsistentTotals(let margin, let group, let total, let first):
      "\(group), \(margin): its totals add up to \(total), those of the first margin to \(first)"
    case .notConverged(let group, let deviation):
      "\(group): raking did not converge (the margins are still \(deviation) off)"
    }
  }
}
