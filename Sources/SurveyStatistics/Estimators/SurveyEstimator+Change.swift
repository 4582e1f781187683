internal import Distributions

extension SurveyEstimator {
  /// The change of a statistic between two waves, by the declared relation of the waves.
  ///
  /// Shared units: one stacked design, R `svycontrast(svyby(~y, ~wave, design, svymean,
  /// covmat = TRUE), c(-1, 1))`. Fresh samples: strata are stratum × wave, so the covariance is 0.
  /// Linked persons: as fresh, with the covariance of the overlap. Degrees of freedom are those of
  /// the union of both waves. Changes of shares have the MOVER interval; where neither wave has a
  /// variance, t and p follow from its width.
  public func change(
    _ variable: Int, domain: Int, before: Int, after: Int, kind: StatisticKind
  ) throws(EstimationError) -> Change {
    let first = try linearise(kind, variable, domain: domain, wave: before)
    let second = try linearise(kind, variable, domain: domain, wave: after)
    if kind == .share, !first.isBinary || !second.isBinary {
      throw .notAShare(variable: variableNames[variable])
    }
    let df = degreesOfFreedom(first, second)
    guard df > 0 else {
      throw .noDegreesOfFreedom(
        variable: variableNames[variable], domain: domain, wave: nil)
    }
    let pair = try pairVariance(first, second, before: before, after: after)
    // What is shown of each wave, and what the change is judged by: without the finite population
    // correction where the design says so.
    var shown = [
      try estimate(first, domain: domain, wave: before),
      try estimate(second, domain: domain, wave: after),
    ]
    var judged = shown
    judged[0].variance = pair.first
    judged[1].variance = pair.second
    for wave in 0...1 {
      shown[wave].interval =
        kind == .share
        ? try shareInterval(shown[wave], level: level, method: nil)
        : try tInterval(shown[wave], level: level)
    }
    var difference = Estimate(
      value: second.value - first.value, variance: pair.ofDifference, degreesOfFreedom: df,
      respondents: first.respondents + second.respondents,
      weightedBase: first.weightedBase + second.weightedBase)
    let criticalLevel = try criticalT(df, level: level)
    var error = difference.standardError
    var equivalence: Estimate.Interval?
    if kind == .share {
      difference.interval = try mover(judged, pair, level, variable, domain, [before, after])
      equivalence = try mover(judged, pair, 0.9, variable, domain, [before, after])
      if error == 0, let interval = difference.interval {
        error = (interval.high - interval.low) / (2 * criticalLevel)
      }
    } else {
      difference.interval = try tInterval(difference, level: level)
      equivalence = try tInterval(difference, level: 0.9)
    }
    guard let equivalence else {
      throw .noDegreesOfFreedom(
        variable: variableNames[variable], domain: domain, wave: nil)
    }
    let t: Double
    if error > 0 {
      t = difference.value / error
    } else {
      t = difference.value == 0 ? 0 : difference.value.sign == .minus ? -.infinity : .infinity
    }
    do {
      let distribution = try StudentT(degreesOfFreedom: df)
      return Change(
        before: shown[0], after: shown[1], difference: difference, covariance: pair.covariance,
        t: t, p: try distribution.twoSided(t), equivalenceInterval: equivalence,
        minimalDetectableChange:
          try (distribution.quantile(0.975) + distribution.quantile(0.8)) * error)
    } catch {
      throw .distribution(error)
    }
  }

  private func pairVariance(
    _ first: Linearisation, _ second: Linearisation, before: Int, after: Int
  ) throws(EstimationError) -> PairVariance {
    let parts = contributions(first, second)
    let usesPopulation = design.fpcForChange
    var pair = try variance(usesPopulation).evaluate(parts)
    guard design.relation == .linked else { return pair }
    // Links run from the earlier to the later wave, whichever is asked for first.
    if before < after {
      pair.covariance += overlapCovariance(
        first, second, contributions: parts, usesPopulation: usesPopulation)
    } else {
      let swapped = parts.map {
        Contribution(
          unit: $0.unit, first: $0.second, second: $0.first, firstSquared: $0.secondSquared,
          secondSquared: $0.firstSquared, product: $0.product)
      }
      pair.covariance += overlapCovariance(
        second, first, contributions: swapped, usesPopulation: usesPopulation)
    }
    return pair
  }

  private func mover(
    _ waves: [Estimate], _ pair: PairVariance, _ level: Double, _ variable: Int, _ domain: Int,
    _ numbers: [Int]
  ) throws(EstimationError) -> Estimate.Interval {
    guard let low = try shareInterval(waves[0], level: level, method: nil) else {
      throw .noDegreesOfFreedom(
        variable: variableNames[variable], domain: domain, wave: numbers[0])
    }
    guard let high = try shareInterval(waves[1], level: level, method: nil) else {
      throw .noDegreesOfFreedom(
        variable: variableNames[variable], domain: domain, wave: numbers[1])
    }
    let product = (pair.first * pair.second).squareRoot()
    return moverInterval(
      before: waves[0], after: waves[1],
      correlation: product > 0 ? pair.covariance / product : 0, in: (low, high))
  }
}
