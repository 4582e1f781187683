package import Tabular

/// What each variable means: where it is in the raw file, its answers, its missing reasons, and the
/// wording that was put in each wave.
package struct Codebook: Sendable, Hashable {
  /// The file, relative to the study folder.
  package var file: String
  /// Variables in file order.
  package var variables: [Variable]
  /// SHA-256 of the file's bytes.
  package var fingerprint: String

  package init(file: String, variables: [Variable], fingerprint: String) {
    self.file = file
    self.variables = variables
    self.fingerprint = fingerprint
  }

  /// The variable with this id, or nil.
  package subscript(id: String) -> Variable? { variables.first { $0.id == id } }

  /// One variable.
  package struct Variable: Sendable, Hashable {
    /// What kind of values it holds.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      /// One answer of a closed, ordered or unordered list.
      case choice
      /// Several answers, joined in one cell or one column each; every option becomes a variable
      /// `id.option` with 1 (ticked) and 0.
      case multiple
      /// A whole-number scale from `low` to `high`, such as 0–10.
      case scale
      /// A number.
      case number
      case date
      /// Free text: kept out of results.
      case text
    }

    /// One answer.
    package struct Answer: Sendable, Hashable {
      /// Raw spellings in the files that mean this answer.
      package var raw: [String]
      /// A short key, stable across languages, for strata, groups and margins.
      package var key: String
      /// The number that scoring uses.
      package var value: Double
      /// What reports print.
      package var label: String
      package init(raw: [String], key: String, value: Double, label: String) {
        self.raw = raw
        self.key = key
        self.value = value
        self.label = label
      }
    }

    /// The variable's id, used by everything above.
    package var id: String
    package var kind: Kind
    /// Raw headers that carry it, one a file format or wave; the first that is found is read.
    package var headers: [String]
    /// For `multiple` in split columns: raw header by option key.
    package var optionHeaders: [String: String]
    /// The question as it was put.
    package var question: String?
    /// The item of the indicator library it answers, such as `ess.ppltrst`; nil for background.
    package var item: String?
    /// Ends of a scale.
    package var low: Double?
    package var high: Double?
    /// Answers of a choice, in scale order; of `multiple`, the options.
    package var answers: [Answer]
    /// Raw spellings that mean missing, with the reason.
    package var missing: [String: MissingReason]
    /// The wording version by wave id; a change refuses waves whose versions differ.
    ///
    /// Missing means the same in all waves.
    package var wording: [String: String]
    /// Whether `init` guessed this and no person has confirmed it yet.
    package var isGuess: Bool
    /// Line in the codebook file, for diagnostics.
    package var line: Int?

    package init(
      id: String, kind: Kind, headers: [String], optionHeaders: [String: String] = [:],
      question: String? = nil, item: String? = nil, low: Double? = nil, high: Double? = nil,
      answers: [Answer] = [], missing: [String: MissingReason] = [:],
      wording: [String: String] = [:], isGuess: Bool = false, line: Int? = nil
    ) {
      self.id = id
      self.kind = kind
      self.headers = headers
      self.optionHeaders = optionHeaders
      self.question = question
      self.item = item
      self.low = low
      self.high = high
      self.answers = answers
      self.missing = missing
      self.wording = wording
      self.isGuess = isGuess
      self.line = line
    }
  }
}
