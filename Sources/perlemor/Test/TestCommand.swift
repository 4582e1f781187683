public import ArgumentParser
import Foundation
public import HypothesisTests
public import SurveyStatistics

/// `perlemor test`: do groups, answers or two measurements differ?
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test differences of means, ranks and tables, by the design or as a simple sample.",
    discussion: """
      Tests take weights, strata and clusters into account: t with the design's degrees of freedom, \
      the rank tests of Lumley and Scott, and the Rao–Scott corrections of tables. --simple treats \
      rows as a simple sample instead (Welch, Wilcoxon, McNemar, Fisher) and adds effect sizes.

      EXAMPLES
        perlemor test schools.csv --weights pw --strata stype --fpc fpc \\
          --mean api00 --by sch.wide
        perlemor test schools.csv --weights pw --clusters dnum --table sch.wide,stype
        perlemor test schools.csv --weights pw --clusters dnum --ranks enroll --by stype
        perlemor test persons.csv --mean after --minus before --simple
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

  @Flag(help: "Treat the rows as a simple sample: no weights, strata or clusters.")
  var simple = false

  @Flag(help: "With --simple --table: both answers are of the same persons (McNemar).")
  var paired = false

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
    if ranks != nil, by == nil, !(simple && minus != nil) {
      throw ValidationError(
        "--ranks compares the groups of --by, or with --simple a measurement --minus another.")
    }
    if simple, mean != nil, by == nil, minus == nil, null == 0 {
      throw ValidationError("Give --by, --minus or the --null that the mean is compared with.")
    }
    if paired, table == nil || !simple {
      throw ValidationError("--paired goes with --table and --simple.")
    }
    if simple,
      design.weights != nil || !(design.strata + design.clusters + design.fpc).isEmpty
    {
      throw ValidationError("--simple leaves the design out of account; leave its options out.")
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
      if simple {
        try SimpleSampleTests(options: self, columns: columns).add(to: &results)
      } else {
        try DesignBasedTests(options: self, columns: columns).add(to: &results)
      }
    } catch let error as DesignTestError {
      throw Failure("\(columns.name): \(error)")
    } catch let error as HypothesisTestError {
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
