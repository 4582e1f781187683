/// The interval of a share on the scale of shares; an end may lie outside 0…1.
struct ShareEnds {
  var low: Double
  var high: Double
}

extension QuantileEstimate.Method {
  /// The interval of the share at or below a quantile; nil where there are no degrees of freedom,
  /// or nothing to measure by.
  ///
  /// Where everybody is at or below, the methods `mean`, `xlogit` and `asin` have no variance to
  /// work with and give nothing; `beta` falls back on the number of answers. Without variance
  /// otherwise (everybody is known) both ends are the share.
  func ends(
    _ share: Estimate, degreesOfFreedom df: Double, level: Double
  ) throws(EstimationError) -> ShareEnds? {
    guard df > 0 else { return nil }
    var judged = share
    judged.degreesOfFreedom = df
    judged.value = min(1, max(0, share.value))
    if self != .beta {
      guard judged.value > 0, judged.value < 1 else { return nil }
      if judged.variance <= 0 { return ShareEnds(low: judged.value, high: judged.value) }
    }
    return try shareInterval(judged, level: level, method: interval).map {
      ShareEnds(low: $0.low, high: $0.high)
    }
  }

  private var interval: Estimate.Interval.Method {
    switch self {
    case .mean: .t
    case .beta: .beta
    case .xlogit: .xlogit
    case .asin: .asin
    }
  }
}
