import Foundation
import Testing

/// The forms in which a researcher may say the same thing.
struct EstimateOptionTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Two items with the missing codes 8 and 9, a weight that is 8 once, and a place.
  private func answers() throws -> String {
    try folder.write(
      "answers.csv",
      """
      place,w,b1,b2,t
      a,8,1,2,9
      a,1,9,4,5
      a,2,3,,8
      b,1,4,8,7
      b,3,5,NA,6
      b,1,2,3,3

      """)
  }

  @Test func `a missing code without a variable holds for all of them and for no design column`()
    throws
  {
    let output = try EstimateOutput(
      try answers(), ["--weights", "w", "--mean", "b1,b2,t", "--missing", "8,9"])
    #expect(try output.row("mean", "b1").n == 5)
    #expect(try output.row("mean", "b2").n == 3)
    #expect(try output.row("mean", "t").n == 4)
    #expect(
      agree(try output.row("mean", "b1").estimate, (8.0 + 6 + 4 + 15 + 2) / (8 + 2 + 1 + 3 + 1)))
  }

  @Test func `a missing code with variables holds for those`() throws {
    let file = try answers()
    let output = try EstimateOutput(
      file, ["--weights", "w", "--mean", "b1,b2,t", "--missing", "b1,b2=8,9"])
    #expect(try output.row("mean", "b1").n == 5)
    #expect(try output.row("mean", "b2").n == 3)
    #expect(try output.row("mean", "t").n == 6)
    let repeated = try EstimateOutput(
      file,
      ["--weights", "w", "--mean", "b1", "--mean", "b2", "--mean", "t"]
        + ["--missing", "b1=9", "--missing", "b2=8"])
    #expect(repeated.run.output == output.run.output)
  }

  @Test func `a share of a missing code is refused, and a share of all values leaves it out`()
    throws
  {
    let file = try answers()
    let output = try EstimateOutput(file, ["--share", "b2", "--missing", "8"])
    #expect(output.rows.map(\.level) == ["2", "3", "4"])
    #expect(output.rows.allSatisfy { $0.n == 3 })
    #expect(agree(output.rows.reduce(0) { $0 + ($1.estimate ?? 0) }, 1))
    let refused = try CommandRun(["estimate", file, "--share", "b2=8", "--missing", "8"])
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("2, 3, 4"))
  }

  @Test func `domains are objects by column and a change leaves the wave out`() throws {
    let file = try folder.write(
      "waves.csv",
      """
      town,wave,sex,x
      1,b,f,1
      1,b,m,3
      1,b,m,4
      1,a,f,2
      1,a,m,5
      1,a,m,7
      1,c,m,700

      """)
    let output = try EstimateOutput(
      file, ["--mean", "x", "--by", "town", "--change", "wave=b:a", "--singleton", "remove"])
    #expect(output.rows.count == 3)
    let before = try output.row("mean", "x", ["town": "1", "wave": "b"])
    let after = try output.row("mean", "x", ["town": "1", "wave": "a"])
    let change = try output.row("change", "x", ["town": "1"])
    #expect(before.n == 3 && after.n == 3 && change.n == 6)
    #expect(agree(change.estimate, 14.0 / 3 - 8.0 / 3))
    #expect(change.p != nil && change.pHolm == change.p)
  }

  @Test func `every object has the promised keys`() throws {
    let run = try CommandRun(
      ["estimate", try answers(), "--mean", "b1", "--share", "place", "--format", "json"])
    let rows = try JSONDecoder().decode(JSON.self, from: Data(run.output.utf8)).items
    #expect(rows.count == 3)
    for row in rows {
      #expect(
        row.keys.isSuperset(of: [
          "statistic", "variable", "level", "domain", "n", "estimate", "se", "df", "ci_low",
          "ci_high", "deff",
        ]))
    }
  }

  @Test func `a level other than 95 percent changes the interval by its t quantile`() throws {
    let file = Reference.data("apisrs")
    let wide = try EstimateOutput(file, ["--mean", "api00", "--level", "0.99"])
    let usual = try EstimateOutput(file, ["--mean", "api00"])
    // R: qt(c(0.995, 0.975), 199)
    let expected = 2.6007602160585064 / 1.9719565442517519
    let widths = [wide, usual].map { ($0.rows[0].high ?? 0) - ($0.rows[0].low ?? 0) }
    #expect(agree(widths[0] / widths[1], expected))
    #expect(wide.rows[0].se == usual.rows[0].se)
  }

  @Test func `numbers keep full double precision in JSON and CSV`() throws {
    let file = try folder.write("third.csv", "x\n1\n0\n0\n")
    let json = try CommandRun(["estimate", file, "--mean", "x", "--format", "json"])
    #expect(json.output.contains("\"estimate\":0.3333333333333333,"))
    let csv = try CommandRun(["estimate", file, "--mean", "x", "--format", "csv"])
    #expect(csv.output.contains(",0.3333333333333333,"))
    let table = try CommandRun(["estimate", file, "--mean", "x"])
    #expect(table.output.contains("0.333333"))
    #expect(!table.output.contains("0.3333333333333333"))
  }

  @Test func `standard output carries results only and warnings leave with 0`() throws {
    let file = try folder.write("gaps.csv", "g,x\na,1\na,2\n,4\nb,9\nb,3\n")
    let run = try CommandRun(["estimate", file, "--mean", "x", "--by", "g", "--format", "csv"])
    #expect(run.exitCode == 0)
    #expect(run.output.split(separator: "\n").count == 3)
    #expect(run.output.hasPrefix("statistic,variable,level,g,n,estimate,"))
    #expect(run.errors.contains("warning: 1 row has no value in g"))
    #expect(run.errors.contains("rows a second"))
  }

  @Test func `a decimal comma and semicolons are read as they are meant`() throws {
    let file = try folder.write("nordic.csv", "vikt;svar\n1,5;2,25\n2,5;4,75\n1,0;3,00\n")
    let output = try EstimateOutput(file, ["--weights", "vikt", "--mean", "svar"])
    #expect(agree(output.rows[0].estimate, (1.5 * 2.25 + 2.5 * 4.75 + 3) / 5))
  }

  @Test func `a CSV cell with a comma or a quote comes back whole`() throws {
    let file = try folder.write("names.csv", "town,x\n\"Öst, \"\"gamla\"\"\",1\nB,2\nB,4\n")
    let run = try CommandRun(
      ["estimate", file, "--mean", "x", "--by", "town", "--format", "csv", "--singleton", "remove"])
    #expect(run.exitCode == 0)
    #expect(run.output.contains("\"Öst, \"\"gamla\"\"\""))
  }

  @Test func `definitions say which answers are off the scale`() throws {
    let definition = try folder.write(
      "one.yaml",
      """
      id: calm
      version: "1"
      label: Calm
      plain: One item from 1 to 5.
      dimension: belonging
      items:
        - {id: b1, low: 1, high: 5, missing: {8: refused}}
      score: mean
      unit: score
      direction: up
      licence: CC0
      source: "Invented"

      """)
    let output = try EstimateOutput(try answers(), ["--definitions", definition])
    #expect(try output.row("mean", "calm").n == 5)
    #expect(output.run.errors.contains("answers.csv:3, b1: 9"))
    #expect(output.run.errors.contains("1…5"))
  }

  @Test func `a fault in a definition is told with its line and a suggestion`() throws {
    let definition = try folder.write("bad.yaml", "id: calm\nversoin: \"1\"\nlabel: Calm\n")
    let run = try CommandRun(["estimate", try answers(), "--definitions", definition])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("bad.yaml:2"))
    #expect(run.errors.contains("version"))
    #expect(run.errors.contains("plain"), "all faults at once")
    #expect(run.output.isEmpty)
  }

  @Test func `a header may hold commas and equals signs, as questions do`() throws {
    let file = try folder.write(
      "forms.csv",
      """
      "Trust (0 = none, 10 = full)","Age, in years",x
      4,20,1
      99.0,30,2
      7,30,3

      """)
    let output = try EstimateOutput(
      file,
      ["--mean", "x,Trust (0 = none, 10 = full)", "--share", "Age, in years=30"]
        + ["--missing", "Trust (0 = none, 10 = full)=99"])
    #expect(try output.row("mean", "x").n == 3)
    #expect(try output.row("mean", "Trust (0 = none, 10 = full)").estimate == 5.5)
    let share = try output.row("share", "Age, in years", level: "30")
    #expect(agree(share.estimate, 2.0 / 3))
  }
}
