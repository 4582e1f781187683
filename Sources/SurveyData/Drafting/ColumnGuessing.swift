/// Guesses what a column of answers holds from its distinct values.
func guessColumn(_ column: PooledColumn) -> ColumnGuess {
  var missing: [(raw: String, reason: String)] = []
  var values: [String] = []
  for value in column.values {
    if let reason = missingWords[spoken(value)] {
      missing.append((value, reason))
    } else if !["NA", "N/A", "#N/A", "NULL"].contains(value) {
      values.append(value)
    }
  }
  guard !values.isEmpty else {
    return ColumnGuess(kind: .text, missing: missing, why: "the column is empty")
  }
  let freeText = ColumnGuess(
    kind: .text, why: "\(values.count) different texts: free text is not read into results")
  var guess =
    guessNumbers(values, column) ?? guessLabelledScale(values)
    ?? (isFreeText(values, column) ? freeText : nil) ?? guessSpaced(values)
    ?? guessAnswers(values, column) ?? guessJoined(values, column) ?? freeText
  guess.missing = missing + guess.missing
  return guess
}

/// Whether people wrote the values themselves: the header asks for words, or long values hardly
/// ever repeat.
private func isFreeText(_ values: [String], _ column: PooledColumn) -> Bool {
  let asks = QuestionMeaning.asksForText(column.header)
  // "Any comments? Yes or no" is a closed question all the same.
  if asks, !values.allSatisfy({ yesOrNo($0) != nil }), AnswerLadder.values(for: values) == nil {
    return true
  }
  let letters = values.reduce(0) { $0 + $1.count } / max(values.count, 1)
  let rows = values.reduce(0) { $0 + (column.counts[$1] ?? 1) }
  guard values.count >= 12, values.count * 10 >= rows * 6, letters >= 25 else { return false }
  // Long joined cells differ a lot too, but their pieces come back.
  return JoinedOptions(values, counts: column.counts) == nil
}

private func guessNumbers(_ values: [String], _ column: PooledColumn) -> ColumnGuess? {
  let numbers = values.compactMap { parseNumber($0, decimal: column.decimalMark) }
  guard numbers.count == values.count else { return nil }
  let isWhole = numbers.allSatisfy { $0 == $0.rounded() && abs($0) < 1e6 }
  guard isWhole else { return ColumnGuess(kind: .number, why: "numbers with decimals") }
  let whole = Set(numbers.map { Int($0) })
  let farCodes: Set<Int> = [77, 88, 99, 777, 888, 999, 66, 97, 98, -1, -2, -9, -99]
  var core = whole.subtracting(farCodes)
  guard let lowest = core.min(), var highest = core.max() else { return nil }
  if lowest < 0 || highest > 10 {
    let codes = whole.intersection([777, 888, 999, -1, -2, -9, -99])
    let others = whole.subtracting(codes)
    let hasCodes = (others.max() ?? 0) < 150 && (others.min() ?? 0) >= 0
    return ColumnGuess(
      kind: .number, missing: hasCodes ? missingCodes(codes) : [],
      why: "whole numbers from \(lowest) to \(highest)")
  }
  var codes = whole.intersection(farCodes)
  // 8 and 9 beyond a scale that ends at 5 are codes; beyond 6 or 7 they are answers.
  if core.isDisjoint(with: [6, 7, 10]), !core.isDisjoint(with: [8, 9]),
    let inner = core.subtracting([8, 9]).max(), inner >= 2, inner <= 5
  {
    codes.formUnion(core.intersection([8, 9]))
    core.subtract([8, 9])
    highest = inner
  }
  if core.isSubset(of: [0, 1]) {
    return ColumnGuess(
      kind: .choice, answers: [.init(label: "0", value: 0), .init(label: "1", value: 1)],
      missing: missingCodes(codes), order: .yesNo, why: "only 0 and 1")
  }
  let low = lowest == 0 || highest > 7 && column.total < 100 ? 0 : 1
  let high =
    switch highest {
    case ...3: max(highest, 3)
    case 4: 4
    case 5: 5
    case 6, 7: lowest == 0 ? 10 : 7
    default: 10
    }
  return ColumnGuess(
    kind: .scale, low: low, high: high, missing: missingCodes(codes),
    why: "whole numbers from \(lowest) to \(highest)")
}

