package import Tabular

/// All survey answers of a study, stacked: one row a person and wave, with the design beside them.
package struct Panel: Sendable, Hashable {
  /// Interpreted columns by variable id.
  ///
  /// They are `.coded` for scales, choices and options, `.real` for
  /// numbers. A variable that a source does not have is missing with `notAsked` there.
  package var table: Table
  /// Index into the study's municipalities, a row.
  package var municipality: [Int32]
  /// Index into the study's waves, a row.
  package var wave: [UInt8]
  /// Linked person, the same number in both waves; −1 where unknown.
  package var person: [Int32]
  /// Index into `strataLabels`, a row; strata are nested in municipalities.
  package var stratum: [Int32]
  package var strataLabels: [String]
  /// One array a stage of cluster ids, a row; empty where persons are the units everywhere.
  ///
  /// Where only some designs have clusters, a row of the others is a cluster of its own.
  package var clusters: [[Int32]]
  /// Population size of the row's stratum at each stage.
  ///
  /// Persons where there are no clusters; infinite where no fpc applies. One array a stage, at least one.
  package var populationSizes: [[Double]]
  /// Design weights: the weight column of the source, else declared size over answers of the
  /// municipality, wave and stratum, else 1 (open and clustered designs, sizes not declared).
  package var weight: [Double]
  /// Index into `sources` of the row, and its line in that file.
  package var source: [Int16]
  package var line: [UInt32]
  /// What was read, in the order of the study.
  package var sources: [SourceAccount]
  /// How persons were matched, one a municipality with linked waves.
  package var linkages: [Linkage]

  package init(
    table: Table, municipality: [Int32], wave: [UInt8], person: [Int32], stratum: [Int32],
    strataLabels: [String], clusters: [[Int32]], populationSizes: [[Double]], weight: [Double],
    source: [Int16], line: [UInt32], sources: [SourceAccount], linkages: [Linkage]
  ) {
    self.table = table
    self.municipality = municipality
    self.wave = wave
    self.person = person
    self.stratum = stratum
    self.strataLabels = strataLabels
    self.clusters = clusters
    self.populationSizes = populationSizes
    self.weight = weight
    self.source = source
    self.line = line
    self.sources = sources
    self.linkages = linkages
  }

  /// How many rows there are.
  package var rowCount: Int { municipality.count }
}

/// What was read from one file, and what was not and why.
package struct SourceAccount: Sendable, Hashable {
  package var file: String
  package var kind: SourceDefinition.Kind
  /// SHA-256 of the bytes.
  package var fingerprint: String
  package var byteCount: Int
  /// Rows in the file under the header.
  package var rowsRead: Int
  package var rowsUsed: Int
  /// Rows set aside, by reason, in the order the reasons first occurred.
  package var rowsDropped: [(reason: String, count: Int)] {
    zip(dropReasons, dropCounts).map { ($0, $1) }
  }
  package var dropReasons: [String]
  package var dropCounts: [Int]
  /// How the file was read: `encoding`, `delimiter`, `decimal`, `origin`… with the confidence.
  package var format: [FormatNote]

  package struct FormatNote: Sendable, Hashable {
    package var what: String
    package var value: String
    package var confidence: Double
    package var reason: String
    package init(what: String, value: String, confidence: Double, reason: String) {
      self.what = what
      self.value = value
      self.confidence = confidence
      self.reason = reason
    }
  }

  package init(
    file: String, kind: SourceDefinition.Kind, fingerprint: String, byteCount: Int, rowsRead: Int,
    rowsUsed: Int, dropReasons: [String] = [], dropCounts: [Int] = [], format: [FormatNote] = []
  ) {
    self.file = file
    self.kind = kind
    self.fingerprint = fingerprint
    self.byteCount = byteCount
    self.rowsRead = rowsRead
    self.rowsUsed = rowsUsed
    self.dropReasons = dropReasons
    self.dropCounts = dropCounts
    self.format = format
  }
}

/// How persons of two waves were matched in one municipality.
package struct Linkage: Sendable, Hashable {
  /// Index into the study's municipalities.
  package var municipality: Int
  /// Persons found in both waves, only before, only after.
  package var matched: Int
  package var lost: Int
  package var new: Int
  /// Rows whose code was empty, and rows whose code occurred twice in one wave (not linked).
  package var withoutCode: Int
  package var ambiguous: Int

  package init(
    municipality: Int, matched: Int, lost: Int, new: Int, withoutCode: Int, ambiguous: Int
  ) {
    self.municipality = municipality
    self.matched = matched
    self.lost = lost
    self.new = new
    self.withoutCode = withoutCode
    self.ambiguous = ambiguous
  }
}
