import Diagnostics
import Testing

@testable import SurveyData

struct ParticipationTests {
  @Test func `attendance rows of persons and of headcounts are read`() {
    let persons = raw(
      [
        "Event|Day|Who|Local|First", "Fair|1.3.2025|k1|ja|nei", "Fair|1.3.2025|K-1|x|",
        "Fair|soon|k2|perhaps|1", "Fair|||1|1",
      ],
      file: "p.csv", kind: .attendance, wave: .constant("after"),
      columns: [
        "event": "Event", "date": "Day", "person": "Who", "resident": "Local",
        "first_time": "First",
      ])
    let heads = raw(
      ["What|N", "Concert|1 200", "Concert|-3", "Concert|", "|"], file: "h.csv", kind: .attendance,
      columns: ["event": "What", "headcount": "N"])
    let data = SurveyDataBuilder(study: study(), codebooks: []).build([persons, heads])
    let found = data.participation
    #expect(found.attendances.map(\.person) == ["p1", "p1", "p2", nil])
    #expect(found.attendances.map(\.headcount) == [1, 1, 1, 1200])
    #expect(found.attendances.map(\.date) == ["2025-03-01", "2025-03-01", nil, nil])
    #expect(found.attendances.map(\.isResident) == [true, true, nil, nil])
    #expect(found.attendances.map(\.isFirstTime) == [false, nil, true, nil])
    #expect(found.sources[0].dropReasons == ["neither person nor headcount"])
    #expect(
      found.sources[1].dropReasons == [
        "headcount not readable", "neither person nor headcount", "empty row",
      ])
    for account in found.sources {
      #expect(account.rowsRead == account.rowsUsed + account.dropCounts.reduce(0, +))
    }
    let codes = Set(data.diagnostics.all.map(\.code))
    #expect(codes.isSuperset(of: ["data.headcount", "data.nobody", "data.not-a-day"]))
    #expect(codes.contains("data.yes-or-no"))
  }

  @Test func `hours need a number`() {
    let data = SurveyDataBuilder(study: study(), codebooks: []).build([
      raw(
        ["Name|Hours|Club", "A|2,5|Choir", "B|many|Choir", "C|-1|Choir", "D||Choir"],
        kind: .volunteering, columns: ["person": "Name", "hours": "Hours", "organisation": "Club"],
        decimal: ",")
    ])
    #expect(data.participation.volunteering.map(\.hours) == [2.5])
    #expect(data.participation.sources[0].dropCounts == [3])
    #expect(data.diagnostics.all.count { $0.code == "data.hours" } == 3)
  }

  @Test func `a role whose column is not there is an error with a suggestion`() {
    let data = SurveyDataBuilder(study: study(), codebooks: []).build([
      raw(
        ["Event|Antal", "Fair|3"], kind: .attendance,
        columns: ["event": "Evnt", "headcount": "Antal"])
    ])
    let found = data.diagnostics.all.first { $0.code == "data.no-role-column" }
    #expect(found?.hint == "did you mean \"Event\"?")
    #expect(data.participation.attendances.count == 1)
  }
}
