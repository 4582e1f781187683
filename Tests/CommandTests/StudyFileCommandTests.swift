import Foundation
import Testing

/// `explain`, `report`, `chart` and `catalogue`: parts of a study from its study file.
struct StudyFileCommandTests {
  private let study: SmallStudy

  init() throws {
    study = try SmallStudy()
    try #require(try study.run().exitCode == 0)
  }

  private var file: [String] { ["--study", study.out.path] }

  @Test func `every figure that explain lists can be explained`() throws {
    let list = try CommandRun(["explain"] + file)
    try #require(list.exitCode == 0)
    let ids = list.output.split(separator: "\n").map(String.init)
    #expect(ids.count >= 2)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      let run = try CommandRun(["explain", id] + file)
      #expect(run.exitCode == 0, "\(id): \(run.errors)")
      #expect(run.output.contains(id))
      // The hash of the raw files that it rests on.
      #expect(run.output.contains("sha256") || run.output.contains("SHA-256"), "\(run.output)")
    }
    let csv = try String(
      contentsOf: study.out.appending(path: "published/results.csv"), encoding: .utf8)
    for id in ids { #expect(csv.contains(id), "\(id) is not in results.csv") }
  }

  @Test func `a mistyped figure, chart, place or indicator gets the nearest one`() throws {
    let id = try #require(
      try CommandRun(["explain"] + file).output.split(separator: "\n").first.map(String.init))
    let explain = try CommandRun(["explain", id + "x"] + file)
    #expect(explain.exitCode == 1 && explain.output.isEmpty)
    #expect(explain.errors.contains("did you mean '\(id)'?"), "\(explain.errors)")

    let chart = try #require(try charts().first)
    let out = study.scratch.url.appending(path: "typo").path
    let wrong = try CommandRun(["chart", chart + "s", "--out", out] + file)
    #expect(wrong.exitCode == 1)
    #expect(wrong.errors.contains("did you mean '\(chart)'?"))
    #expect(!FileManager.default.fileExists(atPath: out))

    let report = try CommandRun(["report", "smal", "--out", out] + file)
    #expect(report.exitCode == 1)
    #expect(report.errors.contains("did you mean 'small'?"))

    let catalogue = try CommandRun(["catalogue", "ess.pplrtust"])
    #expect(catalogue.exitCode == 1)
    #expect(catalogue.errors.contains("did you mean 'ess.ppltrst'?"))
  }

  @Test func `a report from the study file is the report of the run`() throws {
    let out = study.scratch.url.appending(path: "reports")
    let run = try CommandRun(["report", "--out", out.path] + file)
    try #require(run.exitCode == 0, "\(run.errors)")
    let name = "small.municipality.en.pdf"
    #expect(
      try Data(contentsOf: out.appending(path: name))
        == Data(contentsOf: study.out.appending(path: "published/reports/\(name)")))
  }

  @Test func `a chart comes as SVG with text, as outlines, as PDF and as PNG`() throws {
    let name = try #require(try charts().first)
    let out = study.scratch.url.appending(path: "charts")
    for (format, ending) in [("svg", "svg"), ("pdf", "pdf"), ("png", "png"), ("outlined", "svg")] {
      let run = try CommandRun(
        ["chart", name, "--format", format, "--out", out.path] + file)
      try #require(run.exitCode == 0, "\(run.errors)")
      let path = out.appending(path: "\(name).en.\(ending)")
      #expect(run.output == path.path + "\n")
      let data = try Data(contentsOf: path)
      let text = String(decoding: data, as: UTF8.self)
      switch format {
      case "svg":
        #expect(text.contains("<text") && text.contains("<title"))
        #expect(
          try data
            == Data(
              contentsOf: study.out.appending(path: "published/charts/\(name).en.svg")),
          "the chart of the run has the same bytes")
      case "outlined": #expect(!text.contains("<text") && text.contains("<path"))
      case "pdf": #expect(data.starts(with: Data("%PDF-".utf8)))
      default: #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      }
    }
    let wrong = try CommandRun(["chart", name, "--format", "jpg"] + file)
    #expect(wrong.exitCode == 2)
    #expect(wrong.errors.contains("'svg', 'outlined', 'pdf' or 'png'"))
    #expect(try CommandRun(["chart", name, "--width", "20"] + file).exitCode == 2)
  }

  @Test func `a study file that is none is a finding`() throws {
    let text = try study.scratch.write("notes.sqlite", "no database at all, only words\n")
    let folder = study.scratch.url.appending(path: "nothing")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for path in [text, folder.path, folder.appending(path: "none.sqlite").path] {
      for command in ["explain", "report", "chart"] {
        let run = try CommandRun([command, "--study", path])
        #expect(run.exitCode == 1, "\(command) \(path)")
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("perlemor run"), "\(run.errors)")
      }
    }
  }

  @Test func `the catalogue lists what it can show whole`() throws {
    let list = try CommandRun(["catalogue"])
    #expect(list.exitCode == 0)
    #expect(list.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.count >= 12)
    let one = try CommandRun(["catalogue", "prep.neighbours"])
    #expect(one.exitCode == 0)
    for text in ["licence:", "source:", "score:", "sha256", "1…5"] {
      #expect(one.output.contains(text), "\(one.output)")
    }
  }

  private func charts() throws -> [String] {
    try CommandRun(["chart"] + file).output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
      .map(String.init)
  }
}
