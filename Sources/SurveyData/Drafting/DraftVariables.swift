import DefinitionFiles

/// One variable of a drafted codebook.
struct DraftVariable {
  var id: String
  var headers: [String]
  /// Raw header by option key, for options in columns of their own.
  var optionHeaders: [(key: String, header: String)] = []
  var question: String?
  var guess: ColumnGuess
  var item: (id: String, why: String)?
  var isGroup = false

  var reason: String {
    let item = item.map { "; item \($0.id) since \($0.why)" } ?? ""
    return "\(guess.kind.rawValue) (\(guess.why))\(item)"
  }

  func write(_ body: inout DraftWriter) {
    body.pair("kind", guess.kind.rawValue, comment: "CONFIRM: \(guess.why)")
    if headers.count == 1, let header = headers.first { body.pair("header", header) }
    if headers.count > 1 { body.pair("headers", headers) }
    if !optionHeaders.isEmpty {
      body.section("option_headers") { options in
        for (key, header) in optionHeaders { options.pair(key, header) }
      }
    }
    if let question { body.pair("question", question) }
    if let item { body.pair("item", item.id, comment: "CONFIRM: \(item.why)") }
    if let low = guess.low { body.pair("low", low) }
    if let high = guess.high { body.pair("high", high) }
    writeAnswers(&body)
    if !guess.missing.isEmpty {
      body.section("missing", comment: "CONFIRM: what these mean") { missing in
        for (raw, reason) in guess.missing { missing.pair(raw, reason) }
      }
    }
    body.pair("confirm", reason)
  }

  private func writeAnswers(_ body: inout DraftWriter) {
    guard !guess.answers.isEmpty else { return }
    let keys = uniqueKeys(guess.answers.map(\.label))
    body.section("answers") { answers in
      for (index, answer) in guess.answers.enumerated() {
        let plain = answerKey(answer.label) == keys[index]
        if guess.kind == .multiple {
          answers.pair(answer.label, keys[index])
        } else if plain {
          answers.pair(answer.label, shortNumber(answer.value ?? Double(index + 1)))
        } else {
          answers.pair(
            answer.label,
            [("key", keys[index]), ("value", shortNumber(answer.value ?? Double(index + 1)))])
        }
      }
    }
  }
}

/// Keys of labels, each once.
func uniqueKeys(_ labels: [String]) -> [String] {
  var taken: Set<String> = []
  return labels.map { label in
    var key = answerKey(label)
    // A bare number would be read as a value.
    if Double(key) != nil { key = "a\(key)" }
    var candidate = key
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(key)_\(number)"
      number += 1
    }
    return candidate
  }
}

/// Finds the variables of survey files.
struct DraftVariables {
  let surveys: [DraftSource]
  /// Headers with a special meaning, with what it is.
  let reserved: [String: String]
  let matching: ItemMatching

  func all() -> (variables: [DraftVariable], notRead: [String]) {
    var variables: [DraftVariable] = []
    var notRead: [String] = []
    var taken: Set<String> = []
    var usedItems: Set<String> = []
    var columns = pooled()
    for group in optionGroups(columns) {
      let prefix = String(group[0].header.prefix { $0 != "[" })
      let labels = group.map { optionLabel($0.header) }
      let keys = uniqueKeys(labels)
      variables.append(
        DraftVariable(
          id: unique(identifier(prefix), &taken), headers: [],
          optionHeaders: zip(keys, group).map { ($0, $1.header) },
          guess: ColumnGuess(
            kind: .multiple, answers: labels.map { .init(label: $0, value: nil) },
            why: "columns of yes or nothing with the same beginning")))
      columns.removeAll { column in group.contains { $0.header == column.header } }
    }
    let firstGuesses = columns.map(guessColumn)
    for (column, firstGuess) in zip(columns, firstGuesses) {
      if let why = reserved[column.header] {
        notRead.append("\(column.header) (\(why))")
        continue
      }
      let roles = HeaderRole.roles(of: column.header)
      if roles.contains(.identifier) || holdsAddresses(column) {
        notRead.append("\(column.header) (a direct identifier; better remove it from the file)")
        continue
      }
      if roles.contains(.timestamp) || roles.contains(.technical) {
        notRead.append("\(column.header) (made by the form, no question)")
        continue
      }
      if holdsDays(column) {
        notRead.append("\(column.header) (days)")
        continue
      }
      var guess = firstGuess
      if guess.kind == .number { readAsStatedScale(&guess, column) }
      if guess.kind == .scale { settleEnds(&guess, column, among: firstGuesses) }
      if guess.kind == .text {
        notRead.append("\(column.header) (\(guess.why))")
        continue
      }
      let item = item(for: column, guess: &guess, used: &usedItems)
      variables.append(
        DraftVariable(
          id: unique(identifier(column.header), &taken), headers: [column.header],
          question: column.header.count > 24 ? column.header : nil, guess: guess, item: item,
          isGroup: roles.contains(.group) && guess.kind == .choice && guess.answers.count <= 12))
    }
    return (variables, notRead)
  }

