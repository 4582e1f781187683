import HypothesisTests
import SocialIndicators
import Testing

/// Rates, fill, first-timers, cohorts, volunteers, quality and costs; R in participation.R.
@Suite struct AttendanceFormulaTests {
  private func equals(_ interval: ConfidenceInterval?, _ ends: [Double]) -> Bool {
    guard let interval, ends.count == 2 else { return false }
    return agree(interval.low, ends[0]) && agree(interval.high, ends[1])
  }

  @Test func `attendance per 1,000 has Poisson and quasi-Poisson intervals as in R`() throws {
    let expected = try Reference.expected("participation")["rate"]
    let heads = expected["heads"].numbers
    let poisson = try AttendanceRate(headcounts: heads, inhabitants: 1000, method: .poisson)
    #expect(poisson.attendances == 631)
    #expect(poisson.perThousand == 631)
    #expect(equals(poisson.interval, expected["poisson"].numbers))
    let quasi = try AttendanceRate(headcounts: heads, inhabitants: 1000)
    #expect(agree(quasi.dispersion ?? .nan, expected["dispersion"].number))
    #expect(equals(quasi.interval, expected["quasi"].numbers))
    let smaller = try AttendanceRate(headcounts: heads, inhabitants: 2500)
    #expect(agree(smaller.perThousand, 252.4))
    #expect(agree(smaller.interval.low, 0.4 * quasi.interval.low))
    let nobody = try AttendanceRate(headcounts: [0, 0], inhabitants: 1000, method: .poisson)
    #expect(equals(nobody.interval, expected["poisson0"].numbers))
  }

  @Test func `a calmer programme than chance is not held to be surer than chance`() throws {
    // R takes the dispersion of 0.013 and is eight times narrower.
    let expected = try Reference.expected("participation")["rate"]
    let rate = try AttendanceRate(headcounts: expected["even"].numbers, inhabitants: 1000)
    #expect(agree(rate.dispersion ?? .nan, expected["calm_dispersion"].number))
    #expect(equals(rate.interval, expected["calm_ours"].numbers))
    #expect(!equals(rate.interval, expected["calm_r"].numbers))
  }

  @Test func `reach per 1,000 is counted, sampled or estimated`() throws {
    let counted = try Reach(residents: 320, inhabitants: 2500)
    #expect(counted.perThousand == 128)
    #expect(counted.interval == nil)
    // domain: Wilson's interval of 36 of 154 is .173903 to .306588.
    let expected = try Reference.expected("participation")["reach"]["interval"].numbers
    let sampled = try Reach(came: 36, asked: 154, inhabitants: 2500)
    #expect(equals(sampled.interval, expected))
    #expect(agree(sampled.persons, 2500 * 36 / 154.0))
    let survey = try Reach(
      share: 0.31, interval: ConfidenceInterval(low: 0.25, high: 0.38, level: 0.95),
      inhabitants: 2500)
    #expect(equals(survey.interval, [250, 380]))
    #expect(agree(survey.persons, 775))
  }

  @Test func `frequency, non-residents and fill rate are what they say`() throws {
    #expect(frequency(attendances: 631, persons: 250) == 2.524)
    #expect(frequency(attendances: 0, persons: 0) == nil)
    #expect(nonResidentShare(nonResidents: 30, known: 120) == 0.25)
    #expect(nonResidentShare(nonResidents: 0, known: 0) == nil)
    let fill = try FillRate(headcounts: [80, 30, 66, 500], capacities: [100, 40, 60, nil])
    #expect(fill.value == 0.88)
    #expect(fill.events == [0.8, 0.75, 1.1, nil])
    #expect(fill.unknownCapacity == 1)
    #expect(fill.aboveCapacity == 1)
  }

