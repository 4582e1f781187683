import Ingest
import SurveyStatistics
import Tabular

/// The totals of a margins file: `variable,level,total` and, with groups, `group`.
struct KnownTotals {
  private struct Line {
    var group: String
    var variable: String
    var level: String
    var total: Double
    var number: Int
  }

  private let lines: [Line]
  private let name: String

  init(reading path: String, hasGroups: Bool) throws {
    let columns = try EstimateColumns(reading: path, missing: [], progress: Progress())
    name = columns.name
    let variables = try columns.column("variable", option: "--margins")
    let levels = try columns.column("level", option: "--margins")
    let totals = try columns.complete("total", option: "--margins")
    let groups = hasGroups ? try columns.column("group", option: "--by") : nil
    lines = totals.indices.map { row in
      Line(
        group: groups?[row] ?? "", variable: variables[row], level: levels[row],
        total: totals[row], number: columns.file.lineOfRow[row])
    }
  }

  /// The margins as a calibration of a file's rows.
  func calibration(
    _ columns: EstimateColumns, by: String?, method: CalibrationMethod
  ) throws -> WeightCalibration {
    let (groups, labels) = try columns.crossed(
      by.map { [$0] } ?? [], option: "--by", isComplete: by != nil)
    let groupLabels = by == nil ? [""] : labels.map { $0[0] }
    var variables: [String] = []
    for line in lines where !variables.contains(line.variable) { variables.append(line.variable) }
    let auxiliaries = try variables.map { variable in
      try auxiliary(
        variable, lines.filter { $0.variable == variable }, columns, groupLabels: groupLabels)
    }
    return WeightCalibration(
      auxiliaries: auxiliaries, method: method, groups: by == nil ? [] : groups,
      groupLabels: by == nil ? ["all"] : groupLabels)
  }

  private func auxiliary(
    _ variable: String, _ lines: [Line], _ columns: EstimateColumns, groupLabels: [String]
  ) throws -> WeightCalibration.Auxiliary {
    if variable == "*" { return .size(try totals("", lines, groupLabels)) }
    if lines.allSatisfy(\.level.isEmpty) {
      return .continuous(
        name: variable, values: try columns.complete(variable, option: "--margins"),
        totals: try totals("", lines, groupLabels))
    }
    let (codes, labels) = try columns.crossed(
      [variable], option: "--margins", isComplete: true)
    let levels = labels.map { $0[0] }
    for line in lines where !levels.contains(line.level) {
      throw Failure(
        "\(name):\(line.number): nobody in \(columns.name) has \(variable) '\(line.level)'"
          + "\n    → its values are \(levels.prefix(20).joined(separator: ", ")); join levels that "
          + "nobody answered with a neighbour")
    }
    let byLevel = try levels.map { try totals($0, lines, groupLabels) }
    return .categorical(
      CategoricalCalibration.Margin(
        name: variable, levels: codes, labels: levels,
        totals: groupLabels.indices.map { group in byLevel.map { $0[group] } }))
  }

  /// The total of a level in each group.
  private func totals(
    _ level: String, _ lines: [Line], _ groups: [String]
  ) throws -> [Double] {
    try groups.map { group in
      let found = lines.filter { $0.level == level && $0.group == group }
      guard let line = found.first, found.count == 1 else {
        let variable = lines.first?.variable ?? ""
        let place = group.isEmpty ? "" : " in \(group)"
        throw Failure(
          found.isEmpty
            ? "\(name): no total of \(variable)\(level.isEmpty ? "" : " '\(level)'")\(place)"
            : "\(name):\(found[1].number): \(variable) '\(level)'\(place) is there twice")
      }
      return line.total
    }
  }
}
