/// Whether a scale measured the same thing in several groups, or before and after.
///
/// A sequence of factor models in which more and more is held equal (Meredith 1993; Vandenberg and
/// Lance 2000): configural (the same items measure the same factors), metric (equal loadings: a
/// point of the factor moves the answers alike), scalar (equal intercepts: the same person would
/// give the same answers in both, so that means may be compared), and strict (equal residual
/// variances). `lavaan::cfa(model, data, group = , group.equal = )` of R.
public struct MeasurementInvariance: Sendable, Hashable {
  /// How much is held equal.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// The same items measure the same factors.
    case configural
    /// And loadings are equal.
    case metric
    /// And intercepts are equal.
    case scalar
    /// And residual variances are equal.
    case strict
  }

  /// What changed from one level to the next.
  public struct Comparison: Sendable, Hashable {
    /// The difference of χ².
    public let chiSquared: Double
    /// Its degrees of freedom.
    public let degreesOfFreedom: Int
    /// P(a difference at least this large) if the equalities hold; nil without degrees of freedom.
    public let pValue: Double?
    /// CFI less that of the level before; negative where the fit is worse.
    public let cfiChange: Double
    /// RMSEA less that of the level before.
    public let rmseaChange: Double
    /// SRMR less that of the level before.
    public let srmrChange: Double
    /// Whether the equalities hold by ``ChenCriteria``.
    public let holds: Bool
  }

  /// One level and its fit.
  public struct Step: Sendable, Hashable {
    /// How much is held equal.
    public let level: Level
    /// How well that fits.
    public let fit: FitMeasures
    /// What changed from the level before; nil for the first.
    public let comparison: Comparison?
    /// All estimates of the level.
    public let parameters: [ParameterEstimate]
  }

  /// What the groups or waves can be compared on.
  public enum Verdict: String, Sendable, Hashable {
    /// The model does not fit even when nothing is held equal: the items do not measure the declared
    /// factors.
    case modelDoesNotFit
    /// Loadings differ: the scale means something else in each; neither means nor relations may be
    /// compared.
    case differentMeaning
    /// Loadings are equal but intercepts differ: relations may be compared, means may not.
    case differentOrigin
    /// Loadings and intercepts are equal: means may be compared.
    case comparableMeans
  }

  /// The model.
  public let model: FactorModel
  /// The groups or waves, the first being what the others are compared with.
  public let groups: [String]
  /// How many persons each is from; one number for waves of the same persons.
  public let persons: [Int]
  /// Whether the waves are the same persons, with residuals of the same item correlated over time.
  public let linked: Bool
  /// The levels that could be fitted, from the least equal; where one could not, `stopped` says why.
  public let steps: [Step]
  /// The level that could not be fitted and why.
  public let stopped: Stop?
  /// The plain verdict.
  public let verdict: Verdict
  /// The thresholds it was reached by.
  public let criteria: ChenCriteria
  /// What of the sampling design was used.
  public let designUse: DesignUse
  /// What a reader should look at.
  public let findings: [ScaleFinding]

  /// Why a level could not be fitted.
  public struct Stop: Sendable, Hashable {
    /// The level.
    public let level: Level
    /// The reason.
    public let reason: PsychometricsError
  }

  /// The differences of factor means from the first group or wave under equal loadings and
  /// intercepts, in units of the factor; empty where that level was not fitted.
  public var factorMeanDifferences: [ParameterEstimate] {
    steps.first { $0.level == .scalar }?.parameters
      .filter { $0.kind == .factorMean && $0.standardError != nil } ?? []
  }
}

/// When a change of fit says that what was held equal is not (Chen 2007, Structural Equation
/// Modeling 14, 464–504).
///
/// Equality is rejected when CFI falls by its threshold *and* RMSEA or SRMR rises by its own. Over 300
/// persons: CFI .010, RMSEA .015, SRMR .030 (loadings) or .010 (intercepts, residuals). At or below
/// 300, or where one group is more than twice another: .005, .010, .025 and .005. χ² is printed but
/// does not decide, for with many persons it rejects differences of no consequence.
public struct ChenCriteria: Sendable, Hashable {
  /// The fall of CFI.
  public let cfi: Double
  /// The rise of RMSEA.
  public let rmsea: Double
  /// The rise of SRMR when loadings are made equal.
  public let srmrOfLoadings: Double
  /// The rise of SRMR when intercepts or residual variances are made equal.
  public let srmrOfIntercepts: Double
  /// The CFI that the configural model must reach (Bentler and Bonett 1980).
  public let configuralCFI: Double
  /// The SRMR that it must not exceed (Hu and Bentler 1999 give .08).
  public let configuralSRMR: Double

  /// The criteria for samples of these sizes.
  ///
  /// - Parameter persons: of each group, or the one number of linked waves.
  public init(persons: [Int]) {
    let total = persons.reduce(0, +)
    let unequal = (persons.max() ?? 0) > 2 * (persons.min() ?? 0)
    let small = total <= 300 || unequal
    cfi = small ? 0.005 : 0.010
    rmsea = small ? 0.010 : 0.015
    srmrOfLoadings = small ? 0.025 : 0.030
    srmrOfIntercepts = small ? 0.005 : 0.010
    configuralCFI = 0.90
    configuralSRMR = 0.08
  }

  func rejects(
    _ level: MeasurementInvariance.Level, cfi: Double, rmsea: Double, srmr: Double
  ) -> Bool {
    let limit = level == .metric ? srmrOfLoadings : srmrOfIntercepts
    return cfi <= -self.cfi && (rmsea >= self.rmsea || srmr >= limit)
  }
}

extension MeasurementInvariance.Verdict: CustomStringConvertible {
  /// The verdict as a sentence.
  public var description: String {
    switch self {
    case .modelDoesNotFit:
      "the items do not measure the declared factor well enough to compare anything"
    case .differentMeaning:
      "the items hang together differently: the scale measured something else, and neither its "
        + "means nor its relations may be compared"
    case .differentOrigin:
      "the scale measured the same thing from another origin: relations may be compared, means "
        + "may not"
    case .comparableMeans:
      "the scale measured the same thing: means may be compared"
    }
  }
}
