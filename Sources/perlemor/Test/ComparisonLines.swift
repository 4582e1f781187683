import HypothesisTests

/// The lines of `perlemor test`: a test or an effect size each, or why there is none.
struct ComparisonLines {
  let alternative: Alternative
  let level: Double
  private var lines: [Line] = []

  fileprivate struct Line {
    var variable: String
    var test: String
    var estimate: Double?
    var interval: ConfidenceInterval?
    var statistic: Double?
    var df: Double?
    var p: Double?
    var n: String
    var note: String?
  }

  init(alternative: Alternative, level: Double) {
    self.alternative = alternative
    self.level = level
  }

  /// Tests pairs: shares where all answers are 0 or 1, else means and ranks.
  mutating func compare(pairs first: [Double], _ second: [Double], of name: String) {
    let n = "\(first.count)"
    if isShare(first + second) {
      func count(_ a: Double, _ b: Double) -> Int {
        zip(first, second).count { $0 == a && $1 == b }
      }
      lines.append(
        line(name, "paired difference of shares", n) {
          // The first column is the later one, the table's second time.
          let table = try PairedTable(
            both: count(1, 1), firstOnly: count(0, 1), secondOnly: count(1, 0), neither: count(0, 0)
          )
          let difference = try table.riskDifference(level: level)
          $0.estimate = difference.value
          $0.interval = difference.interval
          $0.test = "McNemar, exact"
          $0.p = try BinomialTest(
            successes: table.secondOnly, trials: table.firstOnly + table.secondOnly,
            alternative: alternative
          ).p
        })
      return
    }
    lines.append(
      line(name, "paired t", n) {
        let test = try TTest.paired(
          first, minus: second, alternative: alternative, level: level)
        $0.set(test)
      })
    lines.append(
      line(name, "signed-rank", n) {
        let test = try SignedRankTest(
          first, minus: second, alternative: alternative, level: level)
        $0.estimate = test.estimate
        $0.interval = test.interval
        $0.statistic = test.statistic
        $0.p = test.p
        $0.note = test.isExact ? "exact" : "normal approximation"
      })
    for (word, kind) in [
      ("d_z", StandardizedDifference.Standardizer.differences), ("d_av", .pairedAverage),
      ("d_rm", .repeatedMeasures),
    ] {
      lines.append(
        line(name, word, n) {
          $0.set(
            try StandardizedDifference.paired(
              first, minus: second, standardizer: kind, level: level))
        })
    }
  }

  /// Tests two samples: shares where all answers are 0 or 1, else means and ranks.
  mutating func compare(samples first: [Double], _ second: [Double], of name: String) {
    let n = "\(first.count), \(second.count)"
    if isShare(first + second) {
      func count(_ sample: [Double], _ value: Double) -> Int { sample.count { $0 == value } }
      func table() throws -> TwoByTwoTable {
        try TwoByTwoTable(
          firstWith: count(first, 1), firstWithout: count(first, 0),
          secondWith: count(second, 1), secondWithout: count(second, 0))
      }
      lines.append(
        line(name, "difference of shares", n) {
          let difference = try table().riskDifference(level: level)
          $0.estimate = difference.value
          $0.interval = difference.interval
          $0.note = "Newcombe"
        })
      lines.append(
        line(name, "Fisher, odds ratio", n) {
          let test = try FisherTest(table(), alternative: alternative, level: level)
          $0.estimate = test.conditionalOddsRatio
          $0.interval = test.interval
          $0.p = test.p
        })
      lines.append(
        line(name, "risk ratio", n) {
          let ratio = try table().riskRatio(level: level)
          $0.estimate = ratio.value
          $0.interval = ratio.interval
        })
      return
    }
    lines.append(
      line(name, "Welch t", n) {
        $0.set(
          try TTest.welch(first, minus: second, alternative: alternative, level: level))
      })
    lines.append(
      line(name, "rank-sum", n) {
        let test = try RankSumTest(first, minus: second, alternative: alternative, level: level)
        $0.estimate = test.estimate
        $0.interval = test.interval
        $0.statistic = test.statistic
        $0.p = test.p
        $0.note = test.isExact ? "exact" : "normal approximation"
      })
    lines.append(
      line(name, "Hedges g", n) {
        $0.set(
          try StandardizedDifference.independent(
            SampleSummary(first, sample: "first sample"),
            minus: SampleSummary(second, sample: "second sample"), level: level
          ).hedges)
      })
    lines.append(
      line(name, "Cliff delta", n) {
        let delta = try CliffDelta(first, minus: second, level: level)
        $0.estimate = delta.value
        $0.interval = delta.interval
      })
  }

  /// All lines, p-values adjusted over the variables of one test.
  func table(adjust method: MultiplicityMethod) -> ResultTable {
    var adjustedP = lines.map { $0.p }
    if method != .none {
      for name in Set(lines.map(\.test)) {
        let family = lines.indices.filter { lines[$0].test == name && lines[$0].p != nil }
        for (index, value) in zip(
          family, adjusted(family.map { lines[$0].p ?? .nan }, method: method))
        {
          adjustedP[index] = value
        }
      }
    }
    var table = ResultTable([
      "variable", "test", "estimate", "ci_low", "ci_high", "statistic", "df", "p",
    ])
    for (line, adjusted) in zip(lines, adjustedP) {
      var values: [(String, ResultTable.Cell)] = [
        ("variable", .text(line.variable)), ("test", .text(line.test)),
        ("estimate", .init(line.estimate)), ("ci_low", .init(line.interval?.low)),
        ("ci_high", .init(line.interval?.high)), ("statistic", .init(line.statistic)),
        ("df", .init(line.df)), ("p", .init(line.p)),
      ]
      if method != .none { values.append(("p_adjusted", .init(adjusted))) }
      values += [("n", .text(line.n)), ("note", .init(line.note))]
      table.add(values)
    }
    return table
  }

  private func isShare(_ values: [Double]) -> Bool {
    !values.isEmpty && values.allSatisfy { $0 == 0 || $0 == 1 }
  }

  /// A line as far as it could be filled, and why no further.
  private func line(
    _ variable: String, _ test: String, _ n: String, _ fill: (inout Line) throws -> Void
  ) -> Line {
    var line = Line(variable: variable, test: test, n: n)
    do { try fill(&line) } catch { line.note = "\(error)" }
    return line
  }
}

extension ComparisonLines.Line {
  fileprivate mutating func set(_ test: TTest) {
    estimate = test.estimate
    interval = test.interval
    statistic = test.statistic
    df = test.degreesOfFreedom
    p = test.p
  }

  fileprivate mutating func set(_ size: StandardizedDifference) {
    estimate = size.value
    interval = size.interval
    note = size.intervalMethod == .noncentralT ? "noncentral t" : "normal approximation"
  }
}
