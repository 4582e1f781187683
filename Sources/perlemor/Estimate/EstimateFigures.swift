import Aggregation
import SurveyStatistics

/// The figures of a plan under a design: levels, changes and contrasts as rows of the result.
struct EstimateFigures {
  let options: EstimateCommand
  let columns: EstimateColumns
  let plan: EstimatePlan
  private let estimator: SurveyEstimator?
  private let quantiles: QuantileEstimator?
  private let replicates: ReplicateEstimator?

  init(
    options: EstimateCommand, columns: EstimateColumns, plan: EstimatePlan, design: SurveyDesign,
    waves: WaveColumn?, domains: [Int32], domainCount: Int
  ) throws {
    self.options = options
    self.columns = columns
    self.plan = plan
    let request = EstimationRequest(
      variables: plan.variables, domains: domains, domainCount: domainCount,
      crossProducts: plan.crossProducts)
    estimator =
      plan.variables.isEmpty
      ? nil
      : try EstimateFailures.describing(columns: columns) {
        try SurveyEstimator(
          table: plan.table, design: design, request: request, level: options.output.level,
          degreesOfFreedom: options.df.method)
      }
    replicates = try options.replication.design(of: design, columns: columns, waves: waves).map {
      replicates in
      try EstimateFailures.describing(columns: columns) {
        try ReplicateEstimator(
          table: plan.table, design: replicates, request: request, level: options.output.level)
      }
    }
    quantiles =
      plan.quantileVariables.isEmpty
      ? nil
      : try EstimateFailures.describing(columns: columns) {
        try QuantileEstimator(
          table: plan.table, design: design,
          request: QuantileRequest(
            variables: plan.quantileVariables, probabilities: plan.probabilities,
            domains: domains, domainCount: domainCount,
            waves: options.waves.change == nil ? .together : .each, rule: options.qrule,
            method: try options.quantileInterval(), level: options.output.level))
      }
  }

  /// One level: a statistic in a domain and wave.
  func level(
    _ target: EstimateTarget, _ domain: Int, _ wave: Int?,
    _ place: [(column: String, value: String)]
  ) throws -> EstimateRow {
    var row = EstimateRow(
      statistic: target.measure.name, variable: target.name, level: target.level, domain: place,
      n: 0)
    do {
      if case .quantile(let variable, let probability) = target.measure, let quantiles {
        row.fill(
          try quantiles.quantile(variable, probability: probability, domain: domain, wave: wave))
      } else if let estimator {
        row.n = rows(target, domain, wave)
        if let replicates, let statistic = target.measure.statistic {
          row.fill(
            try replicates.estimate(StatisticReference(statistic, domain: domain, wave: wave)))
        } else {
          row.fill(try estimate(target.measure, estimator, domain, wave))
        }
      }
    } catch {
      row.note = try EstimateFailures.note(error, columns: columns)
    }
    return row
  }

  private func estimate(
    _ measure: EstimateMeasure, _ estimator: SurveyEstimator, _ domain: Int, _ wave: Int?
  ) throws(EstimationError) -> Estimate? {
    switch measure {
    case .linear(.mean, let variable): try estimator.mean(variable, domain: domain, wave: wave)
    case .linear(.total, let variable): try estimator.total(variable, domain: domain, wave: wave)
    case .linear(.share, let variable):
      try estimator.share(
        variable, domain: domain, wave: wave, method: options.shareInterval())
    case .ratio(let numerator, let denominator):
      try estimator.ratio(numerator, denominator, domain: domain, wave: wave)
    case .standardDeviation(let variable):
      try estimator.standardDeviation(variable, domain: domain, wave: wave)
    case .quantile: nil
    }
  }

  /// Rows with an answer.
  private func rows(_ target: EstimateTarget, _ domain: Int, _ wave: Int?) -> Int {
    guard let variable = target.measure.variable, let estimator else { return 0 }
    return estimator.rows(variable, domain: domain, wave: wave).answered
  }

  /// The levels of one statistic in a domain before and after, and its change.
  func change(
    _ target: EstimateTarget, _ domain: Int, _ place: [(column: String, value: String)],
    waves: [[(column: String, value: String)]]
  ) throws -> (levels: [EstimateRow], change: EstimateRow) {
    // A change has estimated both waves on the way; where that is how levels are shown, they are
    // not estimated again.
    if case .linear(let kind, let variable) = target.measure, options.as == .absolute,
      replicates == nil, let estimator, kind != .share || options.shareInterval() == nil,
      let change = try? estimator.change(
        variable, domain: domain, before: 0, after: 1, kind: kind)
    {
      let levels = zip(waves, [change.before, change.after]).map { place, estimate in
        var row = EstimateRow(
          statistic: target.measure.name, variable: target.name, level: target.level,
          domain: place, n: 0)
        row.fill(estimate)
        return row
      }
      var row = EstimateRow(
        statistic: "change", variable: target.name, level: target.level, domain: place, n: 0)
      row.of = target.measure.name
      row.fill(change)
      return (levels, row)
    }
    let levels = try waves.indices.map { try level(target, domain, $0, waves[$0]) }
    return (levels, try self.change(target, domain, place))
  }

