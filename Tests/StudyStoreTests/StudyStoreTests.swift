import Foundation
import GRDB
import SocialIndicators
import SurveyData
import SurveyStatistics
import Tabular
import Testing

@testable import StudyStore

private struct Interruption: Error {}

@Suite struct StudyStoreTests {
  @Test("A record comes back from its file equal in every field")
  func roundTrip() throws {
    try withFolder { folder in
      let record = SampleRecord.make()
      try writeStudy(record, to: "\(folder)/confidential/study.sqlite")
      let back = try readStudy(at: "\(folder)/confidential/study.sqlite")
      #expect(back.study == record.study)
      #expect(back.codebooks == record.codebooks)
      #expect(back.panel == record.panel)
      #expect(back.participation == record.participation)
      #expect(back.definitions == record.definitions)
      #expect(back.results == record.results)
      #expect(back.withheld == record.withheld)
      #expect(back.diagnostics == record.diagnostics)
      #expect(back == record)
    }
  }

  @Test("An empty study without participation comes back as it was")
  func emptyRoundTrip() throws {
    try withFolder { folder in
      var record = SampleRecord.make()
      record.participation = nil
      record.results = []
      record.withheld = []
      record.asOf = nil
      record.study.municipalities = []
      record.study.waves = []
      record.panel = Panel(
        table: Table(rowCount: 0), municipality: [], wave: [], person: [], stratum: [],
        strataLabels: [], clusters: [], populationSizes: [[]], weight: [], source: [], line: [],
        sources: [], linkages: [])
      try writeStudy(record, to: "\(folder)/study.sqlite")
      #expect(try readStudy(at: "\(folder)/study.sqlite") == record)
    }
  }

  @Test("The sample record leaves no field of a stored type at the value a forgotten column gives")
  func everyFieldIsKnown() {
    // A field that is added to a contract type must be added to the schema and to the sample.
    let counts: [(Any, Int)] = [
      (SampleRecord.study, 14), (SampleRecord.study.municipalities[0], 10),
      (SampleRecord.study.sources[0], 8), (SampleRecord.codebook, 3),
      (SampleRecord.codebook.variables[0], 13), (SampleRecord.panel, 13),
      (SampleRecord.panel.sources[0], 9), (SampleRecord.panel.linkages[0], 6),
      (SampleRecord.participation, 3), (SampleRecord.participation.attendances[0], 12),
      (SampleRecord.participation.volunteering[0], 5),
      (SampleRecord.definitions[0].definition, 15), (SampleRecord.results[0], 10),
      (SampleRecord.results[0].waves[0], 9), (SampleRecord.estimate(0, .t), 9),
      (SampleRecord.provenance, 7),
    ]
    for (value, count) in counts {
      #expect(
        Mirror(reflecting: value).children.count == count,
        "\(type(of: value)) has other fields than the study file knows")
    }
  }

  @Test("Only the owner may read the file and the folder made for it")
  func permissions() throws {
    try withFolder { folder in
      let old = umask(0)
      defer { umask(old) }
      var modeWhileWriting = -1
      try writeStudy(
        SampleRecord.make(), to: "\(folder)/confidential/study.sqlite",
        beforeFinish: {
          let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/confidential")
          #expect(files.count == 1)
          modeWhileWriting = try mode("\(folder)/confidential/\(files[0])")
        })
      #expect(modeWhileWriting == 0o600)
      #expect(try mode("\(folder)/confidential/study.sqlite") == 0o600)
      #expect(try mode("\(folder)/confidential") == 0o700)
    }
  }

  @Test("A failure in the middle leaves the old file as it was and nothing beside it")
  func failureKeepsOldFile() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try writeStudy(SampleRecord.make(), to: path)
      let before = try bytes(path)
      #expect(throws: StudyStoreError.self) {
        try writeStudy(SampleRecord.make(), to: path, beforeFinish: { throw Interruption() })
      }
      var wrong = SampleRecord.make()
      wrong.panel.weight.removeLast()
      let error = #expect(throws: StudyStoreError.self) { try writeStudy(wrong, to: path) }
      #expect(error?.kind == .invalidRecord)
      #expect(error?.finding == "weight has 2 rows, the panel 3")
      #expect(try bytes(path) == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["study.sqlite"])
    }
  }

  @Test("What a killed run left behind is removed by the next one, what a living run writes stays")
  func leftovers() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try writeStudy(SampleRecord.make(), to: path)
      let before = try bytes(path)
      // A child that has ended and was waited for: its number belongs to nobody.
      let child = Process()
      child.executableURL = URL(fileURLWithPath: "/bin/true")
      try child.run()
      child.waitUntilExit()
      let dead = "\(folder)/.study.sqlite.partial-\(child.processIdentifier)"
      let living = "\(folder)/.study.sqlite.partial-1"
      try before.prefix(5000).write(to: URL(fileURLWithPath: dead))
      try before.prefix(5000).write(to: URL(fileURLWithPath: living))
      #expect(try readStudy(at: path) == SampleRecord.make())
      try writeStudy(SampleRecord.make(), to: path)
      #expect(!FileManager.default.fileExists(atPath: dead))
      #expect(FileManager.default.fileExists(atPath: living))
    }
  }

  @Test("The same record gives the same bytes, over an old file and beside it")
  func sameBytes() throws {
    try withFolder { folder in
      try writeStudy(SampleRecord.make(), to: "\(folder)/a.sqlite")
      try writeStudy(SampleRecord.make(), to: "\(folder)/b.sqlite")
      try writeStudy(SampleRecord.make(), to: "\(folder)/b.sqlite")
      #expect(try bytes("\(folder)/a.sqlite") == bytes("\(folder)/b.sqlite"))
    }
  }

  @Test("Published results leave out what was withheld, and changes of withheld waves")
  func publishedView() throws {
    try withFolder { folder in
      let path = "\(folder)/study.sqlite"
      try writeStudy(SampleRecord.make(), to: path)
      let queue = try DatabaseQueue(path: path)
      try queue.read { db in
        let shown = try Row.fetchAll(
          db,
          sql: """
            SELECT group_level, statistic, wave, value, n, outcome FROM published_results
            ORDER BY group_level IS NOT NULL, statistic DESC, wave DESC
            """)
        let lines = shown.map { row in
          row.map { "\($0.1)" }.joined(separator: " ")
        }
        #expect(
          lines == [
            "NULL \"wave\" \"before\" 5.1 99 NULL", "NULL \"wave\" \"after\" 5.3 99 NULL",
            "NULL \"change\" NULL 0.3 99 \"smaller_than\"", "\"f\" \"wave\" \"after\" 0.4 99 NULL",
          ])
        #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM withheld_results") == 4)
        #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
      }
    }
  }

  @Test("Results that were never protected are not published")
  func unprotectedIsNotPublished() throws {
    try withFolder { folder in
      var record = SampleRecord.make()
      record.withheld = []
      try writeStudy(record, to: "\(folder)/study.sqlite")
      let queue = try DatabaseQueue(path: "\(folder)/study.sqlite")
      #expect(
        try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM published_results") } == 0)
      #expect(try readStudy(at: "\(folder)/study.sqlite") == record)
    }
  }
}
