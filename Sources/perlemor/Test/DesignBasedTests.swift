import Aggregation
import Ingest
import SurveyStatistics
import Tabular

/// Tests that take the design into account.
struct DesignBasedTests {
  let options: TestCommand
  let columns: EstimateColumns

  func add(to results: inout ResultTable) throws {
    let design = try options.design.make(columns)
    if let name = options.mean {
      try addMeans(name, design, to: &results)
    } else if let name = options.ranks {
      try addRanks(name, design, to: &results)
    } else {
      try addTable(design, to: &results)
    }
  }

  private func addMeans(
    _ name: String, _ design: SurveyDesign, to results: inout ResultTable
  ) throws {
    var table = Table(rowCount: columns.rowCount)
    var variable = try variable(name, "--mean", &table)
    var compared = "mean − \(inWords(options.null))"
    if let other = options.minus {
      let second = try self.variable(other, "--minus", &table)
      let difference = try table.difference(of: variable, minus: second)
      table.set("difference", .real(difference))
      variable = DerivedVariable(name: name, parts: [.real(column: "difference")])
      compared = "\(name) − \(other)"
    }
    let (domains, labels) = try columns.crossed(options.by.map { [$0] } ?? [], option: "--by")
    let estimator = try EstimateFailures.describing(columns: columns) {
      try SurveyEstimator(
        table: table, design: design,
        request: EstimationRequest(
          variables: [variable], domains: domains, domainCount: labels.count),
        level: options.output.level, degreesOfFreedom: options.df.method)
    }
    guard options.by != nil else {
      let test = try estimator.tTest(
        0, domain: 0, wave: nil, nullValue: options.null, alternative: options.alternative)
      return add(test, name, compared, to: &results)
    }
    guard labels.count > 1 else { throw Failure("--by has one group only") }
    if labels.count == 2 {
      let test = try estimator.tTest(
        0, domains: 0, 1, wave: nil, nullValue: options.null, alternative: options.alternative)
      return add(test, name, "\(labels[1][0]) − \(labels[0][0])", to: &results)
    }
    let vector = try EstimateFailures.describing(columns: columns) {
      try estimator.vector(
        of: labels.indices.map { StatisticReference(.mean(0), domain: $0) })
    }
    let test = try vector.equalityTest()
    results.add([
      ("test", .text("Wald test of equal means")), ("variable", .text(name)),
      ("compared", .text(labels.map { $0[0] }.joined(separator: ", "))),
      ("n", .integer(vector.respondents.reduce(0, +))), ("statistic", .number(test.f)),
      ("df", .number(Double(test.hypotheses))), ("df2", .number(test.denominator)),
      ("p", .number(test.p)),
    ])
  }

  private func add(
    _ test: MeanTest, _ name: String, _ compared: String, to results: inout ResultTable
  ) {
    results.add([
      ("test", .text("t-test")), ("variable", .text(name)), ("compared", .text(compared)),
      ("n", .integer(test.estimate.respondents)),
      ("estimate", .number(test.estimate.value)),
      ("se", .number(test.estimate.standardError)), ("statistic", .number(test.t)),
      ("df", .number(test.estimate.degreesOfFreedom)), ("p", .number(test.p)),
      ("ci_low", .init(test.estimate.interval?.low)),
      ("ci_high", .init(test.estimate.interval?.high)),
    ])
  }

  private func addRanks(
    _ name: String, _ design: SurveyDesign, to results: inout ResultTable
  ) throws {
    var table = Table(rowCount: columns.rowCount)
    let variable = try variable(name, "--ranks", &table)
    let test = try RankTest(
      variable, in: table, by: try categories(options.by ?? "", "--by"), design: design,
      score: options.score)
    let isPair = test.differences.count == 1
    add(
      test.test, name, test.groupLabels.joined(separator: ", "),
      extra: [
        ("estimate", .init(isPair ? test.differences.first : nil)),
        ("se", .init(isPair ? test.standardErrors.first : nil)),
        ("note", .init(empty(test.emptyGroups))),
      ], to: &results)
  }

  private func addTable(_ design: SurveyDesign, to results: inout ResultTable) throws {
    let names = try options.tableNames(columns)
    let table = try ContingencyTable(
      rows: try categories(names.0, "--table"), columns: try categories(names.1, "--table"),
      design: design)
    let test = try table.independence(options.statistic)
    add(
      test.test, "\(names.0) × \(names.1)", nil,
      extra: [("note", .init(empty(test.emptyCategories)))], to: &results)
    let across = test.columnLabels.count
    for (place, share) in test.shares.enumerated() {
      results.add([
        ("test", .text("share")), ("variable", .text("\(names.0) × \(names.1)")),
        (
          "compared",
          .text("\(test.rowLabels[place / across]) × \(test.columnLabels[place % across])")
        ), ("estimate", .number(share)),
        ("expected", .number(test.expected[place])),
      ])
    }
  }

  private func empty(_ labels: [String]) -> String? {
    labels.isEmpty ? nil : "nobody in \(labels.joined(separator: ", "))"
  }

  private func add(
    _ test: DesignTest, _ variable: String, _ compared: String?,
    extra: [(String, ResultTable.Cell)], to results: inout ResultTable
  ) {
    var cells: [(String, ResultTable.Cell)] = [
      ("test", .text(test.method)), ("variable", .text(variable)), ("compared", .init(compared)),
      ("n", .integer(test.respondents)), ("statistic", .number(test.statistic)),
      ("p", .number(test.p)),
    ]
    switch test.reference {
    case .t(let df), .chiSquared(let df): cells.append(("df", .number(df)))
    case .f(let first, let second):
      cells += [("df", .number(first)), ("df2", .number(second))]
    case .mixture(_, let second): cells.append(("df2", .number(second)))
    }
    results.add(cells + extra)
  }

  private func variable(
    _ name: String, _ option: String, _ table: inout Table
  ) throws -> DerivedVariable {
    let column = try columns.variable(name, option: option).column
    table.set(name, column)
    if case .coded(let coded) = column {
      return DerivedVariable(name: name, parts: [.coded(column: name, values: coded.values)])
    }
    return DerivedVariable(name: name, parts: [.real(column: name)])
  }

  private func categories(_ name: String, _ option: String) throws -> Categories {
    let (codes, labels) = try columns.crossed([name], option: option)
    return Categories(name: name, codes: codes, labels: labels.map { $0[0] })
  }
}
