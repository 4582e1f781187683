/// One number of a factor model and how sure it is.
public struct ParameterEstimate: Sendable, Hashable {
  /// What the number is.
  public enum Kind: Sendable, Hashable {
    /// By how much an item rises with a factor.
    case loading
    /// The variance of what an item measures besides its factor.
    case residualVariance
    /// The covariance of the residuals of one item in two waves.
    case residualCovariance
    /// The variance of a factor.
    case factorVariance
    /// The covariance of two factors.
    case factorCovariance
    /// An item's mean where the factor is zero.
    case intercept
    /// The mean of a factor; zero in the first group or wave.
    case factorMean
  }

  /// What the number is.
  public let kind: Kind
  /// The group of persons; nil where there is one.
  public let group: String?
  /// The item or factor it belongs to.
  public let name: String
  /// The factor of a loading, or the partner of a covariance; nil otherwise.
  public let partner: String?
  /// The estimate.
  public let estimate: Double
  /// The standard error from the expected information; nil where the number is fixed.
  public let standardError: Double?
  /// The estimate with items and factors brought to variance one (`std.all` of lavaan); nil for
  /// means.
  public let standardised: Double?
}
