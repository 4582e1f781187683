import SocialIndicators
import SurveyData
import SurveyStatistics
import Testing

@Suite struct ParticipationFiguresTests {
  private typealias Row = ParticipationData.Attendance

  /// One shipped-like definition of every measure.
  private static let library = IndicatorLibrary.parse(
    "indicators:\n"
      + ParticipationMeasure.allCases.map { measure in
        "  - {id: \(measure.rawValue), version: \"1\", label: x, plain: x, "
          + "dimension: participation, participation: \(measure.rawValue), direction: up, "
          + "licence: none, source: none}\n"
      }.joined(), name: "test.yaml"
  ).library

  private func results(_ data: ParticipationData) -> [String: IndicatorResult] {
    let margin = CalibrationMargin(
      variable: "age", levels: ["young", "middle", "old"], values: [40, 35, 25])
    var study = StudyFixture([StudyFixture.municipality(margins: [margin])]).study
    for kind in [SourceDefinition.Kind.attendance, .volunteering] {
      study.sources.append(
        SourceDefinition(
          file: "\(kind.rawValue).csv", kind: kind, municipality: .constant("a"),
          wave: .constant("before")))
    }
    let plan = IndicatorPlan.make(study: study, library: Self.library, codebooks: []).plan
    let results = evaluate(
      study: study, plan: plan, panel: nil, participation: data, programVersion: "test"
    ).results
    return Dictionary(uniqueKeysWithValues: results.map { ($0.indicator, $0) })
  }

  /// Persons 1…4 before, of whom 4 lives elsewhere; 2, 3 and 5 after.
  private let rows = [
    Row(
      municipality: 0, wave: 0, event: "e1", eventType: "concert", person: "1", isResident: true,
      isFirstTime: true, group: "young"),
    Row(
      municipality: 0, wave: 0, event: "e1", eventType: "concert", person: "2", isResident: true,
      isFirstTime: false, group: "young"),
    Row(
      municipality: 0, wave: 0, event: "e2", eventType: "walk", person: "2", isResident: true,
      isFirstTime: false, group: "young"),
    Row(
      municipality: 0, wave: 0, event: "e2", eventType: "walk", person: "3", isResident: true,
      group: "old"),
    Row(
      municipality: 0, wave: 0, event: "e2", eventType: "walk", person: "4", isResident: false,
      isFirstTime: true, group: "middle"),
    Row(municipality: 0, wave: 0, event: "e3", headcount: 20, method: "estimate"),
    Row(municipality: 0, wave: 1, event: "e4", eventType: "walk", person: "2", isResident: true),
    Row(municipality: 0, wave: 1, event: "e4", eventType: "walk", person: "3", isResident: true),
    Row(municipality: 0, wave: 1, event: "e4", eventType: "walk", person: "5", isResident: true),
  ]

  @Test func `Attendance is counted by persons, residents and events`() throws {
    let found = results(ParticipationData(attendances: rows))
    func value(_ id: String, _ wave: Int = 0) -> Double? {
      found[id]?.waves[wave].estimate?.value
    }
    #expect(value("attendances") == 25)
    #expect(value("attendance_rate") == 25)
    #expect(value("reach") == 3)
    #expect(
      found["reach"]?.waves[0].missing == [
        .init(reason: "non_resident", count: 1),
        .init(reason: "attendance_without_person", count: 20),
      ])
    #expect(value("first_time_share") == 2.0 / 3)
    #expect(value("repeat_rate") == 0.25)
    #expect(value("retention") == nil)
    #expect(value("retention", 1) == 0.5)
    #expect(found["retention"]?.waves[1].numerator == 2)
    // Residents came 1, 2 and 1 times, 997 inhabitants never.
    let gini = try #require(giniCoefficient([1, 2, 1], zeros: 997))
    #expect(value("attendance_gini") == gini)
    // One concert and one walk; the kind of the third event is not known.
    #expect(agree(value("event_diversity") ?? .nan, 0.6931471805599453))
    #expect(found["event_diversity"]?.waves[0].asked == 3)
    #expect(found["event_diversity"]?.basis == .eventRecords)
    // Shares .6, .2, .2 against .4, .35, .25.
    #expect(agree(value("representation") ?? .nan, 0.2))
    #expect(found["reach"]?.change?.change == nil)
    #expect(found["reach"]?.waves[0].estimate?.interval == nil)
  }

  @Test func `Headcounts alone have no reach, and say so`() {
    let found = results(
      ParticipationData(attendances: [
        Row(municipality: 0, wave: 0, event: "e", headcount: 300)
      ]))
    #expect(found["attendances"]?.waves[0].estimate?.value == 300)
    #expect(found["reach"]?.waves[0].estimate == nil)
    #expect(found["reach"]?.waves[0].refusal?.description.contains("person key") == true)
    #expect(found["volunteers"] == nil)
  }

  @Test func `Volunteers are persons, and hours of organisations are hours too`() {
    let found = results(
      ParticipationData(volunteering: [
        .init(municipality: 0, wave: 0, person: "1", hours: 4),
        .init(municipality: 0, wave: 0, person: "1", hours: 2),
        .init(municipality: 0, wave: 0, person: "2", hours: 6),
        .init(municipality: 0, wave: 0, organisation: "Choir", hours: 30),
      ]))
    #expect(found["volunteers"]?.waves[0].estimate?.value == 2)
    #expect(found["volunteer_hours"]?.waves[0].estimate?.value == 42)
    #expect(found["hours_per_volunteer"]?.waves[0].estimate?.value == 6)
    #expect(found["volunteers"]?.waves[1].refusal == .noVolunteering)
  }
}
