import ArgumentParser
import Foundation
import Ingest
import SurveyStatistics
import Tabular

/// `perlemor weight`: weights that meet what is known of the population.
struct WeightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weight",
    abstract: "Calibrate weights to known totals: post-stratification, raking, linear, bounded.",
    discussion: """
      MARGINS is a CSV file with the columns variable, level and total, and group with --by. A line \
      without a level is the total of a number; variable * is how many people there are. The table \
      shows each total before and after; the weights themselves go to --out.

      EXAMPLES
        perlemor weight answers.csv --margins margins.csv --out weights.csv
        perlemor weight answers.csv --weights d --margins margins.csv --method logit \\
          --bounds 0.3:3 --out weights.csv
        perlemor weight answers.csv --margins margins.csv --trim 5 --recalibrate \\
          --out weights.csv
      """)

  enum Method: String, CaseIterable, ExpressibleByArgument { case rake, linear, logit, truncated }

  @Argument(help: "A CSV or XLSX file with one row a person.", completion: .file())
  var file: String

  @Option(help: "The file of known totals.", completion: .file())
  var margins: String

  @Option(help: "The column of design weights. Without it every row weighs 1.")
  var weights: String?

  @Option(help: "The column of groups that have totals of their own.")
  var by: String?

  @Option(help: "rake, linear, logit or truncated (linear, cut at the bounds).")
  var method: Method = .rake

  @Option(help: ArgumentHelp("The smallest and largest factor.", valueName: "low:high"))
  var bounds: String?

  @Option(help: "Cut weights at so many times the median; what is cut is spread over the others.")
  var trim: Double?

  @Flag(help: "Trim until no weight is above the limit, however often that takes.")
  var strict = false

  @Flag(help: "Calibrate again after trimming, until both hold.")
  var recalibrate = false

  @Option(
    help: "Where the weights are written: line, design_weight, factor and weight of each row.")
  var out: String?

  @Option(help: "table, csv or json.")
  var format: OutputOptions.Format = .table

  func validate() throws {
    if bounds != nil, limits == nil {
      throw ValidationError("--bounds is LOW:HIGH around 1, such as 0.3:3, not '\(bounds ?? "")'.")
    }
    if method == .logit || method == .truncated, bounds == nil {
      throw ValidationError("--method \(method.rawValue) needs --bounds LOW:HIGH.")
    }
    if method == .linear, bounds != nil {
      throw ValidationError("--method linear has no bounds; use --method truncated.")
    }
    if let trim, !(trim > 1) {
      throw ValidationError("--trim is how many times the median, above 1, not \(inWords(trim)).")
    }
    if trim == nil, strict || recalibrate {
      throw ValidationError("--strict and --recalibrate go with --trim.")
    }
  }

  func run() throws {
    let columns = try EstimateColumns(reading: file, missing: [], progress: Progress())
    let known = try KnownTotals(reading: margins, hasGroups: by != nil)
    let design =
      try weights.map { try columns.complete($0, option: "--weights") }
      ?? [Double](repeating: 1, count: columns.rowCount)
    let result: CalibratedWeights
    do {
      var made = try CalibratedWeights(
        known.calibration(columns, by: by, method: calibrationMethod), designWeights: design)
      if let trim {
        let limits = WeightLimits(timesMedianOf: made.weights, upper: trim)
        made =
          recalibrate
          ? try made.trimmedAndCalibrated(to: limits)
          : try made.trimmed(to: limits, isStrict: strict)
      }
      result = made
    } catch let error as CalibrationError {
      throw Failure("\(columns.name): \(error)")
    }
    if let out { try write(result, columns, to: out) }
    let table = self.table(result)
    switch format {
    case .table: print(table.text())
    case .csv: print(table.csv(), terminator: "")
    case .json: print(table.json())
    }
    writeError(
      out.map { "wrote \($0): \(result.weights.count) weights" }
        ?? "note: no weights were written; name a file with --out")
  }

  private var limits: (low: Double, high: Double)? {
    guard let bounds else { return nil }
    let parts = bounds.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 2, parts[0] < 1, parts[1] > 1 else { return nil }
    return (parts[0], parts[1])
  }

  private var calibrationMethod: CalibrationMethod {
    switch (method, limits) {
    case (.linear, _): .linear
    case (.rake, nil), (.logit, nil), (.truncated, nil): .raking
    case (.rake, let limits?): .truncatedRaking(lower: limits.low, upper: limits.high)
    case (.logit, let limits?): .logit(lower: limits.low, upper: limits.high)
    case (.truncated, let limits?): .truncatedLinear(lower: limits.low, upper: limits.high)
    }
  }

  private func table(_ result: CalibratedWeights) -> ResultTable {
    var table = ResultTable([
      "what", "group", "variable", "level", "target", "before", "after",
    ])
    for margin in result.margins {
      table.add([
        ("what", .text("total")), ("group", by == nil ? .none : .text(margin.group)),
        ("variable", .text(margin.margin)),
        ("level", margin.level.isEmpty ? .none : .text(margin.level)),
        ("target", .number(margin.target)), ("before", .number(margin.before)),
        ("after", .number(margin.after)),
      ])
    }
    let (before, after) = result.summary
    let figures: [(String, KeyPath<WeightSummary, Double>)] = [
      ("smallest weight", \.minimum), ("largest weight", \.maximum), ("mean weight", \.mean),
      ("sum of weights", \.sum), ("coefficient of variation", \.variation),
      ("design effect (Kish)", \.kishEffect), ("effective sample size", \.effectiveSize),
    ]
    for (name, path) in figures {
      table.add([
        ("what", .text(name)), ("before", .number(before[keyPath: path])),
        ("after", .number(after[keyPath: path])),
      ])
    }
    if after.negative > 0 {
      table.add([("what", .text("negative weights")), ("after", .integer(after.negative))])
    }
    if trim != nil {
      table.add([("what", .text("trimmed weights")), ("after", .integer(result.trimmedRows))])
    }
    return table
  }

  /// Whole or not at all, and for the owner's eyes only: a weight can give a person away.
  private func write(
    _ result: CalibratedWeights, _ columns: EstimateColumns, to path: String
  ) throws {
    var text = "line,design_weight,factor,weight\n"
    let factors = result.factors
    for row in result.weights.indices {
      text +=
        "\(columns.file.lineOfRow[row]),\(inWords(result.designWeights[row])),"
        + "\(inWords(factors[row])),\(inWords(result.weights[row]))\n"
    }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    } catch {
      throw Failure("\(path): could not be written (\(error.localizedDescription))")
    }
  }
}
