/// How one program spells questions and answers: the headers and cells of its export.
struct Form {
  var town: Town
  private var format: Town.Format { town.format }
  private var language: Language { town.language }

  /// Whether answers stand as numbers or names that a codebook must explain.
  var usesCodes: Bool { format == .codes || format == .kobo }

  // MARK: Headers

  func header(_ question: Question, wave: Wave) -> String {
    switch format {
    case .limeSurvey:
      if question.id == "age_group" { return "alder" }
      if question.id == "gender" { return "kon" }
      let block = questionnaire.filter { $0.block == question.block }
      guard block.count > 1, let index = block.firstIndex(where: { $0.id == question.id }) else {
        return "Q\(question.block)"
      }
      return "Q\(question.block)[SQ00\(index + 1)]"
    case .googleForms:
      let words = language.questions[question.id] ?? question.id
      return language.stems[question.block].map { "\($0) [\(words)]" } ?? words
    case .kobo: return question.id
    case .codes:
      let index = town.questions.firstIndex { $0.id == question.id } ?? 0
      return "K\(twoDigits(index + 1))"
    case .excelText where question.id == "pull_together" && wave == .after:
      // The town put the question in other words the second time.
      return "Mieszkańcy mojego miasta potrafią razem coś zmienić"
    case .excelText, .balticExcel, .germanExcel, .microsoftForms:
      return language.questions[question.id] ?? question.id
    }
  }

  /// Headers of the columns of a question with several answers; nil where they share a cell.
  func optionHeaders(_ question: Question, _ list: AnswerList) -> [(key: String, header: String)]? {
    let head = header(question, wave: .before)
    return switch format {
    case .googleForms, .microsoftForms: nil
    case .limeSurvey:
      list.answers.enumerated().map { ($1.key, "\(head)[SQ00\($0 + 1)]") }
    case .kobo: list.answers.map { ($0.key, "\(head)/\($0.key)") }
    case .codes: list.answers.enumerated().map { ($1.key, "\(head)_\($0 + 1)") }
    case .excelText, .balticExcel, .germanExcel:
      list.answers.map { ($0.key, "\(head): \(language.word(list, $0.key))") }
    }
  }

  // MARK: Answers

  /// How an answer of a list is spelled.
  func raw(_ list: AnswerList, _ key: String) -> String {
    guard usesCodes else { return language.word(list, key) }
    let answers = list.answers
    guard let index = answers.firstIndex(where: { $0.key == key }) else { return key }
    // Options stand in columns of their own, so that no number means them.
    if list == .culture { return key }
    if format == .kobo {
      return list == .age ? ["age16", "age30", "age45", "age65"][index] : key
    }
    return list == .yesNo ? (key == "yes" ? "1" : "2") : String(answers[index].value)
  }

  /// Spellings that mean a missing answer to this question.
  func missing(_ question: Question) -> [(raw: String, reason: String)] {
    switch format {
    case .codes, .kobo:
      switch question.kind {
      case .scale: return [("77", "refused"), ("88", "do_not_know"), ("99", "not_answered")]
      case .choice(.age), .choice(.gender), .choice(.district), .several: return []
      case .choice where format == .kobo:
        return [("refused", "refused"), ("dont_know", "do_not_know")]
      case .choice: return [("7", "refused"), ("8", "do_not_know"), ("9", "not_answered")]
      case .hours:
        return [
          ("666", "not_applicable"), ("777", "refused"), ("888", "do_not_know"),
          ("999", "not_answered"),
        ]
      }
    case .germanExcel:
      guard question.kind == .scale else { return wordsForMissing }
      return [("77", "refused"), ("88", "do_not_know"), ("99", "not_answered")]
    default: return wordsForMissing
    }
  }

  private var wordsForMissing: [(raw: String, reason: String)] {
    [(language.doNotKnow, "do_not_know"), (language.refused, "refused")]
  }

  func cells(_ question: Question, _ answer: Answer) -> [Sheet.Cell] {
    if case .several(let list) = question.kind {
      guard let options = optionHeaders(question, list) else {
        guard case .keys(let keys) = answer else { return [.empty] }
        let words = keys.map { raw(list, $0) }
        return [
          .text(
            format == .microsoftForms
              ? words.map { $0 + ";" }.joined() : words.joined(separator: ", "))
        ]
      }
      let joined: [Sheet.Cell] = format == .kobo ? [joinedCell(answer)] : []
      guard case .keys(let keys) = answer else { return joined + options.map { _ in .empty } }
      return joined
        + options.map { option in
          let isTicked = keys.contains(option.key)
          return format == .limeSurvey ? .text(isTicked ? "Y" : "N") : .number(isTicked ? "1" : "0")
        }
    }
    return [cell(question, answer)]
  }

  private func joinedCell(_ answer: Answer) -> Sheet.Cell {
    guard case .keys(let keys) = answer else { return .empty }
    return .text(keys.joined(separator: " "))
  }

  private func cell(_ question: Question, _ answer: Answer) -> Sheet.Cell {
    switch answer {
    case .number(let number): return .number(String(number))
    case .halfHours(let halves):
      return .number(halves % 2 == 0 ? "\(halves / 2)" : "\(halves / 2).5")
    case .key(let key):
      guard case .choice(let list) = question.kind else { return .empty }
      return format == .codes ? .number(raw(list, key)) : .text(raw(list, key))
    case .keys: return .empty
    case .skipped: return missingCell(question, "not_applicable")
    case .doNotKnow: return missingCell(question, "do_not_know")
    case .refused: return missingCell(question, "refused")
    case .empty: return format == .codes ? missingCell(question, "not_answered") : .empty
    }
  }

  private func missingCell(_ question: Question, _ reason: String) -> Sheet.Cell {
    guard let raw = missing(question).first(where: { $0.reason == reason })?.raw else {
      return .empty
    }
    return raw.allSatisfy(\.isNumber) ? .number(raw) : .text(raw)
  }
}
