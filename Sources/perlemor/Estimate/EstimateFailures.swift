import Ingest
import SurveyStatistics

/// Turns typed errors of designs and estimates into words that name the file's own rows.
enum EstimateFailures {
  /// Runs `body`; a design or estimation error becomes a `Failure` with a place and a remedy.
  static func describing<Value>(
    columns: EstimateColumns, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DesignError {
      throw Failure(place(error, columns))
    } catch let error as EstimationError {
      throw Failure("\(columns.name): \(error)\(remedy(error))")
    }
  }

  /// A note for a figure that cannot be stated, or the error where nothing can be.
  static func note(_ error: EstimationError) throws -> String {
    switch error {
    case .noAnswers: "no answers"
    case .noDegreesOfFreedom: "no degrees of freedom"
    case .pooledLinkedWaves, .notAShare, .noSuchInterval, .distribution: error.description
    case .singleUnit, .onlySingleUnits, .aggregation, .unknownIndex:
      throw Failure("\(error)\(remedy(error))")
    }
  }

  private static func remedy(_ error: EstimationError) -> String {
    switch error {
    case .singleUnit, .onlySingleUnits:
      "\n    → choose a policy with --singleton certainty|adjust|average|remove, or join strata"
    default: ""
    }
  }

  /// The error with the line of the file where it names a row.
  private static func place(_ error: DesignError, _ columns: EstimateColumns) -> String {
    let row: Int? =
      switch error {
      case .badWeight(let row, _), .badStratum(let row, _), .badUnit(_, let row),
        .unitInTwoStrata(let row, _, _), .badPopulation(_, let row, _),
        .fractionsAndCounts(_, let row), .populationVaries(_, _, let row), .badWave(let row, _),
        .duplicatePerson(let row, _, _):
        row
      default: nil
      }
    guard let row else { return "\(columns.name): \(error)" }
    return "\(columns.name):\(columns.file.lineOfRow[row]): \(error)"
  }
}
