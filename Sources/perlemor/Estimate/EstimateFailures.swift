import Ingest
import SurveyStatistics

/// Turns typed errors of designs and estimates into words that name the file's own lines and the
/// options that mend them.
enum EstimateFailures {
  /// Runs `body`; a design or estimation error becomes a `Failure` with a place and a remedy.
  static func describing<Value>(
    columns: EstimateColumns, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DesignError {
      throw Failure(words(error, columns))
    } catch let error as EstimationError {
      throw Failure("\(columns.name): \(words(error))")
    } catch QuantileError.estimation(let error) {
      throw Failure("\(columns.name): \(words(error))")
    } catch let error as ReplicateError {
      throw Failure("\(columns.name): \(words(error))")
    } catch let error as QuantileError {
      throw Failure("\(columns.name): \(error)")
    }
  }

  /// A note for a figure that cannot be stated, or the error where nothing can be.
  static func note(_ error: any Error, columns: EstimateColumns) throws -> String {
    switch error {
    case let error as EstimationError: return try note(error, columns: columns)
    case QuantileError.estimation(let error): return try note(error, columns: columns)
    case ReplicateError.estimation(let error): return try note(error, columns: columns)
    case let error as QuantileError: return error.description
    case let error as ReplicateError: return error.description
    default: throw error
    }
  }

  /// A note for a figure that cannot be stated, or the error where nothing can be.
  static func note(_ error: EstimationError, columns: EstimateColumns) throws -> String {
    switch error {
    case .noAnswers: "no answers"
    case .noDegreesOfFreedom: "no degrees of freedom"
    case .notAShare:
      throw Failure(
        "\(columns.name): \(error)\n    → name the value: --share VAR=VALUE, or use --mean")
    case .allAlike: "everybody answered alike in each wave: no margin of error"
    case .outOfRange: "too large, too small or too alike for a variance"
    case .onlySingleUnits: "every stratum with answers has one sampling unit: no variance"
    case .oneAnswer: "one answer"
    case .noSpread: "everybody answered alike: no margin of error"
    case .noFreedom: "no degrees of freedom"
    case .zeroDenominator: "the denominator is zero"
    case .noLogarithm: "not of one sign: no ratio"
    case .pooledLinkedWaves, .noSuchInterval, .distribution, .unsupportedOverlap,
      .negativeVariance, .badDegreesOfFreedom:
      error.description
    case .singleUnit, .aggregation, .unknownIndex, .noCrossProduct, .badCoefficients,
      .notADistribution:
      throw Failure("\(columns.name): \(words(error))")
    }
  }

  /// The sample without strata has no name for its one stratum.
  static func words(_ error: ReplicateError) -> String {
    error.description.replacing("stratum  ", with: "the sample ")
  }

  private static func words(_ error: EstimationError) -> String {
    let remedy =
      "\n    → choose a policy with --singleton certainty|adjust|average|remove, or join strata"
    return switch error {
    case .singleUnit(let stratum, let stage):
      "\(of(stratum)) has one sampling unit at stage \(stage) (expected two or more)\(remedy)"
    default: error.description
    }
  }

  private static func words(_ error: DesignError, _ columns: EstimateColumns) -> String {
    func line(_ row: Int) -> String { "\(columns.name):\(columns.file.lineOfRow[row])" }
    return switch error {
    case .badWeight(let row, let value):
      "\(line(row)): the weight is \(inWords(value)) (expected a number above zero; --weights)"
        + "\n    → leave the row out of the file if the person is not part of the sample"
    case .badPopulation(let stage, let row, let value):
      "\(line(row)): the population size at stage \(stage) is \(inWords(value)) "
        + "(expected a number above zero; --fpc)"
    case .fractionsAndCounts(let stage, let row):
      "\(line(row)): stage \(stage) mixes sampling fractions (at most 1) and population counts "
        + "(expected one of them; --fpc)"
    case .populationVaries(let stage, let stratum, let row):
      "\(line(row)): the population size of \(of(stratum)) at stage \(stage) differs between rows "
        + "(expected one size; --fpc)"
    case .populationBelowSample(let stage, let stratum, let population, let sample):
      "\(columns.name), \(of(stratum)): \(sample) units sampled at stage \(stage) of a population "
        + "of \(inWords(population)) (expected at least \(sample); --fpc)"
        + "\n    → fractions are at most 1; counts are of units of that stage, not of persons below it"
    case .duplicatePerson(let row, let first, let wave):
      "\(line(row)): the same person as in line \(columns.file.lineOfRow[first]) of wave \(wave) "
        + "(expected one row a person and wave; --waves linked)"
    case .linkedWithClusters:
      "\(columns.name): linked persons and --clusters do not go together"
        + "\n    → use --waves shared if the same clusters are visited again"
    case .linkedWithoutPersons:
      "\(columns.name): no row has a person's code (--waves linked)"
    default: "\(columns.name): \(error)"
    }
  }

  /// The stratum in words; the whole sample (of a wave) where there are none.
  private static func of(_ stratum: String) -> String {
    stratum.isEmpty || stratum.hasPrefix(" (") ? "the sample\(stratum)" : "stratum \(stratum)"
  }
}
