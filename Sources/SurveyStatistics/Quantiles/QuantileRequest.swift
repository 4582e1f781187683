public import Aggregation

/// Which quantiles of which variables are estimated for which groups of rows.
public struct QuantileRequest: Sendable, Hashable {
  /// Whether waves are told apart.
  public enum Waves: Sendable, Hashable {
    /// Each domain in each wave.
    case each
    /// Each domain over all waves.
    case together
  }

  /// The variables.
  public var variables: [DerivedVariable]
  /// The shares, each between 0 and 1; 0.5 is the median.
  public var probabilities: [Double]
  /// The domain of each row, −1 in none.
  public var domains: [Int32]
  /// How many domains there are.
  public var domainCount: Int
  /// Whether waves are told apart.
  public var waves: Waves
  /// Which point is taken where the distribution pins a quantile only to a gap.
  public var rule: QuantileRule
  /// How intervals are made.
  public var method: QuantileEstimate.Method
  /// The coverage of intervals.
  public var level: Double
  /// The degrees of freedom of t.
  ///
  /// Nil takes PSUs minus strata among the rows of the domain with an answer, as R does; infinity is
  /// R's `df = Inf`.
  public var degreesOfFreedom: Double?
  /// How the degrees of freedom are counted where none are given.
  public var degreesOfFreedomMethod: DegreesOfFreedomMethod

  /// Makes a request.
  public init(
    variables: [DerivedVariable], probabilities: [Double] = [0.5], domains: [Int32],
    domainCount: Int, waves: Waves = .each, rule: QuantileRule = .math,
    method: QuantileEstimate.Method = .mean, level: Double = 0.95,
    degreesOfFreedom: Double? = nil, degreesOfFreedomMethod: DegreesOfFreedomMethod = .classic
  ) {
    self.variables = variables
    self.probabilities = probabilities
    self.domains = domains
    self.domainCount = domainCount
    self.waves = waves
    self.rule = rule
    self.method = method
    self.level = level
    self.degreesOfFreedom = degreesOfFreedom
    self.degreesOfFreedomMethod = degreesOfFreedomMethod
  }

  /// A request for the whole sample: one domain, numbered 0, that every row is in.
  public static func wholeSample(
    variables: [DerivedVariable], probabilities: [Double] = [0.5], rowCount: Int,
    rule: QuantileRule = .math, method: QuantileEstimate.Method = .mean
  ) -> QuantileRequest {
    QuantileRequest(
      variables: variables, probabilities: probabilities,
      domains: [Int32](repeating: 0, count: rowCount), domainCount: 1, rule: rule, method: method)
  }
}
