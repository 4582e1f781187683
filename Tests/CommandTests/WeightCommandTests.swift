import Foundation
import Testing

/// Weights from the command line, against R survey 4.1-1.
struct WeightCommandTests {
  private static let file =
    CommandRun.root.appending(path: "Tests/ReferenceValues/data/apiclus1.csv").path

  /// The population's schools by type and by school-wide target met.
  private static let margins = """
    variable,level,total
    stype,E,4421
    stype,H,755
    stype,M,1018
    sch.wide,No,1072
    sch.wide,Yes,5122

    """

  @Test func `raked weights meet both margins and are those of R`() throws {
    let scratch = try ScratchFolder()
    let margins = try scratch.write("margins.csv", Self.margins)
    let out = scratch.url.appending(path: "weights.csv")
    let run = try CommandRun([
      "weight", Self.file, "--weights", "pw", "--margins", margins, "--out", out.path, "--format",
      "json",
    ])
    try #require(run.exitCode == 0, "\(run.errors)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    for row in rows where row["what"] as? String == "total" {
      let gap = (row["after"] as? Double ?? 0) - (row["target"] as? Double ?? 1)
      #expect(abs(gap) < 1e-6, "\(row)")
    }
    // range(weights(rake(d, list(~stype, ~sch.wide), …, control = list(epsilon = 1e-12))))
    func after(_ what: String) -> Double {
      rows.first { $0["what"] as? String == what }?["after"] as? Double ?? .nan
    }
    #expect(abs(after("smallest weight") - 29.870675492684686) < 1e-7)
    #expect(abs(after("largest weight") - 67.125529241194698) < 1e-7)
    let lines = try String(contentsOf: out, encoding: .utf8).split(separator: "\n")
    #expect(lines[0] == "line,design_weight,factor,weight")
    #expect(lines.count == 184)
    #expect(try SmallStudy.mode(out) == 0o600)
  }

  @Test(arguments: [
    (["--method", "logit"], 2, "--bounds"), (["--bounds", "2:3"], 2, "LOW:HIGH"),
    (["--strict"], 2, "--trim"), (["--method", "truncated", "--bounds", "0.99:1.01"], 1, "bounds"),
  ])
  func `options that cannot be met say so, and nothing is written`(
    _ options: [String], _ code: Int32, _ words: String
  ) throws {
    let scratch = try ScratchFolder()
    let out = scratch.url.appending(path: "weights.csv")
    let run = try CommandRun(
      [
        "weight", Self.file, "--weights", "pw", "--margins",
        try scratch.write("margins.csv", Self.margins), "--out", out.path,
      ] + options)
    #expect(run.exitCode == code, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: out.path))
  }

  @Test func `a level that nobody has names the line of the margins`() throws {
    let scratch = try ScratchFolder()
    let margins = try scratch.write("margins.csv", Self.margins + "stype,X,10\n")
    let run = try CommandRun(["weight", Self.file, "--margins", margins])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("margins.csv:7"), "\(run.errors)")
    #expect(run.errors.contains("E, H, M"))
  }
}
