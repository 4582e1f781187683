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

  /// Before and after in the wave column.
  private struct Waves {
    var column: String
    var labels: [String]
  }

  func run() throws -> EstimateRows {
    progress.show("reading \(options.file)")
    let file: ReadTable
    do {
      file = try readTable(
        TableSource(path: options.file),
        progress: { share in
          progress.show("reading \(options.file): \(Int(share * 100)) %")
        })
    } catch {
      throw Failure(DiagnosticPrinter().text(error.diagnostics))
    }
    let warnings = DiagnosticPrinter(showsNotes: false).text(file.diagnostics)
    // Rows that were read wrongly would be estimated wrongly.
    if file.diagnostics.hasErrors { throw Failure(warnings) }
    if !warnings.isEmpty { writeError(warnings) }
    let columns = try EstimateColumns(
      file: file, name: file.name(options.file), missing: options.missing)

    let (targets, table) = try EstimateTargets(options: options, columns: columns).make()
    let waves = try self.waves(columns)
    let design = try self.design(columns, waves: waves)
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
        level: options.level)
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
                place + [(waves.column, waves.labels[wave])]))
          }
          changes.append(try change(estimator, columns, target, index, domain, place))
        } else {
          rows.append(try level(estimator, columns, target, index, domain, nil, place))
        }
      }
      rows += withHolm(changes)
    }
    return EstimateRows(
      rows: rows, domainColumns: by + (waves.map { [$0.column] } ?? []),
      rowCount: columns.rowCount)
  }

  /// The wave column of `--change`.
  private func waves(_ columns: EstimateColumns) throws -> Waves? {
    guard let change = options.change, let equals = change.lastIndex(of: "=") else { return nil }
    let header = String(change[..<equals])
    let labels = change[change.index(after: equals)...].split(separator: ":").map(String.init)
    let column = try columns.column(header, option: "--change")
    let present = (0..<column.dictionary.count).map { column.dictionary[$0] }
    for label in labels where !present.contains(label) {
      throw Failure(
        "\(columns.name), \(header): no row has '\(label)' (--change)"
          + "\n    → its values are \(present.sorted().prefix(20).joined(separator: ", "))")
    }
    tellOtherWaves(column, labels, present, header)
    return Waves(column: header, labels: labels)
  }

  /// Rows of other waves are left out of every figure, and said to be.
  private func tellOtherWaves(
    _ column: TextColumn, _ labels: [String], _ present: [String], _ header: String
  ) {
    let isOther = present.map { !labels.contains($0) }
    let rows = column.codes.reduce(0) { $0 + (isOther[Int($1)] ? 1 : 0) }
    guard rows > 0 else { return }
    let others = present.filter { !labels.contains($0) }.sorted().prefix(10)
      .map { $0.isEmpty ? "empty" : "'\($0)'" }.joined(separator: ", ")
    writeError(
      "warning: \(rows) \(rows == 1 ? "row has" : "rows have") neither '\(labels[0])' nor '\(labels[1])' in \(header) (\(others)): "
        + "they are in no level and no change")
  }

  /// Weights, strata, stages, waves and their relation as the options declare them.
  private func design(_ columns: EstimateColumns, waves: Waves?) throws -> SurveyDesign {
    let strata = columns.names(options.strata)
    let clusters = columns.names(options.clusters)
    let fpc = columns.names(options.fpc)
    let (stratum, stratumLabels) = try columns.crossed(
      strata, option: "--strata", isComplete: true)
    let populations = try fpc.map { try columns.complete($0, option: "--fpc") }
    var stages = try clusters.enumerated().map { index, header in
      SurveyDesign.Stage(
        units: try columns.crossed([header], option: "--clusters", isComplete: true).index,
        population: index < populations.count ? populations[index] : nil)
    }
    if clusters.isEmpty, let population = populations.first {
      stages = [SurveyDesign.Stage(units: nil, population: population)]
    }
    let derivesWeights = options.weights == nil && !fpc.isEmpty && fpc.count == stages.count
    let weights: [Double]? =
      if let header = options.weights {
        try columns.complete(header, option: "--weights")
      } else if derivesWeights {
        nil
      } else {
        [Double](repeating: 1, count: columns.rowCount)
      }
    var waveOfRow: [UInt8] = []
    if let waves {
      let column = try columns.column(waves.column, option: "--change")
      let codes = (0..<column.dictionary.count).map { index in
        waves.labels.firstIndex(of: column.dictionary[index]).map { UInt8($0) } ?? 255
      }
      waveOfRow = column.codes.map { codes[Int($0)] }
    }
    var relation: WaveRelation = clusters.isEmpty && waves != nil ? .fresh : .shared
    var persons: [Int32] = []
    switch options.waves {
    case "shared": relation = .shared
    case "fresh": relation = .fresh
    case let linked? where linked.hasPrefix("linked="):
      relation = .linked
      persons = try columns.crossed([String(linked.dropFirst(7))], option: "--waves").index
    default: break
    }
    return try EstimateFailures.describing(columns: columns) {
      try SurveyDesign(
        rowCount: columns.rowCount, weights: weights, strata: stratum,
        strataLabels: stratumLabels.map { $0.joined(separator: " × ") }, stages: stages,
        waves: waveOfRow, waveLabels: waves?.labels ?? [], relation: relation, persons: persons,
        singletonPolicy: options.singleton)
    }
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

extension ReadTable {
  /// The name that messages use for the file.
  func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
