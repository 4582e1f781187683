import GRDB
import SurveyData

/// Writes a study file, mode 0600, or leaves the old one as it was.
///
/// The same record gives the same bytes with the same SQLite library: the file carries no clock, no
/// dictionary order and no change count of earlier writes.
package func writeStudy(_ record: StudyRecord, to path: String) throws(StudyStoreError) {
  try writeStudy(record, to: path, beforeFinish: {})
}

/// The same with a place for tests to fail at, after all was written and before it takes its place.
func writeStudy(
  _ record: StudyRecord, to path: String, beforeFinish: () throws -> Void
) throws(StudyStoreError) {
  let file = StudyFile(path: path)
  try file.begin()
  do {
    try fill(file.partialPath, with: record)
    try beforeFinish()
  } catch {
    file.abandon()
    throw studyStoreError(error, path: path)
  }
  do {
    try file.finish()
  } catch {
    file.abandon()
    throw error
  }
}

private func fill(_ path: String, with record: StudyRecord) throws {
  guard record.withheld.isEmpty || record.withheld.count == record.results.count else {
    throw RecordFault(
      finding:
        "\(record.withheld.count) lists of withheld parts for \(record.results.count) results"
    )
  }
  var configuration = Configuration()
  configuration.label = "study"
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  try queue.inDatabase { db in
    // The file is thrown away when anything fails, so it needs no journal of its own; temporary
    // tables stay in memory, where nobody else can read them.
    try db.execute(
      sql: """
        PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;
        PRAGMA application_id = \(StudySchema.applicationID);
        PRAGMA user_version = \(StudySchema.formatVersion);
        """)
    try db.inTransaction(.immediate) {
      for statement in StudySchema.statements { try db.execute(sql: statement) }
      try db.writeRecord(record)
      return .commit
    }
  }
  try queue.close()
}

extension Database {
  fileprivate func writeRecord(_ record: StudyRecord) throws {
    let meta = try RowWriter(self, "meta", "key,value")
    try meta.add("as_of", record.asOf)
    try meta.add("description", record.study.description)
    try meta.add("folder", record.study.folder)
    try meta.add("format_version", String(StudySchema.formatVersion))
    try meta.add("has_participation", record.participation == nil ? "no" : "yes")
    try meta.add("program_version", record.programVersion)
    try meta.add(
      "protected", record.withheld.isEmpty && !record.results.isEmpty ? "no" : "yes")
    try meta.add("study_sha256", record.study.fingerprint)
    try meta.add("title", record.study.title)
    try writeStudy(record.study)
    try writeCodebooks(record.codebooks)
    try writeDefinitions(record.definitions)
    try writeSources(record.panel.sources, of: .panel, from: 0)
    try writeLinkages(record.panel.linkages)
    try writePanel(record.panel)
    if let participation = record.participation {
      try writeSources(
        participation.sources, of: .participation, from: record.panel.sources.count)
      try writeParticipation(participation)
    }
    try writeDiagnostics(record.diagnostics)
    try writeResults(record.results)
    try writeWithholdings(record.withheld)
  }
}

/// What a failure inside the database means to the person in front of it.
func studyStoreError(_ error: any Error, path: String) -> StudyStoreError {
  switch error {
  case let error as StudyStoreError: return error
  case let fault as RecordFault:
    return StudyStoreError(path: path, kind: .invalidRecord, finding: fault.finding)
  case let error as DatabaseError:
    let kind: StudyStoreError.Kind =
      switch error.resultCode {
      case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .permission
      case .SQLITE_CONSTRAINT: .invalidRecord
      default: .cannotWrite
      }
    return StudyStoreError(
      path: path, kind: kind, finding: error.message ?? "SQLite error \(error.resultCode)",
      hint: error.resultCode == .SQLITE_FULL
        ? "The disk is full: make room and run again; the old file is untouched" : nil)
  default:
    return StudyStoreError(path: path, kind: .cannotWrite, finding: "\(error)")
  }
}
