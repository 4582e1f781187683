/// The words of a questionnaire in one language.
struct Language {
  var code: String
  /// Question by id.
  var questions: [String: String]
  /// The stem above the questions of a grid, by block.
  var stems: [Int: String]
  /// Answers by list, in the order of the list.
  var answers: [AnswerList: [String]]
  var doNotKnow: String
  var refused: String
  var personCode: String

  /// A table of `key | words` lines.
  static func table(_ text: String) -> [String: String] {
    var table: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|", maxSplits: 1)
      guard parts.count == 2 else { continue }
      table[trimmed(parts[0])] = trimmed(parts[1])
    }
    return table
  }

  static func stems(_ text: String) -> [Int: String] {
    var stems: [Int: String] = [:]
    for (key, words) in table(text) { if let block = Int(key) { stems[block] = words } }
    return stems
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  func word(_ list: AnswerList, _ key: String) -> String {
    guard let index = list.answers.firstIndex(where: { $0.key == key }),
      let words = answers[list], index < words.count
    else { return key }
    return words[index]
  }
}
