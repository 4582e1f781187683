package import DisclosureControl
import SocialIndicators
package import SurveyData

extension ResponseAccount {
  /// The accounts of a study's places and waves, from what was declared and from profiles that
  /// disclosure control let through.
  ///
  /// `names` are the printed names of background variables by id; ids stand in for the rest.
  package static func all(
    of study: StudyDefinition, profiles: [PublishableProfile], names: [String: String] = [:]
  ) -> [ResponseAccount] {
    study.municipalities.flatMap { town in
      study.waves.compactMap { wave -> ResponseAccount? in
        guard
          let profile = profiles.map(\.profile).first(where: {
            $0.municipality == town.id && $0.wave == wave.id
          })
        else { return nil }
        let declared = town.sampling[wave.id]
        let calibrated = profile.calibratedTo.map { names[$0] ?? $0 }
        let weighting: Weighting =
          switch calibrated.count {
          case 0: profile.weightRange == nil ? .none : .design
          case 1: .poststratified(calibrated)
          default: .raked(calibrated)
          }
        return ResponseAccount(
          municipality: town.id, wave: wave.id, design: declared?.design ?? .simple,
          eligible: declared?.population ?? town.adults, invited: declared?.invited,
          answered: profile.answered, weighting: weighting, weightRange: profile.weightRange,
          groups: profile.groups.flatMap { variable, levels in
            levels.map { level in
              GroupCount(
                variable: names[variable] ?? variable, level: level.label,
                answered: level.answered, weightedShare: level.weightedShare,
                populationShare: level.populationShare)
            }
          })
      }
    }
  }
}
