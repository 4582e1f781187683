import ArgumentParser
import HypothesisTests
import Tabular

/// `perlemor compare`: classical tests and effect sizes of simple samples.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare simple samples: t, ranks and tables, with effect sizes.",
    discussion: """
      Every row counts once: weights and designs are not looked at (see estimate and test for those). \
      Differences are the first less the second. Numbers that are 0 and 1 only are tested as \
      shares. Rows with a missing answer are left out.

      EXAMPLES
        perlemor compare panel.csv --pairs trust_after:trust_before
        perlemor compare answers.csv --value trust,volunteers --by wave=after:before --adjust holm
      """)

  enum Adjustment: String, CaseIterable, ExpressibleByArgument {
    case none, bonferroni, holm, hochberg, hommel
    case bh, by

    var method: MultiplicityMethod {
      switch self {
      case .none: .none
      case .bonferroni: .bonferroni
      case .holm: .holm
      case .hochberg: .hochberg
      case .hommel: .hommel
      case .bh: .benjaminiHochberg
      case .by: .benjaminiYekutieli
      }
    }
  }

  enum Side: String, CaseIterable, ExpressibleByArgument {
    case twoSided = "two-sided"
    case greater, less

    var alternative: Alternative {
      switch self {
      case .twoSided: .twoSided
      case .greater: .greater
      case .less: .less
      }
    }
  }

  @Argument(help: "A CSV or XLSX file with one row a person (and wave).", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "Two columns of answers of the same persons, the later first.", valueName: "after:before"))
  var pairs: [String] = []

  @Option(help: ArgumentHelp("Columns to compare between two groups.", valueName: "var"))
  var value: [String] = []

  @Option(help: ArgumentHelp("The two groups.", valueName: "column=first:second"))
  var by: String?

  @Option(help: ArgumentHelp("Codes that mean missing.", valueName: "[var=]code"))
  var missing: [String] = []

  @Option(help: "two-sided, greater or less.")
  var alternative: Side = .twoSided

  @Option(help: "How p-values of all variables are adjusted, one family a test.")
  var adjust: Adjustment = .none

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if pairs.isEmpty && value.isEmpty {
      throw ValidationError("Say what to test with --pairs, or with --value and --by.")
    }
    if value.isEmpty != (by == nil) { throw ValidationError("--value and --by go together.") }
    for pair in pairs where pair.split(separator: ":").count != 2 {
      throw ValidationError("--pairs is AFTER:BEFORE, two columns, not '\(pair)'.")
    }
  }

  func run() throws {
    let columns = try EstimateColumns(
      reading: file, missing: missing,
      mentions: ColumnMentions(pairs + value + [by].compactMap { $0 }), progress: Progress())
    var lines = ComparisonLines(alternative: alternative.alternative, level: output.level)
    for pair in pairs {
      let names = pair.split(separator: ":").map(String.init)
      let first = try numbers(columns, names[0], option: "--pairs")
      let second = try numbers(columns, names[1], option: "--pairs")
      let complete = first.indices.filter { !first[$0].isNaN && !second[$0].isNaN }
      lines.compare(pairs: complete.map { first[$0] }, complete.map { second[$0] }, of: pair)
    }
    if let by {
      let (groups, labels) = try groups(columns, by)
      for name in columns.names(value) {
        let values = try numbers(columns, name, option: "--value")
        func sample(_ label: String) -> [Double] {
          values.indices.filter { groups[$0] == label && !values[$0].isNaN }.map { values[$0] }
        }
        lines.compare(samples: sample(labels[0]), sample(labels[1]), of: name)
      }
    }
    output.write(lines.table(adjust: adjust.method))
  }

  private func numbers(
    _ columns: EstimateColumns, _ name: String, option: String
  ) throws -> [Double] {
    let (codes, values) = try columns.numbers(name, option: option)
    return codes.lookedUp(in: values.map { $0 ?? .nan })
  }

  private func groups(
    _ columns: EstimateColumns, _ by: String
  ) throws -> (ofRow: [String], labels: [String]) {
    guard let equals = by.lastIndex(of: "=") else {
      throw ValidationError("--by is COLUMN=FIRST:SECOND, not '\(by)'.")
    }
    let labels = by[by.index(after: equals)...].split(separator: ":").map(String.init)
    guard labels.count == 2 else {
      throw ValidationError("--by is COLUMN=FIRST:SECOND, not '\(by)'.")
    }
    let column = try columns.column(String(by[..<equals]), option: "--by")
    let texts = (0..<column.dictionary.count).map { column.dictionary[$0] }
    for label in labels where !texts.contains(label) {
      throw Failure(
        "\(columns.name), \(by[..<equals]): no row has '\(label)' (--by)"
          + "\n    → its values are \(texts.sorted().prefix(20).joined(separator: ", "))")
    }
    return (column.codes.lookedUp(in: texts), labels)
  }
}
