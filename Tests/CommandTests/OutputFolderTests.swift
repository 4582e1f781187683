import Foundation
import Testing

/// Where `run` writes: one run at a time, and nothing where it cannot.
struct OutputFolderTests {
  @Test func `a folder that another run writes to is left alone`() throws {
    let study = try SmallStudy()
    try FileManager.default.createDirectory(at: study.out, withIntermediateDirectories: true)
    let lock = open(study.out.path, O_RDONLY | O_DIRECTORY)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    let refused = try study.run()
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("another run is writing there now"), "\(refused.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: study.out.path).isEmpty)
    // The lock goes with whoever held it.
    close(lock)
    #expect(try study.run().exitCode == 0)
  }

  @Test func `a file is no folder to write to, and stays as it was`() throws {
    let study = try SmallStudy()
    let file = study.scratch.url.appending(path: "notes.txt")
    try "mine".write(to: file, atomically: true, encoding: .utf8)
    for out in [file, file.appending(path: "below")] {
      let run = try study.run(out: out)
      #expect(run.exitCode == 1, "\(run.errors)")
      #expect(run.errors.contains("cannot write there") && run.errors.contains("--out"))
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
  }
}
