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

  /// The targets in the order means, shares, totals, and the columns that they read.
  func make() throws -> (targets: [EstimateJob.Target], table: Table) {
    var table = Table(rowCount: 0)
    var targets: [EstimateJob.Target] = []
    let library = try definitions()
    let named = columns.names(options.mean) + columns.names(options.total)
    let shares = columns.names(options.share)
    for definition in library where named.isEmpty && shares.isEmpty {
      targets.append(try indicator(definition, kind: nil, into: &table))
    }
    for (names, kind) in [
      (columns.names(options.mean), StatisticKind.mean),
      (columns.names(options.total), .total),
    ] {
      for name in names {
        if let definition = library.first(where: { $0.id == name }) {
          targets.append(try indicator(definition, kind: kind, into: &table))
        } else {
          targets.append(try variable(name, kind, into: &table))
        }
      }
    }
    for share in shares {
      if let definition = library.first(where: { $0.id == share }) {
        targets.append(try indicator(definition, kind: .share, into: &table))
      } else {
        targets += try self.shares(share, into: &table)
      }
    }
    return (targets, table)
  }

  /// The definitions of `--definitions`, all faults at once.
  private func definitions() throws -> [IndicatorDefinition] {
    var all: [IndicatorDefinition] = []
    for path in options.definitions {
      let (library, diagnostics) = IndicatorLibrary.load(file: path, name: path)
      if diagnostics.hasErrors { throw Failure(DiagnosticPrinter().text(diagnostics)) }
      all += library.definitions
    }
    return all
  }

  private func variable(
    _ name: String, _ kind: StatisticKind, into table: inout Table
  ) throws -> EstimateJob.Target {
    let option = "--\(kind.rawValue)"
    let column = try columns.variable(name, option: option).column
    table.set(name, column)
    let part: DerivedVariable.Part =
      if case .coded(let coded) = column {
        .coded(column: name, values: coded.values)
      } else {
        .real(column: name)
      }
    return EstimateJob.Target(
      kind: kind, variable: DerivedVariable(name: name, parts: [part]), name: name, level: nil)
  }

  /// `VAR=VALUE`, or all values of `VAR`.
  private func shares(_ text: String, into table: inout Table) throws -> [EstimateJob.Target] {
    var variable = text
    var wanted: String?
    if columns.file.table[text] == nil, let equals = text.lastIndex(of: "=") {
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
    return (wanted.map { [$0] } ?? values).map { value in
      let name = "\(variable)=\(value)"
      let target = values.firstIndex(of: value).map { Int32($0) } ?? -1
      let absent = CodedColumn.code(for: .notAnswered)
      let codes = index.map { $0 < 0 ? absent : $0 == target ? 1 : 0 }
      let column = CodedColumn(
        codes: codes,
        levels: [.init(value: 0, label: "other"), .init(value: 1, label: value)])
      table.set(name, .coded(column))
      return EstimateJob.Target(
        kind: .share,
        variable: DerivedVariable(
          name: name, parts: [.coded(column: name, values: column.values)]),
        name: variable, level: value)
    }
  }

  /// An indicator scored from raw items whose ids are column headers.
  private func indicator(
    _ definition: IndicatorDefinition, kind: StatisticKind?, into table: inout Table
  ) throws -> EstimateJob.Target {
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
    return EstimateJob.Target(
      kind: kind ?? natural, variable: variable, name: definition.id, level: nil)
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
