internal import SurveyData
internal import Tabular

/// The answers of one municipality, cut out of the panel.
///
/// Strata are nested in municipalities, so cutting them apart changes no variance; groups within a
/// municipality, in contrast, are never cut out but estimated as domains.
struct MunicipalityRows {
  /// The rows in the panel.
  var rows: [Int]
  var table: Table
  var waves: [UInt8]
  var weights: [Double]
  /// Strata numbered from 0 within the municipality.
  var strata: [Int32]
  var strataLabels: [String]
  /// Cluster ids of each stage; empty where persons are the units.
  var clusters: [[Int32]]
  var populations: [[Double]]
  var persons: [Int32]
  /// The raw files that the rows come from, in the order of the study.
  var sources: [SourceAccount]

  /// Cuts out the rows of a municipality with the columns named; nil where there are none.
  ///
  /// `stages` is how many cluster stages the municipality's own design has: where others have more,
  /// its persons are clusters of one in the panel, and units by themselves here.
  init?(municipality: Int, panel: Panel, columns: [String], stages: Int) {
    let rows = panel.municipality.indices.filter { Int(panel.municipality[$0]) == municipality }
    guard !rows.isEmpty else { return nil }
    self.rows = rows
    var table = Table(rowCount: rows.count)
    for name in columns {
      guard let column = panel.table[name] else { continue }
      switch column {
      case .coded(let coded):
        table.set(
          name, .coded(CodedColumn(codes: rows.map { coded.codes[$0] }, levels: coded.levels)))
      case .real(let real):
        table.set(
          name,
          .real(
            RealColumn(
              values: rows.map { real.values[$0] }, missing: rows.map { real.missing[$0] })))
      case .text, .date: continue
      }
    }
    self.table = table
    waves = rows.map { panel.wave[$0] }
    weights = rows.map { panel.weight[$0] }
    persons = rows.map { panel.person[$0] }
    var local: [Int32: Int32] = [:]
    var labels: [String] = []
    strata = rows.map { row in
      let stratum = panel.stratum[row]
      if let known = local[stratum] { return known }
      let number = Int32(labels.count)
      local[stratum] = number
      labels.append(
        panel.strataLabels.indices.contains(Int(stratum))
          ? panel.strataLabels[Int(stratum)] : "stratum \(stratum)")
      return number
    }
    strataLabels = labels
    clusters = panel.clusters.prefix(stages).map { stage in rows.map { stage[$0] } }
    populations = panel.populationSizes.map { stage in rows.map { stage[$0] } }
    let used = Set(rows.map { Int(panel.source[$0]) })
    sources = panel.sources.indices.filter { used.contains($0) }.map { panel.sources[$0] }
  }

  /// How many rows there are.
  var count: Int { rows.count }
}