  /// The change of one statistic in a domain.
  private func change(
    _ target: EstimateTarget, _ domain: Int, _ place: [(column: String, value: String)]
  ) throws -> EstimateRow {
    var row = EstimateRow(
      statistic: "change", variable: target.name, level: target.level, domain: place,
      n: rows(target, domain, 0) + rows(target, domain, 1))
    row.of = target.measure.name
    do {
      if case .quantile(let variable, let probability) = target.measure, let quantiles {
        let change = try quantiles.change(
          variable, probability: probability, domain: domain, before: 0, after: 1)
        row.fill(change.difference)
        row.t = change.t
        row.p = change.p
      } else if case .linear(let kind, let variable) = target.measure, options.as == .absolute,
        let estimator
      {
        let change =
          try replicates?.change(variable, domain: domain, before: 0, after: 1, kind: kind)
          ?? estimator.change(variable, domain: domain, before: 0, after: 1, kind: kind)
        row.fill(change)
      } else if let statistic = target.measure.statistic, let estimator {
        row.of = target.measure.name + (options.as == .absolute ? "" : ", \(options.as.rawValue)")
        if let replicates {
          let waves = [0, 1].map { StatisticReference(statistic, domain: domain, wave: $0) }
          row.fill(
            try replicates.estimate(of: waves) { values in
              switch options.as {
              case .absolute: values[1] - values[0]
              case .relative: values[1] / values[0] - 1
              case .ratio: values[1] / values[0]
              }
            })
        } else {
          row.fill(
            try estimator.change(
              statistic, domain: domain, before: 0, after: 1, as: options.as))
        }
      }
    } catch {
      row.note = try EstimateFailures.note(error, columns: columns)
    }
    return row
  }

  /// A contrast of domains, or of domains in waves.
  func contrast(
    _ target: EstimateTarget, _ coefficients: [Double], of compared: ComparedDomains,
    _ place: [(column: String, value: String)]
  ) throws -> EstimateRow {
    var row = EstimateRow(
      statistic: "contrast", variable: target.name, level: target.level, domain: place, n: 0)
    row.of = target.measure.name
    guard let statistic = target.measure.statistic, let estimator else {
      row.note = "quantiles have no contrasts: their covariance needs rows"
      return row
    }
    var references: [StatisticReference] = []
    var weights: [Double] = []
    for (place, c) in zip(compared.places, coefficients) where c != 0 {
      references.append(StatisticReference(statistic, domain: place.domain, wave: place.wave))
      weights.append(c)
    }
    do {
      if let replicates {
        row.fill(try replicates.contrast(references, coefficients: weights))
      } else {
        row.fill(try estimator.contrast(of: references, weights))
      }
    } catch {
      row.note = try EstimateFailures.note(error, columns: columns)
    }
    return row
  }
}

extension EstimateRow {
  /// Takes over a level.
  mutating func fill(_ estimate: Estimate?) {
    guard let estimate else { return }
    n = estimate.respondents
    self.estimate = estimate.value
    se = estimate.standardError
    df = estimate.degreesOfFreedom
    nominalDf = estimate.nominalDegreesOfFreedom
    low = estimate.interval?.low
    high = estimate.interval?.high
    interval = estimate.interval?.method.rawValue
    deff = estimate.designEffect
    deffFinite = estimate.designEffectWithoutReplacement
    kish = estimate.kishEffect
    if estimate.interval == nil { note = "no degrees of freedom for an interval" }
  }

  /// Takes over a change and its test.
  mutating func fill(_ change: Change) {
    fill(change.difference)
    t = change.t
    p = change.p
    minimalDetectable = change.minimalDetectableChange
  }

  /// Takes over a contrast and its test.
  mutating func fill(_ contrast: Contrast) {
    fill(contrast.estimate)
    t = contrast.t
    p = contrast.p
  }

  /// Takes over a quantile, whose ends may be missing one by one.
  mutating func fill(_ quantile: QuantileEstimate) {
    n = quantile.respondents
    estimate = quantile.value
    se = quantile.standardError
    df = quantile.degreesOfFreedom
    low = quantile.low
    high = quantile.high
    interval = quantile.method.rawValue
    note = quantile.gap?.description
  }
}
