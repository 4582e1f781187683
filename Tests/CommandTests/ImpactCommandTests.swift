import Foundation
import Testing

/// Impact and pooling from the command line, on files of a few rows whose answers can be reckoned.
struct ImpactCommandTests {
  private func objects(_ text: String) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  /// Five treated places whose means rise by 3, 4, 5, 6, 7, three others by 0, 1, 1.
  private func places(_ scratch: ScratchFolder) throws -> String {
    var text = "town,wave,role,y\n"
    for (town, change) in [3, 4, 5, 6, 7, 0, 1, 1].enumerated() {
      let role = town < 5 ? "uptake" : "comparison"
      text += "t\(town),before,\(role),10\nt\(town),after,\(role),\(10 + change)\n"
    }
    return try scratch.write("towns.csv", text)
  }

  @Test func `few places are exchanged, and the reason is said`() throws {
    let scratch = try ScratchFolder()
    let run = try CommandRun([
      "impact", try places(scratch), "--outcome", "y", "--place", "town", "--change",
      "wave=before:after", "--treated", "role=uptake", "--format", "json",
    ])
    try #require(run.exitCode == 0, "\(run.errors)")
    let effect = try #require(try objects(run.output).last)
    // mean(3…7) − mean(0, 1, 1), and no other choice of five places has a larger t.
    #expect(abs((effect["estimate"] as? Double ?? 0) - (5 - 2.0 / 3)) < 1e-12)
    #expect(effect["method"] as? String == "randomisation")
    let p = effect["p"] as? Double ?? 1
    #expect(abs(p - 1.0 / 56) < 1e-12)
    #expect(effect["smallest_p"] as? Double == p)
    #expect(run.errors.contains("5 of 8 places"))
    #expect(run.errors.contains("1/56"))
    #expect(run.errors.contains("chosen"))
  }

  @Test func `starts in different periods are compared group by group`() throws {
    let scratch = try ScratchFolder()
    var text = "town,year,began,y\n"
    // Everybody rises by 1 a year; places that began in 2021 by 2 more, those of 2022 by 3 more.
    for (town, began) in [2021, 2021, 2022, 2022, 0, 0, 0].enumerated() {
      for year in 2020...2022 {
        let effect = began == 0 || year < began ? 0 : began - 2019
        text += "t\(town),\(year),\(began == 0 ? "" : "\(began)"),\(town + year - 2020 + effect)\n"
      }
    }
    let run = try CommandRun([
      "impact", try scratch.write("panel.csv", text), "--outcome", "y", "--place", "town",
      "--time", "year", "--start", "began", "--format", "json",
    ])
    try #require(run.exitCode == 0, "\(run.errors)")
    let effects = try objects(run.output)
    func effect(_ started: Int, _ period: Int) -> Double? {
      effects.first {
        $0["started"] as? Int == started && $0["period"] as? Int == period
      }?["estimate"] as? Double
    }
    #expect(effect(2021, 2021) == 2 && effect(2021, 2022) == 2 && effect(2022, 2022) == 3)
    #expect(effect(2022, 2021) == 0)
  }

  @Test func `two places are not pooled, five have a prediction`() throws {
    let scratch = try ScratchFolder()
    let two = try scratch.write("two.csv", "d,se\n1,0.5\n2,0.5\n")
    let refused = try CommandRun(["pool", two, "--effect", "d", "--se", "se"])
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("2 of at least 3 places"))
    // All alike: the mean is that value and nothing is between places.
    let five = try scratch.write("five.csv", "d,se\n" + String(repeating: "1,0.5\n", count: 5))
    let run = try CommandRun(["pool", five, "--effect", "d", "--se", "se", "--format", "json"])
    let rows = try objects(run.output)
    let pooled = try #require(rows.first { $0["statistic"] as? String == "pooled" })
    #expect(abs((pooled["estimate"] as? Double ?? 0) - 1) < 1e-12)
    // Never narrower than the fixed effect: 0.5/√5.
    #expect((pooled["se"] as? Double ?? 0) >= 0.5 / 5.0.squareRoot() - 1e-12)
    #expect(rows.first { $0["statistic"] as? String == "tau2" }?["estimate"] as? Double == 0)
    #expect(
      rows.first { $0["statistic"] as? String == "prediction" }?["ci_low"] is Double)
  }

  @Test(arguments: [
    (["--change", "wave=before:after", "--treated", "role=uptak"], 1, "comparison, uptake"),
    (["--change", "wave=before:after"], 2, "--treated"), (["--time", "wave"], 2, "--start"),
    (["--change", "wave", "--treated", "role=uptake"], 2, "COLUMN=BEFORE:AFTER"),
  ])
  func `a wrong option says what is expected`(
    _ options: [String], _ code: Int32, _ words: String
  ) throws {
    let scratch = try ScratchFolder()
    let run = try CommandRun(
      ["impact", try places(scratch), "--outcome", "y", "--place", "town"] + options)
    #expect(run.exitCode == code)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
