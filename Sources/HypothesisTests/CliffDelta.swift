internal import Distributions

/// Cliff's δ: how much more often a value of the first sample is the larger than the smaller.
public struct CliffDelta: Sendable, Hashable {
  /// P(first > second) − P(first < second), from −1 to 1.
  public let value: Double
  /// The variance of δ, from the dominance of each value (Cliff 1996).
  public let variance: Double
  /// The interval, skewed towards zero as δ nears its ends (Feng and Cliff 2004).
  public let interval: ConfidenceInterval

  /// Vargha and Delaney's A: P(first > second) + ½ P(equal).
  public var varghaDelaneyA: Double { (value + 1) / 2 }

  /// Compares two samples.
  ///
  /// The variance is Cliff's unbiased one, (m² Σ(dᵢ. − δ)² + n² Σ(d.ⱼ − δ)² − ΣΣ(dᵢⱼ − δ)²) over
  /// nm(n − 1)(m − 1), never below (1 − δ²)/(nm − 1); the interval is
  /// (δ − δ³ ± t s √((1 − δ²)² + t² s²))/(1 − δ² + t² s²) with n + m − 2 degrees of freedom.
  ///
  /// R: `effsize::cliff.delta(first, second)`.
  ///
  /// - Complexity: O(n log n).
  public init(
    _ first: [Double], minus second: [Double], level: Double = 0.95
  ) throws(HypothesisTestError) {
    try checkLevel(level)
    try checkFinite(first, "first sample")
    try checkFinite(second, "second sample")
    for (sample, name) in [(first, "first sample"), (second, "second sample")]
    where sample.count < 2 { throw .tooFew(sample: name, count: sample.count, needed: 2) }
    let n = Double(first.count)
    let m = Double(second.count)
    let over = Self.dominance(of: first, over: second)
    let under = Self.dominance(of: second, over: first)
    let delta = over.shares.reduce(0, +) / n
    var rows = 0.0
    for share in over.shares { rows += (share - delta) * (share - delta) }
    var columns = 0.0
    for share in under.shares { columns += (share + delta) * (share + delta) }
    // Σ Σ (dᵢⱼ − δ)² = pairs that differ − nm δ², as d is −1, 0 or 1.
    let cells = over.unequal - n * m * delta * delta
    let unbiased = (m * m * rows + n * n * columns - cells) / (n * m * (n - 1) * (m - 1))
    let variance = max(unbiased, (1 - delta * delta) / (n * m - 1))
    value = delta
    self.variance = variance
    let t = try evaluated { () throws(DistributionError) in
      try StudentT(degreesOfFreedom: n + m - 2).quantile(1 - (1 - level) / 2)
    }
    if abs(delta) >= 1 {
      // No overlap: the variance is zero, and how often values cross is at most 1 in nm.
      interval = try Self.separated(delta, n: n, m: m, level: level, t: t)
      return
    }
    let reach = t * variance.squareRoot()
    let rest = 1 - delta * delta
    let arm = reach * (rest * rest + reach * reach).squareRoot()
    let below = rest + reach * reach
    interval = ConfidenceInterval(
      low: max(-1, (delta * rest - arm) / below), high: min(1, (delta * rest + arm) / below),
      level: level)
  }

  /// Where no values cross, δ is taken at the value next to ±1 that the samples allow, as Cliff
  /// advises: (N − t²)/(N + t²) with N the smaller sample.
  private static func separated(
    _ delta: Double, n: Double, m: Double, level: Double, t: Double
  ) throws(HypothesisTestError) -> ConfidenceInterval {
    let least = min(n, m)
    let end = (least - t * t) / (least + t * t)
    return delta > 0
      ? ConfidenceInterval(low: end, high: 1, level: level)
      : ConfidenceInterval(low: -1, high: -end, level: level)
  }

  private static func dominance(
    of sample: [Double], over other: [Double]
  ) -> (shares: [Double], unequal: Double) {
    let sorted = other.sorted()
    let size = Double(other.count)
    var unequal = 0.0
    let shares = sample.map { value in
      let smaller = partition(sorted) { $0 < value }
      let larger = sorted.count - partition(sorted) { $0 <= value }
      unequal += Double(smaller + larger)
      return Double(smaller - larger) / size
    }
    return (shares, unequal)
  }

  /// How many from the start of a sorted sample satisfy a condition.
  private static func partition(_ sorted: [Double], _ condition: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if condition(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
