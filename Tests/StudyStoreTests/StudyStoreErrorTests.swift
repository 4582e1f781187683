import Foundation
import GRDB
import Testing

@testable import StudyStore

@Suite struct StudyStoreErrorTests {
  private func kind(reading path: String) -> StudyStoreError.Kind? {
    do {
      _ = try readStudy(at: path)
      return nil
    } catch {
      #expect(error.hint != nil)
      return error.kind
    }
  }

  @Test("A missing file, a text file and another program's database are told apart")
  func notAStudyFile() throws {
    try withFolder { folder in
      #expect(kind(reading: "\(folder)/none.sqlite") == .notFound)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/none.sqlite"))
      try Data("year;town\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/a.csv"))
      #expect(kind(reading: "\(folder)/a.csv") == .notAStudyFile)
      let other = try DatabaseQueue(path: "\(folder)/other.sqlite")
      try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
      #expect(kind(reading: "\(folder)/other.sqlite") == .notAStudyFile)
      #expect(kind(reading: folder) == .notAStudyFile)
    }
  }

  @Test("Older and newer formats are refused by name")
  func otherFormats() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      for (version, expected) in [
        (0, StudyStoreError.Kind.olderFormat), (1, .olderFormat), (3, .newerFormat),
      ] {
        try writeStudy(SampleRecord.make(), to: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = \(version)") }
        try queue.close()
        #expect(kind(reading: path) == expected)
      }
    }
  }

  @Test(
    "A file that was changed by hand is damaged, never a crash",
    arguments: [
      "UPDATE panel_columns SET data = x'00'", "UPDATE panel_design SET data = x'FFFFFFFF'",
      "UPDATE panel_columns SET data = x'070707' WHERE kind = 'coded'",
      "UPDATE panel_columns SET offsets = x'00' WHERE kind = 'text'",
      "UPDATE panel_design SET data = x'090909' WHERE name = 'wave'",
      "UPDATE results SET wave = NULL", "UPDATE figures SET unit = 'ell'",
      "DROP TABLE distributions", "DELETE FROM meta", "UPDATE waves SET id = NULL",
      "UPDATE indicators SET goal_low = 99", "UPDATE withholdings SET figure = figure + 90",
      "UPDATE result_missing SET wave_position = 7", "UPDATE municipalities SET role = 'x'",
    ])
  func damaged(_ change: String) throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try writeStudy(SampleRecord.make(), to: path)
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { try $0.execute(sql: change) }
      try queue.close()
      #expect(kind(reading: path) == .damaged)
    }
  }

  @Test("A file cut short is damaged")
  func cutShort() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try writeStudy(SampleRecord.make(), to: path)
      try bytes(path).prefix(9000).write(to: URL(fileURLWithPath: path))
      #expect(kind(reading: path) == .damaged)
    }
  }

  @Test("A folder that cannot be made is an error with a hint")
  func folderIsAFile() throws {
    try withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: "\(folder)/file"))
      let error = #expect(throws: StudyStoreError.self) {
        try writeStudy(SampleRecord.make(), to: "\(folder)/file/study.sqlite")
      }
      #expect(error?.kind == .cannotWrite)
      #expect(error?.hint != nil)
    }
  }
}
