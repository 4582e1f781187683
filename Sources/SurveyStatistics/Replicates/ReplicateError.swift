/// Why replicates cannot be made or have no variance.
///
/// Rows and replicates are counted from 0.
public enum ReplicateError: Error, Sendable, Hashable {
  /// The method is for one stratum and the design has more.
  case severalStrata(count: Int)
  /// A stratum has one unit and the design's policy is to fail.
  case singleUnit(stratum: String)
  /// Every stratum has one unit.
  case onlySingleUnits
  /// Balanced replicates need two units in every stratum.
  case notPaired(stratum: String, units: Int)
  /// Fay's ρ is not in 0..<1.
  case badRho(Double)
  /// There are fewer than two replicates.
  case tooFewReplicates(Int)
  /// More units would be drawn than one less than a stratum has.
  case tooManyDraws(stratum: String, draws: Int, units: Int)
  /// A finite population is not a whole number, so that the sample cannot be copied up to it.
  case fractionalPopulation(stratum: String, population: Double)
  /// The factors would not fit into memory.
  case tooLarge(units: Int, replicates: Int)
  /// A list has not one value a row or a replicate.
  case unequalLengths(list: String, expected: Int, found: Int)
  /// A weight is negative, infinite or not a number.
  case badWeight(row: Int, value: Double)
  /// No row has a weight above zero.
  case noWeight
  /// A replicate weight is infinite or not a number.
  case badReplicateWeight(replicate: Int, row: Int, value: Double)
  /// A scale is negative, infinite or not a number.
  case badScale(list: String, replicate: Int?, value: Double)
  /// The kind of replicates needs scales and none were given.
  case noScales(kind: String)
  /// The replicates are of another design than the estimator.
  case otherDesign
  /// A replicate could not be calibrated.
  case calibration(replicate: Int?, CalibrationError)
  /// The domain has weight in fewer than two replicates.
  case emptyReplicates(variable: String, domain: Int, wave: Int?, usable: Int)
  /// The joint sums of a ratio's two variables were not asked for.
  case ratioNotRequested(numerator: String, denominator: String)
  /// A quantile's share is not in 0…1.
  case badProbability(Double)
  /// A contrast has no statistics, or not one coefficient each.
  case badContrast(statistics: Int, coefficients: Int)
  /// The statistic itself cannot be stated.
  case estimation(EstimationError)
}

extension ReplicateError: CustomStringConvertible {
  /// The place first, then what is wrong, then what to do.
  public var description: String {
    switch self {
    case .severalStrata(let count):
      "the design has \(count) strata, and JK1 is for one (use JKn)"
    case .singleUnit(let stratum):
      "stratum \(stratum) has one sampling unit (join it with a neighbour, or declare a policy for"
        + " single units)"
    case .onlySingleUnits: "every stratum has one sampling unit"
    case .notPaired(let stratum, let units):
      "stratum \(stratum) has \(units) sampling units, and balanced replicates need two (join or"
        + " split strata, or use JKn)"
    case .badRho(let rho): "Fay's rho is \(rho) (expected 0 or more and below 1)"
    case .tooFewReplicates(let count): "\(count) replicates (expected two or more)"
    case .tooManyDraws(let stratum, let draws, let units):
      "stratum \(stratum): \(draws) units drawn of \(units) (expected 1 to one less than there are)"
    case .fractionalPopulation(let stratum, let population):
      "stratum \(stratum): a population of \(population) units is not a whole number (use the"
        + " Rao-Wu bootstrap)"
    case .tooLarge(let units, let replicates):
      "\(replicates) replicates of \(units) units do not fit into memory (use a bootstrap of fewer"
        + " replicates)"
    case .unequalLengths(let list, let expected, let found):
      "\(list): \(found) values (expected \(expected))"
    case .badWeight(let row, let value):
      "row \(row + 1): weight \(value) (expected a number of zero or above)"
    case .noWeight: "no row has a weight above zero"
    case .badReplicateWeight(let replicate, let row, let value):
      "row \(row + 1): weight \(value) in replicate \(replicate + 1) (expected a number)"
    case .badScale(let list, let replicate, let value):
      (replicate.map { "replicate \($0 + 1): " } ?? "")
        + "\(list) \(value) (expected a number of zero or above)"
    case .noScales(let kind): "\(kind) replicates need their scales"
    case .otherDesign: "the replicates were made from another design"
    case .calibration(let replicate, let error):
      (replicate.map { "replicate \($0 + 1): " } ?? "") + error.description
    case .emptyReplicates(let variable, let domain, let wave, let usable):
      "\(variable): answers in \(usable) replicates only in domain \(domain)"
        + (wave.map { ", wave \($0)" } ?? "")
    case .ratioNotRequested(let numerator, let denominator):
      "\(numerator)/\(denominator): the joint sums were not asked for"
    case .badProbability(let share): "quantile \(share): its share is between 0 and 1"
    case .badContrast(let statistics, let coefficients):
      "\(coefficients) coefficients for \(statistics) statistics"
    case .estimation(let error): error.description
    }
  }
}
