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

  @Option(
    help: ArgumentHelp("Ratios of two totals.", valueName: "numerator/denominator"))
  var ratio: [String] = []

  @Option(help: ArgumentHelp("Standard deviations of these variables.", valueName: "var"))
  var sd: [String] = []

  @Option(help: ArgumentHelp("Medians of these variables.", valueName: "var"))
  var median: [String] = []

  @Option(
    help: ArgumentHelp(
      "Quantiles: a variable and the shares below, as income=0.25,0.75.", valueName: "var=p,…"))
  var quantile: [String] = []

  @Option(help: "The rule of quantiles, by R's names: \(names(QuantileRule.self)).")
  var qrule: QuantileRule = .math

  @Option(
    help: ArgumentHelp(
      "How intervals of shares and quantiles are made: logit, beta, wilson, xlogit, asin or mean "
        + "(default: shares logit, or beta where few; quantiles mean).", valueName: "method"))
  var interval: String?

  @Option(
    help: ArgumentHelp(
      "Degrees of freedom of clusters: classic is PSUs minus strata, as R counts; satterthwaite "
        + "allows for clusters of unequal size; auto is the latter where it is below 30.",
      valueName: "auto|classic|satterthwaite"))
  var df: DegreesOfFreedomChoice = .auto

  @Option(help: "Columns whose crossed values are the domains.")
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "A contrast of the domains of --by, as 'north - south'; with --change, of domains in waves: "
        + "'(a:after - a:before) - (b:after - b:before)'.", valueName: "expression"))
  var contrast: [String] = []

  @OptionGroup(title: "Waves") var waves: WaveOptions

  @OptionGroup(title: "Replicates") var replication: ReplicateOptions

  @Option(
    help: "What a change is: absolute (after − before), relative (after/before − 1) or ratio.")
  var `as`: SurveyEstimator.Comparison = .absolute

  @Option(
    help: ArgumentHelp(
      "Indicators to score from raw items: a YAML file of definitions whose item ids are columns.",
      valueName: "file.yaml"))
  var definitions: [String] = []

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if namesNothing && definitions.isEmpty {
      throw ValidationError(
        "Say what to estimate with --mean, --share, --total, --ratio, --sd, --median, --quantile or "
          + "--definitions.")
    }
    if let interval, Estimate.Interval.Method(ofShare: interval) == nil {
      throw ValidationError(
        "--interval is \(Estimate.Interval.Method.ofShares.map(\.name).joined(separator: ", ")), "
          + "not '\(interval)'.")
    }
    if !contrast.isEmpty, by.isEmpty {
      throw ValidationError("--contrast compares the domains of --by; give --by too.")
    }
    if replication.replicates != nil || !replication.replicateWeights.isEmpty,
      !median.isEmpty || !quantile.isEmpty
    {
      throw ValidationError("Quantiles have Woodruff's interval, not replicates'.")
    }
    if `as` != .absolute, waves.change == nil {
      throw ValidationError("--as says what --change prints; give --change too.")
    }
  }

  /// Whether no statistic is named, so that all definitions are meant.
  var namesNothing: Bool {
    [mean, share, total, ratio, sd, median, quantile].allSatisfy(\.isEmpty)
  }

  /// The interval of shares; nil chooses by the share.
  func shareInterval() -> Estimate.Interval.Method? {
    interval.flatMap { Estimate.Interval.Method(ofShare: $0) }
  }

  /// The interval of quantiles.
  func quantileInterval() throws -> QuantileEstimate.Method {
    guard let interval else { return .mean }
    guard let method = QuantileEstimate.Method(rawValue: interval) else {
      throw Failure(
        "--interval \(interval) is not one of quantiles (expected "
          + "\(QuantileEstimate.Method.allCases.map(\.rawValue).joined(separator: ", ")))")
    }
    return method
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

extension QuantileRule: ExpressibleByArgument {}
extension SurveyEstimator.Comparison: ExpressibleByArgument {}

private func names<Choice: CaseIterable & RawRepresentable>(_ choice: Choice.Type) -> String
where Choice.RawValue == String {
  choice.allCases.map(\.rawValue).joined(separator: ", ")
}
