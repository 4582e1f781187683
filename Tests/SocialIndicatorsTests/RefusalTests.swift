import SocialIndicators
import Testing

struct RefusalTests {
  static let all: [Refusal] = [
    .openSample, .reworded(items: ["a", "b"]), .reworded(items: []), .counted,
    .noFigure(wave: "before", nil), .noFigure(wave: "before", .notAsked),
    .noFigure(wave: "after", .notEstimated("every stratum has one sampling unit")),
    .tooFewAnswers, .nobodyInWave, .notAsked, .nobodyAnswered, .noAttendance, .noVolunteering,
    .nobodyCounted, .noPersonKeys, .noVolunteerKeys, .firstTimeNotAsked, .noEarlierWave,
    .moreThanInhabitants, .noEventKinds, .noAudienceGroups, .noPopulationGroups,
    .notEstimated("x"), .unusableDesign("y"),
  ]

  @Test(arguments: all)
  func `a refusal comes back from its code and arguments`(refusal: Refusal) {
    #expect(!refusal.code.isEmpty)
    #expect(Refusal(code: refusal.code, arguments: refusal.arguments) == refusal)
    #expect(Refusal(stored: refusal.stored) == refusal)
    #expect(!refusal.description.contains("_"), "English words, not codes")
  }

  @Test func `text that is no code is kept as the words it is`() {
    #expect(Refusal(code: "made_up", arguments: []) == nil)
    #expect(Refusal(stored: "open sample").description == "open sample")
  }
}
