import Aggregation
import HypothesisTests
import SurveyStatistics
import Tabular
import Testing

/// Expected values: R survey 4.1-1 `svyttest`; the code is in `tests_api.json` and `designtests.R`.
@Suite struct MeanTestTests {
  private func check(_ test: MeanTest, _ expected: JSON, _ label: String) {
    #expect(agree(test.t, expected["statistic"].number), "\(label) \(test.t)")
    #expect(test.estimate.degreesOfFreedom == expected["parameter"].number, "\(label)")
    #expect(agree(test.p, expected["p.value"].number), "\(label)")
    #expect(agree(test.estimate.value, expected["estimate"].number), "\(label)")
    let interval = expected["conf.int"].numbers
    #expect(agree(test.estimate.interval?.low ?? .nan, interval[0]), "\(label)")
    #expect(agree(test.estimate.interval?.high ?? .nan, interval[1]), "\(label)")
  }

  @Test(arguments: [("st", "apistrat"), ("cl", "apiclus1")])
  func `tests of one mean and of two groups equal svyttest`(_ key: String, _ name: String) throws {
    let expected = try Reference.expected("tests_api")[key]
    let (file, design) = try ApiDesigns.design(name)
    var numbers = Numbers([("api00", file.numbers("api00")), ("api99", file.numbers("api99"))])
    let difference = try numbers.table.difference(
      of: numbers.variables[0], minus: numbers.variables[1])
    numbers.table.set("gain", .real(difference))
    numbers.variables = [DerivedVariable(name: "gain", parts: [.real(column: "gain")])]
    let gain = try numbers.estimator(design)
    check(try gain.tTest(0, domain: 0, wave: nil), expected["t_one"], "\(key) one")
    let groups = file.codes("comp.imp")
    #expect(groups.labels == ["No", "Yes"])
    let enroll = try Numbers([("enroll", file.numbers("enroll"))])
      .estimator(design, domains: groups.codes, count: 2)
    check(try enroll.tTest(0, domains: 0, 1, wave: nil), expected["t_two"], "\(key) two")
  }

  @Test func `domains, missing answers, calibration and stages keep the design`() throws {
    let expected = try Reference.expected("designtests")
    let (file, plain) = try ApiDesigns.oneStage(fpc: true)
    let groups = file.codes("comp.imp").codes
    let poor = zip(groups, file.numbers("meals")).map { $1 > 50 ? $0 : -1 }
    let enroll = Numbers([("enroll", file.numbers("enroll"))])
    check(
      try enroll.estimator(plain, domains: poor, count: 2).tTest(0, domains: 0, 1, wave: nil),
      expected["t_domain"], "domain")
    let part = zip(file.numbers("ell"), file.numbers("meals")).map { $1 > 90 ? Double.nan : $0 }
    check(
      try Numbers([("part", part)]).estimator(plain, domains: groups, count: 2)
        .tTest(0, domains: 0, 1, wave: nil),
      expected["t_missing"], "missing")
    let (_, calibrated) = try ApiDesigns.oneStage(
      fpc: true,
      calibration: CategoricalCalibration(margins: [
        .init(
          name: "stype", levels: file.codes("stype").codes, labels: ["E", "H", "M"],
          totals: [[4421, 755, 1018]])
      ]))
    check(
      try enroll.estimator(calibrated, domains: groups, count: 2)
        .tTest(0, domains: 0, 1, wave: nil),
      expected["t_post"], "calibrated")
    let (stages, twoStage) = try ApiDesigns.design("apiclus2")
    check(
      try Numbers([("enroll", stages.numbers("enroll"))])
        .estimator(twoStage, domains: stages.codes("comp.imp").codes, count: 2)
        .tTest(0, domains: 0, 1, wave: nil),
      expected["t_two"], "two stages")
  }

  @Test func `a null value shifts the statistic and leaves the interval`() throws {
    // R: svyttest(I(api00 - 650) ~ 0, two)
    let expected = try Reference.expected("designtests")["t_one_two"]
    let (file, design) = try ApiDesigns.design("apiclus2")
    let estimator = try Numbers([("api00", file.numbers("api00"))]).estimator(design)
    let test = try estimator.tTest(0, domain: 0, wave: nil, nullValue: 650)
    #expect(agree(test.t, expected["statistic"].number))
    #expect(agree(test.p, expected["p.value"].number))
    #expect(agree(test.estimate.value - 650, expected["estimate"].number))
    #expect(agree((test.estimate.interval?.low ?? 0) - 650, expected["conf.int"].numbers[0]))
    let greater = try estimator.tTest(
      0, domain: 0, wave: nil, nullValue: 650, alternative: .greater)
    let less = try estimator.tTest(0, domain: 0, wave: nil, nullValue: 650, alternative: .less)
    #expect(agree(greater.p, test.p / 2) && agree(greater.p + less.p, 1))
  }

  @Test func `a change of linked persons is the paired test of their differences`() throws {
    let before = (0..<30).map { Double($0 * 7 % 11) }
    let after = before.enumerated().map { $1 + Double($0 * 5 % 4) - 1 }
    let rows = (0..<30).map { Int32($0) }
    let long = try SurveyDesign(
      rowCount: 60, weights: [Double](repeating: 3, count: 60),
      waves: (0..<60).map { $0 < 30 ? 0 : 1 }, waveLabels: ["before", "after"],
      relation: .linked, persons: rows + rows)
    let change = try Numbers([("y", before + after)]).estimator(long)
      .tTest(0, domain: 0, before: 0, after: 1)
    var wide = Numbers([("before", before), ("after", after)])
    wide.table.set(
      "gain", .real(try wide.table.difference(of: wide.variables[1], minus: wide.variables[0])))
    wide.variables = [DerivedVariable(name: "gain", parts: [.real(column: "gain")])]
    let design = try SurveyDesign(rowCount: 30, weights: [Double](repeating: 3, count: 30))
    let paired = try wide.estimator(design).tTest(0, domain: 0, wave: nil)
    #expect(agree(change.t, paired.t) && agree(change.p, paired.p))
    #expect(change.estimate.degreesOfFreedom == 28)
    #expect(paired.estimate.degreesOfFreedom == 28)
  }

  @Test func `what cannot be tested is named`() throws {
    let design = try SurveyDesign(rowCount: 4, weights: [1, 1, 1, 1])
    let estimator = try Numbers([("y", [2, 2, 2, 2]), ("x", [1, 2, .nan, .nan])])
      .estimator(design, domains: [0, 0, 1, 1], count: 2)
    #expect(throws: DesignTestError.self) { try estimator.tTest(0, domain: 0, wave: nil) }
    #expect(
      throws: DesignTestError.estimation(.noAnswers(variable: "x", domain: 1, wave: nil))
    ) {
      try estimator.tTest(1, domains: 0, 1, wave: nil)
    }
    #expect(
      throws: DesignTestError.tooFewDegreesOfFreedom(
        test: "t-test, mean x", needed: 2, found: 1)
    ) {
      try estimator.tTest(1, domain: 0, wave: nil)
    }
    let alike = try Numbers([("y", [2, 2, 2, 2])]).estimator(design)
    #expect(throws: DesignTestError.noVariance("mean y")) {
      try alike.tTest(0, domain: 0, wave: nil)
    }
  }
}