  @Test func `a first-timer is new by the records of twelve months, or says so`() throws {
    typealias Visit = FirstTimeShare.Visit
    let visits = [
      Visit(person: "a", month: 100), Visit(person: "a", month: 113),
      Visit(person: "b", month: 101), Visit(person: "b", month: 113),
      Visit(person: "c", month: 114), Visit(person: "c", month: 115),
      Visit(person: "d", month: 99), Visit(person: "e", month: 112),
    ]
    // a came 13 months before, b 12, c never; d not at all in the period; e only before it.
    let share = try FirstTimeShare(visits: visits, period: 113...124, recordsFrom: 95)
    #expect(share.newcomers == 2)
    #expect(share.known == 3)
    #expect(share.basis == .recordsOfMonths(12))
    let longer = try FirstTimeShare(
      visits: visits, period: 113...124, lookingBack: 13, recordsFrom: 95)
    #expect(longer.newcomers == 1)
    #expect(longer.basis == .recordsOfMonths(13))
    let declared = FirstTimeShare(declared: [true, false, nil, true, nil])
    #expect(declared.share == 2.0 / 3)
    #expect(declared.basis == .selfDeclared)
    #expect(FirstTimeShare(declared: [nil]).share == nil)
    #expect(throws: ParticipationError.invalid(what: "the first month with records", value: 102)) {
      try FirstTimeShare(visits: visits, period: 113...124, recordsFrom: 102)
    }
    #expect(throws: ParticipationError.self) {
      try FirstTimeShare(visits: [], period: 1...2, lookingBack: 0, recordsFrom: -30)
    }
  }

  @Test func `cohorts are followed by who is present`() {
    let table = CohortTable(periods: [["a", "b", "c"], ["b", "d"], ["a", "b", "e"], []])
    #expect(table.cohorts.map(\.size) == [3, 1, 1, 0])
    #expect(table.cohorts.map(\.present) == [[3, 1, 2, 0], [1, 0, 0], [1, 0], [0]])
    #expect(table.cohorts[0].shares[1] == 1.0 / 3)
    #expect(table.cohorts[3].shares == [])
    // The second entry of a first cohort is the retention of its period.
    #expect(table.cohorts[0].shares[1] == retention(from: ["a", "b", "c"], to: ["b", "d"]))
    #expect(CohortTable(periods: []).cohorts.isEmpty)
  }

  @Test func `volunteer hours are also full-time years and, apart, money`() throws {
    let figures = try VolunteerFigures(volunteers: 24, hours: 860, inhabitants: 3200)
    #expect(figures.hoursPerVolunteer == 860.0 / 24)
    #expect(figures.perThousand == 7.5)
    #expect(figures.fullTimeEquivalents == 0.5)
    let none = try VolunteerFigures(volunteers: 0, hours: 0, inhabitants: 3200)
    #expect(none.hoursPerVolunteer == nil)
    let value = try replacementCost([
      ValuedHours(hours: 100, hourlyCost: 18.5), ValuedHours(hours: 40, hourlyCost: 32),
    ])
    #expect(value == 3130)
  }

  @Test func `a total is as sure as its least sure part`() throws {
    let total = try HeadcountTotal(
      headcounts: [120, 80, 300, 50], methods: [.counted, .ticketed, .estimated, .estimated])
    #expect(total.total == 550)
    #expect(total.quality == .estimated)
    #expect(total.low == 480)
    #expect(total.high == 620)
    #expect(total.parts.map(\.total) == [120, 80, 350])
    let sure = try HeadcountTotal(headcounts: [10, 5], methods: [.counted, .ticketed])
    #expect(sure.quality == .ticketed)
    #expect(sure.low == 15 && sure.high == 15)
  }

  @Test func `unit costs carry the uncertainty of what they are divided by`() throws {
    // 775 persons, 625 to 950 by the survey: the fewer, the dearer.
    let person = try UnitCost(cost: 18_600, units: 775, range: 625...950)
    #expect(person.value == 24)
    #expect(agree(person.low, 18_600.0 / 950))
    #expect(person.high == 29.76)
    let attendance = try UnitCost(cost: 18_600, units: 620)
    #expect(attendance.low == 30 && attendance.high == 30)
    #expect(try UnitCost(cost: 100, units: 5, range: 0...9).high == nil)
  }

  @Test func `bad input is named`() {
    typealias Fault = ParticipationError
    #expect(throws: Fault.nothing("inhabitants")) {
      try AttendanceRate(headcounts: [1, 2], inhabitants: 0)
    }
    #expect(throws: Fault.invalid(what: "a headcount", value: -3)) {
      try AttendanceRate(headcounts: [1, -3], inhabitants: 10)
    }
    #expect(throws: Fault.tooFew(what: "events", count: 1, needed: 2)) {
      try AttendanceRate(headcounts: [5], inhabitants: 10)
    }
    #expect(throws: Fault.nothing("attendances")) {
      try AttendanceRate(headcounts: [0, 0], inhabitants: 10)
    }
    #expect(throws: Fault.test(.invalidLevel(2))) {
      try AttendanceRate(headcounts: [5, 6], inhabitants: 10, level: 2)
    }
    #expect(throws: Fault.invalid(what: "residents of 10 inhabitants", value: 11)) {
      try Reach(residents: 11, inhabitants: 10)
    }
    #expect(throws: Fault.self) { try Reach(came: 3, asked: 0, inhabitants: 10) }
    #expect(throws: Fault.self) { try Reach(came: 3, asked: 2, inhabitants: 10) }
    #expect(throws: Fault.nothing("events with a known capacity")) {
      try FillRate(headcounts: [4], capacities: [nil])
    }
    #expect(throws: Fault.nothing("capacity of an event")) {
      try FillRate(headcounts: [4], capacities: [0])
    }
    #expect(throws: Fault.unequalCounts(what: "capacities", count: 1, expected: 2)) {
      try FillRate(headcounts: [4, 5], capacities: [10])
    }
    #expect(throws: Fault.self) {
      try VolunteerFigures(volunteers: 2, hours: .nan, inhabitants: 10)
    }
    #expect(throws: Fault.self) {
      try replacementCost([ValuedHours(hours: -1, hourlyCost: 3)])
    }
    #expect(throws: Fault.nothing("headcounts")) { try HeadcountTotal(headcounts: [], methods: []) }
    #expect(throws: Fault.invalid(what: "the band of estimates", value: 1.2)) {
      try HeadcountTotal(headcounts: [1], methods: [.counted], band: 1.2)
    }
    #expect(throws: Fault.nothing("units")) { try UnitCost(cost: 3, units: 0) }
    #expect(throws: Fault.self) { try UnitCost(cost: 3, units: 4, range: 5...6) }
    #expect(Fault.nothing("inhabitants").description.hasPrefix("inhabitants: none"))
  }
}
