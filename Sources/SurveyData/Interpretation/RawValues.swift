/// Numbers, days and yes-or-no words as people write them.

/// The number in a text, or nil.
///
/// Spaces between digits group thousands; a mark that is not the
/// decimal mark groups thousands only where three digits follow.
func parseNumber(_ text: String, decimal: Character) -> Double? {
  var digits = ""
  for character in text {
    if character.isWhitespace || character == "\u{202F}" || character == "'" || character == "’" {
      continue
    }
    digits.append(character == "−" ? "-" : character)
  }
  let other: Character = decimal == "," ? "." : ","
  if digits.contains(other) {
    let parts = digits.split(separator: other, omittingEmptySubsequences: false)
    let whole = parts.last?.prefix { $0 != decimal } ?? ""
    let groups =
      parts.count > 1 && parts.dropFirst().dropLast().allSatisfy { $0.count == 3 }
      && whole.count == 3 && (1...3).contains(parts[0].drop { $0 == "-" || $0 == "+" }.count)
    if groups {
      digits.removeAll { $0 == other }
    } else if decimal == ",", parts.count == 2, !digits.contains(",") {
      // A dot that cannot group thousands can only be a decimal mark.
      return finiteNumber(digits)
    } else {
      return nil
    }
  }
  if decimal != "." { digits = String(digits.map { $0 == decimal ? "." : $0 }) }
  return finiteNumber(digits)
}

private func finiteNumber(_ text: String) -> Double? {
  let isNumeric = text.utf8.allSatisfy {
    (48...57).contains($0) || $0 == 43 || $0 == 45 || $0 == 46 || $0 == 69 || $0 == 101
  }
  guard isNumeric, let number = Double(text), number.isFinite else { return nil }
  return number
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

/// Days since 1970-01-01 in the proleptic Gregorian calendar, or nil for no such day.
///
/// Counts from March, so that the leap day ends the year.
func dayNumber(year: Int, month: Int, day: Int) -> Int32? {
  guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  guard day <= lengths[month - 1] else { return nil }
  let y = month <= 2 ? year - 1 : year
  let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
  return Int32(365 * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468)
}

/// A day count as ISO 8601.
func isoDay(_ days: Int32) -> String {
  let z = Int(days) + 719_468
  let era = z / 146_097
  let dayOfEra = z - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  return
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * shifted + 2) / 5 + 1, 2))"
}
