import Glibc
import Tabular

/// What a number format shows of a date.
enum DateShape: Equatable {
  case none
  case date
  case dateTime
  case time

  /// The formats that every workbook has without spelling them out (ECMA-376, 18.8.30).
  init(builtIn id: Int) {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
    case 22: self = .dateTime
    case 18...21, 32...35, 45...47, 55, 56: self = .time
    default: self = .none
    }
  }

  /// Reads a format code: `dd.mm.yyyy hh:mm`, `[$-425]d/m/yy`, `"kl." hh.mm`, `[h]:mm`.
  init(formatCode: String) {
    var hasDay = false
    var hasClock = false
    var hasMonthOrMinute = false
    var isQuoted = false
    var isEscaped = false
    var bracket: String?
    // Only the first section: the others are for negative numbers, zero and text.
    for character in formatCode.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      if isQuoted {
        isQuoted = character != "\""
        continue
      }
      if let inside = bracket {
        if character == "]" {
          if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { hasClock = true }
          bracket = nil
        } else {
          bracket = inside + String(character)
        }
        continue
      }
      switch character {
      case "\"": isQuoted = true
      case "\\", "_", "*": isEscaped = true
      case "[": bracket = ""
      case "y", "d": hasDay = true
      case "h", "s": hasClock = true
      case "m": hasMonthOrMinute = true
      case "e" where formatCode.lowercased().contains("general"): break
      case "0", "#", "?":
        // Digits of seconds may follow a clock; anywhere else this is a number.
        if !hasClock {
          self = .none
          return
        }
      case ";":
        self = Self.shape(hasDay, hasClock, hasMonthOrMinute)
        return
      default: break
      }
    }
    self = Self.shape(hasDay, hasClock, hasMonthOrMinute)
  }

  private static func shape(_ day: Bool, _ clock: Bool, _ month: Bool) -> DateShape {
    if day && clock { return .dateTime }
    if clock { return .time }
    return day || month ? .date : .none
  }
}

/// A serial number of Excel as ISO 8601 text, or nil where it is no day of the calendar.
///
/// Counted from 1900, number 60 is the 29th of February 1900, which never was: numbers below it lie
/// one day later than their count.
func isoText(serial: Double, shape: DateShape, countsFrom1904: Bool) -> String? {
  guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
  var days = Int(serial.rounded(.down))
  var seconds = Int(((serial - Double(days)) * 86_400).rounded())
  if seconds == 86_400 {
    seconds = 0
    days += 1
  }
  let clock = "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  if shape == .time {
    guard days > 0 else { return clock }
    let hours = days * 24 + seconds / 3600
    return "\(hours):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  }
  if !countsFrom1904, days == 0, shape == .dateTime { return clock }
  if !countsFrom1904, days == 0 || days == 60 { return nil }
  let offset = countsFrom1904 ? 24_107 : days < 60 ? 25_568 : 25_569
  let date = calendarDay(days - offset)
  let day = "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))"
  return seconds == 0 && shape == .date ? day : "\(day) \(clock)"
}

private func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// A number of a cell in its shortest form: whole numbers without fraction or exponent.
func shortestText(_ number: Double) -> String {
  if let whole = Int(exactly: number), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
