/// Where a minimisation ended.
public struct Minimum: Sendable, Hashable {
  /// The best point found.
  public let point: [Double]
  /// The value of the function there.
  public let value: Double
  /// Why the minimiser stopped.
  public let reason: StopReason
  /// How often the function was computed.
  public let evaluations: Int

  /// Why a minimiser stopped with a result.
  public enum StopReason: Sendable, Hashable {
    /// The value changed by less than its tolerance.
    case valueTolerance
    /// The parameters changed by less than their tolerance.
    case parameterTolerance
    /// Rounding kept the minimiser from coming nearer.
    case roundoff
    /// The number of evaluations ran out: the point need not be a minimum.
    case evaluationLimit
    /// The minimiser's own criterion.
    case converged
  }
}

/// When a minimisation stops.
public struct StoppingRule: Sendable, Hashable {
  /// The relative change of the value that is small enough.
  public var valueTolerance: Double
  /// The relative change of all parameters that is small enough.
  public var parameterTolerance: Double
  /// The most evaluations.
  public var evaluationLimit: Int

  /// A rule.
  ///
  /// - Parameters:
  ///   - valueTolerance: relative; zero never stops for it.
  ///   - parameterTolerance: relative; zero never stops for it.
  ///   - evaluationLimit: at least one.
  public init(
    valueTolerance: Double = 0, parameterTolerance: Double = 1e-12, evaluationLimit: Int = 10_000
  ) {
    self.valueTolerance = valueTolerance
    self.parameterTolerance = parameterTolerance
    self.evaluationLimit = max(1, evaluationLimit)
  }
}

/// The interval of each parameter of a minimisation; infinite where there is none.
public struct ParameterBounds: Sendable, Hashable {
  /// The least value of each parameter.
  public let lower: [Double]
  /// The greatest value of each parameter.
  public let upper: [Double]

  /// Bounds of all parameters.
  ///
  /// - Parameters:
  ///   - lower: one a parameter, −infinity for none.
  ///   - upper: one a parameter, infinity for none.
  public init(lower: [Double], upper: [Double]) {
    self.lower = lower
    self.upper = upper
  }
}

/// How a smooth function with a gradient is minimised.
public enum GradientMethod: Sendable, Hashable {
  /// Sequential quadratic programming with a dense quasi-Newton matrix (Kraft 1988; `LD_SLSQP`): few
  /// evaluations up to about a hundred parameters.
  case sequentialQuadratic
  /// Limited-memory quasi-Newton (Liu and Nocedal 1989; `LD_LBFGS`), for many parameters.
  case limitedMemory
}

/// How a function without a gradient is minimised.
public enum SearchMethod: Sendable, Hashable {
  /// The simplex of Nelder and Mead (1965; `LN_NELDERMEAD`), for rough functions.
  case simplex
  /// Quadratic models in a trust region (Powell 2009; `LN_BOBYQA`; `LN_COBYLA` for one parameter,
  /// where the former is not defined), for smooth functions.
  case quadraticModel
}
