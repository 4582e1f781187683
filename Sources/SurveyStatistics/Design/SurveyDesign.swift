/// How the rows of a table were sampled: weights, strata, clusters, finite populations, waves.
///
/// A domain never removes rows from a design: units without members in a domain count in the
/// variance. R: `svydesign(ids, strata, weights, fpc, nest)` with `postStratify` or `rake`.
public struct SurveyDesign: Sendable {
  /// One stage of sampling.
  public struct Stage: Sendable, Hashable {
    /// The unit of each row, nested in stratum and earlier stages; nil where rows are the units.
    public var units: [Int32]?
    /// Per row, how many units there are in its stratum (first stage) or in its unit of the stage
    /// before.
    ///
    /// Sampling fractions where no value is above 1; infinity where a stratum's population has no
    /// bound. Nil: unknown at the first stage (sampling with replacement), complete at later ones,
    /// as in R.
    public var population: [Double]?

    /// Makes a stage.
    public init(units: [Int32]? = nil, population: [Double]? = nil) {
      self.units = units
      self.population = population
    }
  }

  /// How many rows the design describes.
  public let rowCount: Int
  /// The design weight of each row.
  public let weights: [Double]
  /// The weight of each row after calibration; the design weight where nothing is calibrated.
  public let calibratedWeights: [Double]
  /// The stratum of each row; each unit taken with certainty is one of its own.
  public let strata: [Int32]
  /// What the strata are called.
  public let strataLabels: [String]
  /// The stages of sampling, of units taken with certainty those within them; empty where rows were drawn directly from an unbounded population.
  public let stages: [Stage]
  /// The wave of each row, 255 in none.
  public let waves: [UInt8]
  /// What the waves are called.
  public let waveLabels: [String]
  /// How the samples of the waves relate.
  public let relation: WaveRelation
  /// The person of each row, −1 unknown; empty where persons are not linked.
  public let persons: [Int32]
  /// What to do with a stratum of one unit.
  public let singletonPolicy: SingletonPolicy
  /// Whether a stratum of which one unit is in a domain is treated as a stratum of one unit when that
  /// domain is estimated.
  ///
  /// R: `options(survey.adjust.domain.lonely = TRUE)`. It matters for the policies `adjust` and
  /// `average`; the others treat such a stratum as any other.
  public let adjustsLonelyDomains: Bool
  /// What is done with rows of weight zero.
  public let zeroWeights: ZeroWeights
  /// Whether the finite population correction is used for changes: it may take sampling error
  /// away, but not the error of not answering, so a census attempted has it in neither.
  public let fpcForChange: Bool
  /// The calibration, or nil.
  public let calibration: CategoricalCalibration?

  let index: DesignIndex
  let fit: CalibrationFit?

