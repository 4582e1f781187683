import Diagnostics
import GRDB
import SurveyData

/// The accounts of what was read belong to the panel or to the participation records.
enum SourcePart: String {
  case panel, participation
}

extension Database {
  func writeSources(_ sources: [SourceAccount], of part: SourcePart, from first: Int) throws {
    let rows = try RowWriter(
      self, "sources", "position,part,file,kind,sha256,bytes,rows_read,rows_used")
    let notes = try RowWriter(
      self, "source_format", "source,position,what,value,confidence,reason")
    let dropped = try RowWriter(self, "dropped_rows", "source,position,reason,count")
    for (offset, source) in sources.enumerated() {
      let number = first + offset
      try rows.add(
        number, part.rawValue, source.file, source.kind.rawValue, source.fingerprint,
        source.byteCount, source.rowsRead, source.rowsUsed)
      for (position, note) in source.format.enumerated() {
        try notes.add(number, position, note.what, note.value, note.confidence, note.reason)
      }
      for (position, drop) in source.rowsDropped.enumerated() {
        try dropped.add(number, position, drop.reason, drop.count)
      }
    }
  }

  func readSources(of part: SourcePart) throws -> [SourceAccount] {
    try Row.fetchAll(
      self, sql: "SELECT * FROM sources WHERE part = ? ORDER BY position",
      arguments: [part.rawValue]
    ).map { row in
      let number: Int = try row.required("position")
      let notes = try Row.fetchAll(
        self, sql: "SELECT * FROM source_format WHERE source = ? ORDER BY position",
        arguments: [number])
      let dropped = try Row.fetchAll(
        self, sql: "SELECT * FROM dropped_rows WHERE source = ? ORDER BY position",
        arguments: [number])
      return SourceAccount(
        file: try row.required("file"), kind: try row.oneOf("kind"),
        fingerprint: try row.required("sha256"), byteCount: try row.required("bytes"),
        rowsRead: try row.required("rows_read"), rowsUsed: try row.required("rows_used"),
        dropReasons: try dropped.map { try $0.required("reason") },
        dropCounts: try dropped.map { try $0.required("count") },
        format: try notes.map { note in
          SourceAccount.FormatNote(
            what: try note.required("what"), value: try note.required("value"),
            confidence: try note.required("confidence"), reason: try note.required("reason"))
        })
    }
  }

  func writeParticipation(_ participation: ParticipationData) throws {
    let attendances = try RowWriter(
      self, "attendances",
      """
      position,municipality,wave,event,day,event_type,person,headcount,resident,first_time,\
      audience_group,method,capacity
      """)
    for (position, row) in participation.attendances.enumerated() {
      try attendances.add(
        position, row.municipality, row.wave, row.event, row.date, row.eventType, row.person,
        row.headcount, row.isResident, row.isFirstTime, row.group, row.method, row.capacity)
    }
    let volunteering = try RowWriter(
      self, "volunteering", "position,municipality,wave,person,organisation,hours")
    for (position, row) in participation.volunteering.enumerated() {
      try volunteering.add(
        position, row.municipality, row.wave, row.person, row.organisation, row.hours)
    }
  }

  func readParticipation() throws -> ParticipationData {
    let attendances = try Row.fetchAll(self, sql: "SELECT * FROM attendances ORDER BY position")
      .map { row in
        ParticipationData.Attendance(
          municipality: try row.required("municipality"), wave: try row.required("wave"),
          event: try row.required("event"), date: row.optional("day"),
          eventType: row.optional("event_type"), person: row.optional("person"),
          headcount: try row.required("headcount"), isResident: row.optional("resident"),
          isFirstTime: row.optional("first_time"), group: row.optional("audience_group"),
          method: row.optional("method"), capacity: row.optional("capacity"))
      }
    let volunteering = try Row.fetchAll(self, sql: "SELECT * FROM volunteering ORDER BY position")
      .map { row in
        ParticipationData.Volunteering(
          municipality: try row.required("municipality"), wave: try row.required("wave"),
          person: row.optional("person"), organisation: row.optional("organisation"),
          hours: try row.required("hours"))
      }
    return ParticipationData(
      attendances: attendances, volunteering: volunteering,
      sources: try readSources(of: .participation))
  }

  func writeLinkages(_ linkages: [Linkage]) throws {
    let rows = try RowWriter(
      self, "linkages", "position,municipality,matched,lost,new,without_code,ambiguous")
    for (position, link) in linkages.enumerated() {
      try rows.add(
        position, link.municipality, link.matched, link.lost, link.new, link.withoutCode,
        link.ambiguous)
    }
  }

  func readLinkages() throws -> [Linkage] {
    try Row.fetchAll(self, sql: "SELECT * FROM linkages ORDER BY position").map { row in
      Linkage(
        municipality: try row.required("municipality"), matched: try row.required("matched"),
        lost: try row.required("lost"), new: try row.required("new"),
        withoutCode: try row.required("without_code"), ambiguous: try row.required("ambiguous"))
    }
  }

  func writeDiagnostics(_ diagnostics: [Diagnostic]) throws {
    let rows = try RowWriter(
      self, "diagnostics",
      "position,code,severity,file,line,character,column_name,finding,expected,hint")
    for (position, finding) in diagnostics.enumerated() {
      try rows.add(
        position, finding.code, finding.severity.word, finding.place.file, finding.place.line,
        finding.place.position, finding.place.column, finding.finding, finding.expected,
        finding.hint)
    }
  }

  func readDiagnostics() throws -> [Diagnostic] {
    try Row.fetchAll(self, sql: "SELECT * FROM diagnostics ORDER BY position").map { row in
      let word: String = try row.required("severity")
      guard let severity = Diagnostic.Severity.allCases.first(where: { $0.word == word }) else {
        throw RecordFault(finding: "\(word) is not a severity")
      }
      return Diagnostic(
        try row.required("code"), severity,
        at: Diagnostic.Place(
          file: row.optional("file"), line: row.optional("line"),
          position: row.optional("character"), column: row.optional("column_name")),
        try row.required("finding"), expected: row.optional("expected"),
        hint: row.optional("hint"))
    }
  }
}

extension Diagnostic.Severity {
  fileprivate var word: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
