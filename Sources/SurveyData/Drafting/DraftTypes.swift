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
  /// The indicator that needs nothing but this item; nil where all need others too.
  package var indicator: String?

  package init(
    id: String, wording: String? = nil, low: Double, high: Double, indicator: String? = nil
  ) {
    self.id = id
    self.wording = wording
    self.low = low
    self.high = high
    self.indicator = indicator
  }
}

/// What a person said about the town beforehand, so that it need not be guessed.
package struct DraftSettings: Sendable {
  /// The designs that a draft can be complete for.
  package enum Design: String, Sendable, CaseIterable { case simple, census, open }

  /// The municipality's name.
  package var name: String?
  /// ISO 3166 alpha-2.
  package var country: String?
  package var inhabitants: Int?
  package var uptakeYear: Int?
  package var design: Design?

  package init(
    name: String? = nil, country: String? = nil, inhabitants: Int? = nil, uptakeYear: Int? = nil,
    design: Design? = nil
  ) {
    self.name = name
    self.country = country
    self.inhabitants = inhabitants
    self.uptakeYear = uptakeYear
    self.design = design
  }
}

/// A drafted study folder.
package struct StudyDraft: Sendable {
  package var studyYAML: String
  package var codebookYAML: String
  /// `indicators/drafted.yaml`: the town's own questions; nil where all are in the library.
  package var indicatorsYAML: String?
  /// What was guessed, one sentence each.
  package var guesses: [String]
}

/// What a column of answers seems to be.
struct ColumnGuess {
  struct Answer {
    var label: String
    var value: Double?
  }
  /// How the answers of a choice are ordered.
  enum Order { case none, ladder, amounts, yesNo }
  var kind: Codebook.Variable.Kind
  var low: Int?
  var high: Int?
  var answers: [Answer] = []
  var missing: [(raw: String, reason: String)] = []
  var order = Order.none
  /// Why, in words.
  var why: String
}

/// The distinct values of a header over all files.
struct PooledColumn {
  var header: String
  /// Other spellings of the header, in other files.
  var otherHeaders: [String] = []
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
