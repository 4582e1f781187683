import GRDB
import Glibc
import SurveyData

/// Reads a study file back into the record that was written.
package func readStudy(at path: String) throws(StudyStoreError) -> StudyRecord {
  try checkHeader(path)
  do {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "study"
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    return try queue.read { db in
      try db.checkFormat(path: path)
      return try db.readRecord()
    }
  } catch let error as StudyStoreError {
    throw error
  } catch let fault as RecordFault {
    throw damaged(path, fault.finding)
  } catch let error as DatabaseError {
    throw damaged(path, error.message ?? "SQLite error \(error.resultCode)")
  } catch {
    throw damaged(path, "\(error)")
  }
}

private func damaged(_ path: String, _ finding: String) -> StudyStoreError {
  StudyStoreError(
    path: path, kind: .damaged, finding: "the study file is damaged: \(finding)",
    hint: "Run the study again to make it anew")
}

/// SQLite would make an empty database of a missing file and say little of a wrong one.
private func checkHeader(_ path: String) throws(StudyStoreError) {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else {
    let code = errno
    throw StudyStoreError(
      path: path, kind: code == EACCES || code == EPERM ? .permission : .notFound,
      finding: "cannot open the study file: \(String(cString: strerror(code)))",
      hint: code == EACCES || code == EPERM
        ? "Only its owner may read it, because it holds answers of persons"
        : "Run the study first: perlemor run STUDY makes it")
  }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 16)
  let count = read(file, &bytes, 16)
  guard count == 16, bytes == Array("SQLite format 3".utf8) + [0] else {
    throw StudyStoreError(
      path: path, kind: .notAStudyFile, finding: "this is not a study file",
      hint: "Give the study.sqlite that perlemor run wrote under confidential/")
  }
}

extension Database {
  fileprivate func checkFormat(path: String) throws {
    let application = try Int64.fetchOne(self, sql: "PRAGMA application_id") ?? 0
    guard application == StudySchema.applicationID else {
      throw StudyStoreError(
        path: path, kind: .notAStudyFile, finding: "this is a database of another program",
        hint: "Give the study.sqlite that perlemor run wrote under confidential/")
    }
    let version = try Int64.fetchOne(self, sql: "PRAGMA user_version") ?? 0
    if version < StudySchema.formatVersion {
      throw StudyStoreError(
        path: path, kind: .olderFormat,
        finding: "written in format \(version), this program reads \(StudySchema.formatVersion)",
        hint: "Run the study again to make it anew")
    }
    if version > StudySchema.formatVersion {
      throw StudyStoreError(
        path: path, kind: .newerFormat,
        finding: "written in format \(version), this program reads \(StudySchema.formatVersion)",
        hint: "Use the newer program that wrote it")
    }
  }

  fileprivate func readRecord() throws -> StudyRecord {
    var meta: [String: String] = [:]
    for row in try Row.fetchAll(self, sql: "SELECT key, value FROM meta") {
      meta[try row.required("key")] = row.optional("value", as: String.self)
    }
    guard let programVersion = meta["program_version"] else {
      throw RecordFault(finding: "the table meta names no program version")
    }
    let study = try readStudy(meta: meta)
    let results = try readResults()
    return StudyRecord(
      study: study, codebooks: try readCodebooks(), panel: try readPanel(study: study),
      participation: meta["has_participation"] == "yes" ? try readParticipation() : nil,
      definitions: try readDefinitions(), results: results,
      withheld: meta["protected"] == "yes" ? try readWithholdings(figures: results.count) : [],
      diagnostics: try readDiagnostics(), asOf: meta["as_of"], programVersion: programVersion)
  }
}
