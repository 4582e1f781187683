internal import Aggregation
internal import Distributions

extension QuantileEstimator {
  /// The change of a quantile between two waves.
  ///
  /// A quantile moves by −(F̂(q) − p)/f(q), f being the density. 1/f is what Woodruff's interval
  /// says: the quantile's standard error over that of the share at or below it. With it the variance
  /// of the difference is s₁²V₁ + s₂²V₂ − 2s₁s₂C, where V₁, V₂ and C are the variances and the
  /// covariance of the two shares under the declared relation of the waves (Francisco and Fuller
  /// 1991). The interval is difference ± t · se with the degrees of freedom of both waves' union.
  ///
  /// - Throws: `QuantileError`; where a wave's quantile has no margin, or none but zero, the change
  ///   has none.
  public func change(
    _ variable: Int, probability: Int = 0, domain: Int, before: Int, after: Int
  ) throws(QuantileError) -> QuantileChange {
    let waves = [before, after]
    var parts: [Linearisation] = []
    var quantiles: [QuantileEstimate] = []
    for wave in waves {
      parts.append(try linearise(variable, probability, domain: domain, wave: wave))
      quantiles.append(
        try quantile(variable, probability: probability, domain: domain, wave: wave))
    }
    let name = request.variables[variable].name
    do {
      let pair = try shares.pairVariance(parts[0], parts[1], before: before, after: after)
      let counted = shares.countedDegreesOfFreedom(parts[0], parts[1])
      let df = request.degreesOfFreedom ?? counted.used
      guard df > 0 else {
        throw EstimationError.noDegreesOfFreedom(variable: name, domain: domain, wave: nil)
      }
      let variances = [pair.first, pair.second]
      var slopes: [Double] = []
      for (number, quantile) in quantiles.enumerated() {
        let shareError = quantile.shareAtOrBelow.standardError
        guard let error = quantile.standardError, shareError > 0 else {
          throw QuantileError.noMargin(
            variable: name, domain: domain, wave: waves[number],
            gap: quantile.gap ?? .nobodyAbove)
        }
        slopes.append(error / shareError)
      }
      let covariance = slopes[0] * slopes[1] * pair.covariance
      let variance =
        slopes[0] * slopes[0] * variances[0] + slopes[1] * slopes[1] * variances[1]
        - 2 * covariance
      guard variance > 0 else { throw EstimationError.allAlike(variable: name) }
      var difference = Estimate(
        value: quantiles[1].value - quantiles[0].value, variance: variance,
        degreesOfFreedom: df,
        respondents: quantiles[0].respondents + quantiles[1].respondents,
        weightedBase: quantiles[0].weightedBase + quantiles[1].weightedBase,
        nominalDegreesOfFreedom: counted.nominal)
      difference.interval = try tInterval(difference, level: request.level)
      let t = difference.value / difference.standardError
      return QuantileChange(
        before: quantiles[0], after: quantiles[1], difference: difference,
        covariance: covariance, t: t, p: try StudentT(degreesOfFreedom: df).twoSided(t))
    } catch let error as QuantileError {
      throw error
    } catch let error as EstimationError {
      throw .estimation(error)
    } catch let error as DistributionError {
      throw .estimation(.distribution(error))
    } catch {
      throw .estimation(.outOfRange(variable: name))
    }
  }
}
