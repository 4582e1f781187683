/// What to sum over rows, and by which keys.
public struct AggregationPlan: Sendable {
  /// The keys of rows; every row has one value of each.
  public struct Keys: Sendable {
    /// The weight of each row.
    public var weights: [Double]
    /// The finest sampling unit of each row or, where rows are the units, its stratum.
    public var units: [Int32]
    /// One more than the largest unit.
    public var unitCount: Int
    /// The domain of each row, −1 in none.
    public var domains: [Int32]
    /// One more than the largest domain.
    public var domainCount: Int
    /// The wave of each row, 255 in none.
    public var waves: [UInt8]
    /// One more than the largest wave.
    public var waveCount: Int
    /// The calibration cell of each row, −1 in none; empty where nothing is calibrated.
    public var calibrationCells: [Int32]
    /// One more than the largest calibration cell.
    public var calibrationCellCount: Int

    /// Makes keys.
    public init(
      weights: [Double], units: [Int32], unitCount: Int, domains: [Int32], domainCount: Int,
      waves: [UInt8], waveCount: Int, calibrationCells: [Int32] = [],
      calibrationCellCount: Int = 0
    ) {
      self.weights = weights
      self.units = units
      self.unitCount = unitCount
      self.domains = domains
      self.domainCount = domainCount
      self.waves = waves
      self.waveCount = waveCount
      self.calibrationCells = calibrationCells
      self.calibrationCellCount = calibrationCellCount
    }
  }

  /// Two rows of one person in two waves.
  public struct Link: Sendable, Hashable {
    /// The row in the earlier wave.
    public var before: Int32
    /// The row in the later wave.
    public var after: Int32
    /// Makes a link.
    public init(before: Int32, after: Int32) {
      self.before = before
      self.after = after
    }
  }

  /// The variables to score.
  public var variables: [DerivedVariable]
  /// The keys to sum by.
  public var keys: Keys
  /// Whether rows are the sampling units, so that cells need Σw², Σw²y and Σw²y².
  public var rowsAreUnits: Bool
  /// The rows of linked persons.
  public var links: [Link]
  /// The products of variables to sum besides.
  public var crossProducts: [CrossProduct]

  /// Makes a plan.
  public init(
    variables: [DerivedVariable], keys: Keys, rowsAreUnits: Bool, links: [Link] = [],
    crossProducts: [CrossProduct] = []
  ) {
    self.variables = variables
    self.keys = keys
    self.rowsAreUnits = rowsAreUnits
    self.links = links
    self.crossProducts = crossProducts
  }
}
