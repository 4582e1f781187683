/// What the units of one group (a stratum, or the units within a unit) add to a variance.
enum GroupShare {
  /// Nothing: all are taken, or the policy says so.
  case nothing
  /// Their squares about their mean, times a factor.
  case centred(Double)
  /// Their squares about zero, times a factor.
  case raw(Double)
  /// What the other groups add on average.
  case averaged
}

extension DesignVariance {
  /// How a group enters the variance; `touched` of its sampled units have rows that count.
  ///
  /// A group of one sampled unit follows the policy. So does, where the design says so
  /// (R `survey.adjust.domain.lonely = TRUE`), a group of several with one in the domain: `adjust`
  /// leaves it uncentred, `average` takes the mean of the others, and the other policies keep it
  /// as it is, as R does.
  func share(
    stage: Int, group: Int, touched: Int
  ) throws(EstimationError) -> GroupShare {
    let level = index.levels[stage]
    let n = Double(level.sampled[group])
    var unsampled = 1.0
    if usesPopulation, let population = level.population, population[group].isFinite {
      unsampled = max(0, (population[group] - n) / population[group])
    }
    // A group taken whole has no sampling variance, single unit or not.
    if unsampled < 1e-7 { return .nothing }
    if n > 1 {
      let scale = unsampled * n / (n - 1)
      guard adjustsLonelyDomains, touched == 1 else { return .centred(scale) }
      switch policy {
      case .adjust: return .raw(scale)
      case .average: return .averaged
      case .fail, .certainty, .remove: return .centred(scale)
      }
    }
    switch policy {
    case .certainty, .remove: return .nothing
    case .adjust: return .raw(unsampled)
    case .average: return .averaged
    case .fail:
      let label =
        stage == 0 ? index.stratumLabels[group] : "of unit \(group + 1) of stage \(stage)"
      throw .singleUnit(stratum: label, stage: stage + 1)
    }
  }
}
