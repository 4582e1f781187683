/// What stands between a textbook sample and people who are asked.
public struct FieldConditions: Sendable, Hashable {
  /// How much larger the variance is than that of a simple random sample.
  public let designEffect: Double
  /// How many people there are to ask; nil where they are many.
  public let population: Double?
  /// The share of those invited who answer.
  public let responseRate: Double
  /// The share of the second wave's respondents who answered the first wave too.
  public let overlap: Double
  /// The correlation of both answers of one person.
  public let correlation: Double

  /// Makes conditions; by default those of a textbook.
  public init(
    designEffect: Double = 1, population: Double? = nil, responseRate: Double = 1,
    overlap: Double = 0, correlation: Double = 0
  ) throws(PlanningError) {
    guard designEffect > 0, designEffect.isFinite else {
      throw .invalidArgument(
        name: "design effect", value: designEffect, expected: "a number above 0")
    }
    if let population, !(population >= 2 && population.isFinite) {
      throw .invalidArgument(name: "population", value: population, expected: "at least 2 people")
    }
    guard responseRate > 0, responseRate <= 1 else {
      throw .invalidArgument(
        name: "response rate", value: responseRate, expected: "a share above 0, at most 1")
    }
    guard overlap >= 0, overlap <= 1 else {
      throw .invalidArgument(name: "overlap", value: overlap, expected: "a share from 0 to 1")
    }
    guard correlation > -1, correlation < 1 else {
      throw .invalidArgument(
        name: "correlation", value: correlation, expected: "a number between -1 and 1")
    }
    self.designEffect = designEffect
    self.population = population
    self.responseRate = responseRate
    self.overlap = overlap
    self.correlation = correlation
  }

  private init(_ whole: FieldConditions, overlap: Bool, designEffect: Bool, population: Bool) {
    self.designEffect = designEffect ? whole.designEffect : 1
    self.population = population ? whole.population : nil
    responseRate = whole.responseRate
    self.overlap = overlap ? whole.overlap : 0
    correlation = overlap ? whole.correlation : 0
  }

  /// The same with only some of them in force.
  func only(
    overlap: Bool = false, designEffect: Bool = false, population: Bool = false
  ) -> FieldConditions {
    FieldConditions(
      self, overlap: overlap, designEffect: designEffect, population: population)
  }

  /// The variance of one wave's estimate from `n` respondents: deff · s²/n · (1 − n/N).
  func variance(_ n: Double, spread: Double) -> Double {
    designEffect * spread / n * (1 - sampled(n))
  }

  /// The variance of a change between waves of `n` respondents each.
  ///
  /// deff/n · ((s₁² + s₂²)(1 − f) − 2 ρ s₁ s₂ · max(0, λ − f)) with f = n/N: of two simple random
  /// samples of a population of N that share λn people, the means have the covariance
  /// (λ/n − 1/N) ρ s₁ s₂. Chance alone lets samples share f, so that an overlap up to f counts as
  /// none. Where N is large this is (S²/n)(2 − 2λρ).
  func changeVariance(_ n: Double, before: Double, after: Double) -> Double {
    let f = sampled(n)
    let common = 2 * correlation * (before * after).squareRoot() * max(0, overlap - f)
    return max(0, designEffect / n * ((before + after) * (1 - f) - common))
  }

  private func sampled(_ n: Double) -> Double { population.map { min(1, n / $0) } ?? 0 }
}
