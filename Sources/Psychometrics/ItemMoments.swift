internal import Glibc
public import LinearAlgebra

/// Which answers take part where some are missing.
public enum MissingAnswers: Sendable, Hashable {
  /// Persons who answered every item.
  case listwise
  /// For each mean and variance whoever answered the item, for each covariance whoever answered both
  /// (`cov(x, use = "pairwise.complete.obs")` of R, and `psych::alpha`).
  case pairwise
}

/// Means and covariances of the items of a scale: all that reliability and factor models need.
public struct ItemMoments: Sendable, Hashable {
  /// The items.
  public let names: [String]
  /// The persons that took part: all items answered, or at least one where pairwise.
  public let persons: Int
  /// How many answered each item among those that took part.
  public let answered: [Int]
  /// The fewest persons behind a covariance.
  public let fewestPairs: Int
  /// The mean of each item.
  public let means: [Double]
  /// Variances and covariances of the items with the divisor n − 1; with weights
  /// Σw(x − x̄)(y − ȳ) / Σw · n / (n − 1), as `svyvar` of R survey.
  public let covariance: Matrix
  /// Mean and standard deviation of the persons' own means over the items they answered.
  public let score: Score
  /// Which answers took part.
  public let missing: MissingAnswers
  /// Whether weights were used.
  public let weighted: Bool

  /// The distribution of the persons' scale scores, each the mean of the items answered.
  public struct Score: Sendable, Hashable {
    /// The mean score.
    public let mean: Double
    /// The standard deviation with the divisor n − 1 (times n/(n − 1) where weighted).
    public let standardDeviation: Double
  }

  /// Moments from a covariance matrix, as a publication prints it.
  ///
  /// - Parameters:
  ///   - names: one name an item.
  ///   - persons: how many persons it is from, at least two.
  ///   - covariance: symmetric, with the divisor n − 1.
  ///   - means: one an item; zeros where nil.
  /// - Throws: `tooFewPersons`, `unequalLengths`, `notFinite`, `constantItem`.
  public init(
    names: [String], persons: Int, covariance: Matrix, means: [Double]? = nil
  ) throws(PsychometricsError) {
    guard persons >= 2 else { throw .tooFewPersons(found: persons, needed: 2, items: []) }
    guard covariance.rows == names.count, covariance.columns == names.count else {
      throw .unequalLengths(
        list: "covariance", expected: names.count, found: covariance.rows)
    }
    let means = means ?? [Double](repeating: 0, count: names.count)
    guard means.count == names.count else {
      throw .unequalLengths(list: "means", expected: names.count, found: means.count)
    }
    let items = Double(names.count)
    self.init(
      names: names, persons: persons,
      answered: [Int](repeating: persons, count: names.count), fewestPairs: persons, means: means,
      covariance: covariance.symmetrised,
      score: Score(
        mean: means.reduce(0, +) / items,
        standardDeviation: max(0, covariance.elements.reduce(0, +)).squareRoot() / items),
      missing: .listwise, weighted: false)
    try check()
  }

  /// Moments of complete rows of numbers, for items that are not answers on a closed scale.
  ///
  /// - Parameters:
  ///   - names: one name an item.
  ///   - columns: the values of each item, all of one length and finite.
  /// - Throws: as the other initialiser.
  public init(names: [String], columns: [[Double]]) throws(PsychometricsError) {
    guard names.count == columns.count else {
      throw .unequalLengths(list: "names", expected: columns.count, found: names.count)
    }
    let count = columns.first?.count ?? 0
    for (name, column) in zip(names, columns) {
      guard column.count == count else {
        throw .unequalLengths(list: name, expected: count, found: column.count)
      }
      guard column.allSatisfy(\.isFinite) else { throw .notFinite(item: name) }
    }
    guard count >= 2 else { throw .tooFewPersons(found: count, needed: 2, items: []) }
    let means = columns.map { $0.reduce(0, +) / Double(count) }
    var centred = Matrix(rows: count, columns: columns.count)
    for column in columns.indices {
      for row in 0..<count { centred[row, column] = columns[column][row] - means[column] }
    }
    try self.init(
      names: names, persons: count,
      covariance: (1 / Double(count - 1)) * centred.crossProducts(), means: means)
  }

  init(
    names: [String], persons: Int, answered: [Int], fewestPairs: Int, means: [Double],
    covariance: Matrix, score: Score, missing: MissingAnswers, weighted: Bool
  ) {
    self.names = names
    self.persons = persons
    self.answered = answered
    self.fewestPairs = fewestPairs
    self.means = means
    self.covariance = covariance
    self.score = score
    self.missing = missing
    self.weighted = weighted
  }

  /// The standard deviation of each item.
  public var standardDeviations: [Double] {
    covariance.diagonal.map { max(0, $0).squareRoot() }
  }

  /// The correlations that belong to the covariances (`cov2cor` of R).
  public var correlation: Matrix {
    let deviations = standardDeviations
    var result = Matrix.identity(names.count)
    for row in names.indices {
      for column in names.indices where row != column {
        result[row, column] = covariance[row, column] / (deviations[row] * deviations[column])
      }
    }
    return result
  }

  /// The covariances with the divisor n, as the normal likelihood has them.
  var maximumLikelihoodCovariance: Matrix {
    (Double(persons - 1) / Double(persons)) * covariance
  }

  /// Nothing when every moment is finite and every item varies.
  ///
  /// An item counts as constant when its variance is rounding beside its mean.
  func check() throws(PsychometricsError) {
    for (place, name) in names.enumerated() {
      guard means[place].isFinite,
        covariance.column(place).allSatisfy({ $0.isFinite })
      else { throw .notFinite(item: name) }
      let variance = covariance[place, place]
      guard variance > 1e-24 * max(means[place] * means[place], 1e-200) else {
        throw .constantItem(item: name)
      }
    }
  }

  /// The moments of some of the items.
  ///
  /// - Parameter items: names, in any order.
  /// - Returns: moments of these in the order given; the score is that of complete answers.
  /// - Throws: `unknownItem`, `repeatedItem`.
  public func selecting(_ items: [String]) throws(PsychometricsError) -> ItemMoments {
    var places: [Int] = []
    for item in items {
      guard let place = names.firstIndex(of: item) else { throw .unknownItem(item) }
      guard !places.contains(place) else { throw .repeatedItem(item) }
      places.append(place)
    }
    let chosen = covariance.selecting(rows: places, columns: places)
    let means = places.map { self.means[$0] }
    let count = Double(items.count)
    return ItemMoments(
      names: items, persons: persons, answered: places.map { answered[$0] },
      fewestPairs: fewestPairs, means: means, covariance: chosen,
      score: Score(
        mean: means.reduce(0, +) / count,
        standardDeviation: max(0, chosen.elements.reduce(0, +)).squareRoot() / count),
      missing: missing, weighted: weighted)
  }
}