private func missingCodes(_ codes: Set<Int>) -> [(raw: String, reason: String)] {
  codes.sorted().map { code in
    let reason =
      switch code {
      case 77, 777, 97, 7, -2: "refused"
      case 88, 888, 98, 8: "do_not_know"
      case 66: "not_applicable"
      case 9 where codes.contains(8): "refused"
      case 9: "do_not_know"
      default: "not_answered"
      }
    // ESS order: 77 refused, 88 don't know, 99 no answer; 8 don't know, 9 refused.
    return (String(code), reason)
  }
}

/// Guesses a scale whose ends carry words, such as `0 – not at all`.
private func guessLabelledScale(_ values: [String]) -> ColumnGuess? {
  let numbers = values.compactMap { Int($0).map { Double($0) } ?? leadingNumber($0) }
  guard numbers.count == values.count, values.count >= 2, Set(numbers).count == numbers.count,
    let lowest = numbers.min(), let highest = numbers.max(), lowest >= 0, highest <= 10
  else { return nil }
  let answers = zip(values, numbers).filter { Int($0.0) == nil }
    .map { ColumnGuess.Answer(label: $0.0, value: $0.1) }
    .sorted { ($0.value ?? 0) < ($1.value ?? 0) }
  return ColumnGuess(
    kind: .scale, low: lowest == 0 ? 0 : 1, high: Int(highest > 7 ? 10 : highest),
    answers: answers, why: "numbers with words at the ends")
}

private func guessAnswers(_ values: [String], _ column: PooledColumn) -> ColumnGuess? {
  if values.count <= 2, values.allSatisfy({ yesOrNo($0) != nil }) {
    var answers = values.map { ColumnGuess.Answer(label: $0, value: yesOrNo($0) == true ? 1 : 0) }
    if answers.count == 2, answers[0].value == answers[1].value { return nil }
    if answers.count == 1 {
      answers.append(
        .init(label: answers[0].value == 1 ? "No" : "Yes", value: answers[0].value == 1 ? 0 : 1))
    }
    answers.sort { ($0.value ?? 0) < ($1.value ?? 0) }
    return ColumnGuess(kind: .choice, answers: answers, order: .yesNo, why: "yes or no")
  }
  if let answers = AnswerLadder.answers(for: values) {
    return ColumnGuess(
      kind: .choice, answers: answers, order: .ladder,
      why: "a known answer scale; see whether the order is right")
  }
  if let amounts = guessAmounts(values) { return amounts }
  let isJoined =
    values.contains { $0.contains(";") }
    || values.count { $0.contains(", ") } * 3 > values.count
  if isJoined, guessJoined(values, column) != nil { return nil }
  let average = values.map(\.count).reduce(0, +) / max(values.count, 1)
  guard values.count >= 2, values.count <= 24, average <= 60,
    column.total >= values.count * 2 || values.count <= 4 && column.total > values.count
  else { return nil }
  let ordered = values.sorted {
    (leadingDigits($0) ?? .max, folded($0)) < (leadingDigits($1) ?? .max, folded($1))
  }
  return ColumnGuess(
    kind: .choice, answers: ordered.map { .init(label: $0, value: nil) },
    why: "\(values.count) answers that repeat; the order is alphabetical")
}

private func leadingDigits(_ text: String) -> Int? {
  Int(text.drop { !$0.isNumber && !$0.isLetter }.prefix { $0.isASCII && $0.isNumber })
}

