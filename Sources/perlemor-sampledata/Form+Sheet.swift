extension Form {
  /// First day of fieldwork: 10 February 2025 and 9 February 2026.
  static func firstDay(_ wave: Wave) -> Int { wave == .before ? 20_129 : 20_493 }

  /// The whole export of one wave, with the blemishes that such files have.
  func sheet(_ wave: Wave, seed: UInt64) -> Sheet {
    let questions = town.questions
    var headers = leadingHeaders
    for question in questions {
      if case .several(let list) = question.kind, let options = optionHeaders(question, list) {
        if town.format == .kobo { headers.append(header(question, wave: wave)) }
        headers += options.map(\.header)
      } else {
        headers.append(header(question, wave: wave))
      }
    }
    headers += trailingHeaders
    var rows: [[Sheet.Cell]] = []
    for (number, response) in town.responses(wave, seed: seed).enumerated() {
      var row = leadingCells(number + 1, response, wave, seed: seed)
      for question in questions {
        row += cells(question, response.answers[question.id] ?? .empty)
      }
      rows.append(row + trailingCells(number + 1, response, wave, seed: seed))
    }
    addBlemishes(to: &rows, headers: headers, wave: wave)
    return Sheet(headers: headers, rows: rows)
  }

  private var leadingHeaders: [String] {
    switch town.format {
    case .limeSurvey: ["id", "submitdate", "lastpage", "startlanguage", "kod"]
    case .googleForms: ["Tidsstempel", town.language.personCode]
    case .microsoftForms: ["ID", "Start time", "Completion time", "Email", "Name"]
    case .kobo: ["start", "end"]
    case .codes: ["Nr", "Apklausos būdas", "Svoris"]
    case .excelText: ["Lp."]
    case .balticExcel: ["Laiks"]
    case .germanExcel: ["Nr."]
    }
  }

  private var trailingHeaders: [String] {
    switch town.format {
    case .kobo: ["_id", "_uuid", "_submission_time"]
    case .germanExcel: ["Anmerkungen"]
    default: []
    }
  }

  private func leadingCells(
    _ number: Int, _ response: Response, _ wave: Wave, seed: UInt64
  ) -> [Sheet.Cell] {
    let day = Self.firstDay(wave) + response.day
    let moment = Sheet.Cell.moment(day: day, second: response.second)
    let text = CalendarDay(daysSince1970: day)
    var draws = Draws(seed: seed, "\(town.id)/\(response.person)/paper/\(wave.rawValue)")
    switch town.format {
    case .limeSurvey:
      return [
        .number(String(number)), .text("\(text.iso) \(clock(response.second))"), .number("7"),
        .text("sv"), response.code.isEmpty ? .empty : .text(response.code),
      ]
    case .googleForms:
      return [moment, response.code.isEmpty ? .empty : .text(response.code)]
    case .microsoftForms:
      let end = Sheet.Cell.moment(day: day, second: response.second + 300 + draws.below(900))
      return [.number(String(number)), moment, end, .text("anonymous"), .empty]
    case .kobo:
      let start = "\(text.iso)T\(clock(response.second)).000+02:00"
      let end = "\(text.iso)T\(clock(response.second + 240 + draws.below(900))).000+02:00"
      return [.text(start), .text(end)]
    case .codes:
      let way = draws.below(100) < 35 ? "paštu" : "internetu"
      let weight = 600 + draws.below(900)
      let digits = "\(weight / 1000).\(String(1000 + weight % 1000).dropFirst())"
      return [.number(String(number)), .text(way), .number(digits)]
    case .excelText, .germanExcel: return [.number(String(number))]
    case .balticExcel: return [moment]
    }
  }

  private func trailingCells(
    _ number: Int, _ response: Response, _ wave: Wave, seed: UInt64
  ) -> [Sheet.Cell] {
    var draws = Draws(seed: seed, "\(town.id)/\(response.person)/uuid/\(wave.rawValue)")
    switch town.format {
    case .kobo:
      let digits = Array("0123456789abcdef")
      let hex = String((0..<32).map { _ in digits[draws.below(16)] })
      let cuts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
      let uuid = cuts.map { String(Array(hex)[$0.0..<$0.1]) }.joined(separator: "-")
      let day = CalendarDay(daysSince1970: Self.firstDay(wave) + response.day)
      return [
        .number(String((wave == .before ? 410_000 : 530_000) + number)), .text(uuid),
        .text("\(day.iso)T\(clock(response.second + 1300))"),
      ]
    case .germanExcel:
      let remarks = [
        "Mehr Bänke am Hafen!",
        "Die Frage nach \"Nachbarschaft\" war schwierig;\nwir wohnen allein.",
        "Danke für die Umfrage; bitte wiederholen.",
      ]
      return [draws.below(40) == 0 ? .text(remarks[draws.below(3)]) : .empty]
    default: return []
    }
  }

  /// What goes wrong in real files and must give a note or a warning, not stop a study.
  private func addBlemishes(
    to rows: inout [[Sheet.Cell]], headers: [String], wave: Wave
  ) {
    switch (town.format, wave) {
    case (.limeSurvey, .after), (.googleForms, .before):
      // The form was sent twice.
      rows.insert(rows[40], at: 41)
      if town.format == .limeSurvey { rows[41][0] = .number(String(rows.count)) }
    case (.balticExcel, .before):
      let column = headers.firstIndex { $0.contains("kurus pazīstu") } ?? 1
      rows[16][column] = .number("12")
    case (.balticExcel, .after), (.microsoftForms, .after):
      // Rows that were cleared but not deleted.
      for _ in 0..<3 { rows.append(headers.map { _ in .empty }) }
    default: break
    }
  }
}
