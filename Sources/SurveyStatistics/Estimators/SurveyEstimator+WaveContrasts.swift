extension SurveyEstimator {
  /// How two waves are compared.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// After minus before, with a t interval.
    case absolute
    /// After over before minus 1, interval and test on the log scale of the ratio.
    case relative
    /// After over before, interval and test on the log scale.
    case ratio
  }

  /// The change of any statistic between two waves as a contrast.
  ///
  /// The covariance is that of the declared relation of the waves. `change` says more of means, shares
  /// and totals; of shares, its interval keeps within −1…1. R: `svycontrast` of `svyby(…, covmat =
  /// TRUE)`, with `quote(log(after / before))` for ratios.
  ///
  /// - Parameters:
  ///   - statistic: The statistic.
  ///   - domain: The domain.
  ///   - before: The first wave.
  ///   - after: The second wave.
  ///   - comparison: How they are compared.
  /// - Returns: The contrast with its test.
  /// - Throws: `EstimationError`.
  public func change(
    _ statistic: Statistic, domain: Int, before: Int, after: Int, as comparison: Comparison
  ) throws(EstimationError) -> Contrast {
    let vector = try vector(of: [
      .init(statistic, domain: domain, wave: before), .init(statistic, domain: domain, wave: after),
    ])
    switch comparison {
    case .absolute: return try vector.difference(1, minus: 0)
    case .relative: return try vector.relativeDifference(1, to: 0)
    case .ratio: return try vector.ratio(1, to: 0)
    }
  }

  /// The change of one domain minus the change of another: (after − before) − (after − before).
  ///
  /// R: `svycontrast(svyby(~y, ~wave + domain, design, svymean, covmat = TRUE), c(−1, 1, 1, −1))`.
  ///
  /// - Parameters:
  ///   - statistic: The statistic.
  ///   - domain: The domain whose change comes first, such as one with the measure.
  ///   - other: The domain whose change is taken away.
  ///   - before: The first wave.
  ///   - after: The second wave.
  /// - Returns: The contrast with its test.
  /// - Throws: `EstimationError`.
  public func differenceOfChanges(
    _ statistic: Statistic, domain: Int, minus other: Int, before: Int, after: Int
  ) throws(EstimationError) -> Contrast {
    try contrast(
      of: [
        .init(statistic, domain: domain, wave: before),
        .init(statistic, domain: domain, wave: after),
        .init(statistic, domain: other, wave: before),
        .init(statistic, domain: other, wave: after),
      ], [-1, 1, 1, -1])
  }
}
