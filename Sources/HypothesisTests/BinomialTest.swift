internal import Distributions

/// The exact test of a share.
public struct BinomialTest: Sendable, Hashable {
  /// The share that succeeded.
  public let estimate: Double
  /// The p-value.
  public let p: Double
  /// Clopper and Pearson's interval.
  public let interval: ConfidenceInterval

  /// Tests whether successes have a given chance.
  ///
  /// Two-sided, p is the chance of all outcomes that are at most as likely as the one seen.
  ///
  /// R: `binom.test(successes, trials, probability, alternative)`.
  public init(
    successes: Int, trials: Int, probability: Double = 0.5, alternative: Alternative = .twoSided,
    level: Double = 0.95
  ) throws(HypothesisTestError) {
    interval = try clopperPearsonInterval(
      successes: successes, trials: trials, alternative: alternative, level: level)
    estimate = Double(successes) / Double(trials)
    p = try evaluated { () throws(DistributionError) in
      let binomial = try Binomial(trials: trials, probability: probability)
      switch alternative {
      case .less: return try binomial.cumulative(successes)
      case .greater: return try binomial.upperTail(successes - 1)
      case .twoSided: return try Self.twoSided(successes, binomial)
      }
    }
  }

  private static func twoSided(
    _ x: Int, _ binomial: Binomial
  ) throws(DistributionError) -> Double {
    let n = binomial.trials
    let mean = Double(n) * binomial.probability
    if Double(x) == mean { return 1 }
    // R's allowance for equal probabilities that rounding made unequal.
    let most = try binomial.mass(x) * (1 + 1e-7)
    if Double(x) < mean {
      // Beyond the mean the masses fall: find the first that is as unlikely as x.
      var low = Int(mean.rounded(.up))
      var high = n + 1
      while low < high {
        let middle = low + (high - low) / 2
        if try binomial.mass(middle) <= most { high = middle } else { low = middle + 1 }
      }
      return min(1, try binomial.cumulative(x) + binomial.upperTail(low - 1))
    }
    var low = -1
    var high = Int(mean.rounded(.down))
    while low < high {
      let middle = low + (high - low + 1) / 2
      if try binomial.mass(middle) <= most { low = middle } else { high = middle - 1 }
    }
    return min(1, try binomial.cumulative(low) + binomial.upperTail(x - 1))
  }
}
