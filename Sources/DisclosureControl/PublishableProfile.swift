package import SocialIndicators

/// Who answered, as it may be shown: only `DisclosureControl` makes one.
package struct PublishableProfile: Sendable, Hashable {
  /// The profile without what would tell of few persons.
  package let profile: RespondentProfile
}

/// Hides answer counts of few persons.
///
/// A level below the least cell is joined with the other small ones of its variable; where that is
/// still too few, or one small level stands alone, the whole variable is left out, since the total
/// is printed and the level could be had by subtraction.
package func protect(
  _ profiles: [RespondentProfile], thresholds: DisclosureThresholds = .standard,
  joinedLabel: String
) -> [PublishableProfile] {
  profiles.map { profile in
    var kept = profile
    kept.variables = []
    kept.levels = []
    for (variable, levels) in profile.groups {
      let small = levels.filter { $0.answered < thresholds.leastCell }
      var shown = levels.filter { $0.answered >= thresholds.leastCell }
      if !small.isEmpty {
        let joined = small.reduce(0) { $0 + $1.answered }
        guard small.count > 1, joined >= thresholds.leastCell else { continue }
        let population = small.compactMap(\.populationShare)
        shown.append(
          RespondentProfile.Level(
            key: "joined", label: joinedLabel, answered: joined,
            weightedShare: small.reduce(0) { $0 + $1.weightedShare },
            populationShare: population.count == small.count ? population.reduce(0, +) : nil))
      }
      guard shown.count > 1 else { continue }
      kept.variables.append(variable)
      kept.levels.append(shown)
    }
    return PublishableProfile(profile: kept)
  }
}
