extension Form {
  /// The codebook of the town's export, commented as a person would.
  func codebook() -> String {
    var text = """
      # How the answers of \(town.name) are read: \(source).
      # A variable is named once and used by name in study.yaml; `item` ties it to the library.
      codebook: 1

      """
    if !usesCodes, town.format != .germanExcel {
      text += "\n# The same in every question.\nmissing:\n"
      text += "  \(quoted(town.language.doNotKnow)): do_not_know\n"
      text += "  \(quoted(town.language.refused)): refused\n"
    }
    text += "\nvariables:\n"
    var block = 0
    for question in town.questions {
      if question.block != block, let comment = Self.comments[question.block] {
        text += "\(block == 0 ? "" : "\n")  # \(comment)\n"
      }
      block = question.block
      text += entry(question)
    }
    if town.format == .germanExcel {
      text += "\n  # Free text never reaches results.\n  remarks:\n    kind: text\n"
      text += "    header: Anmerkungen\n"
    }
    return text
  }

  private var source: String {
    switch town.format {
    case .limeSurvey: "a LimeSurvey export with question codes and full answers, in Swedish"
    case .googleForms: "a Google Forms export with the questions as headers, in Danish"
    case .microsoftForms: "a Microsoft Forms workbook, in English"
    case .kobo: "a KoboToolbox workbook with XML names"
    case .excelText: "Unicode text from Excel, in Polish"
    case .codes: "a coded table typed in from paper and web, saved by Excel"
    case .germanExcel: "a table saved by Excel, in German, scales with missing codes"
    case .balticExcel: "a table saved by Excel, in Latvian"
    }
  }

  private static let comments: [Int: String] = [
    1: "Trust in people in general", 2: "Trust in people close by",
    3: "Trust in local institutions", 4: "Neighbourhood", 6: "Help and volunteering",
    9: "Civic engagement", 10: "Preparedness", 11: "Quality of life", 13: "Culture",
    15: "Who answers", 17: "The strata of the sample",
  ]

  private func entry(_ question: Question) -> String {
    var text = "  \(question.id):\n"
    var list: AnswerList?
    switch question.kind {
    case .scale: text += "    kind: scale\n"
    case .hours: text += "    kind: number\n"
    case .choice(let answers):
      text += "    kind: choice\n"
      list = answers
    case .several(let answers):
      text += "    kind: multiple\n"
      list = answers
    }
    text += headers(question)
    if usesCodes || town.format == .limeSurvey, let words = town.language.questions[question.id] {
      text += "    question: \(quoted(words))\n"
    }
    if let item = question.item { text += "    item: \(item)\n" }
    if question.kind == .scale { text += "    low: 0\n    high: 10\n" }
    if let list {
      text += "    answers:\n"
      for answer in list.answers {
        let spelled = quoted(raw(list, answer.key))
        text += "      \(spelled): {key: \(quoted(answer.key)), label: \(quoted(answer.label)), "
        text += "value: \(answer.value)}\n"
      }
    }
    if question.id == "pull_together", town.format == .excelText {
      text += "    # Put in other words after the uptake year: no change can be told from it.\n"
      text += "    wording: {before: neighbourhood, after: town}\n"
    }
    if usesCodes || town.format == .germanExcel {
      let codes = missing(question).map { "\(quoted($0.raw)): \($0.reason)" }
      if !codes.isEmpty { text += "    missing: {\(codes.joined(separator: ", "))}\n" }
    }
    return text
  }

  private func headers(_ question: Question) -> String {
    if case .several(let list) = question.kind, let options = optionHeaders(question, list) {
      let pairs = options.map { "      \($0.key): \(quoted($0.header))\n" }
      return "    option_headers:\n" + pairs.joined()
    }
    let before = header(question, wave: .before)
    let after = header(question, wave: .after)
    return before == after
      ? "    header: \(quoted(before))\n"
      : "    headers:\n      - \(quoted(before))\n      - \(quoted(after))\n"
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
      + "\""
  }
}