  private func pooled() -> [PooledColumn] {
    var order: [String] = []
    var columns: [String: PooledColumn] = [:]
    for source in surveys {
      for column in source.columns where !column.header.isEmpty {
        if columns[column.header] == nil {
          order.append(column.header)
          columns[column.header] = PooledColumn(
            header: column.header, decimalMark: source.decimalMark)
        }
        columns[column.header]?.add(column, file: source.file)
      }
    }
    return order.compactMap { columns[$0] }
  }

  /// Columns such as `Q3[SQ001]` that hold only yes, no or nothing.
  private func optionGroups(_ columns: [PooledColumn]) -> [[PooledColumn]] {
    var groups: [String: [PooledColumn]] = [:]
    var order: [String] = []
    for column in columns where column.header.contains("[") && reserved[column.header] == nil {
      let prefix = String(column.header.prefix { $0 != "[" })
      if groups[prefix] == nil { order.append(prefix) }
      groups[prefix, default: []].append(column)
    }
    return order.compactMap { groups[$0] }.filter { group in
      group.count >= 2
        && group.allSatisfy { column in
          column.values.count <= 2
            && column.values.allSatisfy { value in
              yesOrNo(value) != nil || folded(value) == folded(optionLabel(column.header))
            }
        }
        && group.contains { !$0.values.isEmpty }
    }
  }

  /// `SQ001` of `Q3[SQ001]`, or the text behind it: `Q3[SQ001]. Reading`.
  private func optionLabel(_ header: String) -> String {
    guard let open = header.firstIndex(of: "["), let close = header.lastIndex(of: "]"),
      open < close
    else { return header }
    let inside = String(header[header.index(after: open)..<close])
    let after = header[header.index(after: close)...].drop { ". :-".contains($0) }
    return after.isEmpty ? inside : String(after)
  }

  private func item(
    for column: PooledColumn, guess: inout ColumnGuess, used: inout Set<String>
  ) -> (id: String, why: String)? {
    guard guess.kind == .scale || guess.kind == .choice,
      let match = matching.item(for: column.header), !used.contains(match.item.id)
    else { return nil }
    let low = Int(match.item.low)
    let high = Int(match.item.high)
    if guess.kind == .scale {
      let codes = Set(guess.missing.map(\.raw))
      let numbers = column.values.filter { !codes.contains($0) }
        .compactMap { parseNumber($0, decimal: column.decimalMark) ?? leadingNumber($0) }
      // The item's own scale stands where the answers fit it; an answer may just not have occurred.
      guard let least = numbers.min(), let most = numbers.max(), least >= match.item.low,
        most <= match.item.high,
        high - low <= 2 * max(1, (guess.high ?? high) - (guess.low ?? low))
      else { return nil }
      guess.low = low
      guess.high = high
      guess.missing.removeAll { Int($0.raw).map { (low...high).contains($0) } ?? false }
    } else {
      let values = guess.answers.compactMap(\.value)
      guard values.count == guess.answers.count,
        values.allSatisfy({ $0 >= match.item.low && $0 <= match.item.high }),
        values.contains(match.item.low) || values.contains(match.item.high)
      else { return nil }
    }
    used.insert(match.item.id)
    return (match.item.id, match.why)
  }

