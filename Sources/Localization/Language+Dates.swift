import CICU

extension Language {
  /// A day in the language's long form: `5 March 2025`.
  ///
  /// CLDR's short dates have two-digit years in German, Estonian and Latvian, which is unfit for a
  /// report, and its long ones change between releases; so the patterns are our own and only the
  /// month's name is ICU's. A month outside 1…12 gives the numbers as ISO 8601 writes them.
  package func date(year: Int, month: Int, day: Int) -> String {
    let language = String(tag.prefix { $0 != "-" && $0 != "_" }).lowercased()
    guard (1...12).contains(month), let name = taken(cicu_month(tag, Int32(month))) else {
      return Self.isoDate(year: year, month: month, day: day)
    }
    switch language {
    case "lt": return "\(year)\u{A0}m. \(name) \(day)\u{A0}d."
    case "lv": return "\(year).\u{A0}gada \(day).\u{A0}\(name)"
    case "da", "de", "et", "fi", "is", "nb", "nn", "no": return "\(day).\u{A0}\(name) \(year)"
    case "en", "pl", "sv", "ru", "uk": return "\(day)\u{A0}\(name) \(year)"
    default: return Self.isoDate(year: year, month: month, day: day)
    }
  }

  private static func isoDate(year: Int, month: Int, day: Int) -> String {
    func padded(_ value: Int, _ digits: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
