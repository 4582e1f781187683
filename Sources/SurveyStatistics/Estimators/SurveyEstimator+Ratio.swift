extension SurveyEstimator {
  /// The ratio of two totals over the rows that have both, with a t interval.
  ///
  /// The request has to ask for the `.pair` of the two. The design effect is that of the total of the
  /// linearised ratio, as R's. R: `svyratio(~a, ~b, design, na.rm = TRUE)`; with strata as domains it
  /// gives the separate ratios of `separate = TRUE`.
  ///
  /// - Parameters:
  ///   - numerator: The place of the variable above.
  ///   - denominator: The place of the variable below.
  ///   - domain: The domain.
  ///   - wave: The wave, or nil for all rows of the domain.
  /// - Returns: The ratio.
  /// - Throws: `EstimationError`.
  public func ratio(
    _ numerator: Int, _ denominator: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Estimate {
    try withTInterval(
      estimate(
        .init(
          .ratio(numerator: numerator, denominator: denominator), domain: domain, wave: wave)))
  }

  /// The variance of a variable in the population, with a t interval.
  ///
  /// s² = n/(n − 1)·Σw(y − ȳ)²/Σw. R: `svyvar(~y, subset(design, !is.na(y)))`. Where rows are the
  /// sampling units the request has to ask for the `.square` of the variable.
  public func populationVariance(
    _ variable: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Estimate {
    try withTInterval(estimate(.init(.variance(variable), domain: domain, wave: wave)))
  }

  /// The standard deviation of a variable in the population, with an interval that is symmetric on
  /// the log scale and so above zero.
  ///
  /// se(s) = se(s²)/(2s). R: `svycontrast(svyvar(~y, design), quote(sqrt(y)))`. Where rows are the
  /// sampling units the request has to ask for the `.square` of the variable.
  public func standardDeviation(
    _ variable: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Estimate {
    var result = try estimate(.init(.standardDeviation(variable), domain: domain, wave: wave))
    result.interval = try logInterval(result, level: level)
    return result
  }

  /// One statistic, without an interval yet.
  private func estimate(
    _ reference: StatisticReference
  ) throws(EstimationError) -> Estimate {
    let form = try form(reference)
    let vector = try vector(of: [form], usesPopulation: true)
    var result = try vector.estimate(0)
    result.interval = nil
    result.designEffect = form.simpleVariance.flatMap { $0 > 0 ? result.variance / $0 : nil }
    result.kishEffect = kishEffect(form.cells)
    return result
  }
}
