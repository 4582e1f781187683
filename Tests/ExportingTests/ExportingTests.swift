import DisclosureControl
import Exporting
import Foundation
import SocialIndicators
import SurveyData
import SurveyStatistics
import Testing

@Suite struct ExportingTests {
  private let study = StudyDefinition(
    title: "A \"study\"",
    waves: [.init(id: "before", label: "2024"), .init(id: "after", label: "2025")],
    municipalities: [
      Municipality(id: "a", name: "Ærø", country: "DK", inhabitants: 6000, role: .uptake)
    ], sources: [], codebooks: [], folder: "", fingerprint: "f00")

  private func estimate(_ value: Double, _ n: Int) -> Estimate {
    Estimate(
      value: value, variance: 0.04, degreesOfFreedom: 99,
      interval: .init(low: value - 0.4, high: value + 0.4, level: 0.95, method: .t),
      respondents: n, weightedBase: Double(n), designEffect: 1.25)
  }

  private func result(_ n: Int, group: String? = nil) -> IndicatorResult {
    let values = [0.1 + 0.2, 1.0 / 3]
    let waves = zip(["before", "after"], values).map { wave, value in
      IndicatorResult.Wave(
        wave: wave, estimate: estimate(value, n), asked: n + 12, answered: n,
        missing: [.init(reason: "refused", count: 12)],
        distribution: [
          .init(value: 1, label: "yes, often", share: 0.25, count: n / 4),
          .init(value: 2, label: "no", share: 0.25, count: n / 4),
          .init(value: 3, label: "-1 or less", share: 0.25, count: n / 4),
          .init(value: 4, label: "=1+1", share: 0.25, count: n / 4),
        ])
    }
    return IndicatorResult(
      indicator: "x", municipality: "a",
      group: group.map { .init(variable: "age", level: $0, label: $0) },
      unit: .score(low: 0, high: 10), primaryRank: 0, waves: waves,
      change: .init(
        change: Change(
          before: estimate(values[0], n), after: estimate(values[1], n),
          difference: estimate(values[1] - values[0], 2 * n), covariance: 0.01, t: 0.25, p: 0.8,
          equivalenceInterval: .init(low: -0.3, high: 0.3, level: 0.9, method: .t),
          minimalDetectableChange: 0.6), outcome: .cannotTell, adjustedP: 1),
      provenance: Provenance(
        figure: "a.x" + (group.map { ".age=\($0)" } ?? ""), definitionHash: "beef",
        definitionVersion: "1", formula: "mean of q", method: "simple random sample",
        inputs: [.init(file: "answers.csv", fingerprint: "cafe")], programVersion: "0.1.0"))
  }

