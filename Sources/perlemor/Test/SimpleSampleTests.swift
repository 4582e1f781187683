import HypothesisTests
import Ingest

/// Tests of rows as a simple sample, with effect sizes.
struct SimpleSampleTests {
  let options: TestCommand
  let columns: EstimateColumns

  private var level: Double { options.output.level }

  func add(to results: inout ResultTable) throws {
    if options.table != nil { return try addTable(to: &results) }
    let name = options.mean ?? options.ranks ?? ""
    let values = try numbers(name, options.mean == nil ? "--ranks" : "--mean")
    if let other = options.minus {
      let pairs = zip(values, try numbers(other, "--minus")).compactMap { pair in
        pair.0.flatMap { first in pair.1.map { (first, $0) } }
      }
      return try addPairs(pairs.map(\.0), pairs.map(\.1), name, "\(name) − \(other)", &results)
    }
    guard let by = options.by else {
      let test = try TTest.oneSample(
        values.compactMap { $0 }, mean: options.null, alternative: options.alternative,
        level: level)
      return add(
        test, name, "mean − \(inWords(options.null))", values.compactMap { $0 }.count, &results)
    }
    let (groups, labels) = try columns.crossed([by], option: "--by")
    guard labels.count == 2 else {
      throw Failure(
        "\(columns.name), \(by): \(labels.count) groups (expected 2 with --simple)"
          + "\n    → leave --simple out for a test of more groups")
    }
    let sides = (0..<2).map { side in
      values.indices.compactMap { Int(groups[$0]) == side ? values[$0] : nil }
    }
    try addGroups(sides[1], sides[0], name, "\(labels[1][0]) − \(labels[0][0])", &results)
  }

  private func addGroups(
    _ first: [Double], _ second: [Double], _ name: String, _ compared: String,
    _ results: inout ResultTable
  ) throws {
    let count = first.count + second.count
    if options.mean != nil {
      add(
        try TTest.welch(
          first, minus: second, difference: options.null, alternative: options.alternative,
          level: level), name, compared, count, &results)
      let d = try StandardizedDifference.independent(
        SampleSummary(first), minus: SampleSummary(second), level: level)
      add(d, "Cohen's d, pooled", name, compared, count, &results)
      add(d.hedges, "Hedges' g", name, compared, count, &results)
    } else {
      let test = try RankSumTest(
        first, minus: second, shift: options.null, alternative: options.alternative, level: level)
      results.add([
        ("test", .text("Wilcoxon rank-sum test")), ("variable", .text(name)),
        ("compared", .text(compared)), ("n", .integer(count)),
        ("estimate", .number(test.estimate)), ("statistic", .number(test.statistic)),
        ("p", .number(test.p)), ("ci_low", .number(test.interval.low)),
        ("ci_high", .number(test.interval.high)),
        ("note", .text(test.isExact ? "exact" : "normal approximation")),
      ])
      let delta = try CliffDelta(first, minus: second, level: level)
      results.add([
        ("test", .text("Cliff's delta")), ("variable", .text(name)), ("compared", .text(compared)),
        ("n", .integer(count)), ("estimate", .number(delta.value)),
        ("se", .number(delta.variance.squareRoot())), ("ci_low", .number(delta.interval.low)),
        ("ci_high", .number(delta.interval.high)),
      ])
    }
  }

  private func addPairs(
    _ first: [Double], _ second: [Double], _ name: String, _ compared: String,
    _ results: inout ResultTable
  ) throws {
    if options.mean != nil {
      add(
        try TTest.paired(
          first, minus: second, difference: options.null, alternative: options.alternative,
          level: level), name, compared, first.count, &results)
      for (standardizer, word) in [
        (StandardizedDifference.Standardizer.differences, "Cohen's d_z"),
        (.pairedAverage, "Cohen's d_av"), (.repeatedMeasures, "Cohen's d_rm"),
      ] {
        add(
          try StandardizedDifference.paired(
            first, minus: second, standardizer: standardizer, level: level), word, name, compared,
          first.count, &results)
      }
    } else {
      let test = try SignedRankTest(
        first, minus: second, location: options.null, alternative: options.alternative,
        level: level)
      results.add([
        ("test", .text("Wilcoxon signed-rank test")), ("variable", .text(name)),
        ("compared", .text(compared)), ("n", .integer(first.count)),
        ("estimate", .number(test.estimate)), ("statistic", .number(test.statistic)),
        ("p", .number(test.p)), ("ci_low", .number(test.interval.low)),
        ("ci_high", .number(test.interval.high)),
        (
          "note",
          .text(
            (test.isExact ? "exact" : "normal approximation")
              + (test.zeroCount > 0 ? ", \(test.zeroCount) without a difference" : ""))
        ),
      ])
    }
  }

