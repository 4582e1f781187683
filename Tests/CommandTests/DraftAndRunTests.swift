import Foundation
import Testing

/// From a form's own export to a report without an edit: `init`, then `run`.
struct DraftAndRunTests {
  static let exports = ["google-forms.csv", "microsoft-forms.xlsx"]

  private static func fixture(_ name: String) -> String {
    CommandRun.root.appending(path: "Tests/CommandTests/Fixtures/\(name)").path
  }

  @Test(arguments: exports)
  func `a form's export becomes a study and a report with no data edited`(_ name: String) throws {
    let scratch = try ScratchFolder()
    let town = scratch.url.appending(path: "my-town")
    let raw = try Data(contentsOf: URL(filePath: Self.fixture(name)))
    let drafted = try CommandRun(["init", town.path, "--from", Self.fixture(name)])
    try #require(drafted.exitCode == 0, "\(drafted.errors)")
    #expect(drafted.output.contains("CONFIRM"))
    #expect(drafted.output.contains("perlemor check"))
    let study = try String(contentsOf: town.appending(path: "study.yaml"), encoding: .utf8)
    let codebook = try String(contentsOf: town.appending(path: "codebook.yaml"), encoding: .utf8)
    #expect(study.contains("CONFIRM") && codebook.contains("CONFIRM"))
    // The two rounds are two years apart, and the draft sees it.
    #expect(study.contains("before:") && study.contains("after:"))
    #expect(codebook.contains("item: prep.neighbours"))
    let copy = town.appending(path: "data/\(name)")
    #expect(try Data(contentsOf: copy) == raw)
    #expect(try SmallStudy.mode(copy) == 0o600)

    let check = try CommandRun(["check", town.path])
    #expect(check.exitCode == 0, "\(check.output)")
    #expect(check.output.contains("definition.unconfirmed"))
    #expect(try CommandRun(["check", town.path, "--strict"]).exitCode == 1)

    let run = try CommandRun(["run", town.path, "--as-of", "2025-06-30"])
    try #require(run.exitCode == 0, "\(run.errors)")
    let reports = town.appending(path: "out/published/reports")
    let names = try FileManager.default.contentsOfDirectory(atPath: reports.path)
    #expect(names.count == 1)
    let pdf = try Data(contentsOf: reports.appending(path: names.first ?? ""))
    #expect(pdf.starts(with: Data("%PDF-".utf8)))
    #expect(pdf.count > 20_000)
    #expect(run.errors.contains("→"), "warnings come with a hint")
    #expect(try Data(contentsOf: copy) == raw)
  }

  @Test func `a survey asked once is told as it stands, with no word of change`() throws {
    let scratch = try ScratchFolder()
    var rows = "Timestamp,Can most people be trusted? (0-10),Gender\n"
    for row in 0..<60 {
      rows += "2026/03/05 9:00:00 AM GMT+2,\(row * 7 % 11),\(row % 2 == 0 ? "Woman" : "Man")\n"
    }
    let form = try scratch.write("form.csv", rows)
    let town = scratch.url.appending(path: "once")
    try #require(try CommandRun(["init", town.path, "--from", form]).exitCode == 0)
    let run = try CommandRun(["run", town.path, "--as-of", "2026-06-30"])
    try #require(run.exitCode == 0, "\(run.errors)")
    let published = try SmallStudy.files(below: town.appending(path: "out/published"))
    let report = try #require(published.first { $0.key.hasSuffix(".pdf") })
    let text = try pdfText(report.value)
    #expect(text.contains("at one time"))
    #expect(text.contains("Where the town stands"))
    #expect(!text.contains("before and after"))
  }

  @Test func `init never writes over a study`() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write("town/study.yaml", "mine\n")
    let town = scratch.url.appending(path: "town")
    let run = try CommandRun(["init", town.path, "--from", Self.fixture("google-forms.csv")])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("study.yaml"))
    #expect(try SmallStudy.files(below: town) == ["study.yaml": Data("mine\n".utf8)])
  }

  @Test func `a raw file that cannot be read leaves no folder behind`() throws {
    let scratch = try ScratchFolder()
    let town = scratch.url.appending(path: "town")
    let empty = try scratch.write("empty.csv", "")
    for file in [scratch.url.appending(path: "none.csv").path, scratch.url.path, empty] {
      let run = try CommandRun(["init", town.path, "--from", Self.fixture(Self.exports[0]), file])
      #expect(run.exitCode == 1)
      #expect(run.errors.contains("nothing was written"))
      #expect(!FileManager.default.fileExists(atPath: town.path))
    }
    #expect(try CommandRun(["init", town.path]).exitCode == 2)
  }

  @Test func `two files of one name are told apart or refused`() throws {
    let scratch = try ScratchFolder()
    let first = try scratch.write("a/answers.csv", "x,y\n1,2\n3,4\n")
    let second = try scratch.write("b/answers.csv", "x,y\n1,2\n3,4\n")
    let town = scratch.url.appending(path: "town")
    let run = try CommandRun(["init", town.path, "--from", first, second])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("same name"))
    #expect(!FileManager.default.fileExists(atPath: town.path))
  }
}