  /// Fields of a line without quotes in it.
  private func rows(_ csv: String) -> [[String: String]] {
    let lines = csv.split(separator: "\n").map(String.init)
    let header = lines[0].split(separator: ",").map(String.init)
    return lines.dropFirst().filter { !$0.contains("\"") }.map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      #expect(fields.count == header.count, "\(line)")
      return Dictionary(uniqueKeysWithValues: zip(header, fields))
    }
  }

  @Test func `Every number in the table reads back as the same double`() throws {
    let csv = resultsCSV(protect([result(100)], study: study), study: study, definitions: [])
    let rows = rows(csv)
    let before = try #require(rows.first { $0["wave"] == "before" && $0["statistic"] == "mean" })
    #expect(before["value"] == "0.30000000000000004")
    #expect(before["se"] == "0.2")
    #expect(before["n"] == "100")
    #expect(before["df"] == "99")
    #expect(before["deff"] == "1.25")
    #expect(before["primary_rank"] == "1")
    #expect(before["unit"] == "score 0..10")
    let change = try #require(rows.first { $0["wave"] == "change" && $0["p"] != "" })
    #expect(Double(change["value"] ?? "") == 1.0 / 3 - (0.1 + 0.2))
    #expect(change["outcome"] == "cannot_tell")
    #expect(change["p_holm"] == "1")
    #expect(csv.contains("\"yes, often\""))
    #expect(csv.contains(",'=1+1,") && !csv.contains(",=1+1"))
    #expect(csv.contains(",'-1 or less,"))
    #expect(
      rows.contains { $0["statistic"] == "minimal_detectable_change" && $0["value"] == "0.6" })
    #expect(rows.contains { $0["statistic"] == "missing" && $0["answer"] == "refused" })
  }

  @Test func `What is withheld has a row with the reason and no number`() {
    let csv = resultsCSV(
      protect([result(100), result(12, group: "young")], study: study), study: study,
      definitions: [])
    let young = rows(csv).filter { $0["group"] == "age=young" }
    #expect(young.count == 3)
    for row in young {
      #expect(row["value"] == "" && row["se"] == "" && row["n"] == "")
      #expect(row["withheld"] == "fewer_than_30_respondents")
    }
  }

  @Test func `A figure without an interval has no standard error either`() throws {
    var open = result(100)
    open.describesRespondentsOnly = true
    open.waves[0].estimate?.interval = nil
    let csv = resultsCSV(protect([open], study: study), study: study, definitions: [])
    let before = try #require(
      rows(csv).first { $0["wave"] == "before" && $0["statistic"] == "mean" })
    #expect(before["value"] != "" && before["se"] == "" && before["df"] == "")
    #expect(before["respondents_only"] == "yes")
  }

  @Test func `The JSON is valid, keeps its order and is the same every time`() throws {
    let results = protect([result(100), result(12, group: "young")], study: study)
    let text = resultsJSON(results, study: study, definitions: [])
    #expect(text == resultsJSON(results, study: study, definitions: []))
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let root = try #require(parsed as? [String: Any])
    #expect(root["study"] as? String == "A \"study\"")
    let found = try #require(root["results"] as? [[String: Any]])
    #expect(found.count == 2)
    let waves = try #require(found[0]["waves"] as? [[String: Any]])
    let estimate = try #require(waves[0]["estimate"] as? [String: Any])
    #expect(estimate["n"] as? Int == 100)
    #expect(text.contains("\"value\": 0.30000000000000004,"))
    let hidden = try #require(found[1]["waves"] as? [[String: Any]])
    #expect(hidden[0]["estimate"] is NSNull)
    #expect(hidden[0]["answered"] is NSNull)
    #expect(hidden[0]["withheld"] as? String == "fewer_than_30_respondents")
    let study = try #require(text.range(of: "\"study\""))
    let results2 = try #require(text.range(of: "\"results\""))
    #expect(study.lowerBound < results2.lowerBound)
  }

  @Test func `A figure is explained from its files to its interval`() throws {
    let sources = [
      SourceAccount(
        file: "answers.csv", kind: .survey, fingerprint: "cafe", byteCount: 9, rowsRead: 210,
        rowsUsed: 204, dropReasons: ["duplicate person"], dropCounts: [6])
    ]
    let results = protect([result(100), result(12, group: "young")], study: study)
    let text = try #require(
      explain(figure: "a.x", results: results, definitions: [], sources: sources))
    for part in [
      "formula: mean of q", "answers.csv  SHA-256 cafe", "210 rows read, 204 used",
      "6 dropped: duplicate person", "112 asked, 100 counted", "12 refused",
      "estimate 0.30000000000000004", "standard error 0.2, 99 degrees of freedom",
      "95 % interval", "verdict: cannot tell", "p 1 after Holm", "simple random sample",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let hidden = try #require(
      explain(figure: "a.x.age=young", results: results, definitions: [], sources: sources))
    #expect(hidden.contains("withheld: fewer than 30 answered"))
    #expect(!hidden.contains("estimate"))
    #expect(explain(figure: "a.y", results: results, definitions: [], sources: sources) == nil)
  }

  @Test func `Small counts beside a figure have no number in any table`() throws {
    var few = result(100)
    few.waves[0].asked = 103
    few.waves[0].missing = [.init(reason: "refused", count: 3)]
    let results = protect([few, result(60, group: "old")], study: study)
    let csv = resultsCSV(results, study: study, definitions: [])
    let missing = try #require(
      rows(csv).first { $0["statistic"] == "missing" && $0["wave"] == "before" })
    #expect(missing["value"] == "" && missing["withheld"] == "small_count")
    #expect(!rows(csv).contains { $0["statistic"] == "missing" && $0["group"] != "" })
    let json = resultsJSON(results, study: study, definitions: [])
    #expect(json.contains("\"refused\": null"))
    #expect(!json.contains("\"asked\": 72"))
    let text = try #require(explain(figure: "a.x", results: results, definitions: [], sources: []))
    #expect(text.contains("a withheld count of refused"))
  }

  @Test func `A file outside the study folder is published without its folders`() {
    var result = result(100)
    result.provenance.inputs = [
      .init(file: "/home/anna/Documents/answers.csv", fingerprint: "1"),
      .init(file: "../anna/more.csv", fingerprint: "2"), .init(file: "raw/a.csv", fingerprint: "3"),
    ]
    let json = resultsJSON(protect([result], study: study), study: study, definitions: [])
    #expect(!json.contains("anna"))
    #expect(json.contains("\"answers.csv\"") && json.contains("\"more.csv\""))
    #expect(json.contains("\"raw/a.csv\""))
  }
}
