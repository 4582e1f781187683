public import HypothesisTests

/// What many places say together, when each may have an effect of its own.
public struct PooledEffect: Sendable, Hashable {
  /// Why there is no prediction interval.
  public enum NoPrediction: Sendable, Hashable, CustomStringConvertible {
    /// It would rest on too few places.
    case tooFewPlaces(count: Int, minimum: Int)

    /// The reason in a sentence.
    public var description: String {
      switch self {
      case .tooFewPlaces(let count, let minimum):
        "no prediction for a further place: \(count) of at least \(minimum) places"
      }
    }
  }

  /// The inverse-variance mean as if every place had the same effect.
  public struct Fixed: Sendable, Hashable {
    /// The mean.
    public var value: Double
    /// Its standard error.
    public var standardError: Double
    /// Its normal interval.
    public var interval: ConfidenceInterval
  }

  /// The mean of the places' effects, μ.
  public var value: Double
  /// Its standard error, with the Hartung–Knapp factor where that was asked for.
  public var standardError: Double
  /// The interval of the mean.
  public var interval: ConfidenceInterval
  /// `value / standardError`.
  public var statistic: Double
  /// k − 1; infinite for the normal interval.
  public var degreesOfFreedom: Double
  /// Two-sided, for a mean of zero.
  public var p: Double
  /// The factor on the random-effects variance: Σw(y − μ)²/(k − 1), at least 1 where asked, and 1
  /// for the normal interval.
  public var varianceFactor: Double
  /// How the interval was made.
  public var intervalMethod: PooledInterval

  /// The variance between places, τ², in squared units of the effect.
  public var tauSquared: Double
  /// The Q-profile interval of τ² (Viechtbauer 2007; R `metafor::confint`), at the same level;
  /// 0 to 0 where places are more alike than their own variances let one expect.
  public var tauSquaredInterval: ConfidenceInterval
  /// How τ² was estimated.
  public var heterogeneity: HeterogeneityEstimator
  /// The share of the variance that is between places, 0…1: τ²/(τ² + s²), s² the typical variance
  /// within (Higgins and Thompson 2002).
  public var iSquared: Double
  /// (τ² + s²)/s².
  public var hSquared: Double
  /// Cochran's Q of a common effect.
  public var q: Double
  /// The p-value of Q, χ² with k − 1 degrees of freedom.
  public var qP: Double

  /// The fixed effect, for comparison.
  public var fixed: Fixed
  /// The share of each place in the mean, in the order given; they sum to 1.
  public var weights: [Double]
  /// Where the effect of a further place of this kind would lie: μ ± t(k − 2)·√(τ² + SE²) (Higgins,
  /// Thompson and Spiegelhalter 2009); nil with the reason in `noPrediction`.
  public var prediction: ConfidenceInterval?
  /// Why there is no prediction interval.
  public var noPrediction: NoPrediction?

  /// The number of places.
  public var placeCount: Int { weights.count }
  /// √τ², the standard deviation between places.
  public var tau: Double { tauSquared.squareRoot() }
}
