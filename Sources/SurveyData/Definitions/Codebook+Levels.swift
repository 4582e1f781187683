extension Codebook.Variable {
  /// The keys of the levels of its interpreted column, in the order of the codes: answer keys of a
  /// choice, the numbers of a scale; empty for other kinds.
  package var levelKeys: [String] {
    switch kind {
    case .choice: return answers.map(\.key)
    case .scale:
      guard let low, let high, low <= high, high - low <= 200 else { return [] }
      return stride(from: low, through: high, by: 1).map(shortNumber)
    case .multiple, .number, .date, .text: return []
    }
  }
}
