/// Which of two numbers parted by slashes is the day.
package enum DateOrder: String, Sendable, Hashable, CaseIterable {
  /// `31/12/2025`.
  case dayFirst
  /// `12/31/2025`.
  case monthFirst
}

/// A day, with the time where the text told one.
package struct DayAndTime: Sendable, Hashable {
  /// Days since 1970-01-01, proleptic Gregorian.
  package var day: Int32
  /// Seconds since midnight, or nil where no time was given.
  package var seconds: Int?

  /// Makes a day with an optional time.
  package init(day: Int32, seconds: Int? = nil) {
    self.day = day
    self.seconds = seconds
  }
}

/// What a text says as a date.
package enum DateReading: Sendable, Hashable {
  /// One day and no other.
  case one(DayAndTime)
  /// Two days are possible, and nothing in the text tells which.
  case ambiguous(dayFirst: DayAndTime, monthFirst: DayAndTime)

  /// The day under an order that was declared or found elsewhere.
  package func resolved(_ order: DateOrder) -> DayAndTime {
    switch self {
    case .one(let day): day
    case .ambiguous(let dayFirst, let monthFirst): order == .dayFirst ? dayFirst : monthFirst
    }
  }
}

/// Reads a date: `2025-12-31`, `2025/12/31`, `31.12.2025`, `1.2.2025`, `31/12/2025`, `12/31/2025`,
/// each with an optional time (`T10:15`, `10:15:30`, `10.15.30`, `3:15 PM`, a zone that is read over).
///
/// Dots always mean day first, as in the whole region. With slashes or dashes the order is taken
/// from the numbers where only one is possible and else left open. Years have four digits: two are
/// not guessed at.
///
/// - Returns: the reading, or nil where the text is no date of the calendar.
package func parseDate(_ text: String) -> DateReading? {
  var scan = DateScan(Array(text.utf8))
  return scan.run()
}

/// The order that the dates of a column agree on, or nil where none tells or two contradict.
package func dateOrder(of texts: some Sequence<String>) -> DateOrder? {
  var found: DateOrder?
  for text in texts {
    var scan = DateScan(Array(text.utf8))
    guard scan.run() != nil, let order = scan.order else { continue }
    if let found, found != order { return nil }
    found = order
  }
  return found
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar, or nil where there is none.
///
/// Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
package func dayNumber(year: Int, month: Int, day: Int) -> Int32? {
  guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  guard day <= lengths[month - 1] else { return nil }
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return Int32(era * 146_097 + dayOfEra - 719_468)
}

/// The day of the proleptic Gregorian calendar that lies so many days after 1970-01-01.
package func calendarDay(_ number: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = number + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return (
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
    dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  )
}

private struct DateScan {
  let bytes: [UInt8]
  var i = 0
  /// The order that the numbers themselves prove, after `run`.
  var order: DateOrder?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() -> DateReading? {
    skipSpaces()
    guard let first = number(), let mark = next(), [0x2D, 0x2E, 0x2F].contains(mark) else {
      return nil
    }
    if mark == 0x2E { skipSpaces() }
    guard let second = number(), next() == mark else { return nil }
    if mark == 0x2E { skipSpaces() }
    guard let third = number(), let seconds = time() else { return nil }
    func day(_ year: Int, _ month: Int, _ day: Int) -> DayAndTime? {
      dayNumber(year: year, month: month, day: day).map {
        DayAndTime(day: $0, seconds: seconds.value)
      }
    }
    if first.digits == 4 {
      guard third.digits <= 2, second.digits <= 2 else { return nil }
      return day(first.value, second.value, third.value).map { .one($0) }
    }
    guard first.digits <= 2, second.digits <= 2, third.digits == 4 else { return nil }
    let dayFirst = day(third.value, second.value, first.value)
    if mark == 0x2E { return dayFirst.map { .one($0) } }
    let monthFirst = day(third.value, first.value, second.value)
    switch (dayFirst, monthFirst) {
    case (let a?, let b?) where a == b: return .one(a)
    case (let a?, let b?): return .ambiguous(dayFirst: a, monthFirst: b)
    case (let a?, nil):
      order = .dayFirst
      return .one(a)
    case (nil, let b?):
      order = .monthFirst
      return .one(b)
    case (nil, nil): return nil
    }
  }

  /// The time behind the date; nil where there is something that is no time.
  private mutating func time() -> (value: Int?, isRead: Bool)? {
    guard i < bytes.count else { return (nil, true) }
    let part = bytes[i]
    guard part == 0x20 || part == 0x54 || part == 0x2C else { return nil }
    i += 1
    skipSpaces()
    if i == bytes.count { return part == 0x20 ? (nil, true) : nil }
    guard let hour = number(), hour.digits <= 2, let mark = next(), mark == 0x3A || mark == 0x2E,
      let minute = number(), minute.digits == 2, minute.value < 60
    else { return nil }
    var second = 0
    if i < bytes.count, bytes[i] == mark {
      i += 1
      guard let read = number(), read.digits == 2, read.value < 60 else { return nil }
      second = read.value
      if i < bytes.count, bytes[i] == 0x2E || bytes[i] == 0x2C {
        i += 1
        guard number() != nil else { return nil }
      }
    }
    guard let hours = hourOfDay(hour.value), readsOverZone() else { return nil }
    return (hours * 3600 + minute.value * 60 + second, true)
  }

  private mutating func hourOfDay(_ hour: Int) -> Int? {
    let rest = bytes[i...].filter { $0 != 0x20 && $0 != 0xC2 && $0 != 0xA0 && $0 != 0x2E }
    let isMorning = rest.starts(with: Array("AM".utf8)) || rest.starts(with: Array("am".utf8))
    let isEvening = rest.starts(with: Array("PM".utf8)) || rest.starts(with: Array("pm".utf8))
    guard isMorning || isEvening else { return hour < 24 ? hour : nil }
    guard (1...12).contains(hour) else { return nil }
    while i < bytes.count, bytes[i] | 0x20 != 0x6D { i += 1 }
    i += 1
    if i < bytes.count, bytes[i] == 0x2E { i += 1 }
    return hour % 12 + (isEvening ? 12 : 0)
  }

  /// Reads over `Z`, `+02:00`, `GMT+2`, `EET`; answers are kept in the time that the form wrote.
  private mutating func readsOverZone() -> Bool {
    skipSpaces()
    var letters = 0
    while i < bytes.count {
      let byte = bytes[i]
      let isLetter = (0x41...0x5A).contains(byte)
      if isLetter { letters += 1 }
      let isOffset = (0x30...0x3A).contains(byte) || byte == 0x2B || byte == 0x2D
      guard isLetter && letters <= 5 || isOffset else { return false }
      i += 1
    }
    return true
  }

  private mutating func skipSpaces() {
    while i < bytes.count, bytes[i] == 0x20 { i += 1 }
  }

  private mutating func next() -> UInt8? {
    guard i < bytes.count else { return nil }
    i += 1
    return bytes[i - 1]
  }

  private mutating func number() -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while i < bytes.count, bytes[i] &- 0x30 <= 9 {
      guard digits < 9 else { return nil }
      value = value * 10 + Int(bytes[i] - 0x30)
      digits += 1
      i += 1
    }
    return digits == 0 ? nil : (value, digits)
  }
}
