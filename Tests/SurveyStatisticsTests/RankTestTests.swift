import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// Expected values: R survey 4.1-1 `svyranktest`; the code is in `tests_api.json` and
/// `designtests.R`.
@Suite struct RankTestTests {
  private func test(
    _ file: DataFile, _ design: SurveyDesign, _ column: String, by group: String,
    values: [Double]? = nil, domain: ((Int) -> Bool)? = nil,
    score: RankTest.Score = .wilcoxon, ties: RankTest.Ties = .inFileOrder
  ) throws -> RankTest {
    let numbers = Numbers([(column, values ?? file.numbers(column))])
    var (codes, labels) = file.codes(group)
    if let domain { codes = codes.enumerated().map { domain($0) ? $1 : -1 } }
    return try RankTest(
      numbers.variables[0], in: numbers.table,
      by: Categories(name: group, codes: codes, labels: labels), design: design, score: score,
      ties: ties)
  }

  private func check(_ found: RankTest, _ expected: JSON, _ label: String) {
    #expect(agree(found.test.statistic, expected["statistic"].number), "\(label)")
    #expect(agree(found.test.p, expected["p.value"].number), "\(label)")
    #expect(agree(found.differences[0], expected["estimate"].number), "\(label)")
    #expect(found.test.reference == .t(degreesOfFreedom: expected["parameter"].number), "\(label)")
  }

  @Test(arguments: [("st", "apistrat"), ("cl", "apiclus1")])
  func `tests of two groups equal svyranktest`(_ key: String, _ name: String) throws {
    let expected = try Reference.expected("tests_api")[key]
    let (file, design) = try ApiDesigns.design(name)
    for score in RankTest.Score.allCases {
      let found = try test(file, design, "api00", by: "comp.imp", score: score)
      check(found, expected["rank_\(score.rawValue)"], "\(name) \(score)")
    }
    // Of two groups R's KruskalWallis is its wilcoxon.
    check(
      try test(file, design, "api00", by: "comp.imp"), expected["rank_KruskalWallis"], "\(name) KW")
  }

  @Test(arguments: [("st", "apistrat"), ("cl", "apiclus1"), ("two", "apiclus2")])
  func `tests of three groups equal svyranktest`(_ key: String, _ name: String) throws {
    let expected = try Reference.expected("designtests")
    let (file, design) = try ApiDesigns.design(name)
    for (score, r) in [
      (RankTest.Score.wilcoxon, "KruskalWallis"), (.vanDerWaerden, "vanderWaerden"),
      (.median, "median"),
    ] {
      let found = try test(file, design, "api00", by: "stype", score: score)
      let part = expected["rank3_\(r)_\(key)"]
      #expect(agree(found.waldStatistic ?? .nan, part["wald"].number), "\(name) \(score)")
      #expect(agree(found.test.p, part["p"].number), "\(name) \(score)")
      #expect(
        found.test.reference
          == .f(numerator: part["df"].number, denominator: part["ddf"].number), "\(name) \(score)")
    }
  }

  @Test func `domains and missing answers take part in neither ranks nor means`() throws {
    let expected = try Reference.expected("designtests")
    let (file, design) = try ApiDesigns.design("apiclus1")
    let meals = file.numbers("meals")
    check(
      try test(file, design, "api00", by: "comp.imp") { meals[$0] > 50 }, expected["rank_domain"],
      "domain")
    let part = zip(file.numbers("ell"), meals).map { $1 > 90 ? Double.nan : $0 }
    check(
      try test(file, design, "part", by: "comp.imp", values: part), expected["rank_missing"],
      "missing")
  }

  @Test func `weighted ties do not see the order of the file, R's do`() throws {
    let values: [Double] = [1, 2, 2, 2, 3, 3, 4, 5, 5, 1, 2, 4]
    let weights: [Double] = [1, 5, 1, 2, 1, 4, 2, 1, 3, 2, 1, 6]
    let groups: [Int32] = [0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0]
    func statistic(_ order: [Int], _ ties: RankTest.Ties) throws -> Double {
      let numbers = Numbers([("y", order.map { values[$0] })])
      let design = try SurveyDesign(rowCount: 12, weights: order.map { weights[$0] })
      return try RankTest(
        numbers.variables[0], in: numbers.table,
        by: Categories(name: "g", codes: order.map { groups[$0] }, labels: ["a", "b"]),
        design: design, ties: ties
      ).test.statistic
    }
    let rows = Array(0..<12)
    let turned = Array(rows.reversed())
    #expect(agree(try statistic(rows, .weighted), try statistic(turned, .weighted)))
    #expect(!agree(try statistic(rows, .inFileOrder), try statistic(turned, .inFileOrder), 1e-3))
  }

  @Test func `groups without answers are left out, one group is refused`() throws {
    let design = try SurveyDesign(rowCount: 8, weights: [Double](repeating: 1, count: 8))
    let numbers = Numbers([("y", [1, 2, 3, 4, 5, 6, .nan, .nan])])
    func test(_ groups: [Int32]) throws -> RankTest {
      try RankTest(
        numbers.variables[0], in: numbers.table,
        by: Categories(name: "g", codes: groups, labels: ["a", "b", "c"]), design: design)
    }
    let found = try test([0, 0, 0, 1, 1, 1, 2, 2])
    #expect(found.emptyGroups == ["c"] && found.groupLabels == ["a", "b"])
    #expect(found.test.statistic > 0)
    #expect(throws: DesignTestError.tooFewCategories(name: "g", found: 1)) {
      try test([0, 0, 0, 0, 0, 0, 1, 2])
    }
    let alike = Numbers([("y", [Double](repeating: 3, count: 8))])
    #expect(throws: DesignTestError.self) {
      try RankTest(
        alike.variables[0], in: alike.table,
        by: Categories(name: "g", codes: [0, 0, 0, 0, 1, 1, 1, 1], labels: ["a", "b"]),
        design: design)
    }
  }
}