/// Codes of several answers with spaces between, as Kobo joins them: `stage cinema festival`.
private func guessSpaced(_ values: [String]) -> ColumnGuess? {
  let parts = values.map { $0.split(separator: " ").map(String.init) }
  let options = Set(parts.joined())
  let alone = parts.count { $0.count == 1 }
  guard parts.contains(where: { $0.count >= 3 }), options.count <= 40, alone >= 2,
    alone * 5 >= options.count * 3, values.count > options.count,
    values.allSatisfy({ $0 == $0.lowercased() && !$0.contains(",") && !$0.contains(";") }),
    parts.allSatisfy({ Set($0).count == $0.count })
  else { return nil }
  return ColumnGuess(
    kind: .multiple, answers: options.sorted().map { .init(label: $0, value: nil) },
    why: "codes joined by spaces")
}

/// Several answers joined in a cell by `;`, or by `, `.
private func guessJoined(_ values: [String], _ column: PooledColumn) -> ColumnGuess? {
  guard let joined = JoinedOptions(values, counts: column.counts) else { return nil }
  return ColumnGuess(
    kind: .multiple, answers: joined.options.map { .init(label: $0, value: nil) },
    why: "answers joined by \"\(joined.separator)\"\(joined.doubts)")
}

/// Guesses amounts in words and numbers, such as `None`, `1–2 times`, `3 or more`.
private func guessAmounts(_ values: [String]) -> ColumnGuess? {
  guard (3...10).contains(values.count) else { return nil }
  var steps: [(label: String, from: Int)] = []
  for value in values {
    let word = spoken(value)
    if let digits = value.firstIndex(where: { $0.isASCII && $0.isNumber }),
      let number = Int(value[digits...].prefix { $0.isASCII && $0.isNumber })
    {
      // "Less than 1" stands below "1"; "more than 5" and "over 5" above "5".
      let isLess = lessWords.contains { word.hasPrefix($0) }
      let isMore = moreWords.contains { word.hasPrefix($0) }
      steps.append((value, number * 4 + (isLess ? -1 : isMore ? 1 : 0)))
    } else if noneWords.contains(where: { word == $0 || word.hasPrefix($0 + " ") }) {
      steps.append((value, -4))
    } else {
      return nil
    }
  }
  guard Set(steps.map(\.from)).count == steps.count,
    steps.contains(where: { $0.from < 0 }) || steps.contains(where: { $0.from == 0 })
  else { return nil }
  steps.sort { $0.from < $1.from }
  let answers = steps.enumerated().map {
    ColumnGuess.Answer(label: $0.element.label, value: Double($0.offset))
  }
  return ColumnGuess(
    kind: .choice, answers: answers, order: .amounts, why: "amounts, from none to many")
}

private let lessWords = [
  "less", "under", "fewer", "mindre", "färre", "færre", "weniger", "alle ", "vähem", "mazāk",
  "mažiau", "mniej", "poniżej", "do ",
]
private let moreWords = [
  "more", "over", "above", "mere", "flere", "fler", "mer ", "över", "mehr", "über", "yli", "üle",
  "rohkem", "vairāk", "daugiau", "więcej", "powyżej", "ponad",
]
/// Answers that say "nothing of it", folded.
let noneWords = [
  "none", "never", "not at all", "no", "nothing", "not once", "none of these", "ingen", "ingenting",
  "intet", "aldrig", "nej", "slet ikke", "inget", "inga", "inte alls", "nein", "nie", "keine",
  "keiner", "keines", "nichts", "gar nicht", "en", "ei", "en koskaan", "ei mikään", "ei mitään",
  "mitte kunagi", "mitte ühtegi", "ei ühtegi", "puudub", "nav", "nekad", "neviens", "nemaz", "ne",
  "nė", "niekada", "nė vienas", "nė karto", "nigdy", "żadne", "żaden", "żadnego", "ani razu",
  "wcale", "brak",
  "aldri", "ingen av", "hverken", "niks",
]
