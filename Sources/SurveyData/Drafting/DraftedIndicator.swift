import DefinitionFiles

/// An indicator of the study's own, drafted for a question that no item of the library matches.
struct DraftedIndicator {
  enum Score { case mean, share, any, count }
  var id: String
  var item: String
  var label: String
  var plain: String
  var score: Score
  var low: Int
  var high: Int
  /// The answers that count for a share, in words.
  private var counted = ""
  /// The values that count, for a share.
  var within: (low: Int, high: Int)?
  var meaning: QuestionMeaning

  /// Drafts one for a variable, or nil where its answers have no order or say who a person is.
  init?(_ variable: DraftVariable) {
    let question = variable.question ?? variable.headers.first ?? variable.id
    guard !variable.isGroup, !QuestionMeaning.isBackground(question) else { return nil }
    id = "own.\(variable.id)"
    item = variable.item?.id ?? id
    meaning = QuestionMeaning(question)
    if variable.guess.kind == .multiple, meaning.dimensionWord == nil {
      // "Which of these did you do?" says nothing; what most options are about does.
      let options = variable.guess.answers.map { QuestionMeaning($0.label) }
        .filter { $0.dimensionWord != nil }
      let best = options.max { one, other in
        options.count { $0.dimension == one.dimension }
          < options.count { $0.dimension == other.dimension }
      }
      if let best {
        meaning.dimension = best.dimension
        meaning.dimensionWord = best.dimensionWord
      }
    }
    label = Self.label(question)
    let quoted = "\"\(Self.tidy(question))\""
    let values = variable.guess.answers.compactMap(\.value).map { Int($0) }
    switch variable.guess.kind {
    case .scale:
      guard let low = variable.guess.low, let high = variable.guess.high else { return nil }
      (self.low, self.high) = (low, high)
      score = .mean
      plain = "The mean answer to \(quoted), from \(low) to \(high)."
    case .multiple:
      (low, high) = (0, 1)
      let options = variable.guess.answers.count
      let hasNone = variable.guess.answers.contains { saysNone($0.label) }
      // Where nobody could tick "none", an empty cell is a missing answer, and everyone who answered
      // ticked something: the share would always be 100 %.
      score = hasNone || variable.hasExplicitNo ? .any : .count
      plain =
        score == .any
        ? "The share who chose at least one answer to \(quoted)."
        : "How many of the \(options) answers to \(quoted) people chose, on average."
    case .choice:
      guard let low = values.min(), let high = values.max(), low < high,
        values.count == variable.guess.answers.count
      else { return nil }
      (self.low, self.high) = (low, high)
      let top = inWords(variable.guess.answers.last?.label ?? "")
      switch variable.guess.order {
      case .none: return nil
      case .ladder where high - low >= 3:
        score = .mean
        plain =
          "The mean answer to \(quoted), from \(low) (\(inWords(variable.guess.answers[0].label))) to "
          + "\(high) (\(top))."
      case .amounts:
        score = .share
        within = (low + 1, high)
        counted = "more than \"\(variable.guess.answers[0].label)\""
        plain =
          "The share whose answer to \(quoted) was more than "
          + "\"\(variable.guess.answers[0].label)\"."
      case .ladder, .yesNo:
        score = .share
        within = (high, high)
        counted = "\"\(top)\""
        plain = "The share who answered \"\(top)\" to \(quoted)."
      }
    case .number, .date, .text: return nil
    }
  }

  /// Whether figures are shares.
  var isShare: Bool { score == .share || score == .any }

  /// What was guessed, in words.
  var reason: String {
    let kind =
      switch score {
      case .mean: "mean \(low)–\(high)"
      case .share: "share of \(counted)"
      case .any: "share with any answer"
      case .count: "number of answers"
      }
    let about =
      meaning.dimensionWord.map { "\(meaning.dimension) since it says \"\($0)\"" }
      ?? "\(meaning.dimension) for want of a word that tells"
    let better = meaning.direction == "up" ? "higher" : "lower"
    return "\(kind), \(about), \(better) is better"
  }

  func write(_ body: inout DraftWriter) {
    body.pair("id", id)
    body.pair("version", 1)
    body.pair("label", label, comment: "CONFIRM: what reports call it")
    body.pair("plain", plain)
    body.pair(
      "dimension", meaning.dimension,
      comment: meaning.dimensionWord.map { "CONFIRM: the question says \"\($0)\"" }
        ?? "CONFIRM: no word told, so this is a guess at random")
    body.section("items") { items in
      items.element { item in
        item.pair("id", self.item)
        item.pair("low", low)
        item.pair("high", high)
      }
    }
    switch score {
    case .mean, .share: body.pair("score", "mean")
    case .any: body.pair("score", "any", comment: "CONFIRM: or count, the number of answers")
    case .count: body.pair("score", "count")
    }
    if let within {
      body.pair(
        "share_within", [String(within.low), String(within.high)],
        comment: "CONFIRM: the answers that count")
    }
    body.pair("unit", isShare ? "share" : "score")
    body.pair(
      "direction", meaning.direction,
      comment: "CONFIRM: which way is better: up, down, none"
        + (meaning.directionWord.map { " (the question says \"\($0)\")" } ?? ""))
    body.pair("base", "All who answered")
    if score == .mean { body.pair("goalposts", [String(low), String(high)]) }
    body.pair("licence", "own")
    body.pair("source", "own question")
  }

