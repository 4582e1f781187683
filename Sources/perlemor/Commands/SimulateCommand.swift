import ArgumentParser
import Foundation
import SurveySimulation

/// `perlemor simulate`: whether intervals and verdicts are right as often as they say.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Draw samples from made-up towns and count how often what is said of them is true.",
    discussion: """
      Each design is drawn from many times: from a town without any change and from one in which \
      every variable rose by the minimal detectable change. Lines outside the promised bands by more \
      than twice their Monte-Carlo error are marked in the last column: coverage 93–98 %, wrong \
      verdicts at most 5 %, power 75–85 %. The same seed gives the same table for any number of \
      threads.

      COLUMNS
        design      \(SimulateCommand.names)
        variable    a mean, a share of one half, a rare share of 6 %
        figure      the level, the change where there is none, the change where there is one
        truth       the town's own value
        coverage    the share of 95 % intervals that hold the truth
        ±           the Monte-Carlo error of coverage
        below       the share of intervals that lie below the truth
        above       the share of intervals that lie above the truth
        width       mean half width over 1.96 times the true standard deviation
        wrong       the share of verdicts "rose" or "fell" that are wrong
        power       the share of samples that find the change
        calm        the share of verdicts "smaller than ±d" where the change is d
        detectable  the mean minimal detectable change that samples state
        outside     what is outside the promised bands

      EXAMPLES
        perlemor simulate
        perlemor simulate --design few-clusters,few-clusters-classic --replicates 10000
        perlemor simulate --design panel --format csv > panel.csv
      """)

  @Option(
    help: ArgumentHelp("Only these designs; comma lists and repeats.", valueName: "name"))
  var design: [String] = []

  @Option(help: "Samples of each design and town.")
  var replicates = 2000

  @Option(help: "Where chance begins.")
  var seed: UInt64 = 1

  @Option(help: "How many threads draw (default: as many as there are processors).")
  var threads: Int?

  @Option(help: "table, csv or json.")
  var format: OutputOptions.Format = .table

  private static let names = SimulationDesign.standard.map(\.name).joined(separator: ", ")

  func validate() throws {
    guard (1...1_000_000).contains(replicates) else {
      throw ValidationError("--replicates is a number from 1 to 1000000, not \(replicates).")
    }
    if let threads, threads < 1 {
      throw ValidationError("--threads is a number of at least 1, not \(threads).")
    }
    for name in commaList(design)
    where !SimulationDesign.standard.contains(where: { $0.name == name }) {
      throw ValidationError("There is no design '\(name)'; there are \(Self.names).")
    }
  }

  func run() throws {
    let asked = commaList(design)
    let designs = SimulationDesign.standard.filter { asked.isEmpty || asked.contains($0.name) }
    let progress = Progress()
    let simulation = Simulation(
      designs: designs, replicates: replicates, seed: seed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let results = simulation.run { progress.show("drawing from \($0)") }
    progress.clear()
    let table = Self.table(results)
    switch format {
    case .table: print(table.text())
    case .csv: print(table.csv(), terminator: "")
    case .json: print(table.json())
    }
    let outside = results.filter { $0.isPromised && !$0.flags.isEmpty }.count
    writeError(
      "\(replicates) samples of each design and town, seed \(seed): "
        + (outside == 0
          ? "all lines are within the promised bands"
          : "\(outside) of \(results.count) lines are outside the promised bands"))
  }

  private static func table(_ results: [SimulationResult]) -> ResultTable {
    var table = ResultTable([
      "design", "variable", "figure", "truth", "coverage", "±", "below", "above", "width", "wrong",
      "power", "calm", "detectable", "outside",
    ])
    for result in results {
      let flags = result.flags.map(\.rawValue).joined(separator: ", ")
      table.add([
        ("design", .text(result.design)), ("variable", .text(result.variable)),
        ("figure", .text(result.figure.rawValue)), ("truth", number(result.truth)),
        ("coverage", number(result.coverage)), ("±", number(result.coverageError)),
        ("below", number(result.below)), ("above", number(result.above)),
        ("width", number(result.width)), ("wrong", number(result.wrong)),
        ("power", number(result.power)), ("calm", number(result.wrongSmaller)),
        ("detectable", number(result.detectable)),
        (
          "outside", flags.isEmpty ? .none : .text(flags + (result.isPromised ? "" : " (expected)"))
        ),
      ])
    }
    return table
  }

  /// Four decimals: the Monte-Carlo error leaves no more to read.
  private static func number(_ value: Double?) -> ResultTable.Cell {
    .init(value.map { ($0 * 10_000).rounded() / 10_000 })
  }
}
