import Localization
import SocialIndicators

extension ReportContext {
  /// Why there is no figure or no verdict, as it stands after a semicolon or a `because`.
  func words(for refusal: Refusal) -> String {
    switch refusal {
    case .openSample: say("refusal.open_sample")
    case .reworded(let items):
      say("refusal.reworded", ["n": .number(Double(items.count))])
    case .counted: say("refusal.counted")
    case .noFigure(let wave, let reason):
      say(
        "refusal.no_figure",
        [
          "wave": .text(waveName(wave)),
          "reason": .text(reason.map(words) ?? say("finding.nobody")),
        ])
    case .tooFewAnswers: say("refusal.too_few_answers")
    case .nobodyInWave: say("refusal.nobody_in_wave")
    case .notAsked: say("refusal.not_asked")
    case .nobodyAnswered: say("refusal.nobody_answered")
    case .noAttendance: say("refusal.no_attendance")
    case .noVolunteering: say("refusal.no_volunteering")
    case .nobodyCounted: say("refusal.nobody_counted")
    case .noPersonKeys, .noVolunteerKeys: say("refusal.no_person_keys")
    case .firstTimeNotAsked: say("refusal.first_time_not_asked")
    case .noEarlierWave: say("refusal.no_earlier_wave")
    case .moreThanInhabitants: say("refusal.more_than_inhabitants")
    case .noEventKinds: say("refusal.no_event_kinds")
    case .noAudienceGroups: say("refusal.no_audience_groups")
    case .noPopulationGroups: say("refusal.no_population_groups")
    // The words of the statistics are English; they stand in the exports and in explain.
    case .notEstimated: say("refusal.not_estimated")
    case .unusableDesign: say("refusal.unusable_design")
    }
  }
}
