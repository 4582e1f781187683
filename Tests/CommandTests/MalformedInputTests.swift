import Foundation
import Testing

/// Every broken sample through the command: a finding, never a crash, and no result beside it.
struct MalformedInputTests {
  private static let samples = CommandRun.root.appending(path: "SampleData")

  @Test func `no broken file crashes the command`() throws {
    let folder = Self.samples.appending(path: "malformed")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".xlsx") }.sorted()
    #expect(names.count >= 30)
    for name in names {
      let path = folder.appending(path: name).path
      let run = try CommandRun(["estimate", path, "--share", "no such column"])
      #expect(run.exitCode == 1, "\(name): \(run.exitCode) \(run.errors)")
      #expect(run.output.isEmpty, "\(name)")
      #expect(run.errors.contains(name), "\(name): \(run.errors)")
    }
  }

  @Test func `every broken study is refused by check and by run, with its place`() throws {
    let folder = Self.samples.appending(path: "malformed-studies")
    let scratch = try ScratchFolder()
    let out = scratch.url.appending(path: "out")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasSuffix(".md") }.sorted()
    #expect(names.count >= 3)
    for name in names {
      let study = folder.appending(path: name).path
      let check = try CommandRun(["check", study])
      #expect(check.exitCode == 1, "\(name): \(check.output)")
      #expect(check.output.contains("error: "), "\(name)")
      #expect(check.output.contains(".yaml:"), "\(name)")
      let run = try CommandRun(["run", study, "--out", out.path])
      #expect(run.exitCode == 1, "\(name): \(run.errors)")
      #expect(run.output.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: out.path), "\(name) wrote something")
    }
  }

  @Test func `a file with errors gives no result, one with warnings does`() throws {
    let folder = Self.samples.appending(path: "malformed")
    let damaged = try CommandRun(
      ["estimate", folder.appending(path: "nul-byte.csv").path, "--share", "id"])
    #expect(damaged.exitCode == 1 && damaged.output.isEmpty)
    let ragged = try CommandRun(
      ["estimate", folder.appending(path: "ragged-row.csv").path, "--share", "id"])
    #expect(ragged.exitCode == 0 && !ragged.output.isEmpty)
    #expect(ragged.errors.contains("ragged-row.csv:3"))
  }

  @Test func `a NUL byte and a quote that is never closed are told by line`() throws {
    let folder = Self.samples.appending(path: "malformed")
    for (name, code) in [
      ("nul-byte.csv", "nul"), ("unterminated-quote.csv", "quote"), ("ragged-row.csv", "ragged"),
    ] {
      let run = try CommandRun(
        ["estimate", folder.appending(path: name).path, "--share", "no such column"])
      #expect(run.errors.contains("\(name):"), "\(run.errors)")
      #expect(run.errors.lowercased().contains(code), "\(run.errors)")
    }
  }
}
