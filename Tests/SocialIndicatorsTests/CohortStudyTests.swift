import Foundation
import SocialIndicators
import SurveyData
import SurveyStatistics
import Tabular
import Testing

/// The standard job as a study: raw codes, definitions in YAML, sixteen municipalities.
///
/// The same PSUs are visited in both waves. Expected: R survey 4.1-1 (`cohort_standard_job.json` holds the code).
@Suite struct CohortStudyTests {
  private struct Expected: Decodable {
    struct Levels: Decodable {
      var indicator: [String]
      var municipality: [Int]
      var wave: [String]
      var n: [Int]
      var mean: [Double]
      var se: [Double]
      var ci_lo: [Double]
      var ci_hi: [Double]
      var deff: [Double]
      var df: [Double]
    }
    struct Changes: Decodable {
      var indicator: [String]
      var municipality: [Int]
      var change: [Double]
      var se: [Double]
      var cov_before_after: [Double]
      var df: [Double]
      var p: [Double]
    }
    struct Tables: Decodable {
      var levels: Levels
      var change: Changes
    }
    var expected: Tables
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "ReferenceValues")

  private static let definitions: String = {
    func items(_ names: [String], _ low: Int, _ high: Int, _ missing: String) -> String {
      let reversed: Set = ["b2", "b7", "b10", "b12"]
      return names.map { name in
        "      - {id: \(name), low: \(low), high: \(high), "
          + "reversed: \(reversed.contains(name)), missing: \(missing)}\n"
      }.joined()
    }
    func one(_ id: String, _ items: String, _ scoring: String) -> String {
      "  - id: \(id)\n    version: \"1\"\n    label: \(id)\n    plain: \(id)\n"
        + "    dimension: belonging\n    items:\n\(items)    score: mean\n\(scoring)"
        + "    direction: up\n    licence: none\n    source: none\n"
    }
    func b(_ range: ClosedRange<Int>) -> String {
      items(range.map { "b\($0)" }, 1, 5, "{8: do_not_know, 9: refused}")
    }
    func t(_ range: ClosedRange<Int>) -> String {
      items(
        range.map { "t\($0)" }, 0, 10, "{77: refused, 88: do_not_know, 99: not_answered}")
    }
    var text = "indicators:\n"
    text += one("s1", b(1...4), "") + one("s2", b(5...8), "") + one("s3", b(9...12), "")
    text += one("s4", t(1...4), "") + one("s5", b(1...12), "") + one("s6", b(5...12), "")
    for number in 1...3 {
      text += one(
        "y\(number)", items(["p\(number)"], 1, 2, "{8: do_not_know, 9: refused}"),
        "    share_within: [1, 1]\n")
    }
    return text + one("y4", t(1...1), "    share_within: [7, 10]\n")
  }()

  private static func fixture() throws -> StudyFixture {
    let text = try String(
      contentsOf: folder.appending(path: "data/cohort_16mun.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = lines[0]
    func column(_ name: String) -> [String] {
      let index = header.firstIndex(of: name) ?? 0
      return lines.dropFirst().map { $0[index] }
    }
    func numbered(_ values: [String]) -> (codes: [Int32], labels: [String]) {
      let labels = Set(values).sorted()
      let codes = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
      return (values.map { Int32(codes[$0] ?? -1) }, labels)
    }
    let places = numbered(column("municipality"))
    var fixture = StudyFixture(
      places.labels.map {
        StudyFixture.municipality(
          $0, relation: "shared", design: .clustered, stratum: "stratum", clusters: ["psu"])
      })
    fixture.municipality = places.codes
    fixture.wave = column("wave").map { $0 == "before" ? 0 : 1 }
    let strata = numbered(column("stratum"))
    fixture.stratum = strata.codes
    fixture.strataLabels = strata.labels
    fixture.clusters = [column("psu").map { Int32($0) ?? -1 }]
    fixture.weight = column("weight").map { Double($0) ?? .nan }
    for item in header
    where "btp".contains(item.prefix(1)) && item.dropFirst().allSatisfy(\.isNumber) {
      let numbers = column(item).map { Int($0) ?? -1 }
      fixture.columns.append((item, scaleColumn(numbers, Set(numbers).sorted())))
    }
    return fixture
  }

  @Test func `levels and changes of all municipalities equal R`() throws {
    let expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: Self.folder.appending(path: "cohort_standard_job.json"))
    ).expected
    let results = try Self.fixture().results(Self.definitions, degreesOfFreedom: .classic)
    #expect(results.count == 160)
    var byKey: [String: IndicatorResult] = [:]
    for result in results { byKey["\(result.indicator) \(result.municipality)"] = result }
    let levels = expected.levels
    for row in levels.indicator.indices {
      let key = "\(levels.indicator[row]) \(levels.municipality[row])"
      let wave = try #require(
        byKey[key]?.waves.first { $0.wave == levels.wave[row] }, "\(key)")
      let estimate = try #require(wave.estimate, "\(key): \(wave.refusal?.description ?? "")")
      #expect(estimate.respondents == levels.n[row], "\(key)")
      #expect(wave.answered == levels.n[row], "\(key)")
      #expect(agree(estimate.value, levels.mean[row]), "\(key)")
      #expect(agree(estimate.standardError, levels.se[row]), "\(key)")
      #expect(estimate.degreesOfFreedom == levels.df[row], "\(key)")
      #expect(agree(estimate.designEffect ?? .nan, levels.deff[row]), "\(key)")
      // R's table has t intervals for shares too; shares have the logit interval here.
      if key.hasPrefix("y") { continue }
      #expect(agree(estimate.interval?.low ?? .nan, levels.ci_lo[row]), "\(key)")
      #expect(agree(estimate.interval?.high ?? .nan, levels.ci_hi[row]), "\(key)")
    }
    let changes = expected.change
    #expect(changes.indicator.count == 160)
    for row in changes.indicator.indices {
      let key = "\(changes.indicator[row]) \(changes.municipality[row])"
      let change = try #require(byKey[key]?.change?.change, "\(key)")
      #expect(agree(change.difference.value, changes.change[row]), "\(key)")
      #expect(agree(change.difference.standardError, changes.se[row]), "\(key)")
      #expect(agree(change.covariance, changes.cov_before_after[row]), "\(key)")
      #expect(change.difference.degreesOfFreedom == changes.df[row], "\(key)")
      #expect(agree(change.p, changes.p[row]), "\(key)")
    }
  }
}
