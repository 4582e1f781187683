import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// Expected values: R survey 4.1-1 `postStratify` and `rake`, the code is in
/// `calibration_apiclus1.json`.
@Suite struct CalibrationTests {
  private func margins(_ file: DataFile) -> [CategoricalCalibration.Margin] {
    [
      .init(
        name: "stype", levels: file.codes("stype").codes, labels: ["E", "H", "M"],
        totals: [[4421, 755, 1018]]),
      .init(
        name: "sch.wide", levels: file.codes("sch.wide").codes, labels: ["No", "Yes"],
        totals: [[1072, 5122]]),
    ]
  }

  @Test(arguments: [("postStratify_stype", 1), ("rake_stype_schwide", 2)])
  func `calibrated weights, means, totals and domains equal R`(
    _ name: String, _ count: Int
  ) throws {
    let expected = try Reference.expected("calibration_apiclus1")[name]
    let file = try DataFile("apiclus1")
    let calibration = CategoricalCalibration(margins: Array(margins(file).prefix(count)))
    let (_, design) = try ApiDesigns.oneStage(fpc: true, calibration: calibration)
    for (weight, value) in zip(design.calibratedWeights, expected["weights"].numbers) {
      #expect(agree(weight, value))
    }
    let numbers = Numbers([
      ("api00", file.numbers("api00")), ("enroll", file.numbers("enroll")),
    ])
    let whole = try numbers.estimator(design)
    for variable in 0...1 {
      try check(
        try whole.mean(variable, domain: 0, wave: nil), expected["mean"], variable, "mean")
      try check(
        try whole.total(variable, domain: 0, wave: nil), expected["total"], 1 - variable, "total")
    }
    let (codes, labels) = file.codes("comp.imp")
    let domains = try numbers.estimator(design, domains: codes, count: 2)
    for domain in labels.indices {
      let mean = try domains.mean(0, domain: domain, wave: nil)
      #expect(agree(mean.value, expected["by"]["api00"].numbers[domain]))
      #expect(agree(mean.standardError, expected["by"]["se"].numbers[domain]))
    }
    try check(try domains.mean(0, domain: 1, wave: nil), expected["sub"], 0, "sub")
  }

  @Test func `the share of a category that the weights are calibrated to has no variance`() throws {
    let file = try DataFile("apiclus1")
    let (_, design) = try ApiDesigns.oneStage(
      fpc: true, calibration: CategoricalCalibration(margins: [margins(file)[0]]))
    let share = try Numbers([("E", file.indicator("stype", "E"))]).estimator(design)
      .share(0, domain: 0, wave: nil)
    #expect(agree(share.value, 4421.0 / 6194, 1e-12))
    #expect(share.standardError < 1e-15)
    let interval = try #require(share.interval)
    #expect(interval.high > interval.low)
  }

  @Test func `rows as units give the same as units of one row`() throws {
    let file = try DataFile("apistrat")
    let calibration = CategoricalCalibration(margins: [
      .init(
        name: "comp.imp", levels: file.codes("comp.imp").codes, labels: ["No", "Yes"],
        totals: [[2000, 4194]]),
      .init(
        name: "awards", levels: file.codes("both").codes, labels: ["No", "Yes"],
        totals: [[2300, 3894]]),
    ])
    let (strata, labels) = file.codes("stype")
    let ids = (0..<Int32(file.count)).map { $0 }
    let estimators = try [
      [SurveyDesign.Stage(population: file.numbers("fpc"))],
      [.init(units: ids, population: file.numbers("fpc")), .init(units: ids)],
    ].map { stages in
      try Numbers([("api00", file.numbers("api00"))]).estimator(
        SurveyDesign(
          rowCount: file.count, weights: file.numbers("pw"), strata: strata,
          strataLabels: labels, stages: stages, calibration: calibration),
        domains: file.codes("sch.wide").codes, count: 2)
    }
    let means = try estimators.map { try $0.mean(0, domain: 1, wave: nil) }
    #expect(agree(means[0].variance, means[1].variance, 1e-11))
  }

