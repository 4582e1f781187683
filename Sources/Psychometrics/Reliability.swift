public import HypothesisTests

/// How consistently the items of a scale measure one thing (classical test theory).
public struct Reliability: Sendable, Hashable {
  /// The moments that all of it is computed from.
  public let moments: ItemMoments
  /// Cronbach's α: k/(k − 1) · (1 − Σσᵢ² / σ²), σ² being the variance of the sum of the k items
  /// (Cronbach 1951; `raw_alpha` of R `psych::alpha`, `survey::svycralpha` where weighted).
  public let alpha: Double
  /// α of the items brought to equal variance: k·r̄ / (1 + (k − 1)·r̄) (`std.alpha`).
  public let standardisedAlpha: Double
  /// The mean correlation r̄ of two items (`average_r`).
  public let averageCorrelation: Double
  /// Guttman's λ₆ from the squared multiple correlations (`G6(smc)`); not assessed where an item is a
  /// combination of others.
  public let lambda6: Assessment<Double>
  /// The asymptotic standard error of α under normality (Duhachek and Iacobucci 2004; `ase`).
  public let standardError: Double
  /// Feldt's interval of α: 1 − (1 − α)·F with n − 1 and (n − 1)(k − 1) degrees of freedom.
  ///
  /// Feldt, Woodruff and Salih 1987; `psych::alpha.ci`. Exact under compound symmetry and normality, for
  /// a simple random sample only: see `designUse`.
  public let interval: ConfidenceInterval
  /// McDonald's ω total of the one-factor model: (Σλᵢ)²ψ / ((Σλᵢ)²ψ + Σθᵢ).
  ///
  /// Loadings λ, factor variance ψ and residual variances θ by maximum likelihood from the items'
  /// covariances (McDonald 1999; Raykov 2001; `reliability` of semTools, row omega). Unlike α it does not take all items
  /// for equally good. Not assessed below three items.
  public let omega: Assessment<Double>
  /// The Spearman–Brown coefficient 2r/(1 + r) of a scale of two items, where it is the better
  /// measure (Eisinga, te Grotenhuis and Pelzer 2013); nil for longer scales.
  public let spearmanBrown: Double?
  /// The standard error of measurement of one person's score: SD·√(1 − α), in points of the scale.
  public let standardErrorOfMeasurement: Double
  /// By how much one person's score must change before it is more than error of measurement at
  /// 95 %: 1.96·√2·SEM, in points of the scale.
  ///
  /// About persons, not places: not to be confused with the minimal detectable effect of a survey.
  public let minimalDetectableChange: Double
  /// Each item's part in it.
  public let items: [ItemAnalysis]
  /// What a reader should look at.
  public let findings: [ScaleFinding]
  /// What of the sampling design was used.
  public var designUse: DesignUse { moments.weighted ? .weightsOnly : .ignored }
}

/// One item of a scale.
public struct ItemAnalysis: Sendable, Hashable {
  /// The item.
  public let name: String
  /// How many answered it.
  public let answered: Int
  /// The mean answer.
  public let mean: Double
  /// The standard deviation of the answers.
  public let standardDeviation: Double
  /// The correlation with the sum of all items, itself included (`raw.r` for complete answers).
  public let totalCorrelation: Double
  /// The correlation with the sum of the other items (`r.drop`); nil where that sum does not vary.
  public let restCorrelation: Double?
  /// α of the scale without this item; nil for a scale of two, or where the rest does not vary.
  public let alphaIfDropped: Double?
  /// Standardised α of the scale without this item; nil as `alphaIfDropped`.
  public let standardisedAlphaIfDropped: Double?
}

/// Something about a scale that a reader should look at.
public enum ScaleFinding: Sendable, Hashable {
  /// The item runs against the others: it should probably be reversed.
  case runsAgainstOthers(item: String, restCorrelation: Double)
  /// α is not above zero: the items do not measure one thing, or some are not reversed.
  case alphaNotPositive
  /// The covariances of the pairs cannot come from one group of persons.
  case pairwiseNotPositiveDefinite
  /// Fewer than five persons a parameter (Bentler and Chou 1987).
  case fewPersons(persons: Int, parameters: Int)
}

extension ScaleFinding: CustomStringConvertible {
  /// A sentence with what to do.
  public var description: String {
    switch self {
    case .runsAgainstOthers(let item, let correlation):
      "\(item): runs against the other items (correlation with their sum "
        + "\(Self.short(correlation))); reverse it if it is worded the other way round"
    case .alphaNotPositive:
      "alpha is not above zero: the items do not measure one thing, or some are not reversed"
    case .pairwiseNotPositiveDefinite:
      "the covariances of pairs of items contradict each other because different persons answered "
        + "them; use complete answers"
    case .fewPersons(let persons, let parameters):
      "\(persons) persons are few for \(parameters) parameters (expected five persons each)"
    }
  }

  /// Two decimals without Foundation.
  private static func short(_ value: Double) -> String {
    let hundredths = Int((value.magnitude * 100).rounded())
    let fraction = hundredths % 100
    return "\(value < 0 ? "−" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
