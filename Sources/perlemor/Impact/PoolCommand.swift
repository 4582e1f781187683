public import ArgumentParser
import HypothesisTests
public import ImpactStatistics
import Ingest
import Tabular

/// `perlemor pool`: what several places say together.
struct PoolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool",
    abstract: "Pool the effects of several places, each with its standard error.",
    discussion: """
      A random-effects mean: every place may have an effect of its own. The interval is that of \
      Hartung and Knapp, never narrower than the fixed effect. There is no pooled claim below 3 \
      places and no prediction interval below 5.

      EXAMPLES
        perlemor pool changes.csv --effect change --se se --place municipality
        perlemor pool changes.csv --effect change --se se --method derSimonianLaird \\
          --margin normal --format json
      """)

  @Argument(help: "A CSV or XLSX file with one row a place.", completion: .file())
  var file: String

  @Option(help: "The column of effects.")
  var effect: String

  @Option(help: "The column of their standard errors.")
  var se: String

  @Option(help: "The column of names of places; without it places are numbered.")
  var place: String?

  @Option(
    help: "How the variance between places is estimated: reml, pauleMandel or derSimonianLaird.")
  var method: HeterogeneityEstimator = .reml

  @Option(
    help: "How the margin is made: hartungKnappAtLeastOne, hartungKnapp or normal.")
  var margin: PooledInterval = .hartungKnappAtLeastOne

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let columns = try EstimateColumns(reading: file, missing: [], progress: Progress())
    let values = try columns.complete(effect, option: "--effect")
    let errors = try columns.complete(se, option: "--se")
    let names = try places(columns)
    let effects = zip(names, zip(values, errors)).map { name, pair in
      PlaceEffect(place: name, value: pair.0, variance: pair.1 * pair.1)
    }
    let pooled: PooledEffect
    do {
      pooled = try poolEffects(
        effects, heterogeneity: method, intervalMethod: margin, level: output.level)
    } catch {
      throw Failure("\(columns.name): \(error)")
    }
    var table = ResultTable([
      "statistic", "place", "estimate", "se", "df", "ci_low", "ci_high", "p", "weight", "note",
    ])
    for (index, effect) in effects.enumerated() {
      table.add([
        ("statistic", .text("effect")), ("place", .text(effect.place)),
        ("estimate", .number(effect.value)), ("se", .number(effect.variance.squareRoot())),
        ("weight", .number(pooled.weights[index])),
      ])
    }
    table.add([
      ("statistic", .text("fixed")), ("estimate", .number(pooled.fixed.value)),
      ("se", .number(pooled.fixed.standardError)),
      ("ci_low", .number(pooled.fixed.interval.low)),
      ("ci_high", .number(pooled.fixed.interval.high)),
    ])
    table.add([
      ("statistic", .text("pooled")), ("estimate", .number(pooled.value)),
      ("se", .number(pooled.standardError)), ("df", .number(pooled.degreesOfFreedom)),
      ("ci_low", .number(pooled.interval.low)), ("ci_high", .number(pooled.interval.high)),
      ("p", .number(pooled.p)),
    ])
    table.add([
      ("statistic", .text("prediction")), ("ci_low", .init(pooled.prediction?.low)),
      ("ci_high", .init(pooled.prediction?.high)),
      ("note", .init(pooled.noPrediction?.description)),
    ])
    table.add([
      ("statistic", .text("tau2")), ("estimate", .number(pooled.tauSquared)),
      ("ci_low", .number(pooled.tauSquaredInterval.low)),
      ("ci_high", .number(pooled.tauSquaredInterval.high)),
    ])
    table.add([("statistic", .text("I2")), ("estimate", .number(pooled.iSquared))])
    table.add([("statistic", .text("H2")), ("estimate", .number(pooled.hSquared))])
    table.add([
      ("statistic", .text("Q")), ("estimate", .number(pooled.q)),
      ("df", .number(Double(effects.count - 1))), ("p", .number(pooled.qP)),
    ])
    output.write(table)
  }

  private func places(_ columns: EstimateColumns) throws -> [String] {
    guard let place else { return (0..<columns.rowCount).map { "\($0 + 1)" } }
    let column = try columns.column(place, option: "--place")
    return (0..<columns.rowCount).map { column[$0] }
  }
}

extension HeterogeneityEstimator: ExpressibleByArgument {}
extension PooledInterval: ExpressibleByArgument {}
