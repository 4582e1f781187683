import Tabular

/// The number in a cell of a file with this decimal mark, or nil.
///
/// In a file of decimal commas a dot that cannot group thousands can only be a decimal mark: people
/// paste such numbers in.
func parseNumber(_ text: String, decimal: Character) -> Double? {
  let mark: DecimalMark = decimal == "," ? .comma : .dot
  if let number = parseNumber(text, decimal: mark) { return number }
  return mark == .comma && !text.contains(",") ? parseNumber(text, decimal: .dot) : nil
}

/// The number that a text such as `10 – completely` begins with, or nil.
func leadingNumber(_ text: String) -> Double? {
  let digits = text.prefix { $0.isASCII && $0.isNumber }
  guard !digits.isEmpty, digits.count < 4 else { return nil }
  let rest = text[digits.endIndex...]
  guard let next = rest.first, " -–—=.):\n".contains(next),
    rest.contains(where: \.isLetter)
  else { return nil }
  return Double(digits)
}

/// Whether a cell says yes or no, in English or a Baltic Sea language; nil where it says neither.
func yesOrNo(_ text: String) -> Bool? {
  let word = folded(text)
  if yesWords.contains(word) { return true }
  if noWords.contains(word) { return false }
  return nil
}

let yesWords: Set<String> = [
  "y", "yes", "1", "true", "x", "checked", "selected", "ja", "j", "kyllä", "k", "jah", "jā", "taip",
  "tak", "t", "да", "так", "✓", "✔", "já",
]
let noWords: Set<String> = [
  "n", "no", "0", "false", "unchecked", "not selected", "nej", "nei", "nein", "ei", "e", "nē", "ne",
  "nie", "нет", "ні",
]

/// Days since 1970-01-01 of a date such as `2025-03-31`, `31.3.2025`, `31/03/2025 18:20`, or nil.
///
/// A day and month that could be either are read day first, as all countries around the sea do,
/// unless the year stands first.
func parseDay(_ text: String) -> Int32? {
  var numbers: [Int] = []
  var current = ""
  var widths: [Int] = []
  for character in text + " " {
    if character.isASCII, character.isNumber {
      current.append(character)
    } else {
      if !current.isEmpty {
        guard let number = Int(current) else { return nil }
        numbers.append(number)
        widths.append(current.count)
        current = ""
      }
      if numbers.count == 3 { break }
      if numbers.count < 3, !"-./ ".contains(character) { return nil }
    }
  }
  guard numbers.count == 3 else { return nil }
  let (year, month, day): (Int, Int, Int)
  if widths[0] == 4 {
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
  } else if widths[2] == 4 {
    // Only where the second cannot be a month is the American order meant.
    (year, month, day) =
      numbers[1] > 12 ? (numbers[2], numbers[0], numbers[1]) : (numbers[2], numbers[1], numbers[0])
  } else {
    return nil
  }
  return dayNumber(year: year, month: month, day: day)
}

/// A day count as ISO 8601.
func isoDay(_ days: Int32) -> String {
  let (year, month, day) = calendarDay(Int(days))
  func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
}
