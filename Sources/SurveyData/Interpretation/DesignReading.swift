import Diagnostics
import Tabular

/// Reads the stratum and the clusters of every row of a source.
struct DesignReading {
  let study: StudyDefinition
  let source: RawSource
  let variables: [Codebook.Variable]
  let stages: Int

  struct Design {
    /// The key of the stratum's level, empty where the design has no strata.
    var level: [String]
    /// A cluster's text by stage and row, empty where persons are the units.
    var clusters: [[String]]
  }

  func read(
    _ places: [Int32], _ waves: [Int32], _ values: [String: VariableInterpreter.Values],
    _ ledger: inout RowLedger, _ diagnostics: inout DiagnosticList
  ) -> Design {
    let rows = source.table.rowCount
    var design = Design(
      level: [String](repeating: "", count: rows),
      clusters: Array(repeating: [String](repeating: "", count: rows), count: stages))
    // Keys of the strata variables and texts of the cluster variables, looked up once.
    var levels: [String: [String]] = [:]
    var texts: [String: [String]] = [:]
    for sampling in study.municipalities.flatMap({ $0.sampling.values }) {
      if let stratum = sampling.stratum, levels[stratum] == nil {
        levels[stratum] = levelOfRow(stratum, values)
      }
      for cluster in sampling.clusters where texts[cluster] == nil {
        texts[cluster] = textOfRow(cluster)
      }
    }
    for row in 0..<rows where ledger.isUsed(row) && places[row] >= 0 && waves[row] >= 0 {
      let municipality = study.municipalities[Int(places[row])]
      guard let sampling = municipality.sampling[study.waves[Int(waves[row])].id] else { continue }
      if let stratum = sampling.stratum {
        let level = levels[stratum]?[safely: row] ?? ""
        if level.isEmpty {
          setAside(row, "no stratum", stratum, &ledger, &diagnostics)
          continue
        }
        design.level[row] = level
      }
      for (stage, cluster) in sampling.clusters.enumerated() {
        let text = texts[cluster]?[safely: row] ?? ""
        if text.isEmpty {
          setAside(row, "no cluster", cluster, &ledger, &diagnostics)
          break
        }
        design.clusters[stage][row] = text
      }
    }
    return design
  }

  private func setAside(
    _ row: Int, _ reason: String, _ variable: String, _ ledger: inout RowLedger,
    _ diagnostics: inout DiagnosticList
  ) {
    ledger.setAside(row, reason)
    diagnostics.append(
      Diagnostic(
        "data.\(reason == "no stratum" ? "no-stratum" : "no-cluster")", .warning,
        at: .init(
          file: source.definition.file, line: source.lineOfRow[safely: row].map { Int($0) },
          column: variable),
        "\(variable) is missing, which the design needs", expected: "a value in every row",
        hint: "the row is set aside"))
  }

  private func levelOfRow(
    _ id: String, _ values: [String: VariableInterpreter.Values]
  ) -> [String] {
    guard let variable = variables.first(where: { $0.id == id }) else { return [] }
    guard case .coded(let parts) = values[id], let codes = parts.first else {
      return textOfRow(id)
    }
    let keys = variable.levelKeys
    return codes.map { keys[safely: Int($0)] ?? "" }
  }

  private func textOfRow(_ id: String) -> [String] {
    guard let variable = variables.first(where: { $0.id == id }),
      let column = variable.headers.lazy.compactMap({ source.column($0) }).first
    else { return [] }
    let matcher = AnswerMatcher(variable)
    let textOf = column.entries.map { matcher.missing($0) == nil ? $0 : "" }
    return column.text.codes.map { textOf[Int($0)] }
  }
}

/// Strata, clusters, population sizes and weights of a stacked panel.
struct PanelDesign {
  private(set) var stratum: [Int32] = []
  private(set) var labels: [String] = []
  private(set) var clusters: [[Int32]] = []
  private(set) var populationSizes: [[Double]] = []
  private(set) var weight: [Double] = []

  init(
    study: StudyDefinition, municipality: [Int32], wave: [UInt8], level: [String],
    clusterKeys: [[String]], givenWeight: [Double]
  ) {
    let rows = municipality.count
    var indexOf: [String: Int32] = [:]
    stratum.reserveCapacity(rows)
    /// Rows of a municipality, wave and stratum.
    var sizes: [Cell: Int] = [:]
    for row in 0..<rows {
      let id = study.municipalities[Int(municipality[row])].id
      let label = level[row].isEmpty ? id : "\(id)|\(level[row])"
      if let known = indexOf[label] {
        stratum.append(known)
      } else {
        indexOf[label] = Int32(labels.count)
        stratum.append(Int32(labels.count))
        labels.append(label)
      }
      sizes[Cell(wave: wave[row], stratum: stratum[row]), default: 0] += 1
    }
    var population = [Double](repeating: .infinity, count: rows)
    weight = givenWeight
    for row in 0..<rows {
      let place = study.municipalities[Int(municipality[row])]
      guard let sampling = place.sampling[study.waves[Int(wave[row])].id] else {
        if weight[row].isNaN { weight[row] = 1 }
        continue
      }
      let size = sampling.size(of: level[row]).map { Double($0) }
      if sampling.fpcForLevels, let size { population[row] = size }
      guard weight[row].isNaN else { continue }
      let cell = Cell(wave: wave[row], stratum: stratum[row])
      switch sampling.design {
      case .open: weight[row] = 1
      case .clustered: weight[row] = 1
      case .simple, .census, .stratified:
        weight[row] = size.map { $0 / Double(sizes[cell] ?? 1) } ?? 1
      }
    }
    populationSizes = [population]
    makeClusters(clusterKeys, municipality)
  }

  private struct Cell: Hashable {
    var wave: UInt8
    var stratum: Int32
  }

  /// Numbers clusters of each stage within the stage above; a row without clusters is one of its
  /// own, since persons are the units there.
  private mutating func makeClusters(_ keys: [[String]], _ municipality: [Int32]) {
    guard !keys.isEmpty else { return }
    var prefix = municipality.indices.map { "\(municipality[$0])|\(stratum[$0])" }
    for stage in keys {
      var indexOf: [String: Int32] = [:]
      var ids: [Int32] = []
      ids.reserveCapacity(stage.count)
      for (row, text) in stage.enumerated() {
        prefix[row] += text.isEmpty ? "\u{1F}#\(row)" : "\u{1F}\(text)"
        let next = Int32(indexOf.count)
        ids.append(indexOf[prefix[row], default: next])
        if indexOf[prefix[row]] == nil { indexOf[prefix[row]] = next }
      }
      clusters.append(ids)
      if clusters.count > 1 {
        populationSizes.append([Double](repeating: .infinity, count: stage.count))
      }
    }
  }
}

extension SamplingDeclaration {
  /// The declared size of a stratum (persons, or clusters of a clustered design), or of the whole
  /// population where there are no strata; nil where none is declared.
  package func size(of level: String) -> Int? {
    switch design {
    case .stratified: stratumSizes[level]
    // Without strata the one size is the number of clusters in all.
    case .clustered:
      level.isEmpty
        ? (stratumSizes.count == 1 ? stratumSizes.values.first : nil) : stratumSizes[level]
    case .simple, .census, .open: population
    }
  }
}
