/// Why weights could not be calibrated or trimmed.
public enum CalibrationError: Error, Sendable, Hashable {
  /// There are no margins.
  case noMargins
  /// A list has not one value a row, a group or a level.
  case unequalLengths(list: String, expected: Int, found: Int)
  /// A row of a calibrated group has no level or number.
  case missingLevel(margin: String, row: Int)
  /// A design weight is zero, negative, infinite or not a number.
  case badWeight(row: Int, value: Double)
  /// A population total is negative or not a number, or zero although rows have the level.
  case badTotal(margin: String, level: String, group: String, value: Double)
  /// The population has members of a level and the sample has none.
  case emptyLevel(margin: String, level: String, group: String)
  /// Two margins of a group add up to different populations.
  case inconsistentTotals(margin: String, group: String, total: Double, first: Double)
  /// The bounds do not have 1 between them.
  case badBounds(lower: Double, upper: Double)
  /// A level's weights would have to be multiplied by more or less than the bounds allow.
  case boundsTooTight(
    margin: String, level: String, group: String, needed: Double, lower: Double, upper: Double)
  /// In the sample a margin is a combination of those before it, and its total is another than
  /// theirs give.
  case aliased(margin: String, level: String, group: String, total: Double, implied: Double)
  /// The factors did not settle; the margin that is furthest off, relative to its total.
  case notConverged(group: String, margin: String, level: String, deviation: Double)
  /// A computation on matrices has no result.
  case algebra(group: String, reason: String)
  /// The limits of trimming are not a lower one below an upper one.
  case badLimits(lower: Double, upper: Double)
  /// Every weight is outside the limits, so there is none to take what is trimmed.
  case nothingToTake(lower: Double, upper: Double)
  /// Trimmed and calibrated weights did not settle between the limits.
  case trimmingNotSettled(outside: Int, rounds: Int)
  /// Linked persons need replicates: the covariance of their waves is not known by rows.
  case linkedPersons
}

extension CalibrationError: CustomStringConvertible {
  /// The place first, then what is wrong, then what to do.
  public var description: String {
    switch self {
    case .noMargins: "the calibration has no margins"
    case .unequalLengths(let list, let expected, let found):
      "\(list): \(found) values (expected \(expected))"
    case .missingLevel(let margin, let row): "row \(row + 1): no level of \(margin)"
    case .badWeight(let row, let value):
      "row \(row + 1): weight \(value) (expected a number above zero)"
    case .badTotal(let margin, let level, let group, let value):
      "\(Self.place(group, margin, level)): population \(value) (expected a number above zero)"
    case .emptyLevel(let margin, let level, let group):
      "\(group), \(margin) \(level): nobody answered (join it with a neighbouring level)"
    case .inconsistentTotals(let margin, let group, let total, let first):
      "\(group), \(margin): its totals add up to \(total), those of the first margin to \(first)"
    case .badBounds(let lower, let upper):
      "bounds \(lower) and \(upper) (expected one below and one above 1)"
    case .boundsTooTight(let margin, let level, let group, let needed, let lower, let upper):
      "\(Self.place(group, margin, level)): its weights have to be multiplied by \(needed), and the"
        + " bounds are \(lower) and \(upper) (widen them, or join levels)"
    case .aliased(let margin, let level, let group, let total, let implied):
      "\(Self.place(group, margin, level)): in the sample it follows from the margins before it,"
        + " which give \(implied) and not \(total) (leave it out, or correct the totals)"
    case .notConverged(let group, let margin, let level, let deviation):
      "\(group): the calibration did not converge; \(Self.place(nil, margin, level)) is still"
        + " \(deviation) of its total off (widen the bounds, join levels, or leave out a margin)"
    case .algebra(let group, let reason): "\(group): \(reason)"
    case .badLimits(let lower, let upper):
      "limits \(lower) and \(upper) (expected the first to be the lower one)"
    case .nothingToTake(let lower, let upper):
      "every weight is outside the limits \(lower) and \(upper) (widen them)"
    case .trimmingNotSettled(let outside, let rounds):
      "\(outside) weights are outside the limits after \(rounds) rounds of trimming and calibrating"
        + " (widen the limits, or leave out a margin)"
    case .linkedPersons:
      "weights calibrated by row have no covariance of linked persons (use replicates)"
    }
  }

  private static func place(_ group: String?, _ margin: String, _ level: String) -> String {
    (group.map { "\($0), " } ?? "") + (level.isEmpty ? margin : "\(margin) \(level)")
  }
}
