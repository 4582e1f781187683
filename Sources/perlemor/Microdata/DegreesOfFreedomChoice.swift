import ArgumentParser
import SurveyStatistics

/// How `--df` counts degrees of freedom where whole clusters were drawn.
enum DegreesOfFreedomChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, classic, satterthwaite

  /// The method of the estimator.
  var method: DegreesOfFreedomMethod {
    switch self {
    case .auto: .automatic
    case .classic: .classic
    case .satterthwaite: .satterthwaite()
    }
  }
}
