public import ArgumentParser
import Foundation
public import HypothesisTests
public import SurveyStatistics

/// `perlemor test`: whether groups, answers or two measurements differ.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test differences of means, ranks and tables by the design.",
    discussion: """
      Tests take weights, strata and clusters into account: t with the design's degrees of freedom, \
      the rank tests of Lumley and Scott, and the Rao–Scott corrections of tables. For simple \
      samples, and effect sizes, see perlemor compare.

      EXAMPLES
        perlemor test schools.csv --weights pw --strata stype --fpc fpc \\
          --mean api00 --by sch.wide
        perlemor test schools.csv --weights pw --clusters dnum --table sch.wide,stype
        perlemor test schools.csv --weights pw --clusters dnum --ranks enroll --by stype
        perlemor test persons.csv --weights w --mean after --minus before
      """)

  @Argument(help: "A CSV or XLSX file with one row a person.", completion: .file())
  var file: String

  @OptionGroup(title: "Design") var design: DesignOptions

  @Option(help: ArgumentHelp("Compare means of a variable.", valueName: "var"))
  var mean: String?

  @Option(help: ArgumentHelp("Compare ranks of a variable.", valueName: "var"))
  var ranks: String?

  @Option(
    help: ArgumentHelp("Test whether two answers have to do with each other.", valueName: "a,b"))
  var table: String?

  @Option(help: "The column of groups to compare.")
  var by: String?

  @Option(
    help: ArgumentHelp(
      "A second measurement in the same row, taken away from the first.", valueName: "var"))
  var minus: String?

  @Option(help: "The value under the hypothesis.")
  var null: Double = 0

  @Option(help: "twoSided, greater or less.")
  var alternative: Alternative = .twoSided

  @Option(help: "The statistic of tables: F, Chisq, Wald or adjWald, by R's names.")
  var statistic: TableStatistic = .secondOrder

  @Option(help: "The score of rank tests: wilcoxon, vanderWaerden or median.")
  var score: RankTest.Score = .wilcoxon

  @Option(
    help: ArgumentHelp(
      "Degrees of freedom of means: classic is PSUs minus strata, as R counts; satterthwaite allows "
        + "for clusters of unequal size; auto is the latter where it is below 30.",
      valueName: "auto|classic|satterthwaite"))
  var df: DegreesOfFreedomChoice = .auto

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard [mean, ranks, table].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("Say one thing to test: --mean, --ranks or --table.")
    }
    if table != nil, by != nil || minus != nil {
      throw ValidationError("--table names both answers itself; leave --by and --minus out.")
    }
    if by != nil, minus != nil {
      throw ValidationError("--by compares groups, --minus measurements; give one of them.")
    }
    if ranks != nil, by == nil {
      throw ValidationError("--ranks compares the groups of --by; give --by too.")
    }
  }

  func run() throws {
    let columns = try EstimateColumns(
      reading: file, missing: design.missing, mentions: ColumnMentions(CommandLine.arguments),
      progress: Progress())
    var results = ResultTable([
      "test", "variable", "compared", "n", "estimate", "se", "statistic", "df", "df2", "p",
      "ci_low", "ci_high", "expected", "note",
    ])
    do {
      try DesignBasedTests(options: self, columns: columns).add(to: &results)
    } catch let error as DesignTestError {
      throw Failure("\(columns.name): \(error)")
    }
    output.write(results)
  }

  /// The two answers of `--table`.
  func tableNames(_ columns: EstimateColumns) throws -> (String, String) {
    let names = columns.names([table ?? ""])
    guard names.count == 2 else {
      throw Failure("--table is ROWS,COLUMNS: two columns, not '\(table ?? "")'")
    }
    return (names[0], names[1])
  }
}

extension Alternative: ExpressibleByArgument {}
extension TableStatistic: ExpressibleByArgument {}
extension RankTest.Score: ExpressibleByArgument {}
