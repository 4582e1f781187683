internal import Distributions

/// A contrast of statistics with its test.
public struct Contrast: Sendable, Hashable {
  /// What is compared.
  public var label: String
  /// The contrast with its variance, degrees of freedom and interval.
  public var estimate: Estimate
  /// The contrast over its standard error; for ratios on the log scale.
  public var t: Double
  /// Two-sided, from t with the estimate's degrees of freedom.
  public var p: Double

  /// Tests an estimate against zero.
  ///
  /// Without any variance everybody is known: p is 1 for zero, else 0 with t the largest finite
  /// number.
  init(label: String, estimate: Estimate) throws(EstimationError) {
    self.label = label
    self.estimate = estimate
    let error = estimate.standardError
    guard error > 0 else {
      let certain = Double.greatestFiniteMagnitude
      t = estimate.value == 0 ? 0 : estimate.value > 0 ? certain : -certain
      p = estimate.value == 0 ? 1 : 0
      return
    }
    t = estimate.value / error
    do {
      p = try StudentT(degreesOfFreedom: estimate.degreesOfFreedom).twoSided(t)
    } catch {
      throw .distribution(error)
    }
  }
}
