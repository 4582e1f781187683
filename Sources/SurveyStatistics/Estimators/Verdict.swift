/// What may be said of a change.
///
/// There is no "no change": a study can only say how large a change it would have seen.
public enum Verdict: Sendable, Hashable {
  /// The change is above zero.
  case rose
  /// The change is below zero.
  case fell
  /// The 90 % interval lies inside a margin declared beforehand.
  case smallerThan(margin: Double)
  /// The study cannot tell.
  case cannotTell

  /// The verdict on a change.
  ///
  /// It rose or fell where the p-value is below `alpha` and the interval of the difference leaves
  /// out zero; else it is smaller than the margin where two one-sided tests at 5 % say so.
  ///
  /// - Parameters:
  ///   - change: The change.
  ///   - margin: The smallest change that matters, declared beforehand.
  ///   - adjustedP: The p-value after adjusting for the family of outcomes; `change.p` if nil.
  ///   - alpha: The level of the test.
  /// - Returns: What may be said.
  public static func verdict(
    for change: Change, margin: Double?, adjustedP: Double?, alpha: Double = 0.05
  ) -> Verdict {
    if (adjustedP ?? change.p) < alpha {
      let interval = change.difference.interval
      if change.difference.value > 0, interval.map({ $0.low > 0 }) ?? true { return .rose }
      if change.difference.value < 0, interval.map({ $0.high < 0 }) ?? true { return .fell }
    }
    if let margin, change.equivalenceInterval.low > -margin,
      change.equivalenceInterval.high < margin
    {
      return .smallerThan(margin: margin)
    }
    return .cannotTell
  }
}
