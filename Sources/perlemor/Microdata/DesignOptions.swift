public import ArgumentParser
import Foundation
public import SurveyStatistics

/// How the rows of a file were sampled: the options that every command on person data shares.
struct DesignOptions: ParsableArguments {
  @Option(help: "The column of weights. Without it every row weighs 1.")
  var weights: String?

  @Option(help: "The column of strata; several are crossed.")
  var strata: [String] = []

  @Option(help: "The columns of cluster ids, first stage first.")
  var clusters: [String] = []

  @Option(help: "The columns of population sizes (or sampling fractions), one a stage.")
  var fpc: [String] = []

  @Option(
    help: "What to do with a stratum of one PSU: fail, certainty, adjust, average or remove.")
  var singleton: SingletonPolicy = .fail

  @Option(
    help: ArgumentHelp(
      "Codes that mean missing, for all variables, or VAR,…=CODE,… for some.",
      valueName: "[var,…=]code,…"))
  var missing: [String] = []

  func validate() throws {
    if !fpc.isEmpty, !clusters.isEmpty, commaList(fpc).count > commaList(clusters).count {
      throw ValidationError("--fpc has more stages than --clusters.")
    }
  }

  /// The design of a file's rows.
  func make(_ columns: EstimateColumns, waves: WaveColumn? = nil) throws -> SurveyDesign {
    let strata = columns.names(strata)
    let clusters = columns.names(clusters)
    let fpc = columns.names(fpc)
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
    let derivesWeights = weights == nil && !fpc.isEmpty && fpc.count == stages.count
    let weightOfRow: [Double]? =
      if let header = weights {
        try columns.complete(header, option: "--weights")
      } else if derivesWeights {
        nil
      } else {
        [Double](repeating: 1, count: columns.rowCount)
      }
    return try EstimateFailures.describing(columns: columns) {
      try SurveyDesign(
        rowCount: columns.rowCount, weights: weightOfRow, strata: stratum,
        strataLabels: stratumLabels.map { $0.joined(separator: " × ") }, stages: stages,
        waves: waves?.ofRow ?? [], waveLabels: waves?.labels ?? [],
        relation: waves?.relation ?? (.shared), persons: waves?.persons ?? [],
        singletonPolicy: singleton)
    }
  }
}

extension SingletonPolicy: ExpressibleByArgument {}

/// A repeated comma list as one list.
func commaList(_ values: [String]) -> [String] {
  values.flatMap { value in
    value.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
