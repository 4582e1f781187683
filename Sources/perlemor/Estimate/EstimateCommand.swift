import ArgumentParser
import Foundation

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

  @Argument(help: "A CSV or XLSX file with one row a person (and wave).", completion: .file())
  var file: String

  @OptionGroup(title: "Design") var design: DesignOptions

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

  @OptionGroup(title: "Waves") var waves: WaveOptions

  @Option(
    help: ArgumentHelp(
      "Indicators to score from raw items: a YAML file of definitions whose item ids are columns.",
      valueName: "file.yaml"))
  var definitions: [String] = []

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if mean.isEmpty && share.isEmpty && total.isEmpty && definitions.isEmpty {
      throw ValidationError("Say what to estimate with --mean, --share, --total or --definitions.")
    }
  }

  func run() throws {
    let progress = Progress()
    let job = EstimateJob(options: self, progress: progress)
    let rows = try job.run()
    progress.clear()
    switch output.format {
    case .table: print(rows.table())
    case .csv: print(rows.csv(), terminator: "")
    case .json: print(rows.json())
    }
    let seconds = progress.seconds
    writeError(
      "\(rows.rowCount) rows in \(String(format: "%.2f", seconds)) s "
        + "(\(Int(Double(rows.rowCount) / max(seconds, 1e-9))) rows a second)")
  }
}
