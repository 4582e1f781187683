/// A filled sheet before it becomes bytes.
struct Sheet {
  enum Cell: Equatable {
    case text(String)
    /// A number as the file spells it, with a point.
    case number(String)
    /// Days since 1970-01-01 and second of the day.
    case moment(day: Int, second: Int)
    case empty
  }
  var headers: [String]
  var rows: [[Cell]]

  var filledRowCount: Int { rows.count { $0.contains { $0 != .empty } } }
}

/// A day of the Gregorian calendar, from days since 1970-01-01 (Howard Hinnant, `civil_from_days`).
struct CalendarDay {
  var year: Int
  var month: Int
  var day: Int

  init(daysSince1970: Int) {
    let z = daysSince1970 + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var iso: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }
  var dotted: String { "\(twoDigits(day)).\(twoDigits(month)).\(year)" }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

func clock(_ second: Int) -> String {
  "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
}
