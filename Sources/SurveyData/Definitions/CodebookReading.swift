import DefinitionFiles
package import Diagnostics
import Fingerprints
import Tabular

/// Reads a codebook and reports all of its faults at once.
///
/// - Parameters:
///   - path: the file.
///   - name: the file as the study names it.
///   - waves: wave ids of the study, to check `wording`.
///   - knownItems: item ids of the library; empty turns the check off.
///   - diagnostics: where findings go.
/// - Returns: the codebook, or nil where the file cannot be read at all.
package func readCodebook(
  path: String, name: String, waves: [String], knownItems: [String] = [],
  into diagnostics: inout DiagnosticList
) -> Codebook? {
  guard let bytes = readBytes(path: path, name: name, into: &diagnostics),
    let root = parseDefinition(bytes: bytes, name: name, into: &diagnostics)
  else { return nil }
  let faults = DefinitionFaults(file: name)
  let reader = DefinitionReader(root, faults: faults)
  _ = reader.choice("codebook", of: ["1"], required: true)
  let reading = CodebookReading(waves: waves, knownItems: knownItems)
  var variables: [Codebook.Variable] = []
  let common = reading.missing(reader)
  for (id, line, variable) in reader.map("variables", required: true)?.members() ?? [] {
    variables.append(reading.variable(id, line: line, variable, common: common))
  }
  reportGuess(reader)
  reader.finish()
  reportSharedHeaders(variables, faults)
  diagnostics.append(contentsOf: faults.list)
  return Codebook(file: name, variables: variables, fingerprint: fingerprint(of: bytes))
}

private func reportSharedHeaders(_ variables: [Codebook.Variable], _ faults: DefinitionFaults) {
  var owner: [String: String] = [:]
  for variable in variables {
    for header in variable.headers {
      if let other = owner[header], other != variable.id {
        faults.report(
          "codebook.header-twice", line: variable.line, path: "variables.\(variable.id)",
          "the header \"\(header)\" is read by \(other) already", expected: "one variable a column")
      }
      owner[header] = variable.id
    }
  }
}

private struct CodebookReading {
  let waves: [String]
  let knownItems: [String]

