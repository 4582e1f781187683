import DefinitionFiles

extension StudyDrafting {
  /// What the confirm line of a municipality asks for.
  func openQuestions(isLinked: Bool, ofOne: Bool) -> String {
    var open: [String] = []
    if settings.country == nil { open.append("country") }
    if settings.inhabitants == nil || !ofOne { open.append("inhabitants") }
    open.append("role")
    if settings.uptakeYear == nil { open.append("uptake year") }
    if settings.design == nil { open.append("sampling") }
    return open.joined(separator: ", ") + " and how the waves relate"
      + (isLinked ? " (personal codes come back, so persons are linked)" : "")
  }

  static func placeID(_ name: String) -> String {
    let id = plainLetters(answerKey(name))
    return id.isEmpty ? answerKey(name) : id
  }

  static func writePlace(
    _ name: String, _ settings: DraftSettings, isLinked: Bool, ofOne: Bool, why: String,
    _ body: inout DraftWriter
  ) {
    body.pair("id", placeID(name))
    body.pair("name", name)
    if let country = settings.country {
      body.pair("country", country.uppercased())
    } else {
      body.pair(
        "country", "XX",
        comment: "CONFIRM: two letters: DE, DK, EE, FI, LT, LV, NO, PL, SE …")
    }
    if ofOne, let inhabitants = settings.inhabitants {
      body.pair("inhabitants", inhabitants)
    } else {
      body.pair(
        "inhabitants", 1_000_000,
        comment: "CONFIRM: a stand-in; write the town's inhabitants in the year of the answers")
    }
    body.pair(
      "role", "uptake", comment: "CONFIRM: uptake (has the project) or comparison (has it not)")
    if let year = settings.uptakeYear {
      body.pair("uptake_year", year)
    } else {
      body.comment(
        "uptake_year: 2025   # CONFIRM: the year it began; remove the # before uptake_year")
    }
    body.pair(
      "relation", isLinked ? "linked" : "fresh",
      comment: "CONFIRM: fresh (new people each time), shared (same schools or streets), linked "
        + "(same people, by a code)")
    body.section("sampling") { sampling in
      let design = settings.design ?? .open
      sampling.pair(
        "design", design.rawValue,
        comment: settings.design != nil
          ? nil
          : "CONFIRM: open (anybody with the link could answer), simple (drawn by lot), census "
            + "(everybody was asked); stratified and clustered need more, see the README")
      switch design {
      case .open: sampling.comment("invited: 800   # how many were asked, where you know")
      case .simple:
        sampling.comment(
          "population: 6500   # how many the sample was drawn from; remove the first #")
      case .census:
        sampling.comment("eligible: 6500   # how many could have answered; remove the first #")
      }
    }
    body.pair("confirm", why)
  }
}
