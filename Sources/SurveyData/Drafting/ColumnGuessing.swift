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
  var guess =
    guessNumbers(values, column) ?? guessLabelledScale(values) ?? guessSpaced(values)
    ?? guessAnswers(values, column)
    ?? guessJoined(values, column)
    ?? ColumnGuess(
      kind: .text, why: "\(values.count) different texts: free text is not read into results")
  guess.missing = missing + guess.missing
  return guess
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
      missing: missingCodes(codes), why: "only 0 and 1")
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
    return ColumnGuess(kind: .choice, answers: answers, why: "yes or no")
  }
  if let steps = AnswerLadder.values(for: values) {
    let answers = zip(values, steps).sorted { $0.1 < $1.1 }
      .map { ColumnGuess.Answer(label: $0.0, value: Double($0.1)) }
    return ColumnGuess(
      kind: .choice, answers: answers, why: "a known answer scale; see whether the order is right")
  }
  let isJoined =
    values.contains { $0.contains(";") }
    || values.filter { $0.contains(", ") }.count * 3 > values.count
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
  let separator: Character = values.contains { $0.contains(";") } ? ";" : ","
  guard values.contains(where: { $0.contains(separator) }) else { return nil }
  var order: [String] = []
  var counts: [String: Int] = [:]
  for value in values {
    for part in value.split(separator: separator) {
      let option = trimmed(String(part))
      if option.isEmpty { continue }
      if counts[option] == nil { order.append(option) }
      counts[option, default: 0] += column.counts[value] ?? 1
    }
  }
  // Options repeat and pieces of free text do not; a rare one is what people typed under "other".
  let options = order.filter { (counts[$0] ?? 0) >= 2 && $0.count <= 80 }
  let covered = options.reduce(0) { $0 + (counts[$1] ?? 0) }
  let all = counts.values.reduce(0, +)
  guard options.count >= 2, options.count <= 40, covered * 10 >= all * 8 else { return nil }
  return ColumnGuess(
    kind: .multiple, answers: options.map { .init(label: $0, value: nil) },
    why: "answers joined by \"\(separator)\"")
}
