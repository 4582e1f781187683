import Foundation
import Glibc
import SurveyData
import Testing

@testable import StudyStore

@Suite struct InterruptedRunTests {
  @Test("A run that is killed in the middle leaves the old file whole and is cleared up after")
  func killed() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("study-store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/study.sqlite"
    try writeStudy(SampleRecord.make(), to: path)
    let before = try bytes(path)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      var record = SampleRecord.make()
      record.study.title = "Never seen"
      try writeStudy(record, to: path, beforeFinish: { kill(getpid(), SIGKILL) })
    }
    #expect(try bytes(path) == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 2, "the killed run left its half-written file: \(names)")
    try writeStudy(SampleRecord.make(), to: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["study.sqlite"])
  }
}
