package import Tabular

/// A raw file to draft a study from.
package struct DraftSource: Sendable {
  /// The file, relative to the study folder.
  package var file: String
  /// All columns as `.text`.
  package var table: Table
  package var headers: [String]
  package var decimalMark: Character

  package init(file: String, table: Table, headers: [String], decimalMark: Character = ".") {
    self.file = file
    self.table = table
    self.headers = headers
    self.decimalMark = decimalMark
  }

  var columns: [RawColumn] {
    zip(headers, table.columns).compactMap { header, column in
      guard case .text(let text) = column else { return nil }
      return RawColumn(header: header, text: text)
    }
  }
}

/// An item of the indicator library that a column may answer.
package struct DraftItem: Sendable, Hashable {
  package var id: String
  package var wording: String?
  package var low: Double
  package var high: Double

  package init(id: String, wording: String? = nil, low: Double, high: Double) {
    self.id = id
    self.wording = wording
    self.low = low
    self.high = high
  }
}

/// A drafted study folder.
package struct StudyDraft: Sendable {
  package var studyYAML: String
  package var codebookYAML: String
  /// What was guessed, one sentence each.
  package var guesses: [String]
}

/// What a column of answers seems to be.
struct ColumnGuess {
  struct Answer {
    var label: String
    var value: Double?
  }
  var kind: Codebook.Variable.Kind
  var low: Int?
  var high: Int?
  var answers: [Answer] = []
  var missing: [(raw: String, reason: String)] = []
  /// Why, in words.
  var why: String
}

/// The distinct values of a header over all files.
struct PooledColumn {
  var header: String
  var values: [String] = []
  var counts: [String: Int] = [:]
  /// Files that have the header.
  var files: [String] = []
  var decimalMark: Character = "."

  mutating func add(_ column: RawColumn, file: String) {
    files.append(file)
    for (entry, text) in column.entries.enumerated() where column.counts[entry] > 0 {
      if text.isEmpty { continue }
      if counts[text] == nil { values.append(text) }
      counts[text, default: 0] += column.counts[entry]
    }
  }

  var total: Int { counts.values.reduce(0, +) }
}
