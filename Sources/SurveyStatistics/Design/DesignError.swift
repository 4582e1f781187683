/// Why a sampling design cannot be used.
///
/// Rows are counted from 0, stages from 1.
public enum DesignError: Error, Sendable, Hashable {
  /// There are no rows.
  case noRows
  /// A list has not one value a row.
  case unequalLengths(list: String, rows: Int, found: Int)
  /// A weight is zero, negative, infinite or not a number.
  case badWeight(row: Int, value: Double)
  /// Weights were left out and cannot be derived, for a stage has no population size.
  case noWeights(stage: Int)
  /// A stratum index is outside the labels.
  case badStratum(row: Int, index: Int)
  /// A unit id is negative.
  case badUnit(stage: Int, row: Int)
  /// Only the last stage may leave out unit ids.
  case missingUnits(stage: Int)
  /// A unit id occurs in two strata although ids are said to be distinct over strata.
  case unitInTwoStrata(row: Int, first: String, second: String)
  /// A population size is zero, negative or not a number.
  case badPopulation(stage: Int, row: Int, value: Double)
  /// Some population values of a stage are fractions and others are counts.
  case fractionsAndCounts(stage: Int, row: Int)
  /// The population size differs between rows of one stratum or unit.
  case populationVaries(stage: Int, stratum: String, row: Int)
  /// More units were sampled than there are.
  case populationBelowSample(stage: Int, stratum: String, population: Double, sample: Int)
  /// A wave index is outside the labels.
  case badWave(row: Int, index: Int)
  /// A person occurs twice in one wave.
  case duplicatePerson(row: Int, first: Int, wave: String)
  /// The waves are linked but no row names a person.
  case linkedWithoutPersons
  /// The waves are linked but the design has clusters.
  case linkedWithClusters
  /// Some rows of a unit say that it was taken with certainty and others that it was not.
  case certaintyVaries(row: Int, stratum: String)
  /// With units taken with certainty, either both of two later stages have population sizes or
  /// neither.
  case certaintyWithoutPopulation(stage: Int)
  /// The weights could not be calibrated.
  case calibration(CalibrationError)
}

extension DesignError: CustomStringConvertible {
  /// The place first, then what is wrong, then what to do.
  public var description: String {
    switch self {
    case .noRows: "the design has no rows"
    case .unequalLengths(let list, let rows, let found):
      "\(list): \(found) values for \(rows) rows"
    case .badWeight(let row, let value):
      "row \(row + 1): weight \(value) (expected a number above zero;"
        + " leave the row out, or keep rows of weight zero outside all domains)"
    case .noWeights(let stage):
      "no weights, and stage \(stage) has no population size to derive them from"
    case .badStratum(let row, let index): "row \(row + 1): stratum \(index) does not exist"
    case .badUnit(let stage, let row):
      "row \(row + 1): no sampling unit at stage \(stage)"
    case .missingUnits(let stage):
      "stage \(stage) has no unit ids, and it is not the last stage"
    case .unitInTwoStrata(let row, let first, let second):
      "row \(row + 1): its sampling unit is in stratum \(second) and in stratum \(first)"
        + " (declare ids as nested if they start again in each stratum)"
    case .badPopulation(let stage, let row, let value):
      "row \(row + 1): population size \(value) at stage \(stage) (expected a number above zero)"
    case .fractionsAndCounts(let stage, let row):
      "row \(row + 1): stage \(stage) mixes sampling fractions (at most 1) and population counts"
    case .populationVaries(let stage, let stratum, let row):
      "row \(row + 1): the population size of \(stratum) at stage \(stage) differs between rows"
    case .populationBelowSample(let stage, let stratum, let population, let sample):
      "\(stratum): \(sample) units sampled at stage \(stage) of a population of \(population)"
        + " (counts are of the units of that stage; fractions are at most 1)"
    case .badWave(let row, let index): "row \(row + 1): wave \(index) does not exist"
    case .duplicatePerson(let row, let first, let wave):
      "row \(row + 1): the same person as in row \(first + 1) of wave \(wave)"
    case .linkedWithoutPersons:
      "the waves are declared as linked persons, but no row names a person"
    case .linkedWithClusters:
      "the waves are declared as linked persons, but the design has clusters"
        + " (declare shared units if the same clusters are visited again)"
    case .certaintyVaries(let row, let stratum):
      "row \(row + 1): its sampling unit in stratum \(stratum) is certain in some rows only"
        + " (say the same of all rows of a unit)"
    case .certaintyWithoutPopulation(let stage):
      "units taken with certainty, and stage \(stage) has no population size although the stage"
        + " before has (give both or neither)"
    case .calibration(let error): error.description
    }
  }
}
