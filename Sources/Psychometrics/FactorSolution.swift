public import LinearAlgebra

/// A confirmatory factor model fitted to one group of persons by maximum likelihood.
///
/// The normal-theory discrepancy of covariances with the divisor n, standard errors from the expected
/// information: `lavaan::cfa(model, data)` of R. The search is iterative (sequential quadratic
/// programming with exact gradients), so estimates agree with lavaan's to about 1e-6.
public struct FactorSolution: Sendable, Hashable {
  /// The model.
  public let model: FactorModel
  /// How many persons answered.
  public let persons: Int
  /// How well it fits.
  public let fit: FitMeasures
  /// Loadings, residual variances, factor variances and covariances, and where means are modelled
  /// intercepts and factor means; numbers that are fixed have no standard error.
  public let parameters: [ParameterEstimate]
  /// The covariances that the model implies, items in the order of the model.
  public let impliedCovariance: Matrix
  /// What of the sampling design was used: χ², standard errors and interval never know of clusters.
  public let designUse: DesignUse
  /// What a reader should look at.
  public let findings: [ScaleFinding]

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - model: which items measure which factor.
  ///   - moments: of at least the model's items, from complete answers; the pairwise covariances
  ///     are taken as if from `persons` complete ones.
  ///   - meanStructure: whether intercepts are estimated too; it changes no other number.
  /// - Throws: `notPositiveDefinite`, `heywood`, `factorsNotPositiveDefinite`, `notConverged`,
  ///   `noInformation`, `tooFewPersons`, each naming the item or factor.
  public init(
    _ model: FactorModel, moments: ItemMoments, meanStructure: Bool = false
  ) throws(PsychometricsError) {
    try model.check()
    let moments = try moments.selecting(model.items)
    guard moments.persons > model.items.count else {
      throw .tooFewPersons(found: moments.persons, needed: model.items.count + 1, items: [])
    }
    let fitted = try FittedFactors(
      FittedFactors.Problem(
        variables: model.items, factorNames: model.factors.map(\.name),
        factors: model.itemPlaces, meanStructure: meanStructure,
        identification: model.identification,
        groups: [
          (nil, moments.persons, moments.maximumLikelihoodCovariance, moments.means)
        ]))
    self.model = model
    persons = moments.persons
    fit = fitted.fit
    parameters = fitted.parameterEstimates
    impliedCovariance = fitted.matrices[0].impliedCovariance
    designUse = moments.weighted ? .weightsOnly : .ignored
    findings = ScaleFinding.fewPersons(moments.persons, parameters: fitted.estimates.count)
  }

  /// Fits a model to complete answers, or says why that cannot be done.
  ///
  /// - Parameters:
  ///   - model: which items measure which factor.
  ///   - responses: the answers.
  /// - Returns: the fitted model, or the reason.
  public static func assess(
    _ model: FactorModel, _ responses: ItemResponses
  ) -> Assessment<FactorSolution> {
    Assessment { () throws(PsychometricsError) in
      try FactorSolution(model, moments: ItemMoments(responses, missing: .listwise))
    }
  }

  /// McDonald's ω total: the part of the variance of the items' sum that is due to the factors,
  /// 1 − Σθ / ΣΣ over all elements of the implied covariances.
  ///
  /// For one factor (Σλ)²ψ / ((Σλ)²ψ + Σθ).
  public var omegaTotal: Double {
    let residual = parameters.filter { $0.kind == .residualVariance }
      .reduce(0) { $0 + $1.estimate }
    return 1 - residual / impliedCovariance.elements.reduce(0, +)
  }
}

extension FactorModel {
  /// For each factor the places of its items among all items.
  var itemPlaces: [[Int]] {
    var next = 0
    return factors.map { factor in
      defer { next += factor.items.count }
      return Array(next..<next + factor.items.count)
    }
  }
}

extension ScaleFinding {
  /// The finding that persons are few, where they are.
  static func fewPersons(_ persons: Int, parameters: Int) -> [ScaleFinding] {
    persons < 5 * parameters ? [.fewPersons(persons: persons, parameters: parameters)] : []
  }
}
