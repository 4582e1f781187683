public import ArgumentParser
import HypothesisTests
public import ImpactStatistics
import Ingest
import Tabular

/// `perlemor impact`: the change of places that took part beyond the change of those that did not.
struct ImpactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "The change of places that took part, beyond the change of those that did not.",
    discussion: """
      With few places the places themselves are exchanged (randomisation inference); with at least \
      ten in each group margins are cluster-robust. With --time and --start, places that started in \
      different periods are compared group by group (Callaway and Sant'Anna). What has to be said beside the figure goes to \
      standard error.

      EXAMPLES
        perlemor impact cohort.csv --outcome trust --place town \\
          --change wave=before:after --treated role=uptake --weights w
        perlemor impact cohort.csv --outcome trust --place town \\
          --change wave=before:after --treated role=uptake --method cluster --cr cr3
        perlemor impact panel.csv --outcome trust --place town \\
          --time year --start uptake_year --comparison notYetTreated
      """)

  enum Method: String, CaseIterable, ExpressibleByArgument { case auto, randomisation, cluster }

  @Argument(
    help: "A CSV or XLSX file with one row a person and wave, or a place and wave.",
    completion: .file())
  var file: String

  @Option(help: "The column of outcomes.")
  var outcome: String

  @Option(help: "The column of places.")
  var place: String

  @Option(help: ArgumentHelp("The two waves.", valueName: "column=before:after"))
  var change: String?

  @Option(
    help: ArgumentHelp(
      "What marks the rows of places that took part.", valueName: "column=value"))
  var treated: String?

  @Option(help: "With --start: the column of periods, whole numbers such as years.")
  var time: String?

  @Option(help: "The column of the period in which a place started; empty or 0 for never.")
  var start: String?

  @Option(help: "With --start: neverTreated or notYetTreated places to compare with.")
  var comparison: ComparisonGroup = .neverTreated

  @Option(help: "The column of weights. Without it every row weighs 1.")
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Codes that mean missing, for all variables, or VAR,…=CODE,… for some.",
      valueName: "[var,…=]code,…"))
  var missing: [String] = []

  @Option(help: "auto, randomisation or cluster (auto: by the number of places, and says why).")
  var method: Method = .auto

  @Option(help: "The cluster-robust variance: cr0, cr1, cr1s, cr2 or cr3.")
  var cr: ClusterVariance = .cr2

  @Option(help: "groups (treated × after) or places (an effect of each place).")
  var model: DifferenceInDifferences.Model = .groups

  @Option(help: "How places count in randomisation: equal or sumOfWeights.")
  var weighting: PlaceWeighting = .equal

  @Option(help: "The seed, where the ways to choose the places are too many to list.")
  var seed: UInt64 = 1

  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let columns = try EstimateColumns(reading: file, missing: missing, progress: Progress())
    do {
      if let time, let start {
        try StaggeredImpact(options: self, columns: columns, time: time, start: start).write()
      } else {
        try estimate(try panel(columns), columns)
      }
    } catch let error as ImpactError {
      throw Failure("\(columns.name): \(error)")
    }
  }

  private func estimate(_ panel: TwoPeriodPanel, _ columns: EstimateColumns) throws {
    let count = panel.isTreated.count { $0 }
    let choice = try defaultMethod(treated: count, comparison: panel.isTreated.count - count)
    let isRandomised =
      method == .randomisation || method == .auto && choice.method == .randomisationInference
    var table = ResultTable([
      "statistic", "method", "group", "wave", "n", "estimate", "se", "df", "t", "p", "ci_low",
      "ci_high", "places", "treated", "smallest_p", "note",
    ])
    addMeans(panel, to: &table)
    let places: [(String, ResultTable.Cell)] = [
      ("statistic", .text("difference_in_differences")), ("n", .integer(panel.outcome.count)),
      ("places", .integer(panel.places.count)), ("treated", .integer(count)),
    ]
    var cautions: [ImpactCaution]
    if isRandomised {
      let test = try testByRandomisation(
        panel.placeChanges(weighting: weighting), seed: seed, level: output.level)
      table.add(
        places + [
          ("method", .text("randomisation")), ("estimate", .number(test.value)),
          ("se", .number(test.standardError)), ("t", .number(test.statistic)),
          ("p", .number(test.p)), ("ci_low", .init(test.interval?.low)),
          ("ci_high", .init(test.interval?.high)), ("smallest_p", .number(test.smallestP)),
          ("note", .init(test.noInterval?.description)),
        ])
      cautions = test.cautions
    } else {
      let result = try panel.differenceInDifferences(
        model: model, variance: cr, level: output.level)
      table.add(
        places + [
          ("method", .text(cr.rawValue)), ("estimate", .number(result.effect.value)),
          ("se", .number(result.effect.standardError)),
          ("df", .number(result.effect.degreesOfFreedom)),
          ("t", .number(result.effect.statistic)), ("p", .number(result.effect.p)),
          ("ci_low", .number(result.effect.interval.low)),
          ("ci_high", .number(result.effect.interval.high)),
        ])
      cautions = result.cautions
    }
    output.write(table)
    if method == .auto { writeError("note: \(choice)") }
    for caution in cautions { writeError("note: \(caution)") }
  }

  /// The weighted means of both groups in both waves.
  private func addMeans(_ panel: TwoPeriodPanel, to table: inout ResultTable) {
    for isTreated in [true, false] {
      for isAfter in [false, true] {
        var rows = 0
        var weight = 0.0
        var sum = 0.0
        for row in panel.outcome.indices
        where panel.isAfter[row] == isAfter && panel.isTreated[Int(panel.place[row])] == isTreated {
          let w = panel.weights?[row] ?? 1
          rows += 1
          weight += w
          sum += w * panel.outcome[row]
        }
        table.add([
          ("statistic", .text("mean")), ("group", .text(isTreated ? "treated" : "comparison")),
          ("wave", .text(isAfter ? "after" : "before")), ("n", .integer(rows)),
          ("estimate", weight > 0 ? .number(sum / weight) : .none),
        ])
      }
    }
  }

  func validate() throws {
    if time != nil || start != nil {
      guard time != nil, start != nil, change == nil, treated == nil else {
        throw ValidationError("--time goes with --start, without --change and --treated.")
      }
      return
    }
    guard let change, let treated else {
      throw ValidationError("Give --change and --treated, or --time and --start.")
    }
    guard WaveColumn.isWellFormed(change) else {
      throw ValidationError("--change is COLUMN=BEFORE:AFTER, not '\(change)'.")
    }
    guard let equals = treated.lastIndex(of: "="), equals != treated.startIndex else {
      throw ValidationError("--treated is COLUMN=VALUE, not '\(treated)'.")
    }
  }

  /// The rows with a place, a wave of the two and an outcome.
  private func panel(_ columns: EstimateColumns) throws -> TwoPeriodPanel {
    let wave = try WaveColumn(change ?? "", columns: columns)
    let (places, labels) = try columns.crossed([place], option: "--place")
    let isTreatedRow = try marks(columns)
    let (codes, values) = try columns.numbers(outcome, option: "--outcome")
    let weights = try weights.map { try columns.complete($0, option: "--weights") }
    var panel = TwoPeriodPanel(
      places: labels.map { $0[0] }, isTreated: [], place: [], isAfter: [], outcome: [],
      weights: weights == nil ? nil : [])
    var treatment = [Bool?](repeating: nil, count: labels.count)
    var left = 0
    for row in 0..<columns.rowCount {
      guard places[row] >= 0, wave.ofRow[row] != 255, let value = values[Int(codes[row])] else {
        left += 1
        continue
      }
      let place = Int(places[row])
      if let known = treatment[place], known != isTreatedRow[row] {
        throw ImpactFailure.changesGroup(
          panel.places[place], columns.file.lineOfRow[row], treated ?? "")
      }
      treatment[place] = isTreatedRow[row]
      panel.place.append(places[row])
      panel.isAfter.append(wave.ofRow[row] == 1)
      panel.outcome.append(value)
      if let weights { panel.weights?.append(weights[row]) }
    }
    if left > 0 {
      writeError(
        "warning: \(left) \(left == 1 ? "row has" : "rows have") no \(outcome), place or wave of the "
          + "two: not used")
    }
    // A place without any used row is in neither group and in no figure.
    let kept = treatment.indices.filter { treatment[$0] != nil }
    var renumbered = [Int32](repeating: -1, count: labels.count)
    for (new, old) in kept.enumerated() { renumbered[old] = Int32(new) }
    panel.places = kept.map { panel.places[$0] }
    panel.isTreated = kept.map { treatment[$0] == true }
    panel.place = panel.place.map { renumbered[Int($0)] }
    return panel
  }

  /// Whether each row is marked as of a place that took part.
  private func marks(_ columns: EstimateColumns) throws -> [Bool] {
    guard let treated, let equals = treated.lastIndex(of: "=") else { return [] }
    let header = String(treated[..<equals])
    let value = String(treated[treated.index(after: equals)...])
    let column = try columns.column(header, option: "--treated")
    let texts = (0..<column.dictionary.count).map { column.dictionary[$0] }
    guard texts.contains(value) else {
      throw Failure(
        "\(columns.name), \(header): no row has '\(value)' (--treated)"
          + "\n    → its values are \(texts.sorted().prefix(20).joined(separator: ", "))")
    }
    return column.codes.map { texts[Int($0)] == value }
  }
}

private enum ImpactFailure {
  static func changesGroup(_ place: String, _ line: Int, _ option: String) -> Failure {
    Failure(
      "line \(line): \(place) is marked by \(option) in some rows and not in others"
        + "\n    → give each place one group for the whole study")
  }
}

extension ClusterVariance: ExpressibleByArgument {}
extension PlaceWeighting: ExpressibleByArgument {}
extension DifferenceInDifferences.Model: ExpressibleByArgument {}
extension ComparisonGroup: ExpressibleByArgument {}
