/// Turns a sheet into the bytes of a delimited text file as one program or another saves it.
struct DelimitedWriter {
  enum Encoding { case utf8, utf8WithMark, windows1252, windows1257, utf16LittleEndian }
  var delimiter: Character = ","
  var encoding = Encoding.utf8
  var lineEnd = "\n"
  var quotesAll = false
  var decimal: Character = "."
  /// How moments are spelled.
  var moment: (Int, Int) -> String = { day, second in
    "\(CalendarDay(daysSince1970: day).iso) \(clock(second))"
  }

  func bytes(_ sheet: Sheet) -> [UInt8] {
    var text = line(sheet.headers.map { .text($0) })
    for row in sheet.rows { text += line(row) }
    return encode(text)
  }

  private func line(_ cells: [Sheet.Cell]) -> String {
    cells.map { cell in
      let text: String
      switch cell {
      case .text(let words): text = words
      case .number(let digits): text = String(digits.map { $0 == "." ? decimal : $0 })
      case .moment(let day, let second): text = moment(day, second)
      case .empty: text = ""
      }
      let mustQuote =
        text.contains(delimiter) || text.contains("\"") || text.contains("\n")
      guard quotesAll || mustQuote else { return text }
      return "\""
        + text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }.joined(separator: String(delimiter)) + lineEnd
  }

  private func encode(_ text: String) -> [UInt8] {
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .windows1252: return text.unicodeScalars.map { Self.byte($0, baltic: false) }
    case .windows1257: return text.unicodeScalars.map { Self.byte($0, baltic: true) }
    case .utf16LittleEndian:
      return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }
  }

  /// The letters of Windows-1257 from 0xC0 on, and the marks both code pages share.
  private static let balticLetters = Array(
    ("ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž").unicodeScalars)
  private static let marks: [Unicode.Scalar: UInt8] = [
    "€": 0x80, "„": 0x84, "…": 0x85, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "–": 0x96,
    "—": 0x97,
  ]

  private static func byte(_ scalar: Unicode.Scalar, baltic: Bool) -> UInt8 {
    if scalar.value < 0x80 { return UInt8(scalar.value) }
    if let mark = marks[scalar] { return mark }
    if baltic {
      if let index = balticLetters.firstIndex(of: scalar) { return UInt8(0xC0 + index) }
    } else if (0xA0...0xFF).contains(scalar.value) {
      return UInt8(scalar.value)
    }
    preconditionFailure("the code page has no \(scalar)")
  }
}
