/// The degrees of freedom of an estimate: those of its intervals and tests, and PSUs minus strata.
struct DegreesOfFreedom {
  /// By the estimator's method.
  var used: Double
  /// PSUs minus strata.
  var nominal: Double
}

extension SurveyEstimator {
  /// The degrees of freedom of a statistic, or of the change from one to another, by the method of
  /// this estimator.
  func countedDegreesOfFreedom(
    _ first: Linearisation, _ second: Linearisation? = nil
  ) -> DegreesOfFreedom {
    let nominal = degreesOfFreedom(first, second)
    var result = DegreesOfFreedom(used: nominal, nominal: nominal)
    guard degreesOfFreedomMethod != .classic, nominal > 0, !first.isTotal,
      let corrected = satterthwaite(first, second)
    else { return result }
    let isFew = degreesOfFreedomMethod != .automatic || corrected < DegreesOfFreedomMethod.enough
    // Units of equal weight give the classic count up to rounding, which is then kept.
    if isFew, corrected < nominal * (1 - 1e-9) { result.used = corrected }
    return result
  }

  /// Satterthwaite's degrees of freedom; nil where rows are the units or nothing varies.
  ///
  /// The waves of a change are taken as independent within a unit: what units keep from wave to wave
  /// drops out of the change, and what is left is as unequal as the units are. Later stages are not
  /// looked at: their part of the variance is that of many units.
  private func satterthwaite(_ first: Linearisation, _ second: Linearisation?) -> Double? {
    guard !design.index.rowsAreUnits else { return nil }
    let waves = [first, second].compactMap { $0 }.map {
      clusterLoads($0.variable, cells: $0.cells)
    }
    let correlation = workingCorrelation(waves)
    let totals = waves.map { $0.reduce(0) { $0 + $1.weight } }
    var units = WorkingVariance.Units(waves: waves.count)
    // Each wave's loads are in order of unit: the next unit is the least of those that come next.
    var at = [Int](repeating: 0, count: waves.count)
    while true {
      var next: ClusterLoad?
      for wave in waves.indices where at[wave] < waves[wave].count {
        let load = waves[wave][at[wave]]
        if next.map({ load.unit < $0.unit }) ?? true { next = load }
      }
      guard let next else { break }
      units.append(stratum: next.stratum)
      for wave in waves.indices
      where at[wave] < waves[wave].count && waves[wave][at[wave]].unit == next.unit {
        let load = waves[wave][at[wave]]
        at[wave] += 1
        let total = totals[wave]
        units.set(
          wave: wave, part: load.weight / total,
          variance: ((1 - correlation) * load.squaredWeight
            + correlation * load.weight * load.weight) / (total * total))
      }
    }
    return WorkingVariance(units, stratum: workingStratum).degreesOfFreedom
  }

  /// The correlation asked for, or the mean of those of the waves; 1 where there is none to be had.
  func workingCorrelation(_ waves: [[ClusterLoad]]) -> Double {
    if case .satterthwaite(let given?) = degreesOfFreedomMethod, given.isFinite {
      return min(1, max(0, given))
    }
    let found = waves.map { loads in
      SurveyStatistics.intraclassCorrelation(loads).map {
        max(DegreesOfFreedomMethod.leastCorrelation, $0)
      } ?? 1
    }
    return found.reduce(0, +) / Double(found.count)
  }

  func workingStratum(_ stratum: Int32) -> WorkingVariance.Stratum {
    let level = design.index.levels[0]
    let n = Double(level.sampled[Int(stratum)])
    var unsampled = 1.0
    if let population = level.population?[Int(stratum)], population.isFinite {
      unsampled = max(0, (population - n) / population)
    }
    if n > 1 { return .init(scale: unsampled * n / (n - 1), sampled: n) }
    let adds = design.singletonPolicy == .adjust
    return .init(scale: adds ? unsampled : 0, sampled: 1, isCentred: false)
  }
}
