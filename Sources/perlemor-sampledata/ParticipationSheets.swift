/// Attendance and volunteering tables of the uptake towns, one year before and the uptake year.
struct ParticipationSheets {
  var town: Town
  var seed: UInt64

  /// Words of the town's own table.
  struct Words {
    var attendance: [String]
    var volunteering: [String]
    var events: [(type: String, names: [String])]
    var yes: String
    var no: String
    var organisations: [String]
  }

  private static let years = [2024, 2025]

  private struct Event {
    var year: Int
    var day: Int
    var name: String
    var type: String
  }

  private func events() -> [Event] {
    let words = words
    var events: [Event] = []
    for year in Self.years {
      var draws = Draws(seed: seed, "\(town.id)/events/\(year)")
      let count = (year == 2024 ? 11 : 18) + draws.below(4)
      let newYear = year == 2024 ? 19_723 : 20_089
      for number in 0..<count {
        let kind = words.events[draws.below(words.events.count)]
        let name = kind.names[draws.below(kind.names.count)]
        events.append(
          Event(
            year: year, day: newYear + 15 + number * 340 / count + draws.below(9),
            name: "\(name) \(number + 1)", type: kind.type))
      }
    }
    return events
  }

  /// One row for each person at each event, with a number that stands for the person.
  func attendanceByPerson(size: Int) -> Sheet {
    let words = words
    let ages = AnswerList.age.answers.map(\.key)
    var rows: [[Sheet.Cell]] = []
    var seen: Set<Int> = []
    for event in events() {
      var draws = Draws(seed: seed, "\(town.id)/visitors/\(event.name)/\(event.year)")
      let count = size / 2 + draws.below(size) + (event.year == 2025 ? size / 4 : 0)
      var here: Set<Int> = []
      for _ in 0..<count {
        // A few come to nearly everything, most come once.
        let u = draws.uniform()
        let pool = event.year == 2024 ? 420.0 : 560.0
        let person = Int(u * u * u * pool)
        guard here.insert(person).inserted else { continue }
        var own = Draws(seed: seed, "\(town.id)/visitor/\(person)")
        let lives = own.below(100) < 86
        let age = ages[own.index(weights: [16, 23, 34, 27])]
        // Many had been there before the table began.
        let wasThere = own.below(100) < (person < 200 ? 62 : 25)
        let isFirst = seen.insert(person).inserted && !wasThere
        rows.append([
          .number(String(event.year)), .text(CalendarDay(daysSince1970: event.day).iso),
          .text(event.name), .text(event.type), .text("B\(1000 + person)"),
          .text(lives ? words.yes : words.no), .text(isFirst ? words.yes : words.no), .text(age),
        ])
      }
    }
    return Sheet(headers: words.attendance, rows: rows)
  }

  /// One row for each event with how many came and how they were counted.
  func attendanceByHeadcount(size: Int, dots: Bool, asMoments: Bool) -> Sheet {
    let methods = ["count", "ticket", "estimate"]
    let rows: [[Sheet.Cell]] = events().map { event in
      var draws = Draws(seed: seed, "\(town.id)/headcount/\(event.name)/\(event.year)")
      let capacity = (size * (2 + draws.below(5))) / 10 * 10
      let method = methods[draws.index(weights: [45, 35, 20])]
      var count = size / 3 + draws.below(size * 2) + (event.year == 2025 ? size / 5 : 0)
      // Estimates are round.
      if method == "estimate" { count = max(10, count / 10 * 10) }
      let day = CalendarDay(daysSince1970: event.day)
      return [
        .number(String(event.year)),
        asMoments ? .moment(day: event.day, second: 0) : .text(dots ? day.dotted : day.iso),
        .text(event.name), .text(event.type), .number(String(count)), .text(method),
        .number(String(max(capacity, count))),
      ]
    }
    return Sheet(headers: words.attendance, rows: rows)
  }

  /// Hours by person and organisation, or by organisation alone.
  func volunteering(byPerson: Bool, size: Int) -> Sheet {
    let words = words
    var rows: [[Sheet.Cell]] = []
    for year in Self.years {
      for (place, organisation) in words.organisations.enumerated() {
        var draws = Draws(seed: seed, "\(town.id)/volunteering/\(organisation)/\(year)")
        let people = size / 2 + draws.below(size) + (year == 2025 ? size / 6 : 0)
        var hours = 0
        for index in 0..<people {
          let own = 2 + draws.below(12) * (1 + draws.below(6))
          hours += own
          if byPerson {
            rows.append([
              .number(String(year)), .text("V\(100 * (place + 1) + index)"), .text(organisation),
              .number(Self.halves(own)),
            ])
          }
        }
        if !byPerson {
          rows.append([.number(String(year)), .text(organisation), .number(Self.halves(hours))])
        }
      }
    }
    return Sheet(headers: words.volunteering, rows: rows)
  }

  private static func halves(_ count: Int) -> String {
    count % 2 == 0 ? "\(count / 2)" : "\(count / 2).5"
  }
}
