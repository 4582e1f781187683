/// What the degrees of freedom of contrasts need to know of their statistics where whole clusters were
/// drawn: `DegreesOfFreedomMethod` for any number of means and shares.
struct ContrastDegrees: Sendable, Hashable {
  /// What the units carry of one statistic.
  struct Loads: Sendable, Hashable {
    var units: [Int32] = []
    var strata: [Int32] = []
    var weights: [Double] = []
    var squaredWeights: [Double] = []
    /// The correlation of rows within a unit.
    var correlation: Double
  }

  var method = DegreesOfFreedomMethod.classic
  /// Of each statistic; nil for totals, ratios and deviations, which keep PSUs minus strata.
  var loads: [Loads?] = []
  var strata: [Int32: WorkingVariance.Stratum] = [:]

  /// The degrees of freedom of Σ c·θ by the method.
  ///
  /// As those of a change: the statistics are taken as independent within a unit, each with c² times
  /// its variance, so that those of after − before are the same as of `change`.
  func degreesOfFreedom(_ coefficients: [Double], nominal: Double) -> Double {
    let used = coefficients.indices.filter { coefficients[$0] != 0 }
    let parts = used.compactMap { loads.indices.contains($0) ? loads[$0] : nil }
    guard method != .classic, nominal > 0, !parts.isEmpty, parts.count == used.count else {
      return nominal
    }
    let correlation = parts.reduce(0) { $0 + $1.correlation } / Double(parts.count)
    var units: [Int32: WorkingVariance.Unit] = [:]
    for (place, part) in parts.enumerated() {
      let total = part.weights.reduce(0, +)
      let c = coefficients[used[place]]
      for at in part.units.indices {
        var unit =
          units[part.units[at]]
          ?? .init(
            stratum: part.strata[at], parts: [Double](repeating: 0, count: parts.count),
            variances: [Double](repeating: 0, count: parts.count))
        let weight = part.weights[at]
        unit.parts[place] = weight / total
        unit.variances[place] =
          c * c * ((1 - correlation) * part.squaredWeights[at] + correlation * weight * weight)
          / (total * total)
        units[part.units[at]] = unit
      }
    }
    // Units of one stratum are neighbours in the order of their numbers.
    let sorted = units.sorted { $0.key < $1.key }.map(\.value)
    let none = WorkingVariance.Stratum(scale: 0, sampled: 1, isCentred: false)
    let corrected = WorkingVariance(sorted, waves: parts.count) { strata[$0] ?? none }
      .degreesOfFreedom
    guard let corrected, method != .automatic || corrected < DegreesOfFreedomMethod.enough,
      corrected < nominal * (1 - 1e-9)
    else { return nominal }
    return corrected
  }
}

extension SurveyEstimator {
  /// What contrasts of some statistics need for their degrees of freedom.
  func contrastDegrees(of forms: [LinearForm]) -> ContrastDegrees {
    var result = ContrastDegrees(method: degreesOfFreedomMethod)
    guard degreesOfFreedomMethod != .classic, !design.index.rowsAreUnits else { return result }
    for form in forms {
      guard let statistic = form.linearisation, !statistic.isTotal else {
        result.loads.append(nil)
        continue
      }
      let found = clusterLoads(statistic.variable, cells: statistic.cells)
      var loads = ContrastDegrees.Loads(correlation: workingCorrelation([found]))
      for load in found {
        loads.units.append(load.unit)
        loads.strata.append(load.stratum)
        loads.weights.append(load.weight)
        loads.squaredWeights.append(load.squaredWeight)
        if result.strata[load.stratum] == nil {
          result.strata[load.stratum] = workingStratum(load.stratum)
        }
      }
      result.loads.append(loads)
    }
    return result
  }
}
