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
    let all = pooled()
    let groups = optionGroups(all)
    var grouped: [String: Int] = [:]
    for (index, group) in groups.enumerated() {
      for column in group.columns { grouped[column.header] = index }
    }
    let joined = Set(groups.filter { $0.mark == "/" }.map(\.prefix))
    let single = all.filter { grouped[$0.header] == nil }
    let guesses = Dictionary(
      zip(single.map(\.header), single.map(guessColumn)), uniquingKeysWith: { first, _ in first })
    let firstGuesses = single.compactMap { guesses[$0.header] }
    var written: Set<Int> = []
    for column in all {
      if let index = grouped[column.header] {
        if written.insert(index).inserted {
          variables.append(variable(of: groups[index], &taken))
        }
        continue
      }
      guard var guess = guesses[column.header] else { continue }
      if let why = whyNotRead(column, guess, joined) {
        notRead.append("\(column.header) (\(why))")
        continue
      }
      if guess.kind == .number { readAsStatedScale(&guess, column) }
      if guess.kind == .scale { settleEnds(&guess, column, among: firstGuesses) }
      if guess.kind == .text {
        notRead.append("\(column.header) (\(guess.why))")
        continue
      }
      let item = item(for: column, guess: &guess, used: &usedItems)
      var variable = DraftVariable(
        id: unique(identifier(column.header), &taken),
        headers: [column.header] + column.otherHeaders,
        question: column.header.count > 12 && column.header.contains(" ") ? column.header : nil,
        guess: guess, item: item,
        isGroup: guess.kind == .choice && (2...12).contains(guess.answers.count)
          && guess.order != .ladder && HeaderRole.isGroup(column.header))
      if let item {
        variable.indicator = matching.items.first { $0.id == item.id }?.indicator
      }
      if variable.indicator == nil { variable.own = DraftedIndicator(variable) }
      variables.append(variable)
    }
    return (variables, notRead)
  }

  /// Why a column is left out, or nil where it is a question.
  private func whyNotRead(
    _ column: PooledColumn, _ guess: ColumnGuess, _ joined: Set<String>
  ) -> String? {
    for header in [column.header] + column.otherHeaders {
      if let why = reserved[header] { return why }
    }
    let roles = HeaderRole.roles(of: column.header)
    if roles.contains(.identifier) || isDirectIdentifier(column, guess) {
      return "a direct identifier, never read; better remove it from the file"
    }
    if roles.contains(.timestamp) || roles.contains(.technical) || column.header.hasPrefix("__") {
      return "made by the form, no question"
    }
    if joined.contains(column.header) { return "its answers are in columns of their own too" }
    return holdsDays(column) ? "days" : nil
  }

  private func variable(of group: OptionGroup, _ taken: inout Set<String>) -> DraftVariable {
    let labels = group.columns.map { optionLabel($0.header, group) }
    let keys = uniqueKeys(labels)
    let question = question(of: group)
    let isCode = !group.prefix.contains(" ") && group.prefix.count <= 24
    var variable = DraftVariable(
      id: unique(identifier(isCode ? group.prefix : question), &taken), headers: [],
      optionHeaders: zip(keys, group.columns).map { ($0, $1.header) },
      question: question.contains(" ") ? question : nil,
      guess: ColumnGuess(
        kind: .multiple, answers: labels.map { .init(label: $0, value: nil) },
        why: "columns of yes or nothing with the same beginning"))
    variable.hasExplicitNo = group.columns.contains { column in
      column.values.contains { yesOrNo($0) == false }
    }
    variable.own = DraftedIndicator(variable)
    return variable
  }

  /// The columns of all files by header; headers that differ only in case, spaces or marks from
  /// file to file are the same question.
  private func pooled() -> [PooledColumn] {
    var order: [String] = []
    var columns: [String: PooledColumn] = [:]
    for source in surveys {
      var inFile: Set<String> = []
      for column in source.columns where !column.header.isEmpty {
        let letters = folded(column.header).filter { $0.isLetter || $0.isNumber }
        // Options in columns of their own are told apart by header; so are twins within a file.
        let isOption = column.header.contains("[") || column.header.contains("/")
        var key = letters.count < 3 || isOption ? column.header : letters
        if !inFile.insert(key).inserted { key = column.header }
        if columns[key] == nil {
          order.append(key)
          columns[key] = PooledColumn(header: column.header, decimalMark: source.decimalMark)
        }
        if let known = columns[key], known.header != column.header,
          !known.otherHeaders.contains(column.header)
        {
          columns[key]?.otherHeaders.append(column.header)
        }
        columns[key]?.add(column, file: source.file)
      }
    }
    return order.compactMap { columns[$0] }
  }

  /// A question with a column an option.
  private struct OptionGroup {
    var prefix: String
    /// `[` as in `Q3[SQ001]`, `/` as Kobo writes `q3/reading`.
    var mark: Character
    var columns: [PooledColumn]
  }

  /// Columns such as `Q3[SQ001]` or `q3/reading` that hold only yes, no or nothing.
  private func optionGroups(_ columns: [PooledColumn]) -> [OptionGroup] {
    var groups: [String: OptionGroup] = [:]
    var order: [String] = []
    let headers = Set(columns.map(\.header))
    for column in columns where reserved[column.header] == nil {
      var found: (prefix: String, mark: Character)?
      if column.header.contains("[") {
        found = (String(column.header.prefix { $0 != "[" }), "[")
      } else if let slash = column.header.lastIndex(of: "/") {
        // A group of questions has slashes too: only a question has a column of its own as well.
        let prefix = String(column.header[..<slash])
        if headers.contains(prefix) { found = (prefix, "/") }
      }
      guard let found else { continue }
      let key = found.prefix + String(found.mark)
      var group = groups[key] ?? OptionGroup(prefix: found.prefix, mark: found.mark, columns: [])
      if groups[key] == nil { order.append(key) }
      group.columns.append(column)
      groups[key] = group
    }
    return order.compactMap { groups[$0] }.compactMap { group in
      var group = group
      // "Other, please say" holds words beside the ticks.
      let whole = group
      group.columns.removeAll { column in
        isOther(column, whole) && !isTicks(column, whole)
      }
      let isGroup =
        group.columns.count >= 2 && group.columns.allSatisfy { isTicks($0, group) }
        && group.columns.contains { !$0.values.isEmpty }
      return isGroup ? group : nil
    }
  }

  private func isTicks(_ column: PooledColumn, _ group: OptionGroup) -> Bool {
    column.values.count <= 2
      && column.values.allSatisfy { value in
        yesOrNo(value) != nil || folded(value) == folded(optionLabel(column.header, group))
      }
  }

  private func optionLabel(_ header: String, _ group: OptionGroup) -> String {
    group.mark == "/" ? String(header.dropFirst(group.prefix.count + 1)) : optionLabel(header)
  }

  /// `SQ001` of `Q3[SQ001]`, or the text behind it: `Q3[SQ001]. Reading`, or the text in the
  /// last brackets: `Q3[SQ001]. Which of these? [Reading]`.
  private func optionLabel(_ header: String) -> String {
    guard let open = header.firstIndex(of: "["), let close = header.firstIndex(of: "]"),
      open < close
    else { return header }
    let inside = String(header[header.index(after: open)..<close])
    let after = header[header.index(after: close)...].drop { ". :-".contains($0) }
    if header.last == "]", let last = after.lastIndex(of: "[") {
      return trimmed(String(after[after.index(after: last)...].dropLast()))
    }
    return after.isEmpty ? inside : String(after)
  }

  /// Whether a column holds what people wrote under "other".
  private func isOther(_ column: PooledColumn, _ group: OptionGroup) -> Bool {
    column.header.contains("[other]")
      || ["other", "other text"].contains(folded(optionLabel(column.header, group)))
  }

  /// The question that the columns of a group share.
  private func question(of group: OptionGroup) -> String {
    let header = group.columns[0].header
    guard group.mark == "[", header.last == "]", let close = header.firstIndex(of: "]"),
      let last = header.lastIndex(of: "["), close < last
    else { return trimmed(group.prefix) }
    return trimmed(String(header[header.index(after: close)..<last].drop { ". :-".contains($0) }))
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
    let numbers = column.values.compactMap { Int($0) }
    if low == 0, high == 10, !numbers.contains(0), !numbers.isEmpty { guess.low = 1 }
    // A form seldom mixes 0–10 with 1–10; nobody chose 0 here.
    guard guess.low == 1, high == 10 else { return }
    if others.contains(where: { $0.low == 0 && $0.high == 10 && $0.why.contains("from 0") }) {
      guess.low = 0
      guess.why += "; other questions run from 0"
    } else {
      guess.why += "; nobody chose 0, so it is read as 1–10: was 0 offered?"
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

  /// Addresses and numbers of persons, by their look or by the header's words.
  private func isDirectIdentifier(_ column: PooledColumn, _ guess: ColumnGuess) -> Bool {
    let total = max(column.values.count, 1)
    let addresses = column.values.count { value in
      value.contains("@") && value.contains(".") && !value.contains(" ")
    }
    if addresses * 4 >= total, addresses > 0 { return true }
    let machines = column.values.count { value in
      let parts = value.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count == 4
        && parts.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false }
    }
    if machines * 2 > total { return true }
    let phones = column.values.count { value in
      value.count { $0.isASCII && $0.isNumber } >= 7
        && value.allSatisfy { $0.isNumber || "+ -()/".contains($0) } && parseDay(value) == nil
    }
    if phones * 2 > total { return true }
    return (guess.kind == .text || guess.kind == .number)
      && HeaderRole.asksForIdentifier(column.header)
  }

  private func holdsDays(_ column: PooledColumn) -> Bool {
    column.values.count >= 2 && column.values.allSatisfy { parseDay($0) != nil }
  }

  /// A short id: the header where it is one word, a LimeSurvey code, else its first words.
  private func identifier(_ header: String) -> String {
    let word = withoutPath(trimmed(header))
    let isCode =
      word.count <= 24
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if isCode { return word.lowercased() }
    // A form's own code stands before the words: `Q2[SQ001]. How much …`.
    let code = word.prefix { $0 != "." && $0 != " " }
    if code.count <= 24, code.count < word.count, word.dropFirst(code.count).first == ".",
      code.contains(where: \.isNumber), code.first?.isLetter == true
    {
      return plainLetters(answerKey(String(code)))
    }
    let bracketed = word.split(whereSeparator: { "[]".contains($0) })
    let source: String
    // The row of a grid names the variable; the question before it is the same in all rows.
    if bracketed.count >= 2, bracketed[1].contains(" ") || bracketed[0].count > 24 {
      source = String(bracketed[1])
    } else {
      source = DraftedIndicator.tidy(word)
    }
    let skipped: Set<String> = [
      "the", "a", "an", "of", "in", "to", "is", "are", "do", "you", "your", "how", "on", "with",
      "and", "or", "what", "which", "would", "have", "has", "it", "for", "did", "does", "many",
      "much", "often", "i", "my", "last", "past", "months", "these", "please", "say", "that",
      "this",
    ]
    let words =
      answerKey(String(source.prefix(200))).isEmpty
      ? [] : source.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let chosen = words.filter { !skipped.contains($0) && Int($0) == nil }.prefix(4)
    let id = plainLetters(
      chosen.isEmpty
        ? words.filter { Int($0) == nil }.suffix(4).joined(separator: "_")
        : chosen.joined(separator: "_"))
    return id.contains(where: \.isLetter) ? String(id.prefix(40)) : "question"
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

/// A text in plain letters, digits and `_`, as ids need them: `tillid_til_naboer`, `zufrieden`.
func plainLetters(_ text: String) -> String {
  let plain: [Character: String] = [
    "æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "ß": "ss", "õ": "o", "š": "s",
    "ž": "z", "ā": "a", "č": "c", "ē": "e", "ģ": "g", "ī": "i", "ķ": "k", "ļ": "l", "ņ": "n",
    "ū": "u", "ą": "a", "ę": "e", "ė": "e", "į": "i", "ų": "u", "ć": "c", "ł": "l", "ń": "n",
    "ó": "o", "ś": "s", "ź": "z", "ż": "z", "é": "e",
  ]
  var result = ""
  for character in text.lowercased() {
    if character.isASCII, character.isLetter || character.isNumber || character == "_" {
      result.append(character)
    } else if let letters = plain[character] {
      result += letters
    }
  }
  while result.first == "_" { result.removeFirst() }
  while result.last == "_" { result.removeLast() }
  return result
}
