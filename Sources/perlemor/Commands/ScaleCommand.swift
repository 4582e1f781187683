import ArgumentParser
import Psychometrics
import SurveyStatistics
import Tabular

/// `perlemor scale`: how well the items of a scale measure one thing, and whether they did so before
/// and after.
struct ScaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Analyse a scale: alpha, omega, items, one-factor model, comparability over waves.",
    discussion: """
      Items worded the other way round are reversed with the ends of their scale. With --change \
      every wave is analysed, and a sequence of factor models says whether before and after \
      measured the same thing: at least four items and 100 persons. Weights are used for means and \
      covariances; intervals and tests take persons for a simple random sample.

      EXAMPLES
        perlemor scale answers.csv --items b1,b2,b3,b4 --reverse b3=1:5 --missing 8,9
        perlemor scale cohort.csv --items b1,b2,b3,b4 --weights weight \\
          --change wave=before:after --waves linked=person --format json
      """)

  enum Answers: String, CaseIterable, ExpressibleByArgument {
    case pairwise, complete
  }

  @Argument(help: "A CSV or XLSX file with one row a person (and wave).", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The items of the scale, two or more.", valueName: "var"))
  var items: [String]

  @Option(
    help: ArgumentHelp(
      "Items to turn round, with the ends of their scale.", valueName: "var,…=low:high"))
  var reverse: [String] = []

  @Option(help: "The column of weights. Without it every row weighs 1.")
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Codes that mean missing, for all variables, or VAR,…=CODE,… for some.",
      valueName: "[var,…=]code,…"))
  var missing: [String] = []

  @Option(help: "Columns whose crossed values are analysed apart.")
  var by: [String] = []

  @Option(
    help: "Whose answers count: pairwise (of each pair of items, as psych::alpha) or complete.")
  var answers: Answers = .pairwise

  @Flag(help: "Print the one-factor model: loadings and fit.")
  var cfa = false

  @Flag(help: "Compare residual variances between waves too.")
  var strict = false

  @OptionGroup(title: "Waves") var waves: WaveOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if waves.change != nil, !by.isEmpty {
      throw ValidationError("--by and --change are two ways of taking rows apart; give one.")
    }
    if strict, waves.change == nil {
      throw ValidationError("--strict compares the waves of --change; give --change too.")
    }
    for option in reverse where Self.reversal(option) == nil {
      throw ValidationError("--reverse is VAR=LOW:HIGH with LOW below HIGH, not '\(option)'.")
    }
  }

  func run() throws {
    let columns = try EstimateColumns(
      reading: file, missing: missing,
      mentions: ColumnMentions(
        items + reverse + by + missing
          + [weights, waves.change, waves.relation].compactMap { $0 }),
      progress: Progress())
    var table = Table()
    let names = columns.names(items)
    for name in names {
      table.set(name, try columns.variable(name, option: "--items").column)
    }
    let weightOfRow = try weights.map { try columns.complete($0, option: "--weights") }
    let reversed = try reversals(columns)
    let wave = try waves.column(columns, hasClusters: false)
    var lines = ScaleLines(columnName: wave?.header ?? by.joined(separator: " × "))
    for (label, rows) in try parts(columns, wave) {
      let found = Result { () throws(PsychometricsError) in
        try analysis(table, names, reversed, weightOfRow, rows)
      }
      switch found {
      case .success(let (reliability, factors)):
        lines.add(reliability, of: label)
        if let factors { lines.add(factors, of: label) }
      case .failure(let error): lines.add(unassessed: error, of: label)
      }
    }
    if let wave {
      let design = try EstimateFailures.describing(columns: columns) {
        try SurveyDesign(
          rowCount: columns.rowCount, weights: weightOfRow ?? wave.ofRow.map { _ in 1 },
          waves: wave.ofRow, waveLabels: wave.labels, relation: wave.relation,
          persons: wave.persons)
      }
      lines.add(
        MeasurementInvariance.assess(
          FactorModel(items: names), table: table, reversed: reversed, design: design,
          weighted: weights != nil, strict: strict))
    }
    for warning in lines.warnings { writeError("warning: \(columns.name): \(warning)") }
    if !lines.assessed, let reason = lines.firstReason {
      throw Failure("\(columns.name): \(reason)")
    }
    output.write(lines.table)
  }

  private func analysis(
    _ table: Table, _ names: [String], _ reversed: [String: ClosedRange<Double>],
    _ weights: [Double]?, _ rows: [Bool]?
  ) throws(PsychometricsError) -> (Reliability, Assessment<FactorSolution>?) {
    let responses = try ItemResponses(
      table: table, items: names, reversed: reversed, weights: weights, rows: rows)
    let reliability = try Reliability(
      responses, missing: answers == .pairwise ? .pairwise : .listwise, level: output.level)
    return (reliability, cfa ? FactorSolution.assess(FactorModel(items: names), responses) : nil)
  }

  /// The rows of each part that is analysed apart, under its label.
  private func parts(
    _ columns: EstimateColumns, _ wave: WaveColumn?
  ) throws -> [(label: String?, rows: [Bool]?)] {
    if let wave {
      return wave.labels.enumerated().map { place, label in
        (label, wave.ofRow.map { Int($0) == place })
      }
    }
    guard !by.isEmpty else { return [(nil, nil)] }
    let (index, labels) = try columns.crossed(columns.names(by), option: "--by")
    return labels.enumerated().map { place, label in
      (label.joined(separator: " × "), index.map { Int($0) == place })
    }
  }

  private func reversals(_ columns: EstimateColumns) throws -> [String: ClosedRange<Double>] {
    var result: [String: ClosedRange<Double>] = [:]
    for option in reverse {
      guard let (variables, scale) = Self.reversal(option) else { continue }
      for name in columns.names([variables]) { result[name] = scale }
    }
    return result
  }

  private static func reversal(_ option: String) -> (String, ClosedRange<Double>)? {
    guard let equals = option.lastIndex(of: "="), equals > option.startIndex else { return nil }
    let ends = option[option.index(after: equals)...].split(separator: ":").map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low < high, high.isFinite,
      low.isFinite
    else { return nil }
    return (String(option[..<equals]), low...high)
  }
}
