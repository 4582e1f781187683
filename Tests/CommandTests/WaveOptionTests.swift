import Foundation
import Testing

/// How `--waves` relates the samples of two waves.
struct WaveOptionTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// The stratified schools with every other row in wave b, and whether many meals are free.
  private func schools() throws -> String {
    let text = try String(contentsOfFile: Reference.data("apistrat"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let head = lines[0].replacing("\"", with: "").split(separator: ",").map(String.init)
    let meals = try #require(head.firstIndex(of: "meals"))
    let rows = lines.dropFirst().enumerated().map { index, line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let many = (Int(cells[meals]) ?? 0) > 40 ? "yes" : "no"
      return "\(line),\(index % 2 == 0 ? "a" : "b"),\(many)"
    }
    return try folder.write(
      "schools.csv", ([lines[0] + ",wave,many"] + rows).joined(separator: "\n") + "\n")
  }

  @Test func `fresh samples equal strata crossed with waves in R`() throws {
    let expected = try Reference.expected("designs_mixed")
    let file = try schools()
    let options = [
      "--weights", "pw", "--strata", "stype", "--fpc", "fpc", "--mean", "api00",
      "--change", "wave=a:b",
    ]
    let whole = try EstimateOutput(file, options + ["--waves", "fresh"])
    try whole.row("change", "api00").expect(expected["fresh_change"]["diff"], deff: false)
    let domains = try EstimateOutput(file, options + ["--by", "many"])
    try domains.row("change", "api00", ["many": "yes"]).expect(
      expected["fresh_change_domain"]["diff"], deff: false)
    // Without clusters fresh is what is taken for granted.
    let usual = try EstimateOutput(file, options)
    #expect(usual.run.output == whole.run.output)
  }

  @Test func `where there are clusters they are shared unless said otherwise`() throws {
    let file = Reference.data("cohort_16mun")
    let options = [
      "--weights", "weight", "--strata", "stratum", "--clusters", "psu", "--mean", "t1",
      "--missing", "77,88,99", "--change", "wave=before:after",
    ]
    let usual = try EstimateOutput(file, options)
    let shared = try EstimateOutput(file, options + ["--waves", "shared"])
    #expect(usual.run.output == shared.run.output)
    let fresh = try EstimateOutput(file, options + ["--waves", "fresh"])
    #expect(try fresh.row("change", "t1").estimate == shared.row("change", "t1").estimate)
    // The clusters of this cohort answer alike in both waves: ignoring it doubles the variance.
    #expect(try (fresh.row("change", "t1").se ?? 0) > (shared.row("change", "t1").se ?? 9))
  }

  @Test func `linked persons who all answer twice equal the paired t test`() throws {
    // R: with(sleep, t.test(extra[group == 2], extra[group == 1], paired = TRUE))
    let extra = [
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
      [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    ]
    let lines = extra.enumerated().flatMap { group, values in
      values.enumerated().map { "\($1),\(group + 1),\($0 + 1)" }
    }
    let file = try folder.write(
      "sleep.csv", "extra,group,ID\n" + lines.joined(separator: "\n") + "\n")
    let output = try EstimateOutput(
      file, ["--mean", "extra", "--change", "group=1:2", "--waves", "linked=ID"])
    let change = try output.row("change", "extra")
    #expect(agree(change.estimate, 1.58))
    #expect(agree(change.t, 4.062127683382037))
    #expect(agree(change.se, 1.58 / 4.062127683382037))
  }

  @Test func `rows of other waves are in no level and no change`() throws {
    let rows = (0..<12).map { "\(["before", "after", "later"][$0 % 3]),\($0 * $0 % 7)" }
    let head = "wave,x\n"
    let all = try folder.write("all.csv", head + rows.joined(separator: "\n") + "\n")
    let two = try folder.write(
      "two.csv",
      head + rows.filter { !$0.hasPrefix("later") }.joined(separator: "\n") + "\n")
    let options = ["--mean", "x", "--change", "wave=before:after"]
    let withOther = try EstimateOutput(all, options)
    #expect(try withOther.run.output == EstimateOutput(two, options).run.output)
    #expect(withOther.rows.count == 3)
    #expect(withOther.run.errors.contains("later"), "the rows left out are told")
  }

  @Test func `the same person twice in a wave is told by line`() throws {
    let file = try folder.write(
      "twice.csv", "id,wave,x\n1,b,2\n2,b,3\n1,b,4\n1,a,5\n2,a,6\n")
    let run = try CommandRun(
      ["estimate", file, "--mean", "x", "--change", "wave=b:a", "--waves", "linked=id"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("twice.csv:4"))
    #expect(run.errors.contains("line 2"))
  }
}
