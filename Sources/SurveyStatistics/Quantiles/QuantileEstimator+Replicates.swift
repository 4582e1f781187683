extension QuantileEstimator {
  /// The shares at or below all quantiles with variances from replicates, for
  /// `quantile(_:probability:domain:wave:replicates:)`.
  ///
  /// - Parameter replicates: Replicates of the estimator's design.
  /// - Returns: The estimator of shares.
  /// - Throws: `ReplicateError`; `otherDesign` where the weights are not those of the design.
  public func shares(
    replicates: ReplicateDesign
  ) throws(ReplicateError) -> ReplicateEstimator {
    guard replicates.baseWeights == design.weights else { throw .otherDesign }
    return try ReplicateEstimator(
      table: indicators, design: replicates, request: indicatorRequest, level: request.level)
  }

  /// A quantile whose share at or below has its variance from replicates.
  ///
  /// The quantile itself and the way back from shares to values are those of the full sample
  /// (Woodruff's interval with another variance), so that jackknives may be used too, which fail for
  /// replicated quantiles. R: `svyquantile` of a replicate design, whose interval is that of `mean`
  /// whatever `interval.type` says.
  ///
  /// - Parameters:
  ///   - variable: Which of the request's variables.
  ///   - probability: Which of the request's probabilities.
  ///   - domain: The domain.
  ///   - wave: The wave; nil where waves are taken together, or there is one only.
  ///   - replicates: What `shares(replicates:)` made.
  /// - Returns: The quantile with its interval.
  /// - Throws: `ReplicateError`.
  public func quantile(
    _ variable: Int, probability: Int = 0, domain: Int, wave: Int?,
    replicates: ReplicateEstimator
  ) throws(ReplicateError) -> QuantileEstimate {
    do {
      _ = try linearise(variable, probability, domain: domain, wave: wave)
    } catch {
      switch error {
      case .estimation(let error): throw .estimation(error)
      default: throw .otherDesign
      }
    }
    let place = variable * request.probabilities.count + probability
    let share = try replicates.estimate(
      StatisticReference(.mean(place), domain: domain, wave: shareWave(wave)))
    do {
      return try estimate(share, variable, probability, group: group(domain, wave))
    } catch {
      throw .estimation(error)
    }
  }
}
