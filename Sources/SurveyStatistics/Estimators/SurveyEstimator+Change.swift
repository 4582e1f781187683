internal import Distributions

extension SurveyEstimator {
  /// The change of a statistic between two waves, by the declared relation of the waves.
  ///
  /// Shared units: one stacked design, R `svycontrast(svyby(~y, ~wave, design, svymean,
  /// covmat = TRUE), c(-1, 1))`. Fresh samples: strata are stratum × wave, so the covariance is 0.
  /// Linked persons: as fresh, with the covariance of the overlap. Degrees of freedom are those of
  /// the union of both waves. Changes of shares have the MOVER interval; where neither wave has a
  /// variance, t and p follow from its width. A mean or total of which all answers are alike in both
  /// waves has no margin of error and is refused: that a sample agrees is no proof that a town does.
  /// Where all are known, p is 1 for no difference, else 0 with t the largest finite number.
  public func change(
    _ variable: Int, domain: Int, before: Int, after: Int, kind: StatisticKind
  ) throws(EstimationError) -> Change {
    let first = try linearise(kind, variable, domain: domain, wave: before)
    let second = try linearise(kind, variable, domain: domain, wave: after)
    if kind == .share, !first.isBinary || !second.isBinary {
      throw .notAShare(variable: variableNames[variable])
    }
    let counted = countedDegreesOfFreedom(first, second)
    let df = counted.used
    guard df > 0 else {
      throw .noDegreesOfFreedom(
        variable: variableNames[variable], domain: domain, wave: nil)
    }
    let pair = try pairVariance(first, second, before: before, after: after)
    func isAlike(_ statistic: Linearisation, _ variance: Double) -> Bool {
      statistic.isConstant && variance <= 1e-13 * statistic.value * statistic.value
    }
    if kind != .share, isAlike(first, pair.first), isAlike(second, pair.second) {
      throw .allAlike(variable: variableNames[variable])
    }
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
      if kind == .share {
        shown[wave].interval = withHalfPerson(shown[wave], wave == 0 ? first : second)
      }
    }
    // A wave may have one unit in each stratum although both together have more: in a stacked design
    // the units of the other wave measure its variance too.
    if design.relation == .shared {
      for wave in 0...1 where judged[wave].degreesOfFreedom <= 0 {
        judged[wave].degreesOfFreedom = df
      }
    }
    let correlation = correlation(pair, first, second)
    let bounded = correlation * (pair.first * pair.second).squareRoot()
    var difference = Estimate(
      value: second.value - first.value,
      variance: max(0, pair.first + pair.second - 2 * bounded), degreesOfFreedom: df,
      respondents: first.respondents + second.respondents,
      weightedBase: first.weightedBase + second.weightedBase,
      nominalDegreesOfFreedom: counted.nominal)
    let criticalLevel = try criticalT(df, level: level)
    var error = difference.standardError
    var step = 0.0
    var equivalence: Estimate.Interval?
    if kind == .share {
      difference.interval = try mover(
        judged, correlation, level, variable, domain, [before, after])
      equivalence = try mover(judged, correlation, 0.9, variable, domain, [before, after])
      step = design.fpcForChange ? halfPerson([first, second], error: error) : 0
      difference.interval = difference.interval?.widened(by: step, within: -1...1)
      equivalence = equivalence?.widened(by: step, within: -1...1)
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
    // A change without any variance: everybody is known.
    let certain = Double.greatestFiniteMagnitude
    let t =
      error > 0
      ? difference.value / error
      : difference.value == 0 ? 0 : difference.value > 0 ? certain : -certain
    do {
      let distribution = try StudentT(degreesOfFreedom: df)
      return Change(
        before: shown[0], after: shown[1], difference: difference, covariance: pair.covariance,
        t: t, p: abs(t) == certain ? 0 : try distribution.twoSided(t),
        equivalenceInterval: equivalence,
        minimalDetectableChange: try step
          + detectableChange(
            kind, judged, correlation: correlation, error: error,
            factor: distribution.quantile(0.975) + distribution.quantile(0.8)))
    } catch {
      throw .distribution(error)
    }
  }

  /// The correlation of two waves, at most 1.
  ///
  /// The covariance of an overlap is estimated from few persons and may come out larger than the
  /// variances allow; then the correlation is what the overlap alone gives, n_c/√(n_b·n_a).
  func correlation(
    _ pair: PairVariance, _ first: Linearisation, _ second: Linearisation
  ) -> Double {
    let product = (pair.first * pair.second).squareRoot()
    guard product > 0 else { return 0 }
    let correlation = pair.covariance / product
    guard design.relation == .linked, correlation > 1 else { return correlation }
    let persons = Double(first.respondents) * Double(second.respondents)
    return min(1, personsInBoth(first, second) / persons.squareRoot())
  }

  func pairVariance(
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
    _ waves: [Estimate], _ correlation: Double, _ level: Double, _ variable: Int, _ domain: Int,
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
    return moverInterval(
      before: waves[0], after: waves[1], correlation: correlation, in: (low, high))
  }
}
