/// Why there is no figure, or why a change was not judged.
///
/// A closed list, so that every report can say it in its own language. `code` and `arguments` are
/// stable and are what files hold; `description` is English, for findings and for exports.
package indirect enum Refusal: Sendable, Hashable {
  /// Anybody could answer, so who answered may differ between the waves.
  case openSample
  /// These items were worded differently in a later wave.
  case reworded(items: [String])
  /// Counted from records, not sampled: there is no verdict to give.
  case counted
  /// One of the waves has no figure, and why.
  case noFigure(wave: String, Refusal?)
  /// Held back by disclosure control.
  case tooFewAnswers
  case nobodyInWave
  case notAsked
  case nobodyAnswered
  case noAttendance
  case noVolunteering
  case nobodyCounted
  case noPersonKeys
  case noVolunteerKeys
  case firstTimeNotAsked
  case noEarlierWave
  case moreThanInhabitants
  case noEventKinds
  case noAudienceGroups
  case noPopulationGroups
  /// The answers allow no estimate; in the words of the statistics.
  case notEstimated(String)
  /// The declared design cannot be used; in the words of the statistics.
  case unusableDesign(String)

  /// The refusals without arguments and their codes.
  private static let plain: [(code: String, refusal: Refusal, words: String)] = [
    ("open_sample", .openSample, "open sample: who answered may differ between the waves"),
    ("counted", .counted, "counted, not sampled: the two figures stand as they are"),
    ("too_few_answers", .tooFewAnswers, "too few answers to be shown"),
    ("nobody_in_wave", .nobodyInWave, "nobody answered in this wave"),
    ("not_asked", .notAsked, "the questions it is made of were not put in this wave"),
    ("nobody_answered", .nobodyAnswered, "nobody answered the questions it is made of"),
    ("no_attendance", .noAttendance, "no attendance was recorded"),
    ("no_volunteering", .noVolunteering, "no volunteering was recorded"),
    ("nobody_counted", .nobodyCounted, "nobody can be counted"),
    ("no_person_keys", .noPersonKeys, "needs records with a person key; there are only headcounts"),
    ("no_volunteer_keys", .noVolunteerKeys, "volunteering has no person keys"),
    ("first_time_not_asked", .firstTimeNotAsked, "nobody was asked whether they came before"),
    ("no_earlier_wave", .noEarlierWave, "needs an earlier wave"),
    (
      "more_than_inhabitants", .moreThanInhabitants,
      "more residents came than the municipality has inhabitants"
    ), ("no_event_kinds", .noEventKinds, "no event has a kind"),
    ("no_audience_groups", .noAudienceGroups, "the audience's groups were not recorded"),
    (
      "no_population_groups", .noPopulationGroups,
      "no population margin has the groups of the audience"
    ),
  ]

  /// A stable word for files.
  package var code: String {
    switch self {
    case .reworded: "reworded"
    case .noFigure: "no_figure"
    case .notEstimated: "not_estimated"
    case .unusableDesign: "unusable_design"
    default: Self.plain.first { $0.refusal == self }?.code ?? ""
    }
  }

  /// What the code leaves open: items, a wave and why it has no figure, or words.
  package var arguments: [String] {
    switch self {
    case .reworded(let items): items
    case .noFigure(let wave, let reason):
      [wave] + (reason.map { [$0.code] + $0.arguments } ?? [])
    case .notEstimated(let words), .unusableDesign(let words): [words]
    default: []
    }
  }

  /// The refusal of a code and its arguments; nil where there is no such code.
  package init?(code: String, arguments: [String]) {
    switch (code, arguments.first) {
    case ("reworded", _): self = .reworded(items: arguments)
    case ("no_figure", let wave?):
      let inner = arguments.dropFirst()
      self = .noFigure(
        wave: wave,
        inner.first.flatMap { Refusal(code: $0, arguments: Array(inner.dropFirst())) })
    case ("not_estimated", let words?): self = .notEstimated(words)
    case ("unusable_design", let words?): self = .unusableDesign(words)
    default:
      guard let known = Self.plain.first(where: { $0.code == code }) else { return nil }
      self = known.refusal
    }
  }

  /// Code and arguments as one text, parted by tabs.
  package var stored: String { ([code] + arguments).joined(separator: "\t") }

  /// The refusal of a stored text; text of another kind is kept as the words it is.
  package init(stored: String) {
    let parts = stored.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    self =
      Refusal(code: parts[0], arguments: Array(parts.dropFirst())) ?? .notEstimated(stored)
  }
}

extension Refusal: CustomStringConvertible {
  /// In English.
  package var description: String {
    switch self {
    case .reworded(let items): "reworded between waves: \(items.joined(separator: ", "))"
    case .noFigure(let wave, let reason):
      "no figure in wave \(wave): \(reason?.description ?? "no answers")"
    case .notEstimated(let words), .unusableDesign(let words): words
    default: Self.plain.first { $0.refusal == self }?.words ?? code
    }
  }
}