  /// The ends of a scale from its question, such as `(0–10)`, else from other questions: an
  /// end that nobody chose is still an end.
  private func settleEnds(
    _ guess: inout ColumnGuess, _ column: PooledColumn, among others: [ColumnGuess]
  ) {
    guard let low = guess.low, let high = guess.high else { return }
    if let ends = statedEnds(column.header), ends.low <= low || low == 1, ends.high >= high {
      guess.low = ends.low
      guess.high = ends.high
      guess.why += "; the question says \(ends.low)–\(ends.high)"
      return
    }
    // A form seldom mixes 0–10 with 1–10; nobody chose 0 here.
    if low == 1, high == 10, others.contains(where: { $0.low == 0 && $0.high == 10 }) {
      guess.low = 0
      guess.why += "; other questions run from 0"
    }
  }

  /// Where the question states a scale, the odd number outside is a mistake and not a quantity.
  private func readAsStatedScale(_ guess: inout ColumnGuess, _ column: PooledColumn) {
    guard let ends = statedEnds(column.header) else { return }
    var inside = 0
    var numeric = 0
    for value in column.values {
      guard let number = parseNumber(value, decimal: column.decimalMark) else { continue }
      numeric += column.counts[value] ?? 0
      if number >= Double(ends.low), number <= Double(ends.high), number == number.rounded() {
        inside += column.counts[value] ?? 0
      }
    }
    guard inside * 100 >= numeric * 95 else { return }
    guess.kind = .scale
    guess.low = ends.low
    guess.high = ends.high
    guess.why = "the question says \(ends.low)–\(ends.high)"
  }

  /// The ends in a text such as `(0–10)`, `1-5` or `from 0 to 10`, or nil.
  private func statedEnds(_ header: String) -> (low: Int, high: Int)? {
    var numbers: [(value: Int, before: String)] = []
    var between = ""
    var digits = ""
    for character in folded(header) + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if !digits.isEmpty {
        numbers.append((Int(digits) ?? -1, between))
        between = ""
        digits = ""
      }
      between.append(character)
    }
    for (low, high) in zip(numbers, numbers.dropFirst()) {
      let joint = trimmed(high.before)
      let isRange = ["-", "to", "til", "till", "bis", "...", "…", "do", "iki", "līdz", "kuni"]
        .contains(joint)
      if isRange, (0...1).contains(low.value), [3, 4, 5, 6, 7, 10].contains(high.value) {
        return (low.value, high.value)
      }
    }
    return nil
  }

  private func holdsAddresses(_ column: PooledColumn) -> Bool {
    let hits = column.values.count { $0.contains("@") && $0.contains(".") && !$0.contains(" ") }
    return hits * 2 > column.values.count
  }

  private func holdsDays(_ column: PooledColumn) -> Bool {
    column.values.count >= 2 && column.values.allSatisfy { parseDay($0) != nil }
  }

  /// A short id: the header where it is one word, a LimeSurvey code, else its first words.
  private func identifier(_ header: String) -> String {
    let word = trimmed(header)
    let isCode =
      word.count <= 24
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if isCode { return word.lowercased() }
    let bracketed = word.split(whereSeparator: { "[]".contains($0) })
    let source: String
    // The row of a grid names the variable; the question before it is the same in all rows.
    if bracketed.count >= 2, bracketed[1].contains(" ") || bracketed[0].count > 24 {
      source = String(bracketed[1])
    } else {
      source = word
    }
    let skipped: Set<String> = [
      "the", "a", "an", "of", "in", "to", "is", "are", "do", "you", "your", "how", "on", "with",
      "and", "or", "what", "which", "would", "have", "has", "it", "for",
    ]
    let words =
      answerKey(String(source.prefix(200))).isEmpty
      ? [] : source.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let chosen = words.filter { !skipped.contains($0) }.prefix(4)
    return chosen.isEmpty ? answerKey(source) : String(chosen.joined(separator: "_").prefix(40))
  }

  private func unique(_ id: String, _ taken: inout Set<String>) -> String {
    var candidate = id
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(id)_\(number)"
      number += 1
    }
    return candidate
  }
}
