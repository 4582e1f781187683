import Aggregation
import Diagnostics
import Ingest
import SocialIndicators
import SurveyStatistics
import Tabular

/// What the options ask to estimate, as derived variables over interpreted columns.
struct EstimateTargets {
  let options: EstimateCommand
  let columns: EstimateColumns
  /// The definitions of `--definitions`.
  let library: [IndicatorDefinition]

  /// The targets in the order of the options: means, totals, shares, ratios, standard deviations,
  /// quantiles.
  func make() throws -> EstimatePlan {
    var plan = EstimatePlan()
    if options.namesNothing {
      for definition in library { try addIndicator(definition, kind: nil, to: &plan) }
    }
    for (names, kind) in [(options.mean, StatisticKind.mean), (options.total, .total)] {
      for name in columns.names(names) {
        if let definition = library.first(where: { $0.id == name }) {
          try addIndicator(definition, kind: kind, to: &plan)
        } else {
          plan.add(
            kind, of: try variable(name, "--\(kind.rawValue)", library, &plan), name: name)
        }
      }
    }
    for share in columns.names(options.share) {
      if let definition = library.first(where: { $0.id == share }) {
        try addIndicator(definition, kind: .share, to: &plan)
      } else {
        try addShares(share, to: &plan)
      }
    }
    for ratio in options.ratio {
      let (numerator, denominator) = try parts(ofRatio: ratio, library)
      plan.addRatio(
        try variable(numerator, "--ratio", library, &plan),
        to: try variable(denominator, "--ratio", library, &plan))
    }
    for name in columns.names(options.sd) {
      plan.addStandardDeviation(try variable(name, "--sd", library, &plan))
    }
    for name in columns.names(options.median) {
      plan.addQuantile(0.5, of: try variable(name, "--median", library, &plan))
    }
    for (name, probability) in try quantiles() {
      plan.addQuantile(probability, of: try variable(name, "--quantile", library, &plan))
    }
    return plan
  }

  /// `NUMERATOR/DENOMINATOR`, where names of columns may hold a slash themselves.
  private func parts(
    ofRatio text: String, _ library: [IndicatorDefinition]
  ) throws -> (String, String) {
    func isKnown(_ name: String) -> Bool {
      columns.file.table[name] != nil || library.contains { $0.id == name }
    }
    let slashes = text.indices.filter { text[$0] == "/" }
    for slash in slashes {
      let parts = (String(text[..<slash]), String(text[text.index(after: slash)...]))
      if isKnown(parts.0), isKnown(parts.1) { return parts }
    }
    guard let slash = slashes.first else {
      throw Failure("--ratio is NUMERATOR/DENOMINATOR, not '\(text)'")
    }
    return (String(text[..<slash]), String(text[text.index(after: slash)...]))
  }

  /// `VAR=P,P,…`: shares below, between 0 and 1, of the variable named last.
  private func quantiles() throws -> [(String, Double)] {
    var found: [(String, Double)] = []
    for option in options.quantile {
      var name: String?
      for part in option.split(separator: ",").map(String.init) {
        var number = part
        if let equals = part.lastIndex(of: "=") {
          name = String(part[..<equals])
          number = String(part[part.index(after: equals)...])
        }
        guard let name, let p = Double(number), p >= 0, p <= 1 else {
          throw Failure(
            "--quantile \(option): '\(part)' is not VAR=SHARE"
              + "\n    → shares are between 0 and 1: --quantile income=0.25,0.5,0.75")
        }
        found.append((name, p))
      }
    }
    return found
  }

  /// The definitions of files, all faults at once.
  static func definitions(_ paths: [String]) throws -> [IndicatorDefinition] {
    var all: [IndicatorDefinition] = []
    for path in paths {
      let (library, diagnostics) = IndicatorLibrary.load(file: path, name: path)
      if diagnostics.hasErrors { throw Failure(DiagnosticPrinter().text(diagnostics)) }
      all += library.definitions
    }
    return all
  }

  /// The columns that a definition scores.
  static func items(_ definition: IndicatorDefinition) -> [String] {
    guard case .survey(let scoring) = definition.kind else { return [] }
    return scoring.rawColumns { $0 }.map(\.column)
  }

