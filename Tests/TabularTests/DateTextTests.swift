import Tabular
import Testing

@Suite struct DateTextTests {
  @Test("day numbers of known days, by `date -u -d DAY +%s` divided by 86400")
  func knownDays() {
    #expect(dayNumber(year: 1970, month: 1, day: 1) == 0)
    #expect(dayNumber(year: 2000, month: 2, day: 29) == 11016)
    #expect(dayNumber(year: 2024, month: 12, day: 31) == 20088)
    #expect(dayNumber(year: 1969, month: 12, day: 31) == -1)
    #expect(dayNumber(year: 1900, month: 2, day: 29) == nil)
    #expect(dayNumber(year: 2025, month: 4, day: 31) == nil)
  }

  @Test("every day of six centuries comes back from its number")
  func roundTrip() {
    for number in stride(from: -150_000, through: 80_000, by: 7) {
      let day = calendarDay(number)
      #expect(dayNumber(year: day.year, month: day.month, day: day.day) == Int32(number))
    }
  }

  @Test(
    "dates that can be read in one way only",
    arguments: [
      ("2024-12-31", 20088, nil), ("2024/12/31", 20088, nil), ("31.12.2024", 20088, nil),
      ("31. 12. 2024", 20088, nil), ("1.2.2000", 10988, nil), ("31/12/2024", 20088, nil),
      ("12/31/2024", 20088, nil), ("01/01/1970", 0, nil), ("2024-12-31T10:15:30Z", 20088, 36930),
      ("2024-12-31 10:15", 20088, 36900), ("31.12.2024 10.15.30", 20088, 36930),
      ("2024/12/31 3:15:00 PM GMT+2", 20088, 54900), ("12/31/2024 12:05 AM", 20088, 300),
      ("2024-12-31T10:15:30.250+02:00", 20088, 36930), ("31-12-2024", 20088, nil),
    ] as [(String, Int32, Int?)])
  func one(text: String, day: Int32, seconds: Int?) {
    #expect(parseDate(text) == .one(DayAndTime(day: day, seconds: seconds)))
  }

  @Test("a day that may be a month is reported, not guessed")
  func ambiguous() throws {
    let reading = try #require(parseDate("03/04/2025"))
    let april = DayAndTime(day: try #require(dayNumber(year: 2025, month: 4, day: 3)))
    let march = DayAndTime(day: try #require(dayNumber(year: 2025, month: 3, day: 4)))
    #expect(reading == .ambiguous(dayFirst: april, monthFirst: march))
    #expect(reading.resolved(.dayFirst) == april)
    #expect(dateOrder(of: ["03/04/2025", "25/04/2025"]) == .dayFirst)
    #expect(dateOrder(of: ["03/04/2025", "04/25/2025"]) == .monthFirst)
    #expect(dateOrder(of: ["03/04/2025"]) == nil)
    #expect(dateOrder(of: ["25/04/2025", "04/25/2025"]) == nil)
  }

  @Test(
    "what is no date is not made one",
    arguments: [
      "", "2024", "2024-13-01", "31.02.2024", "1.2.24", "5/6/7", "2024-1", "12.5", "10:15",
      "2024-12-31x", "2024-12-31T25:00", "2024-12-31 10:61", "32/13/2024", "2024.12", "-",
    ])
  func refuses(text: String) {
    #expect(parseDate(text) == nil)
  }
}
