/// A value with what is needed to say how sure it is.
///
/// There is no arithmetic that drops the error.
public struct Estimate: Sendable, Hashable {
  /// A confidence interval and how it was made.
  public struct Interval: Sendable, Hashable {
    /// The lower end.
    public var low: Double
    /// The upper end.
    public var high: Double
    /// The coverage aimed at, such as 0.95.
    public var level: Double
    /// How it was made.
    public var method: Method
    /// The ways of making an interval.
    public enum Method: String, Sendable, Hashable {
      /// `value ± t · se`.
      case t
      /// Symmetric on the log-odds scale, for shares (R `svyciprop(method = "logit")`).
      case logit
      /// The same by the name that R gives its closed form (`method = "xlogit"`).
      case xlogit
      /// Symmetric on the scale of arcsin √p, for shares (R `method = "asin"`).
      case asin
      /// Wilson's score interval at the effective sample size, for shares.
      case wilson
      /// Symmetric on the log scale, for ratios and standard deviations.
      case log
      /// Korn–Graubard beta interval, for shares of 0, 1 or few (R `method = "beta"`).
      case beta
      /// From the intervals of both waves and their correlation, for changes of shares (MOVER;
      /// Newcombe 1998, Zou and Donner 2008).
      case mover
    }
    /// Makes an interval.
    public init(low: Double, high: Double, level: Double, method: Method) {
      self.low = low
      self.high = high
      self.level = level
      self.method = method
    }
  }

  /// The point estimate.
  public var value: Double
  /// The linearised (Taylor) variance.
  public var variance: Double
  /// Those of the interval: PSUs minus strata, or Satterthwaite's where PSUs are few in effect.
  public var degreesOfFreedom: Double
  /// PSUs minus strata among the rows that count (R `degf` of the subset).
  public var nominalDegreesOfFreedom: Double
  /// The interval at the level asked for; nil where no margin of error may be stated.
  public var interval: Interval?
  /// Rows with an answer.
  public var respondents: Int
  /// The sum of weights of those rows.
  public var weightedBase: Double
  /// Variance over that of a simple random sample with replacement of the same size
  /// (R `deff = "replace"`); nil where it is not defined.
  public var designEffect: Double?
  /// Kish's design effect of the weights alone, n·Σw²/(Σw)² = 1 + cv²(w), over the rows of the domain,
  /// answered or not; nil where it was not computed.
  public var kishEffect: Double?

  /// Makes an estimate.
  public init(
    value: Double, variance: Double, degreesOfFreedom: Double, interval: Interval? = nil,
    respondents: Int, weightedBase: Double, designEffect: Double? = nil,
    kishEffect: Double? = nil, nominalDegreesOfFreedom: Double? = nil
  ) {
    self.value = value
    self.variance = variance
    self.degreesOfFreedom = degreesOfFreedom
    self.nominalDegreesOfFreedom = nominalDegreesOfFreedom ?? degreesOfFreedom
    self.interval = interval
    self.respondents = respondents
    self.weightedBase = weightedBase
    self.designEffect = designEffect
    self.kishEffect = kishEffect
  }

  /// The square root of the variance.
  public var standardError: Double { variance.squareRoot() }

  /// Variance over that of a simple random sample without replacement of the same size,
  /// `designEffect` / (1 − n/N) with N the weighted base (R `deff = TRUE`).
  ///
  /// Nil where weights do not add up to a population above the sample, of which R warns.
  public var designEffectWithoutReplacement: Double? {
    guard let designEffect, weightedBase > Double(respondents) else { return nil }
    return designEffect / (1 - Double(respondents) / weightedBase)
  }

  /// How many answers of a simple random sample would say as much; nil without a design effect.
  public var effectiveSampleSize: Double? {
    designEffect.flatMap { $0 > 0 ? Double(respondents) / $0 : nil }
  }
}

/// A change between two waves with its test.
public struct Change: Sendable, Hashable {
  /// The first wave.
  public var before: Estimate
  /// The second wave.
  public var after: Estimate
  /// After minus before, with the variance that the relation of the waves gives.
  public var difference: Estimate
  /// The covariance of the two wave estimates.
  public var covariance: Double
  /// Difference over its standard error.
  public var t: Double
  /// Two-sided, from t with `difference.degreesOfFreedom`.
  public var p: Double
  /// The interval of the difference at 90 %, for the test of "smaller than a declared margin".
  public var equivalenceInterval: Estimate.Interval
  /// The true change that a study like this finds 8 times in 10:
  /// (t₀.₉₇₅ + t₀.₈₀) · se, both with the difference's degrees of freedom; of shares, se at the share
  /// that such a change leads to.
  public var minimalDetectableChange: Double

  /// Makes a change.
  public init(
    before: Estimate, after: Estimate, difference: Estimate, covariance: Double, t: Double,
    p: Double, equivalenceInterval: Estimate.Interval, minimalDetectableChange: Double
  ) {
    self.before = before
    self.after = after
    self.difference = difference
    self.covariance = covariance
    self.t = t
    self.p = p
    self.equivalenceInterval = equivalenceInterval
    self.minimalDetectableChange = minimalDetectableChange
  }
}