  /// The question as a line of a chart: without what stands in brackets, cut at a word.
  static func label(_ question: String) -> String {
    var text = tidy(question)
    // What stands behind a full sentence explains the scale.
    if let end = text.firstIndex(where: { ".?!".contains($0) }),
      text.distance(from: text.startIndex, to: end) >= 12
    {
      text = String(text[..<end])
    }
    while let last = text.last, ".:;, ?-–".contains(last) { text.removeLast() }
    text = text.prefix(1).uppercased() + text.dropFirst()
    guard text.count > 64 else { return text }
    var short = ""
    for word in text.split(separator: " ") {
      if short.count + word.count > 56 { break }
      short += short.isEmpty ? String(word) : " \(word)"
    }
    while let last = short.last, ",;:-–".contains(last) { short.removeLast() }
    return short.isEmpty ? String(text.prefix(56)) + "…" : short + "…"
  }

  /// The question alone: the row of a grid without the grid's, no number before it, no brackets.
  static func tidy(_ question: String) -> String {
    // `group_a/trust_neighbours` is a name that a form made of words.
    if !question.contains(" "), question.contains(where: { "_/".contains($0) }) {
      let name = withoutPath(question).split(separator: "_").joined(separator: " ")
      if name.contains(where: \.isLetter) { return name.prefix(1).uppercased() + name.dropFirst() }
    }
    var text = question[...]
    var row: Substring?
    if let open = text.lastIndex(of: "["), text.last == "]" {
      row = text[text.index(after: open)...].dropLast()
      text = text[..<open]
    }
    // `Q3. `, `12) `, `Q2[SQ001]. ` and other codes of form programs stand before the words.
    let first = text.prefix { $0 != " " }
    let isNumber =
      first.count <= 16 && first.contains(where: \.isNumber) && first.allSatisfy(\.isASCII)
      && first.last.map { ".):".contains($0) } == true
    if isNumber { text = text.dropFirst(first.count) }
    if let row {
      // A whole statement stands for itself; a word needs the question.
      let isStatement = row.split(separator: " ").count >= 3 || !text.contains(where: \.isLetter)
      let rest = text.filter { $0 != "…" }.split(separator: " ").filter { $0 != "..." }
      text = isStatement ? row : "\(row): \(rest.joined(separator: " "))"[...]
    }
    text = withoutScale(text)
    var depth = 0
    var kept = ""
    for character in text {
      if character == "(" { depth += 1 }
      if depth == 0 {
        let isBlank = character.isWhitespace
        if !(isBlank && (kept.isEmpty || kept.last == " ")) {
          kept.append(isBlank ? " " : character)
        }
      }
      if character == ")", depth > 0 { depth -= 1 }
    }
    let plain = trimmed(kept)
    let marks = plain.map { $0 == "\"" ? "'" : $0 }
    return plain.contains(where: \.isLetter) ? String(marks) : trimmed(question)
  }
}

/// A question without an opening that speaks of the scale only: "On a scale from 0 to 10, …".
private func withoutScale(_ text: Substring) -> Substring {
  guard let comma = text.firstIndex(of: ","), comma < text.endIndex else { return text }
  let opening = folded(String(text[..<comma]))
  let words = [
    "scale", "skala", "skalaen", "skalan", "asteikolla", "skaalal", "skalā", "skalė", "skali",
  ]
  let rest = text[text.index(after: comma)...].drop { $0 == " " }
  guard opening.count <= 50, words.contains(where: { opening.contains($0) }), rest.count >= 12
  else { return text }
  return rest.prefix(1).uppercased() + rest.dropFirst()
}

/// Whether an option says that none of the others holds.
func saysNone(_ label: String) -> Bool {
  let word = folded(label).filter { $0 != "." && $0 != "," }
  let beginnings = [
    "none", "nothing", "i did not", "i have not", "i do not", "no,", "ingen af", "intet af",
    "ingen av", "inget av", "inga av", "nichts davon", "keine", "en mitään", "ei mikään",
    "ei mitään", "mitte ühtegi", "ei ühtegi", "mitte ükski", "neviens", "neko", "nav", "nė vien",
    "niekur", "nieko", "żadne", "żaden", "żadnym", "w żadn", "nic z", "jeg har ikke", "har ikke",
  ]
  return noneWords.contains(word) || beginnings.contains { word.hasPrefix($0) }
}

/// `indicators/drafted.yaml`.
func draftedIndicators(_ indicators: [DraftedIndicator]) -> String {
  var writer = DraftWriter()
  writer.comment(
    "Indicators of this study's own, one for each question that is not in the library.\n"
      + "Read the label, the dimension and the direction of each; what is wrong is corrected here.\n"
      + "Delete an entry, and its item in codebook.yaml, where a question needs no page.\n"
      + "dimension: belonging, trust_bonding (neighbours, friends), trust_bridging (people in general),\n"
      + "  trust_linking (authorities), engagement, preparedness, quality_of_life, culture")
  writer.section("indicators") { list in
    for indicator in indicators {
      list.element { indicator.write(&$0) }
    }
  }
  return writer.text
}