  /// Makes a design and checks it.
  ///
  /// - Parameters:
  ///   - rowCount: How many rows there are.
  ///   - weights: One a row; nil derives them from the population sizes of all stages.
  ///   - strata: One index into `strataLabels` a row; empty: one stratum.
  ///   - strataLabels: Names for messages; made up where empty.
  ///   - stages: The stages of sampling, first to last.
  ///   - certaintyUnits: Whether the first-stage unit of each row was taken with certainty; empty:
  ///     none. Such a unit is a stratum of its own, its units of the next stage (or its rows, drawn
  ///     with replacement) are the first stage.
  ///   - nested: Whether unit ids start again in each stratum (R `nest = TRUE`); otherwise a unit
  ///     in two strata is an error.
  ///   - waves: One index a row, 255 in none; empty: one wave.
  ///   - waveLabels: Names for messages; made up where empty.
  ///   - relation: How the samples of the waves relate.
  ///   - persons: One id a row, −1 unknown.
  ///   - singletonPolicy: What to do with a stratum of one unit.
  ///   - adjustsLonelyDomains: Whether that goes for strata with one unit in a domain too.
  ///   - zeroWeights: What to do with rows of weight zero.
  ///   - fpcForChange: Whether changes use the finite population correction.
  ///   - calibration: Margins to calibrate the weights to.
  /// - Throws: `DesignError`, naming the row or stratum.
  public init(
    rowCount: Int, weights: [Double]? = nil, strata: [Int32] = [], strataLabels: [String] = [],
    stages: [Stage] = [], certaintyUnits: [Bool] = [], nested: Bool = true, waves: [UInt8] = [],
    waveLabels: [String] = [],
    relation: WaveRelation = .shared, persons: [Int32] = [],
    singletonPolicy: SingletonPolicy = .fail, adjustsLonelyDomains: Bool = false,
    zeroWeights: ZeroWeights = .fail, fpcForChange: Bool = true,
    calibration: CategoricalCalibration? = nil
  ) throws(DesignError) {
    guard rowCount > 0 else { throw .noRows }
    self.rowCount = rowCount
    self.relation = relation
    self.singletonPolicy = singletonPolicy
    self.adjustsLonelyDomains = adjustsLonelyDomains
    self.zeroWeights = zeroWeights
    self.fpcForChange = fpcForChange
    self.calibration = calibration
    self.persons = persons
    self.waves = waves.isEmpty ? [UInt8](repeating: 0, count: rowCount) : waves
    let declared = strata.isEmpty ? [Int32](repeating: 0, count: rowCount) : strata
    try Self.checkLength(declared.count, "strata", rowCount)
    try Self.checkLength(self.waves.count, "waves", rowCount)
    if let weights { try Self.checkLength(weights.count, "weights", rowCount) }
    if !persons.isEmpty { try Self.checkLength(persons.count, "persons", rowCount) }
    let labels = try Self.labels(strataLabels, declared)
    if certaintyUnits.isEmpty {
      (self.strata, self.strataLabels, self.stages) = (declared, labels, stages)
    } else {
      try Self.checkLength(certaintyUnits.count, "certainty units", rowCount)
      try DesignIndex.check(stages, rowCount, nested: nested, declared, labels)
      let own = try CertaintyUnits(
        certaintyUnits, strata: declared, labels: labels, stages: stages)
      (self.strata, self.strataLabels, self.stages) = (own.strata, own.labels, own.stages)
    }
    self.waveLabels = try Self.labels(waveLabels, waves: self.waves)

    let index = try DesignIndex(
      rowCount: rowCount, strata: self.strata, strataLabels: self.strataLabels,
      stages: self.stages, nested: nested || !certaintyUnits.isEmpty, waves: self.waves,
      waveLabels: self.waveLabels,
      wavesAreStrata: relation != .shared)
    self.index = index
    let designWeights: [Double]
    if let weights {
      designWeights = weights
    } else {
      designWeights = try index.weightsFromPopulation(rowCount: rowCount)
    }
    // Calibration divides by weights.
    let allowsZero = zeroWeights == .outsideDomains && calibration == nil
    for (row, weight) in designWeights.enumerated() {
      guard weight > 0 || (weight == 0 && allowsZero), weight.isFinite else {
        throw .badWeight(row: row, value: weight)
      }
    }
    self.weights = designWeights
    if relation == .linked {
      guard persons.contains(where: { $0 >= 0 }) else { throw .linkedWithoutPersons }
      guard index.rowsAreUnits else { throw .linkedWithClusters }
    }
    if let calibration {
      let fit: CalibrationFit
      do {
        fit = try CalibrationFit(calibration, weights: designWeights)
      } catch {
        throw .calibration(error)
      }
      self.fit = fit
      var calibrated = designWeights
      for row in calibrated.indices where fit.cellOfRow[row] >= 0 {
        calibrated[row] *= fit.factors[Int(fit.cellOfRow[row])]
      }
      calibratedWeights = calibrated
    } else {
      fit = nil
      calibratedWeights = designWeights
    }
  }

  private static func checkLength(
    _ count: Int, _ list: String, _ rows: Int
  ) throws(DesignError) {
    guard count == rows else { throw .unequalLengths(list: list, rows: rows, found: count) }
  }

  private static func labels(_ given: [String], _ indices: [Int32]) throws(DesignError) -> [String]
  {
    let largest = Int(indices.max() ?? 0)
    let labels = given.isEmpty ? (0...max(0, largest)).map { String($0 + 1) } : given
    for (row, index) in indices.enumerated() where index < 0 || Int(index) >= labels.count {
      throw .badStratum(row: row, index: Int(index))
    }
    return labels
  }

  private static func labels(
    _ given: [String], waves: [UInt8]
  ) throws(DesignError) -> [String] {
    let largest = Int(waves.filter { $0 != 255 }.max() ?? 0)
    let labels = given.isEmpty ? (0...largest).map { String($0 + 1) } : given
    for (row, index) in waves.enumerated() where index != 255 && Int(index) >= labels.count {
      throw .badWave(row: row, index: Int(index))
    }
    return labels
  }
}
