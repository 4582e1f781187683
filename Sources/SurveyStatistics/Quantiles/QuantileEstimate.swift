/// A quantile with its interval.
public struct QuantileEstimate: Sendable, Hashable {
  /// How the interval of the share at or below the quantile is made; it is then carried back to
  /// values by the same rule as the quantile (Woodruff 1952).
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// share ± t · se (R `interval.type = "mean"`).
    case mean
    /// Korn–Graubard (R `"beta"`).
    case beta
    /// Symmetric on the log-odds scale (R `"xlogit"`).
    case xlogit
    /// Symmetric on the scale of arcsin √share (R `"asin"`).
    case asin
  }

  /// Why an end of the interval is not stated.
  public enum Gap: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// There are not more units than strata.
    case noDegreesOfFreedom
    /// The lower end lies below every answer: the share would be below 0.
    case belowAllAnswers
    /// The upper end lies above every answer: the share would be above 1.
    case aboveAllAnswers
    /// Nobody answered above the quantile, so the share has no variance to make an interval from.
    case nobodyAbove

    /// The reason in words.
    public var description: String {
      switch self {
      case .noDegreesOfFreedom: "no more sampling units than strata"
      case .belowAllAnswers: "too few answers: the lower end lies below all of them"
      case .aboveAllAnswers: "too few answers: the upper end lies above all of them"
      case .nobodyAbove: "nobody answered above the quantile"
      }
    }
  }

  /// The share asked for, such as 0.5.
  public var probability: Double
  /// The quantile.
  public var value: Double
  /// The share estimated at or below it, with its variance and degrees of freedom.
  public var shareAtOrBelow: Estimate
  /// The lower end; nil where it cannot be stated.
  public var low: Double?
  /// The upper end; nil where it cannot be stated.
  public var high: Double?
  /// Why an end is not stated; nil where both are.
  public var gap: Gap?
  /// The coverage aimed at.
  public var level: Double
  /// How the interval was made.
  public var method: Method
  /// The rule of the quantile and of both ends.
  public var rule: QuantileRule
  /// (high − low) / (2 t), as R; nil where an end is missing.
  ///
  /// Zero where both ends are the same answer: on short scales the margin is less than a step.
  public var standardError: Double?
  /// The degrees of freedom of t.
  public var degreesOfFreedom: Double

  /// Rows with an answer.
  public var respondents: Int { shareAtOrBelow.respondents }
  /// The sum of weights of those rows.
  public var weightedBase: Double { shareAtOrBelow.weightedBase }
}

/// A change of a quantile between two waves.
public struct QuantileChange: Sendable, Hashable {
  /// The first wave.
  public var before: QuantileEstimate
  /// The second wave.
  public var after: QuantileEstimate
  /// After minus before, with its linearised variance and t interval.
  public var difference: Estimate
  /// The covariance of the two quantiles.
  public var covariance: Double
  /// Difference over its standard error.
  public var t: Double
  /// Two-sided, from t.
  public var p: Double
}
