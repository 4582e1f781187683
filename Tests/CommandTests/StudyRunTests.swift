import Foundation
import Testing

/// `perlemor run`: what it writes, for whom, and what stays when it fails.
struct StudyRunTests {
  @Test func `two runs of the same day write the same bytes`() throws {
    let study = try SmallStudy()
    let second = study.scratch.url.appending(path: "again")
    for out in [study.out, second] {
      let run = try study.run(out: out)
      try #require(run.exitCode == 0, "\(run.errors)")
    }
    let files = try SmallStudy.files(below: study.out)
    let again = try SmallStudy.files(below: second)
    #expect(files.keys.sorted() == again.keys.sorted())
    for (name, data) in files.sorted(by: { $0.key < $1.key }) {
      #expect(data == again[name], "\(name) differs")
    }
    for needed in [
      "published/reports/small.municipality.en.pdf", "published/results.csv",
      "published/results.json", "confidential/study.sqlite",
    ] {
      #expect(files[needed]?.isEmpty == false, "\(needed) is missing")
    }
    #expect(files.keys.contains { $0.hasPrefix("published/charts/") && $0.hasSuffix(".svg") })
    // Nothing of the making is left.
    #expect(files.keys.allSatisfy { $0.hasPrefix("published/") || $0.hasPrefix("confidential/") })
  }

  @Test func `another day is printed in the report and nowhere in the numbers`() throws {
    let study = try SmallStudy()
    let first = try study.run()
    let later = study.scratch.url.appending(path: "later")
    let second = try CommandRun(["run", study.path, "--out", later.path, "--as-of", "2026-06-02"])
    #expect(first.exitCode == 0 && second.exitCode == 0)
    let a = try SmallStudy.files(below: study.out)
    let b = try SmallStudy.files(below: later)
    #expect(a["published/results.csv"] == b["published/results.csv"])
    let report = "published/reports/small.municipality.en.pdf"
    #expect(a[report] != b[report])
  }

  @Test func `what is confidential is for its owner's eyes only`() throws {
    let study = try SmallStudy()
    try #require(try study.run().exitCode == 0)
    let confidential = study.out.appending(path: "confidential")
    #expect(try SmallStudy.mode(confidential) == 0o700)
    #expect(try SmallStudy.mode(confidential.appending(path: "study.sqlite")) == 0o600)
    // A folder that somebody opened up is closed again.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: confidential.path)
    try #require(try study.run().exitCode == 0)
    #expect(try SmallStudy.mode(confidential) == 0o700)
  }

  @Test func `no code of a person is in anything published`() throws {
    let study = try SmallStudy()
    try #require(try study.run().exitCode == 0)
    let published = try SmallStudy.files(below: study.out.appending(path: "published"))
    let codes = (0..<52).map(SmallStudy.code)
    for (name, data) in published {
      // The text of a PDF is compressed.
      let text = name.hasSuffix(".pdf") ? try pdfText(data) : String(decoding: data, as: UTF8.self)
      #expect(!text.contains("KRAKE"), "\(name)")
      for code in codes { #expect(!text.contains(code), "\(name) holds \(code)") }
    }
    // The search itself works: the report has the name of the town.
    let report = try #require(published["reports/small.municipality.en.pdf"])
    #expect(try pdfText(report).contains("Småbyen"))
  }

  @Test func `a study with an error writes nothing and keeps what was there`() throws {
    let study = try SmallStudy()
    try #require(try study.run().exitCode == 0)
    let before = try SmallStudy.files(below: study.out)
    try study.writeCodebook(fault: true)
    let run = try study.run()
    #expect(run.exitCode == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("codebook.yaml:13"))
    #expect(run.errors.contains("did you mean low?"))
    #expect(run.errors.contains("nothing was written"))
    #expect(try SmallStudy.files(below: study.out) == before)

    let fresh = study.scratch.url.appending(path: "fresh")
    #expect(try study.run(out: fresh).exitCode == 1)
    #expect(!FileManager.default.fileExists(atPath: fresh.path))
  }

  @Test func `a run that is killed leaves the old files whole, and the next one cleans up`() throws
  {
    let study = try SmallStudy()
    try #require(try study.run().exitCode == 0)
    let before = try SmallStudy.files(below: study.out)
    let unfinished = study.out.appending(path: ".perlemor-unfinished")
    let process = Process()
    process.executableURL = CommandRun.products.appending(path: "perlemor")
    process.arguments = ["run", study.path, "--out", study.out.path, "--as-of", "2026-06-02"]
    process.environment = ["PERLEMOR_LIBRARY": CommandRun.root.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning, !FileManager.default.fileExists(atPath: unfinished.path) {
      usleep(500)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "it was killed in time")
    let after = try SmallStudy.files(below: study.out).filter {
      !$0.key.hasPrefix(".perlemor-unfinished")
    }
    #expect(after == before)
    #expect(FileManager.default.fileExists(atPath: unfinished.path))
    let explain = try CommandRun(["explain", "--study", study.out.path])
    #expect(explain.exitCode == 0)

    let next = try study.run()
    #expect(next.exitCode == 0)
    #expect(!FileManager.default.fileExists(atPath: unfinished.path))
    #expect(try SmallStudy.files(below: study.out) == before)
  }

  @Test func `published files set aside by a run that was killed come back`() throws {
    let study = try SmallStudy()
    try #require(try study.run().exitCode == 0)
    let published = study.out.appending(path: "published")
    try FileManager.default.moveItem(
      at: published, to: study.out.appending(path: ".perlemor-old-published"))
    #expect(try study.run().exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: published.path))
    #expect(
      !FileManager.default.fileExists(
        atPath: study.out.appending(path: ".perlemor-old-published").path))
  }

  @Test func `a place that cannot be written is a finding`() throws {
    let study = try SmallStudy()
    let file = try study.scratch.write("occupied", "a file, no folder")
    for out in [file, file + "/below"] {
      let run = try CommandRun(["run", study.path, "--out", out, "--as-of", "2026-05-01"])
      #expect(run.exitCode == 1, "\(run.errors)")
      #expect(run.errors.contains("occupied"))
      #expect(run.errors.contains("--out"))
      #expect(run.output.isEmpty)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "a file, no folder")
  }

  @Test func `a day that is none and a language that is not there are told`() throws {
    let study = try SmallStudy()
    let day = try CommandRun(["run", study.path, "--as-of", "30.6.2025"])
    #expect(day.exitCode != 0)
    #expect(day.errors.contains("YYYY-MM-DD"))
    let language = try study.run(["--language", "tlh"])
    #expect(language.exitCode == 1)
    #expect(language.errors.contains("tlh"))
    #expect(!FileManager.default.fileExists(atPath: study.out.path))
  }

  @Test func `check tells how each file was read and how persons were linked`() throws {
    let study = try SmallStudy()
    let run = try CommandRun(["check", study.path])
    #expect(run.exitCode == 0, "\(run.output)")
    for text in [
      "raw/before.csv", "encoding: UTF-8", "delimiter: ,", "% sure", "40 of 40 rows used",
      "28 in both, 12 only before, 12 only after", "ess.ppltrst",
    ] {
      #expect(run.output.contains(text), "no '\(text)' in \(run.output)")
    }
    #expect(!FileManager.default.fileExists(atPath: study.path + "/out"))
    try study.writeCodebook(fault: true)
    let faulty = try CommandRun(["check", study.path])
    #expect(faulty.exitCode == 1)
    #expect(faulty.output.contains("codebook.yaml:13"))
  }
}
