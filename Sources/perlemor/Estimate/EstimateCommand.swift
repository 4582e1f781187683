public import ArgumentParser
import Foundation
public import SurveyStatistics

/// `perlemor estimate`: any design, any variable, for researchers.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimate means, shares, totals and changes of any variable under any design.",
    discussion: """
      Rows are never dropped to form a subgroup: domains keep the whole design. Every list option \
      repeats and takes comma lists; for --clusters and --fpc the comma separates stages. Cluster \
      ids are nested in strata. Empty cells and NA are missing. Results go to standard output, \
      warnings to standard error.

      EXAMPLES
        perlemor estimate schools.csv --weights pw --strata stype \\
          --fpc fpc --mean api00,api99
        perlemor estimate schools.csv --clusters dnum,snum \\
          --fpc fpc1,fpc2 --share stype --by sch.wide
        perlemor estimate cohort.csv --weights weight --strata stratum \\
          --clusters psu --share p1=1 --missing p1=8,9 \\
          --by municipality --change wave=before:after --format json
        perlemor estimate cohort.csv --weights weight --strata stratum \\
          --clusters psu --definitions standard-job.yaml \\
          --by municipality --change wave=before:after
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

  @Argument(help: "A CSV or XLSX file with one row a person (and wave).", completion: .file())
  var file: String

  @Option(help: "The column of weights. Without it every row weighs 1.")
  var weights: String?

  @Option(help: "The column of strata; several are crossed.")
  var strata: [String] = []

  @Option(help: "The columns of cluster ids, first stage first.")
  var clusters: [String] = []

  @Option(help: "The columns of population sizes (or sampling fractions), one a stage.")
  var fpc: [String] = []

  @Option(help: ArgumentHelp("Means of these variables.", valueName: "var"))
  var mean: [String] = []

  @Option(
    help: ArgumentHelp(
      "Shares: VAR=VALUE, or VAR for the shares of all its values.", valueName: "var[=value]"))
  var share: [String] = []

  @Option(help: ArgumentHelp("Totals of these variables.", valueName: "var"))
  var total: [String] = []

  @Option(help: "Columns whose crossed values are the domains.")
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "Codes that mean missing, for all variables, or VAR,…=CODE,… for some.",
      valueName: "[var,…=]code,…"))
  var missing: [String] = []

  @Option(
    help: "What to do with a stratum of one PSU: fail, certainty, adjust, average or remove.")
  var singleton: SingletonPolicy = .fail

  @Option(
    help: ArgumentHelp("The change between two waves.", valueName: "column=before:after"))
  var change: String?

  @Option(
    help: ArgumentHelp(
      "How the waves' samples relate: shared, fresh or linked=PERSON-COLUMN (default: shared where "
        + "clusters are given, else fresh).", valueName: "relation"))
  var waves: String?

  @Option(help: "The level of intervals.")
  var level: Double = 0.95

  @Option(
    help: ArgumentHelp(
      "Indicators to score from raw items: a YAML file of definitions whose item ids are columns.",
      valueName: "file.yaml"))
  var definitions: [String] = []

  @Option(help: "table, csv or json.")
  var format: Format = .table

  func validate() throws {
    if mean.isEmpty && share.isEmpty && total.isEmpty && definitions.isEmpty {
      throw ValidationError("Say what to estimate with --mean, --share, --total or --definitions.")
    }
    guard level > 0, level < 1 else {
      throw ValidationError("--level is a share between 0 and 1, such as 0.95, not \(level).")
    }
    if let change {
      let values = change.lastIndex(of: "=").map { change[change.index(after: $0)...] } ?? ""
      guard values.split(separator: ":").count == 2, !change.hasPrefix("=") else {
        throw ValidationError("--change is COLUMN=BEFORE:AFTER, not '\(change)'.")
      }
    } else if waves != nil {
      throw ValidationError("--waves says how the waves of --change relate; give --change too.")
    }
    if let waves, waves != "shared", waves != "fresh", !waves.hasPrefix("linked=") {
      throw ValidationError("--waves is shared, fresh or linked=PERSON-COLUMN, not '\(waves)'.")
    }
    if !fpc.isEmpty, !clusters.isEmpty, Self.list(fpc).count > Self.list(clusters).count {
      throw ValidationError("--fpc has more stages than --clusters.")
    }
  }

  func run() throws {
    let progress = Progress()
    let job = EstimateJob(options: self, progress: progress)
    let rows = try job.run()
    progress.clear()
    switch format {
    case .table: print(rows.table())
    case .csv: print(rows.csv(), terminator: "")
    case .json: print(rows.json())
    }
    let seconds = progress.seconds
    writeError(
      "\(rows.rowCount) rows in \(String(format: "%.2f", seconds)) s "
        + "(\(Int(Double(rows.rowCount) / max(seconds, 1e-9))) rows a second)")
  }

  /// A repeated comma list as one list.
  static func list(_ values: [String]) -> [String] {
    values.flatMap { value in
      value.split(separator: ",").map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
    }
  }
}

extension SingletonPolicy: ExpressibleByArgument {}