  /// A column, or an indicator of the definitions, as a variable of numbers.
  private func variable(
    _ name: String, _ option: String, _ library: [IndicatorDefinition], _ plan: inout EstimatePlan
  ) throws -> DerivedVariable {
    if let definition = library.first(where: { $0.id == name }) {
      return try indicator(definition, into: &plan.table).variable
    }
    let column = try columns.variable(name, option: option).column
    plan.table.set(name, column)
    let part: DerivedVariable.Part =
      if case .coded(let coded) = column {
        .coded(column: name, values: coded.values)
      } else {
        .real(column: name)
      }
    return DerivedVariable(name: name, parts: [part])
  }

  /// `VAR=VALUE`, or all values of `VAR`.
  private func addShares(_ text: String, to plan: inout EstimatePlan) throws {
    var variable = text
    var wanted: String?
    if !columns.file.columnNames.contains(text), let equals = text.lastIndex(of: "=") {
      variable = String(text[..<equals])
      wanted = String(text[text.index(after: equals)...])
    }
    let (index, labels) = try columns.crossed([variable], option: "--share")
    let values = labels.map { $0[0] }
    if let wanted, !values.contains(wanted) {
      throw Failure(
        "\(columns.name), \(variable): no row has '\(wanted)' (--share)"
          + "\n    → its values are \(values.prefix(20).joined(separator: ", "))")
    }
    guard values.count < Int(CodedColumn.firstMissingCode) || wanted != nil else {
      throw Failure(
        "\(columns.name), \(variable): \(values.count) distinct values (expected fewer than 240)"
          + "\n    → name one with --share \(variable)=VALUE")
    }
    for value in wanted.map({ [$0] }) ?? values {
      let name = "\(variable)=\(value)"
      let target = values.firstIndex(of: value).map { Int32($0) } ?? -1
      let absent = CodedColumn.code(for: .notAnswered)
      let codes = index.map { $0 < 0 ? absent : $0 == target ? 1 : 0 }
      let column = CodedColumn(
        codes: codes,
        levels: [.init(value: 0, label: "other"), .init(value: 1, label: value)])
      plan.table.set(name, .coded(column))
      plan.add(
        .share,
        of: DerivedVariable(name: name, parts: [.coded(column: name, values: column.values)]),
        name: variable, level: value)
    }
  }

  private func addIndicator(
    _ definition: IndicatorDefinition, kind: StatisticKind?, to plan: inout EstimatePlan
  ) throws {
    let (variable, natural) = try indicator(definition, into: &plan.table)
    plan.add(kind ?? natural, of: variable, name: definition.id)
  }

  /// An indicator scored from raw items whose ids are column headers.
  private func indicator(
    _ definition: IndicatorDefinition, into table: inout Table
  ) throws -> (variable: DerivedVariable, natural: StatisticKind) {
    guard case .survey(let scoring) = definition.kind else {
      throw Failure(
        "\(definition.file), \(definition.id): participation formulas need attendance records"
          + "\n    → use them in a study: perlemor run")
    }
    let scored = scoring.rawColumns { $0 }
    for item in scored where table[item.column] == nil {
      let column = try columns.variable(item.column, option: definition.file).column
      guard case .coded(let coded) = column else {
        throw Failure(
          "\(columns.name), \(item.column): more than 240 distinct values "
            + "(expected \(inWords(item.low))…\(inWords(item.high)), by \(definition.file))")
      }
      warnOffScale(coded, item)
      table.set(item.column, column)
    }
    guard
      let variable = scoring.derivedVariable(
        name: definition.id, columns: scored, in: table)
    else { throw Failure("\(definition.file), \(definition.id): it has no items") }
    let natural: StatisticKind = scoring.unit(partCount: scored.count) == .share ? .share : .mean
    return (variable, natural)
  }

  private func warnOffScale(_ column: CodedColumn, _ item: ScoreColumn) {
    for (code, level) in column.levels.enumerated()
    where item.reason(for: level.value) == .offScale {
      let rows = column.codes.reduce(0) { $0 + ($1 == UInt8(code) ? 1 : 0) }
      let first = column.codes.firstIndex(of: UInt8(code)).map { columns.file.lineOfRow[$0] } ?? 0
      writeError(
        "warning: \(columns.name):\(first), \(item.column): \(inWords(level.value)) is not on the scale "
          + "\(inWords(item.low))…\(inWords(item.high)) and counts as missing "
          + (rows == 1 ? "(1 row)" : "(\(rows) rows)"))
    }
  }
}
