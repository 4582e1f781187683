internal import Distributions
internal import HypothesisTests

/// Pools the effects of places, each of which may have one of its own (random effects).
///
/// μ = Σwy/Σw with w = 1/(v + τ²). Below three places there is no pooled effect, below five no
/// prediction for a further place: τ² of so few says nothing.
///
/// R: `metafor::rma(yi, vi, method = "REML", test = "adhoc")`; metafor predicts with k − 1 degrees of
/// freedom where this has k − 2.
///
/// - Parameters:
///   - effects: One effect a place, each with its variance.
///   - heterogeneity: How τ² is estimated.
///   - intervalMethod: How the margin is made; Hartung–Knapp is then never narrower than the fixed
///     effect.
///   - level: The confidence level of all intervals.
/// - Returns: The mean, its margin, and how much the places differ.
/// - Throws: `ImpactError` for fewer than three places, a place that is there twice, values that are
///   not finite, variances that are not above zero, and effects without any spread where only
///   their spread would make the margin.
public func poolEffects(
  _ effects: [PlaceEffect], heterogeneity: HeterogeneityEstimator = .reml,
  intervalMethod: PooledInterval = .hartungKnappAtLeastOne, level: Double = 0.95
) throws(ImpactError) -> PooledEffect {
  try check(effects, level: level)
  let k = Double(effects.count)
  let fit = HeterogeneityFit(
    values: effects.map(\.value), variances: effects.map(\.variance))
  let common = fit.weighted(0)
  let tauSquared = fit.tauSquared(heterogeneity)
  let random = fit.weighted(tauSquared)
  guard common.spread.isFinite, random.mean.isFinite, random.weights > 0, random.weights.isFinite,
    tauSquared.isFinite
  else { throw .outOfRange(what: "effects") }

  var factor = 1.0
  switch intervalMethod {
  case .normal: break
  case .hartungKnapp: factor = random.spread / (k - 1)
  case .hartungKnappAtLeastOne: factor = max(1, random.spread / (k - 1))
  }
  guard factor > 0 else { throw .allAlike(what: "effects") }
  let standardError = (factor / random.weights).squareRoot()
  let degrees = intervalMethod == .normal ? Double.infinity : k - 1
  let statistic = random.mean / standardError
  do {
    let t = try StudentT(degreesOfFreedom: degrees)
    let chi = try ChiSquared(degreesOfFreedom: k - 1)
    let upper = 1 - (1 - level) / 2
    let margin = try t.quantile(upper) * standardError
    let fixedError = (1 / common.weights).squareRoot()
    let fixedMargin = try Normal().quantile(upper) * fixedError
    let typical =
      (k - 1) * common.weights
      / (common.weights * common.weights - common.squaredWeights)
    guard typical > 0, typical.isFinite, common.mean.isFinite else {
      throw ImpactError.outOfRange(what: "effects")
    }
    var prediction: ConfidenceInterval?
    if effects.count >= minimumPlacesForPrediction {
      let spread = (tauSquared + standardError * standardError).squareRoot()
      let reach = try StudentT(degreesOfFreedom: k - 2).quantile(upper) * spread
      prediction = ConfidenceInterval(
        low: random.mean - reach, high: random.mean + reach, level: level)
    }
    let pooled = PooledEffect(
      value: random.mean, standardError: standardError,
      interval: ConfidenceInterval(
        low: random.mean - margin, high: random.mean + margin, level: level),
      statistic: statistic, degreesOfFreedom: degrees, p: try t.twoSided(statistic),
      varianceFactor: factor, intervalMethod: intervalMethod, tauSquared: tauSquared,
      tauSquaredInterval: ConfidenceInterval(
        low: fit.generalisedQ(equalTo: try chi.quantile(upper)),
        high: fit.generalisedQ(equalTo: try chi.quantile(1 - upper)), level: level),
      heterogeneity: heterogeneity, iSquared: tauSquared / (tauSquared + typical),
      hSquared: (tauSquared + typical) / typical, q: common.spread,
      qP: try chi.upperTail(common.spread),
      fixed: .init(
        value: common.mean, standardError: fixedError,
        interval: ConfidenceInterval(
          low: common.mean - fixedMargin, high: common.mean + fixedMargin, level: level)),
      weights: effects.map { 1 / ($0.variance + tauSquared) / random.weights },
      prediction: prediction,
      noPrediction: prediction == nil
        ? .tooFewPlaces(count: effects.count, minimum: minimumPlacesForPrediction) : nil)
    guard pooled.isFinite else { throw ImpactError.outOfRange(what: "effects") }
    return pooled
  } catch let error as DistributionError {
    throw .distribution(error)
  } catch let error as ImpactError {
    throw error
  } catch {
    throw .outOfRange(what: "effects")
  }
}

/// The fewest places that are pooled.
private let minimumPlaces = 3
/// The fewest places from which a further one is predicted.
private let minimumPlacesForPrediction = 5

private func check(_ effects: [PlaceEffect], level: Double) throws(ImpactError) {
  guard level > 0, level < 1 else { throw .invalidLevel(level) }
  var seen: Set<String> = []
  for effect in effects {
    guard seen.insert(effect.place).inserted else { throw .repeatedPlace(effect.place) }
    guard effect.value.isFinite else { throw .notFinite(what: "the effect", place: effect.place) }
    guard effect.variance > 0, effect.variance.isFinite else {
      throw .invalidVariance(effect.variance, place: effect.place)
    }
  }
  guard effects.count >= minimumPlaces else {
    throw .tooFewPlaces(count: effects.count, minimum: minimumPlaces)
  }
}

extension PooledEffect {
  /// Whether no figure overflowed.
  fileprivate var isFinite: Bool {
    let figures = [
      value, standardError, interval.low, interval.high, statistic, p, tauSquared,
      tauSquaredInterval.low, tauSquaredInterval.high, iSquared, hSquared, q, qP, fixed.value,
      fixed.interval.low, fixed.interval.high, prediction?.low ?? 0, prediction?.high ?? 0,
    ]
    return figures.allSatisfy(\.isFinite) && weights.allSatisfy(\.isFinite)
  }
}
