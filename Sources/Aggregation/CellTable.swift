/// The sufficient statistics of a table: sums per domain × wave × unit × calibration cell.
///
/// Cells are in ascending order of domain, wave, unit and calibration cell, whatever the order of
/// the rows. Sums of a variable are taken of y minus its `centre`, so that sums of squares do not
/// cancel; the 0/1 variables of shares have the centre 0, so that a share of 0 or 1 is exact.
public struct CellTable: Sendable {
  /// The sums of one variable in one cell.
  public struct Moments: Sendable, Hashable {
    /// Rows with an answer.
    public var n = 0.0
    /// Σw over them.
    public var w = 0.0
    /// Σw·y.
    public var wy = 0.0
    /// Σw·y².
    public var wyy = 0.0
    /// Σw²; 0 where rows are not the units.
    public var ww = 0.0
    /// Σw²·y.
    public var wwy = 0.0
    /// Σw²·y².
    public var wwyy = 0.0

    /// Makes empty sums.
    @inlinable
    public init() {}
  }

  /// How many cells there are.
  public var count: Int { units.count }
  /// The domain of each cell, −1 in none.
  public internal(set) var domains: [Int32] = []
  /// The wave of each cell, 255 in none.
  public internal(set) var waves: [UInt8] = []
  /// The unit of each cell.
  public internal(set) var units: [Int32] = []
  /// The calibration cell of each cell, −1 in none.
  public internal(set) var calibrationCells: [Int32] = []
  /// All rows of each cell, answered or not.
  public internal(set) var rows: [Int] = []
  /// Σw over all rows of each cell.
  public internal(set) var weights: [Double] = []
  /// Σw² over all rows of each cell.
  public internal(set) var squaredWeights: [Double] = []
  /// What was subtracted from each variable.
  public internal(set) var centres: [Double] = []
  /// The sums over linked persons; nil where none are linked.
  public internal(set) var overlap: OverlapTable?
  /// The joint sums of pairs of variables that were asked for.
  public internal(set) var crossProducts = CrossProductTable()

  /// How many sums there are of a variable in a cell: 7 where rows are the units, else 4.
  @usableFromInline
  var width = 7
  @usableFromInline
  var sums: [[Double]] = []
  var domainCount = 0
  var waveCount = 0
  /// The first cell of each domain (from −1) × wave (the last is "none").
  var starts: [Int] = []

  /// The sums of a variable in a cell.
  @inlinable
  public func moments(_ variable: Int, cell: Int) -> Moments {
    let at = cell * width
    let sums = sums[variable]
    var moments = Moments()
    moments.n = sums[at]
    moments.w = sums[at + 1]
    moments.wy = sums[at + 2]
    moments.wyy = sums[at + 3]
    if width == 7 {
      moments.ww = sums[at + 4]
      moments.wwy = sums[at + 5]
      moments.wwyy = sums[at + 6]
    }
    return moments
  }

  /// The cells of a domain in a wave, or in all waves and none where `wave` is nil.
  public func cells(domain: Int, wave: Int?) -> Range<Int> {
    let slots = waveCount + 1
    let first = (domain + 1) * slots
    guard let wave else { return starts[first]..<starts[first + slots] }
    return starts[first + wave]..<starts[first + wave + 1]
  }
}

/// Sums over persons present in two waves, per pair of cells.
///
/// The answers of a person may be present in one wave, both or neither; sums say which rows they
/// run over: b (answered before), a (answered after), ba (both).
public struct OverlapTable: Sendable {
  /// The sums of one variable in one pair of cells; b and a stand for before and after.
  public struct Moments: Sendable, Hashable {
    /// Persons who answered both times.
    public var both = 0.0
    /// Σw_b and Σw_b·y_b over persons who answered before.
    public var wb = 0.0, wbyb = 0.0
    /// Σw_a and Σw_a·y_a over persons who answered after.
    public var wa = 0.0, waya = 0.0
    /// Σw_b·w_a and Σw_b·w_a·y_b over persons who answered before.
    public var bProduct = 0.0, bProductY = 0.0
    /// Σw_b·w_a and Σw_b·w_a·y_a over persons who answered after.
    public var aProduct = 0.0, aProductY = 0.0
    /// Σw_b·w_a, and times y_b, y_a and y_b·y_a, over persons who answered both times.
    public var product = 0.0, productB = 0.0, productA = 0.0, productBA = 0.0
  }

  /// How many pairs there are.
  public var count: Int { before.count }
  /// The cell before.
  public internal(set) var before: [Int32] = []
  /// The cell after.
  public internal(set) var after: [Int32] = []
  /// Persons.
  public internal(set) var persons: [Double] = []
  /// Σw_b over all persons, answered or not.
  public internal(set) var weightsBefore: [Double] = []
  /// Σw_a over all persons.
  public internal(set) var weightsAfter: [Double] = []
  /// Σw_b·w_a over all persons.
  public internal(set) var weightProducts: [Double] = []

  var sums: [[Moments]] = []

  /// The sums of a variable in a pair of cells.
  public func moments(_ variable: Int, pair: Int) -> Moments { sums[variable][pair] }
}
