/// Why a quantile cannot be stated.
public enum QuantileError: Error, Sendable, Hashable {
  /// A share outside 0…1, or not a number.
  case probability(Double)
  /// An interval level outside 0…1, or degrees of freedom of zero or below.
  case level(Double)
  /// Both waves' quantiles are needed with their margins, and one has none.
  case noMargin(variable: String, domain: Int, wave: Int, gap: QuantileEstimate.Gap)
  /// The indicator of "at or below the quantile" cannot be estimated.
  case estimation(EstimationError)
}

extension QuantileError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .probability(let p): "quantile \(p): a quantile's share is between 0 and 1"
    case .level(let level): "\(level): not a level between 0 and 1 or degrees of freedom above 0"
    case .noMargin(let variable, let domain, let wave, let gap):
      "\(variable): the quantile has no margin in domain \(domain), wave \(wave), so neither has its"
        + " change (\(gap.description))"
    case .estimation(let error): error.description
    }
  }
}