  private func addTable(to results: inout ResultTable) throws {
    let names = try options.tableNames(columns)
    let (rows, rowLabels) = try columns.crossed([names.0], option: "--table")
    let (across, columnLabels) = try columns.crossed([names.1], option: "--table")
    var counts = [[Double]](
      repeating: [Double](repeating: 0, count: columnLabels.count), count: rowLabels.count)
    for (row, column) in zip(rows, across) where row >= 0 && column >= 0 {
      counts[Int(row)][Int(column)] += 1
    }
    if options.paired { return try addChanges(counts, (rowLabels, columnLabels), &results) }
    let variable = "\(names.0) × \(names.1)"
    let n = Int(counts.joined().reduce(0, +))
    let test = try ChiSquaredTest(counts, isCorrected: false)
    results.add([
      ("test", .text("Pearson's χ² test")), ("variable", .text(variable)), ("n", .integer(n)),
      ("statistic", .number(test.statistic)), ("df", .number(Double(test.degreesOfFreedom))),
      ("p", .number(test.p)),
      ("note", .text("smallest expected count \(inWords(test.smallestExpected))")),
    ])
    guard rowLabels.count == 2, columnLabels.count == 2 else { return }
    let table = try TwoByTwoTable(
      firstWith: Int(counts[1][1]), firstWithout: Int(counts[1][0]),
      secondWith: Int(counts[0][1]), secondWithout: Int(counts[0][0]))
    let compared =
      "share of \(columnLabels[1][0]): \(rowLabels[1][0]) against \(rowLabels[0][0])"
    let fisher = try FisherTest(table, alternative: options.alternative, level: level)
    results.add([
      ("test", .text("Fisher's exact test")), ("variable", .text(variable)),
      ("compared", .text(compared)), ("n", .integer(n)),
      ("estimate", .number(fisher.conditionalOddsRatio)), ("p", .number(fisher.p)),
      ("ci_low", .number(fisher.interval.low)), ("ci_high", .number(fisher.interval.high)),
    ])
    let difference = try table.riskDifference(level: level)
    results.add([
      ("test", .text("difference of shares, Newcombe")), ("variable", .text(variable)),
      ("compared", .text(compared)), ("n", .integer(n)), ("estimate", .number(difference.value)),
      ("se", .number(difference.standardError)), ("ci_low", .number(difference.interval.low)),
      ("ci_high", .number(difference.interval.high)),
    ])
    for (word, make) in [("odds ratio", table.oddsRatio), ("risk ratio", table.riskRatio)] {
      let ratio = try make(level, .addHalf)
      results.add([
        ("test", .text(word)), ("variable", .text(variable)), ("compared", .text(compared)),
        ("n", .integer(n)), ("estimate", .number(ratio.value)),
        ("ci_low", .number(ratio.interval.low)), ("ci_high", .number(ratio.interval.high)),
        ("note", .init(ratio.addedHalf ? "one half added to every cell" : nil)),
      ])
    }
  }

  /// Two answers of the same persons: did they change to one side more than to the other?
  private func addChanges(
    _ counts: [[Double]], _ labels: (rows: [[String]], columns: [[String]]),
    _ results: inout ResultTable
  ) throws {
    guard labels.rows == labels.columns, labels.rows.count == 2 else {
      throw Failure(
        "\(columns.name): --paired compares two answers with the same two values; these have "
          + "\(labels.rows.map { $0[0] }.joined(separator: ", ")) and "
          + "\(labels.columns.map { $0[0] }.joined(separator: ", "))")
    }
    let table = try PairedTable(
      both: Int(counts[1][1]), firstOnly: Int(counts[1][0]), secondOnly: Int(counts[0][1]),
      neither: Int(counts[0][0]))
    let test = try McNemarTest(table)
    let compared = "share of \(labels.rows[1][0])"
    let forms: [(String, Double?, Double)] = [
      ("McNemar's χ² test", test.chiSquared, test.p),
      ("McNemar's χ² test, corrected", test.correctedChiSquared, test.correctedP),
      ("McNemar's exact test", nil, test.exactP),
    ]
    for (word, statistic, p) in forms {
      results.add([
        ("test", .text(word)), ("compared", .text(compared)), ("n", .integer(table.count)),
        ("statistic", .init(statistic)), ("df", .init(statistic.map { _ in 1.0 })),
        ("p", .number(p)),
      ])
    }
    let difference = try table.riskDifference(level: level)
    results.add([
      ("test", .text("difference of shares, second − first")), ("compared", .text(compared)),
      ("n", .integer(table.count)), ("estimate", .number(difference.value)),
      ("se", .number(difference.standardError)), ("ci_low", .number(difference.interval.low)),
      ("ci_high", .number(difference.interval.high)),
    ])
  }

  private func add(
    _ test: TTest, _ name: String, _ compared: String, _ count: Int, _ results: inout ResultTable
  ) {
    let words: [TTest.Kind: String] = [
      .oneSample: "t-test", .paired: "paired t-test", .welch: "Welch's t-test",
    ]
    results.add([
      ("test", .text(words[test.kind] ?? "t-test")), ("variable", .text(name)),
      ("compared", .text(compared)), ("n", .integer(count)), ("estimate", .number(test.estimate)),
      ("se", .number(test.standardError)), ("statistic", .number(test.statistic)),
      ("df", .number(test.degreesOfFreedom)), ("p", .number(test.p)),
      ("ci_low", .number(test.interval.low)), ("ci_high", .number(test.interval.high)),
    ])
  }

  private func add(
    _ effect: StandardizedDifference, _ word: String, _ name: String, _ compared: String,
    _ count: Int, _ results: inout ResultTable
  ) {
    results.add([
      ("test", .text(word)), ("variable", .text(name)), ("compared", .text(compared)),
      ("n", .integer(count)), ("estimate", .number(effect.value)),
      ("se", .number(effect.variance.squareRoot())), ("ci_low", .number(effect.interval.low)),
      ("ci_high", .number(effect.interval.high)),
    ])
  }

  /// A number a row; nil where missing.
  private func numbers(_ name: String, _ option: String) throws -> [Double?] {
    let (codes, values) = try columns.numbers(name, option: option)
    return codes.map { values[Int($0)] }
  }
}
