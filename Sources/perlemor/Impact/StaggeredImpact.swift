import HypothesisTests
import ImpactStatistics
import Ingest
import Tabular

/// Effects by group and period where places started at different times.
struct StaggeredImpact {
  let options: ImpactCommand
  let columns: EstimateColumns
  let time: String
  let start: String

  func write() throws {
    let panel = try panel()
    let effects = try panel.groupTimeEffects(
      comparison: options.comparison, level: options.output.level)
    var table = ResultTable([
      "statistic", "started", "period", "since_start", "estimate", "se", "ci_low", "ci_high", "p",
      "treated", "comparison", "note",
    ])
    for effect in effects.effects {
      table.add(
        [
          ("statistic", .text(effect.isAfterStart ? "effect" : "before_start")),
          ("started", .integer(effect.group)), ("period", .integer(effect.period)),
          ("since_start", .integer(effect.exposure)), ("treated", .integer(effect.treatedCount)),
          ("comparison", .integer(effect.comparisonCount)),
        ] + cells(effect.effect))
    }
    for average in EffectAverage.allCases {
      let averaged = try effects.average(average)
      let column = [EffectAverage.dynamic: "since_start", .group: "started", .calendar: "period"]
      for part in averaged.parts {
        table.add(
          [
            ("statistic", .text("average_\(average.rawValue)")),
            (column[average] ?? "since_start", .integer(part.key)),
          ] + cells(part.effect))
      }
      table.add(
        [("statistic", .text("overall_\(average.rawValue)"))] + cells(averaged.overall))
    }
    if let test = effects.preTest {
      table.add([
        ("statistic", .text("pre_test")), ("estimate", .number(test.statistic)),
        ("p", .number(test.p)), ("note", .text("\(test.degreesOfFreedom) degrees of freedom")),
      ])
    }
    options.output.write(table)
    for caution in effects.cautions { writeError("note: \(caution)") }
    for (group, period) in effects.notEstimable {
      writeError("note: nobody to compare places that started in \(group) with in \(period)")
    }
  }

  private func cells(_ effect: AverageEffect) -> [(String, ResultTable.Cell)] {
    [
      ("estimate", .number(effect.value)), ("se", .init(effect.standardError)),
      ("ci_low", .init(effect.interval?.low)), ("ci_high", .init(effect.interval?.high)),
      ("p", .init(effect.p)), ("note", .init(effect.noMargin?.description)),
    ]
  }

  /// The rows with a place, a period and an outcome.
  private func panel() throws -> StaggeredPanel {
    let (places, labels) = try columns.crossed([options.place], option: "--place")
    let (outcomeCodes, outcomes) = try columns.numbers(options.outcome, option: "--outcome")
    let (timeCodes, times) = try columns.numbers(time, option: "--time")
    let (startCodes, starts) = try columns.numbers(start, option: "--start")
    let weights = try options.weights.map { try columns.complete($0, option: "--weights") }
    var panel = StaggeredPanel(
      places: labels.map { $0[0] }, firstTreated: [], place: [], period: [], outcome: [],
      weights: weights == nil ? nil : [])
    var first = [Int??](repeating: nil, count: labels.count)
    var left = 0
    for row in 0..<columns.rowCount {
      guard places[row] >= 0, let value = outcomes[Int(outcomeCodes[row])],
        let period = times[Int(timeCodes[row])]
      else {
        left += 1
        continue
      }
      let place = Int(places[row])
      let began = try starts[Int(startCodes[row])].flatMap { $0 == 0 ? nil : try whole($0, start) }
      if let known = first[place], known != began {
        throw Failure(
          "\(columns.name):\(columns.file.lineOfRow[row]): \(panel.places[place]) has another "
            + "\(start) in an earlier row\n    → give each place one start for the whole study")
      }
      first[place] = .some(began)
      panel.place.append(places[row])
      panel.period.append(try whole(period, time))
      panel.outcome.append(value)
      if let weights { panel.weights?.append(weights[row]) }
    }
    if left > 0 {
      writeError(
        "warning: \(left) \(left == 1 ? "row has" : "rows have") no \(options.outcome), place or "
          + "\(time): not used")
    }
    panel.firstTreated = first.map { $0 ?? nil }
    return panel
  }

  private func whole(_ value: Double, _ column: String) throws -> Int {
    guard let whole = Int(exactly: value) else {
      throw Failure("\(columns.name), \(column): \(inWords(value)) is not a whole number")
    }
    return whole
  }
}
