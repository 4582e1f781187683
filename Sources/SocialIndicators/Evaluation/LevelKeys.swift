internal import SurveyData
internal import Tabular

/// The stable key of each level of a column: the codebook's answer with the same label and number,
/// or the number itself on a scale.
func levelKeys(_ levels: [CodedColumn.Level], variable: Codebook.Variable?) -> [String] {
  levels.map { level in
    let answers = variable?.answers ?? []
    if let exact = answers.first(where: { $0.label == level.label && $0.value == level.value }) {
      return exact.key
    }
    let same = answers.filter { $0.value == level.value }
    if same.count == 1 { return same[0].key }
    return shortNumber(level.value)
  }
}
