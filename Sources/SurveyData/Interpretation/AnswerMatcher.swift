import Diagnostics
import Tabular

/// Says what one distinct raw value of a variable means; asked once for each dictionary entry.
struct AnswerMatcher {
  /// What a raw value means.
  enum Meaning: Equatable {
    /// The index of an answer; `isExact` is false where only case or spacing matched.
    case answer(Int, isExact: Bool)
    case missing(MissingReason)
    case unknown
  }

  private var exact: [String: Int] = [:]
  private var loose: [String: Int] = [:]
  private var exactMissing: [String: MissingReason]
  private var looseMissing: [String: MissingReason] = [:]
  /// Spellings to suggest.
  private(set) var spellings: [String] = []

  init(_ variable: Codebook.Variable) {
    exactMissing = variable.missing
    for (index, answer) in variable.answers.enumerated() {
      for raw in answer.raw where exact[raw] == nil {
        exact[raw] = index
        spellings.append(raw)
      }
    }
    for (index, answer) in variable.answers.enumerated() {
      for raw in answer.raw + [answer.label] where loose[folded(raw)] == nil {
        loose[folded(raw)] = index
      }
    }
    for (raw, reason) in variable.missing.sorted(by: { $0.key < $1.key }) {
      looseMissing[folded(raw)] = reason
    }
  }

  /// What `raw`, without white space at its ends, means.
  func callAsFunction(_ raw: String) -> Meaning {
    if let index = exact[raw] { return .answer(index, isExact: true) }
    if let reason = missing(raw) { return .missing(reason) }
    if let index = loose[folded(raw)] { return .answer(index, isExact: false) }
    return .unknown
  }

  /// The reason a raw value stands for, or nil where it does not mean missing.
  func missing(_ raw: String) -> MissingReason? {
    if let reason = exactMissing[raw] { return reason }
    if raw.isEmpty { return .notAnswered }
    if exact[raw] != nil { return nil }
    if let reason = looseMissing[folded(raw)] { return reason }
    // Empty cells as statistics programs write them.
    return ["NA", "N/A", "#N/A", "NULL"].contains(raw) ? .notAnswered : nil
  }

  /// The answer spelled most like `raw`.
  func suggestion(for raw: String) -> String? { nearestCandidate(to: raw, among: spellings) }
}

/// Splits the joined cell of a multiple choice against its known options.
struct OptionSplitter {
  private let options: [(spelling: [Character], index: Int)]
  private let optionCount: Int

  init(_ variable: Codebook.Variable) {
    var options: [(spelling: [Character], index: Int)] = []
    for (index, answer) in variable.answers.enumerated() {
      for raw in answer.raw + [answer.label] {
        let spelling = Array(folded(raw))
        if !spelling.isEmpty { options.append((spelling, index)) }
      }
    }
    // Longest first: "Sport club, outdoors" must not be taken for "Sport club".
    self.options = options.sorted { $0.spelling.count > $1.spelling.count }
    optionCount = variable.answers.count
  }

  /// Which options a cell ticks, and the parts that are no option.
  func callAsFunction(_ cell: String) -> (ticked: [Bool], leftovers: [String]) {
    var ticked = [Bool](repeating: false, count: optionCount)
    var leftovers: [String] = []
    let text = Array(folded(cell))
    var at = 0
    while at < text.count {
      if " ,;|".contains(text[at]) {
        at += 1
        continue
      }
      if let option = options.first(where: { matches($0.spelling, text, at) }) {
        ticked[option.index] = true
        at += option.spelling.count
        continue
      }
      var end = at
      while end < text.count, !",;|".contains(text[end]) { end += 1 }
      leftovers.append(trimmed(String(text[at..<end])))
      at = end
    }
    return (ticked, leftovers)
  }

  private func matches(_ spelling: [Character], _ text: [Character], _ at: Int) -> Bool {
    let end = at + spelling.count
    guard end <= text.count, text[at..<end].elementsEqual(spelling) else { return false }
    return end == text.count || " ,;|".contains(text[end])
  }
}
