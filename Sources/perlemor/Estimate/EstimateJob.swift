import ColumnKernels
import SurveyStatistics

/// Reads the file, builds the design and the variables, and estimates every statistic in every
/// domain.
struct EstimateJob {
  let options: EstimateCommand
  let progress: Progress

  func run() throws -> EstimateRows {
    let library = Result { try EstimateTargets.definitions(options.definitions) }
    // Every option stands on the command line, also those that other parts of it read.
    let items = (try? library.get()).map { $0.flatMap(EstimateTargets.items) }
    let columns = try EstimateColumns(
      reading: options.file, missing: options.design.missing,
      mentions: options.replication.namesByPattern
        ? nil : ColumnMentions(CommandLine.arguments + (items ?? [])),
      progress: progress)
    let plan = try EstimateTargets(
      options: options, columns: columns, library: library.get()
    ).make()
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
    let compared = ComparedDomains(
      labels: labels.map { $0.joined(separator: " × ") }, waves: waves?.labels ?? [])
    let contrasts = try options.contrast.map { text in
      (text: text, coefficients: try compared.coefficients(of: text))
    }
    progress.show("estimating")
    let figures = try EstimateFigures(
      options: options, columns: columns, plan: plan, design: design, waves: waves,
      domains: domains, domainCount: labels.count)
    let places = labels.map { values in zip(by, values).map { (column: $0, value: $1) } }
    // Figures of a stretch of domains, stretch by stretch on all processors, in their order.
    let stretch = 25
    let stretches = max(1, (labels.count + stretch - 1) / stretch)
    let found = concurrentMap(plan.targets.count * stretches) { index in
      let first = index % stretches * stretch
      return Result {
        try Self.figures(
          figures, plan.targets[index / stretches], places, waves,
          domains: first..<min(first + stretch, places.count))
      }
    }
    var rows: [EstimateRow] = []
    for (index, target) in plan.targets.enumerated() {
      var changes: [EstimateRow] = []
      for part in found[index * stretches..<(index + 1) * stretches] {
        let part = try part.get()
        rows += part.levels
        changes += part.changes
      }
      rows += withHolm(changes)
      for contrast in contrasts {
        rows.append(
          try figures.contrast(
            target, contrast.coefficients, of: compared,
            [(column: by.joined(separator: " × "), value: contrast.text)]))
      }
    }
    var domainColumns = by + (waves.map { [$0.header] } ?? [])
    if !contrasts.isEmpty, by.count > 1 { domainColumns.append(by.joined(separator: " × ")) }
    return EstimateRows(rows: rows, domainColumns: domainColumns, rowCount: columns.rowCount)
  }

  /// Levels and changes of one statistic in some domains.
  private static func figures(
    _ figures: EstimateFigures, _ target: EstimateTarget,
    _ places: [[(column: String, value: String)]], _ waves: WaveColumn?, domains: Range<Int>
  ) throws -> (levels: [EstimateRow], changes: [EstimateRow]) {
    var levels: [EstimateRow] = []
    var changes: [EstimateRow] = []
    for domain in domains {
      guard let waves else {
        levels.append(try figures.level(target, domain, nil, places[domain]))
        continue
      }
      let found = try figures.change(
        target, domain, places[domain],
        waves: waves.labels.map { places[domain] + [(waves.header, $0)] })
      levels += found.levels
      changes.append(found.change)
    }
    return (levels, changes)
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

/// What a contrast is made of: the domains or, with a change, each domain in both waves.
struct ComparedDomains {
  let labels: [String]
  let waves: [String]

  /// The names that expressions use, `north` or `north:before`, each with its domain and wave.
  var places: [(name: String, domain: Int, wave: Int?)] {
    labels.enumerated().flatMap { domain, label in
      waves.isEmpty
        ? [(label, domain, nil)]
        : waves.enumerated().map { wave, name in ("\(label):\(name)", domain, wave) }
    }
  }

  /// The coefficients of an expression, one a place.
  func coefficients(of text: String) throws -> [Double] {
    do {
      return try ContrastExpression(text, names: places.map(\.name)).coefficients
    } catch {
      throw Failure("--contrast \(text): \(error)")
    }
  }
}
