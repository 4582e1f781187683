internal import Glibc

/// Effects of places and what their spread says of the variance between places, τ².
struct HeterogeneityFit {
  var values: [Double]
  var variances: [Double]

  /// The weighted mean and what hangs on it, for one value of τ².
  struct Weighted {
    var mean: Double
    /// Σw and Σw², w = 1/(v + τ²).
    var weights: Double
    var squaredWeights: Double
    /// Σw(y − μ)² and Σw²(y − μ)².
    var spread: Double
    var squaredSpread: Double
  }

  func weighted(_ tauSquared: Double) -> Weighted {
    var sum = 0.0
    var squares = 0.0
    var total = 0.0
    for (value, variance) in zip(values, variances) {
      let weight = 1 / (variance + tauSquared)
      sum += weight
      squares += weight * weight
      total += weight * value
    }
    let mean = total / sum
    var spread = 0.0
    var squaredSpread = 0.0
    for (value, variance) in zip(values, variances) {
      let weight = 1 / (variance + tauSquared)
      let scaled = weight * (value - mean)
      spread += scaled * (value - mean)
      squaredSpread += scaled * scaled
    }
    return Weighted(
      mean: mean, weights: sum, squaredWeights: squares, spread: spread,
      squaredSpread: squaredSpread)
  }

  private var count: Double { Double(values.count) }

  /// Σ(y − ȳ)², which bounds τ² of every estimator from above.
  private var sumOfSquares: Double {
    let mean = values.reduce(0, +) / count
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  func tauSquared(_ estimator: HeterogeneityEstimator) -> Double {
    switch estimator {
    case .derSimonianLaird:
      let fixed = weighted(0)
      let scale = fixed.weights - fixed.squaredWeights / fixed.weights
      return max(0, (fixed.spread - (count - 1)) / scale)
    case .pauleMandel: return generalisedQ(equalTo: count - 1)
    case .reml: return restrictedMaximum()
    }
  }

  /// The τ² ≥ 0 at which Σw(y − μ)², which falls with τ², equals the target; 0 where it is below it
  /// from the start.
  func generalisedQ(equalTo target: Double) -> Double {
    guard weighted(0).spread > target else { return 0 }
    return bisected(low: 0, high: sumOfSquares / target) { weighted($0).spread > target }
  }

  /// The τ² ≥ 0 of the largest restricted likelihood.
  ///
  /// The likelihood can have several maxima, so its slope is looked at on a logarithmic grid, each
  /// change from rising to falling is narrowed by bisection, and the largest of them is taken.
  /// Scoring from one start, as in R, finds the same one unless there are several.
  private func restrictedMaximum() -> Double {
    // The slope is negative from here on: weights then differ by at most a factor of two.
    let ceiling = max(variances.max() ?? 0, 4 * sumOfSquares / (count - 1)) * 1.001
    // Ten powers of ten below the ceiling, twelve steps in each.
    let steps = 120
    var best = 0.0
    var bestLikelihood = -Double.infinity
    var low = 0.0
    var isRising = slope(low) > 0
    if !isRising { bestLikelihood = restrictedLikelihood(0) }
    for step in 0...steps {
      let high = ceiling * exp(-23 * Double(steps - step) / Double(steps))
      let willRise = slope(high) > 0
      if isRising, !willRise {
        let candidate = bisected(low: low, high: high) { slope($0) > 0 }
        let likelihood = restrictedLikelihood(candidate)
        if likelihood > bestLikelihood { (best, bestLikelihood) = (candidate, likelihood) }
      }
      (low, isRising) = (high, willRise)
    }
    return best
  }

  /// Twice the derivative of the restricted log-likelihood: y'PPy − tr P.
  private func slope(_ tauSquared: Double) -> Double {
    let at = weighted(tauSquared)
    return at.squaredSpread - (at.weights - at.squaredWeights / at.weights)
  }

  /// Twice the restricted log-likelihood, but for a constant.
  private func restrictedLikelihood(_ tauSquared: Double) -> Double {
    let at = weighted(tauSquared)
    let logVariances = variances.reduce(0) { $0 + log($1 + tauSquared) }
    return -logVariances - log(at.weights) - at.spread
  }

  /// Where a condition that holds at `low` and not at `high` stops to hold, to the last bit.
  private func bisected(low: Double, high: Double, _ holds: (Double) -> Bool) -> Double {
    var low = low
    var high = high
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if holds(middle) { low = middle } else { high = middle }
    }
  }
}
