import Aggregation
import Diagnostics
import Foundation
import Ingest
import SurveyStatistics
import Tabular

/// Reads the file, builds the design and the variables, and estimates every statistic in every
/// domain.
struct EstimateJob {
  let options: EstimateCommand
  let progress: Progress

  /// One statistic to estimate.
  struct Target {
    var kind: StatisticKind
    var variable: DerivedVariable
    /// What is printed: the variable, and the value a share is of.
    var name: String
    var level: String?
  }

  func run() throws -> EstimateRows {
    let columns = try EstimateColumns(
      reading: options.file, missing: options.design.missing, progress: progress)
    let (targets, table) = try EstimateTargets(options: options, columns: columns).make()
    let waves = try options.waves.column(
      columns, hasClusters: !options.design.clusters.isEmpty)
    let design = try options.design.make(columns, waves: waves)
    let by = columns.names(options.by)
    let (domains, labels) = try columns.crossed(by, option: "--by")
    let outside = domains.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    if outside > 0 {
      writeError(
        "warning: \(outside) \(outside == 1 ? "row has" : "rows have") no value in "
          + "\(by.joined(separator: ", ")): in the design, but in no domain")
    }
    progress.show("estimating")
    let estimator = try EstimateFailures.describing(columns: columns) {
      try SurveyEstimator(
        table: table, design: design,
        request: EstimationRequest(
          variables: targets.map(\.variable), domains: domains, domainCount: labels.count),
        level: options.output.level)
    }
    var rows: [EstimateRow] = []
    for (index, target) in targets.enumerated() {
      var changes: [EstimateRow] = []
      for (domain, values) in labels.enumerated() {
        let place = zip(by, values).map { (column: $0, value: $1) }
        if let waves {
          for wave in waves.labels.indices {
            rows.append(
              try level(
                estimator, columns, target, index, domain, wave,
                place + [(waves.header, waves.labels[wave])]))
          }
          changes.append(try change(estimator, columns, target, index, domain, place))
        } else {
          rows.append(try level(estimator, columns, target, index, domain, nil, place))
        }
      }
      rows += withHolm(changes)
    }
    return EstimateRows(
      rows: rows, domainColumns: by + (waves.map { [$0.header] } ?? []),
      rowCount: columns.rowCount)
  }

  /// One level: a mean, share or total in a domain and wave.
  private func level(
    _ estimator: SurveyEstimator, _ columns: EstimateColumns, _ target: Target, _ index: Int,
    _ domain: Int, _ wave: Int?,
    _ place: [(column: String, value: String)]
  ) throws -> EstimateRow {
    var row = EstimateRow(
      statistic: target.kind.rawValue, variable: target.name, level: target.level, domain: place,
      n: estimator.rows(index, domain: domain, wave: wave).answered)
    do {
      let estimate =
        switch target.kind {
        case .mean: try estimator.mean(index, domain: domain, wave: wave)
        case .share: try estimator.share(index, domain: domain, wave: wave)
        case .total: try estimator.total(index, domain: domain, wave: wave)
        }
      row.fill(estimate)
    } catch {
      row.note = try EstimateFailures.note(error, columns: columns)
    }
    return row
  }

  /// The change of one statistic in a domain.
  private func change(
    _ estimator: SurveyEstimator, _ columns: EstimateColumns, _ target: Target, _ index: Int,
    _ domain: Int,
    _ place: [(column: String, value: String)]
  ) throws -> EstimateRow {
    var row = EstimateRow(
      statistic: "change", variable: target.name, level: target.level, domain: place,
      n: estimator.rows(index, domain: domain, wave: 0).answered
        + estimator.rows(index, domain: domain, wave: 1).answered)
    row.of = target.kind.rawValue
    do {
      let change = try estimator.change(
        index, domain: domain, before: 0, after: 1, kind: target.kind)
      row.fill(change.difference)
      row.t = change.t
      row.p = change.p
      row.minimalDetectable = change.minimalDetectableChange
    } catch {
      row.note = try EstimateFailures.note(error, columns: columns)
    }
    return row
  }

  /// Holm-adjusted p over the domains of one variable.
  private func withHolm(_ rows: [EstimateRow]) -> [EstimateRow] {
    let tested = rows.indices.filter { rows[$0].p != nil }
    let adjusted = holmAdjusted(tested.compactMap { rows[$0].p })
    var result = rows
    for (row, p) in zip(tested, adjusted) { result[row].pHolm = p }
    return result
  }
}

extension EstimateRow {
  mutating func fill(_ estimate: Estimate) {
    n = estimate.respondents
    self.estimate = estimate.value
    se = estimate.standardError
    df = estimate.degreesOfFreedom
    low = estimate.interval?.low
    high = estimate.interval?.high
    interval = estimate.interval?.method.rawValue
    deff = estimate.designEffect
    if estimate.interval == nil { note = "no degrees of freedom for an interval" }
  }
}