  func variable(
    _ id: String, line: Int, _ reader: DefinitionReader, common: [String: MissingReason]
  ) -> Codebook.Variable {
    let kind = reader.choice("kind", of: Codebook.Variable.Kind.self, required: true) ?? .text
    var headers = reader.strings("headers") ?? []
    headers.insert(contentsOf: reader.strings("header") ?? [], at: 0)
    let options = reader.texts("option_headers") ?? []
    let question = reader.string("question")
    let item = reader.string("item")
    if let item, !knownItems.isEmpty, !knownItems.contains(item) {
      reader.report(
        "codebook.unknown-item", at: "item", "the library has no item \(item)",
        expected: "an item id of the library",
        hint: nearestCandidate(to: item, among: knownItems).map { "did you mean \($0)?" }
          ?? "perlemor catalogue lists them")
    }
    let low = reader.double("low")
    let high = reader.double("high")
    let answers = readAnswers(reader, kind: kind)
    let missing = common.merging(missing(reader)) { _, own in own }
    var wording: [String: String] = [:]
    for (wave, version) in reader.texts("wording") ?? [] {
      if !waves.isEmpty, !waves.contains(wave) {
        reader.report(
          "codebook.unknown-wave", at: "wording", "there is no wave \(wave)",
          expected: "one of \(waves.joined(separator: ", "))",
          hint: nearestCandidate(to: wave, among: waves).map { "did you mean \($0)?" })
      }
      wording[wave] = version
    }
    let isGuess = reportGuess(reader)
    reader.finish()
    check(reader, kind, headers, options.map(\.key), low, high, answers, missing)
    return Codebook.Variable(
      id: id, kind: kind, headers: headers,
      optionHeaders: Dictionary(
        options.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first }),
      question: question, item: item, low: low, high: high, answers: answers, missing: missing,
      wording: wording, isGuess: isGuess, line: line)
  }

  private func check(
    _ reader: DefinitionReader, _ kind: Codebook.Variable.Kind, _ headers: [String],
    _ options: [String], _ low: Double?, _ high: Double?, _ answers: [Codebook.Variable.Answer],
    _ missing: [String: MissingReason]
  ) {
    if headers.isEmpty, options.isEmpty {
      reader.report(
        "codebook.no-header", "no header says where the variable is in the file",
        expected: "header: …")
    }
    if let low, let high, low >= high {
      reader.report(
        "codebook.range", at: "low", "low is \(shortNumber(low)) and high is \(shortNumber(high))",
        expected: "low below high")
    }
    switch kind {
    case .scale:
      guard let low, let high else {
        reader.report(
          "codebook.scale-ends", "a scale has no low or no high", expected: "low: 0, high: 10")
        return
      }
      if low != low.rounded() || high != high.rounded() || high - low > 200 {
        reader.report(
          "codebook.scale-ends", at: "low", "the scale runs from \(low) to \(high)",
          expected: "whole numbers at most 200 apart", hint: "use kind: number")
      }
      for (code, reason) in missing.sorted(by: { $0.key < $1.key }) {
        if let number = Double(code), (low...max(low, high)).contains(number) {
          reader.report(
            "codebook.missing-on-scale", at: "missing",
            "\(code) means \(reason.name) but is on the scale "
              + "\(shortNumber(low))…\(shortNumber(high))",
            expected: "a code outside the scale")
        }
      }
    case .choice:
      if answers.count < 2 {
        reader.report(
          "codebook.no-answers", at: reader.has("answers") ? "answers" : nil,
          "a choice has \(answers.count) answers", expected: "answers: with at least two")
      }
    case .multiple:
      if answers.isEmpty {
        reader.report(
          "codebook.no-answers", "a multiple choice has no answers", expected: "answers: a list")
      }
      for key in options where !answers.contains(where: { $0.key == key }) {
        reader.report(
          "codebook.unknown-option", at: "option_headers", "there is no answer \(key)",
          expected: "one of \(answers.map(\.key).joined(separator: ", "))",
          hint: nearestCandidate(to: key, among: answers.map(\.key)).map { "did you mean \($0)?" })
      }
    case .number, .date, .text: break
    }
    if answers.count > 200 {
      reader.report(
        "codebook.too-many-answers", at: "answers", "there are \(answers.count) answers",
        expected: "at most 200", hint: "use kind: text")
    }
    var seen: [String: String] = [:]
    var keys: Set<String> = []
    for answer in answers {
      if !keys.insert(answer.key).inserted {
        reader.report(
          "codebook.duplicate-answer", at: "answers", "the key \(answer.key) stands twice",
          expected: "every key once")
      }
      for raw in answer.raw {
        if let other = seen[raw], other != answer.key {
          reader.report(
            "codebook.duplicate-answer", at: "answers",
            "\"\(raw)\" means both \(other) and \(answer.key)", expected: "one meaning")
        }
        seen[raw] = answer.key
      }
    }
  }

  /// Missing codes with their reason, of a variable or of the whole codebook.
  func missing(_ reader: DefinitionReader) -> [String: MissingReason] {
    var codes: [String: MissingReason] = [:]
    for (code, name) in reader.texts("missing") ?? [] {
      if let reason = MissingReason(name: name) {
        codes[code] = reason
      } else {
        let names = MissingReason.allCases.map(\.name)
        reader.report(
          "codebook.missing-reason", at: "missing", "\(name) is not a reason",
          expected: "one of \(names.joined(separator: ", "))",
          hint: nearestCandidate(to: name, among: names).map { "did you mean \($0)?" })
      }
    }
    return codes
  }

  private func readAnswers(
    _ reader: DefinitionReader, kind: Codebook.Variable.Kind
  ) -> [Codebook.Variable.Answer] {
    guard let node = reader.value("answers") else { return [] }
    var answers: [Codebook.Variable.Answer] = []
    if let entries = node.entries {
      for (index, entry) in entries.enumerated() {
        if let text = entry.value.text {
          let number = Double(text)
          answers.append(
            .init(
              raw: [entry.key], key: number == nil ? text : answerKey(entry.key),
              value: number ?? Double(index + 1), label: entry.key))
        } else {
          let inner = DefinitionReader(
            entry.value, path: "\(reader.path).answers.\(entry.key)", faults: reader.faults)
          answers.append(answer(inner, label: entry.key, index: index))
        }
      }
      return answers
    }
    guard let elements = node.elements else {
      reader.report(
        "definition.value", at: "answers", "found \(node.inWords)",
        expected: "a mapping (Very happy: 3) or a list")
      return []
    }
    for (index, element) in elements.enumerated() {
      if let text = element.text {
        answers.append(
          .init(raw: [text], key: answerKey(text), value: Double(index + 1), label: text))
      } else {
        let inner = DefinitionReader(
          element, path: "\(reader.path).answers[\(index + 1)]", faults: reader.faults)
        answers.append(answer(inner, label: nil, index: index))
      }
    }
    return answers
  }

  private func answer(
    _ reader: DefinitionReader, label: String?, index: Int
  ) -> Codebook.Variable.Answer {
    let given = reader.string("label", required: label == nil)
    let text = given ?? label ?? "answer \(index + 1)"
    if text.count > longestLabel {
      reader.report(
        "codebook.too-long", at: "label", "the label has \(text.count) characters",
        expected: "at most \(longestLabel)", hint: "spellings of the answer may be longer")
    }
    let key = reader.string("key") ?? answerKey(text)
    let value = reader.double("value") ?? Double(index + 1)
    var raw = reader.strings("raw") ?? []
    for spelling in [label, given].compactMap({ $0 }) where !raw.contains(spelling) {
      raw.append(spelling)
    }
    reader.finish()
    return .init(raw: raw, key: key, value: value, label: text)
  }
}

/// A short key made of a label: lower case, letters and digits, `_` between words.
package func answerKey(_ label: String) -> String {
  var key = ""
  for character in label.lowercased() {
    if character.isLetter || character.isNumber {
      key.append(character)
    } else if !key.isEmpty, key.last != "_" {
      key.append("_")
    }
  }
  while key.last == "_" { key.removeLast() }
  return key.isEmpty ? "answer" : String(key.prefix(80))
}

/// A number without a needless `.0`.
package func shortNumber(_ number: Double) -> String {
  number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
}
