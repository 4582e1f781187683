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
  /// Whether options of a multiple choice have an answer for "no".
  var hasExplicitNo = false
  /// The page in the study's own indicators.
  var own: DraftedIndicator?
  /// The library's indicator that its item alone makes.
  var indicator: String?

  var reason: String {
    let item = item.map { "; item \($0.id) since \($0.why)" } ?? ""
    let page =
      own.map { "; page \($0.id): \($0.reason)" } ?? (indicator != nil || isGroup ? "" : noPage)
    return "\(guess.kind.rawValue) (\(guess.why))\(item)\(page)"
  }

  private var noPage: String {
    guess.kind == .choice && guess.order == .none
      ? "; no page, since its answers have no order that is known" : "; no page"
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
    if let item {
      body.pair("item", item.id, comment: "CONFIRM: \(item.why)")
    } else if let own {
      body.pair("item", own.item, comment: "CONFIRM: see indicators/drafted.yaml")
    }
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
        let value = shortNumber(answer.value ?? Double(index + 1))
        let isPlain = answerKey(answer.label) == keys[index]
        let words = inWords(answer.label)
        let countsNot = guess.kind == .multiple && saysNone(answer.label)
        if words == answer.label, !countsNot, guess.kind == .multiple {
          answers.pair(answer.label, keys[index])
        } else if words == answer.label, !countsNot, isPlain {
          answers.pair(answer.label, value)
        } else {
          var parts: [(String, String)] = []
          if words != answer.label { parts.append(("label", words)) }
          if !isPlain || guess.kind == .multiple { parts.append(("key", keys[index])) }
          if guess.kind != .multiple { parts.append(("value", value)) }
          if countsNot { parts.append(("value", "0")) }
          answers.pair(
            answer.label, parts,
            comment: countsNot ? "CONFIRM: an answer that counts for nothing" : nil)
        }
      }
    }
  }
}

/// A form's code as people read it: "Strongly agree" for `strongly_agree`.
func inWords(_ label: String) -> String {
  guard label.contains("_"), !label.contains(" "), label == label.lowercased() else { return label }
  let words = label.split(separator: "_").joined(separator: " ")
  return words.prefix(1).uppercased() + words.dropFirst()
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