  @Test func `raking of unequal weights has the variance of design-weighted residuals`() throws {
    // R: d <- data.frame(a, s, w, y); r <- rake(svydesign(ids = ~1, weights = ~w, data = d),
    //      list(~a, ~s), list(data.frame(a = 0:1, Freq = c(40, 60)),
    //      data.frame(s = 0:1, Freq = c(55, 45))), control = list(maxit = 2000, epsilon = 1e-14))
    //    g <- weights(r); u <- (y - weighted.mean(y, g)) / sum(g)
    //    z <- g * resid(lm(u ~ factor(a) + factor(s), weights = w))
    //    sqrt(12 / 11 * sum((z - mean(z))^2))
    let a: [Int32] = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0]
    let s: [Int32] = [0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1]
    let design = try SurveyDesign(
      rowCount: 12, weights: [1, 3, 2, 1, 1, 2, 5, 1, 1, 3, 1, 2],
      calibration: CategoricalCalibration(margins: [
        .init(name: "a", levels: a, labels: ["0", "1"], totals: [[40, 60]]),
        .init(name: "s", levels: s, labels: ["0", "1"], totals: [[55, 45]]),
      ]))
    let y: [Double] = [3, 5, 2, 8, 6, 7, 1, 4, 9, 2, 6, 5]
    let mean = try Numbers([("y", y)]).estimator(design).mean(0, domain: 0, wave: nil)
    #expect(agree(mean.value, 3.9598416517124, 1e-10))
    #expect(agree(mean.standardError, 0.715683634799079, 1e-10))
    // The same with u of the rows of a == 0 alone.
    let domain = try Numbers([("y", y)]).estimator(design, domains: a, count: 2)
      .mean(0, domain: 0, wave: nil)
    #expect(agree(domain.standardError, 0.622757601532191, 1e-10))
  }

  @Test func `margins scoped to groups calibrate each group by itself`() throws {
    let groups: [Int32] = [0, 0, 0, 1, 1, -1]
    let design = try SurveyDesign(
      rowCount: 6, weights: [1, 1, 1, 1, 1, 7],
      calibration: CategoricalCalibration(
        margins: [
          .init(
            name: "sex", levels: [0, 0, 1, 0, 1, -1], labels: ["w", "m"],
            totals: [[10, 20], [5, 6]])
        ], groups: groups, groupLabels: ["A", "B"]))
    #expect(design.calibratedWeights == [5, 5, 20, 5, 6, 7])
  }

  @Test func `what cannot be calibrated is an error that names the cell`() throws {
    func error(_ totals: [[Double]], _ second: [[Double]]? = nil) -> DesignError? {
      var margins: [CategoricalCalibration.Margin] = [
        .init(name: "age", levels: [0, 0, 1], labels: ["young", "old", "oldest"], totals: totals)
      ]
      if let second {
        margins.append(.init(name: "sex", levels: [0, 1, 0], labels: ["w", "m"], totals: second))
      }
      do {
        _ = try SurveyDesign(
          rowCount: 3, weights: [1, 1, 1], calibration: CategoricalCalibration(margins: margins))
        return nil
      } catch {
        return error
      }
    }
    #expect(error([[5, 5, 0]]) == nil)
    #expect(
      error([[5, 5, 1]])
        == .calibration(.emptyLevel(margin: "age", level: "oldest", group: "all")))
    #expect(
      error([[5, 0, 0]])
        == .calibration(.badTotal(margin: "age", level: "old", group: "all", value: 0)))
    #expect(
      error([[5, 5, 0]], [[5, 6]])
        == .calibration(.inconsistentTotals(margin: "sex", group: "all", total: 11, first: 10)))
  }

  @Test func `margins that no weights can meet are reported, not returned half-way`() {
    // Everyone young is a woman and everyone old a man, but the totals say otherwise.
    #expect(throws: DesignError.self) {
      try SurveyDesign(
        rowCount: 2, weights: [1, 1],
        calibration: CategoricalCalibration(margins: [
          .init(name: "age", levels: [0, 1], labels: ["young", "old"], totals: [[5, 5]]),
          .init(name: "sex", levels: [0, 1], labels: ["w", "m"], totals: [[4, 6]]),
        ]))
    }
  }
}
