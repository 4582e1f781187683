public import Aggregation
internal import ColumnKernels
internal import Distributions
internal import LinearAlgebra
public import Tabular

/// A rank test of two or more groups under a design (Lumley and Scott 2013).
///
/// R: `svyranktest`.
public struct RankTest: Sendable, Hashable {
  /// The score of an estimated rank r in a population of N.
  public enum Score: String, Sendable, Hashable, CaseIterable {
    /// r/N: Wilcoxon's test; of more than two groups Kruskal and Wallis's.
    case wilcoxon
    /// Φ⁻¹(r/N): van der Waerden's test.
    case vanDerWaerden = "vanderWaerden"
    /// 1 where r > N/2: Mood's test of the median.
    case median
  }

  /// The rank of rows whose values are equal.
  public enum Ties: String, Sendable, Hashable, CaseIterable {
    /// The plain mean of the ranks they have in the order of the file, as R.
    ///
    /// Where tied rows weigh differently, sorting the file another way changes it a little.
    case inFileOrder
    /// The weight of smaller values plus half of the weight of the value: the order of the file does
    /// not matter.
    case weighted
  }

  /// The test: t of two groups, F of more.
  public var test: DesignTest
  /// The mean score of each group minus that of the first.
  public var differences: [Double]
  /// The standard errors of these.
  public var standardErrors: [Double]
  /// The groups that have answers.
  public var groupLabels: [String]
  /// Groups without answers, left out.
  public var emptyGroups: [String]
  /// Of more than two groups, the Wald statistic, which R calls `Chisq`.
  public var waldStatistic: Double?

  /// Tests whether a variable tends to be larger in one group than in another.
  ///
  /// Ranks are estimated for the population from all rows with an answer and a group; under the
  /// hypothesis the means of their scores are compared as if the ranks were known. Degrees of freedom
  /// are PSUs minus strata minus one less than the groups.
  ///
  /// - Parameters:
  ///   - variable: The outcome.
  ///   - table: The table with its columns.
  ///   - groups: The group of each row, −1 in none.
  ///   - design: The design.
  ///   - wave: The wave, or nil for all rows.
  ///   - score: What the ranks are turned into.
  ///   - ties: The rank of rows whose values are equal.
  /// - Throws: `DesignTestError`, or `DesignError` where a person is twice in a wave.
  /// - Complexity: a sort of the rows.
  public init(
    _ variable: DerivedVariable, in table: Table, by groups: Categories, design: SurveyDesign,
    wave: Int? = nil, score: Score = .wilcoxon, ties: Ties = .inFileOrder
  ) throws {
    try groups.check(rowCount: design.rowCount)
    if let wave, !design.waveLabels.indices.contains(wave) {
      throw DesignTestError.estimation(
        .unknownIndex(what: "wave", index: wave, count: design.waveLabels.count))
    }
    let domains = design.domainsOfWeighted(groups.codes)
    let included = domains.indices.map { row in
      domains[row] >= 0 && (wave == nil || Int(design.waves[row]) == wave) ? Int32(0) : -1
    }
    let ranks = Self.ranks(
      try Self.answers(variable, table, rowCount: design.rowCount), included: included,
      weights: design.calibratedWeights, ties: ties)
    var ranked = Table()
    ranked.set("score", .real(try Self.scores(ranks, score)))
    let estimator = try Self.estimator(
      ranked, variable.name, design: design, domains: domains, count: groups.labels.count)
    let present = groups.labels.indices.filter {
      estimator.rows(0, domain: $0, wave: wave).answered > 0
    }
    guard present.count > 1 else {
      throw DesignTestError.tooFewCategories(name: groups.name, found: present.count)
    }
    self = try Self.compared(
      try Self.means(estimator, present, wave), present, groups, score,
      name: "rank test of \(variable.name) by \(groups.name)")
  }

  private init(
    test: DesignTest, differences: [Double], standardErrors: [Double], groupLabels: [String],
    emptyGroups: [String], waldStatistic: Double?
  ) {
    self.test = test
    self.differences = differences
    self.standardErrors = standardErrors
    self.groupLabels = groupLabels
    self.emptyGroups = emptyGroups
    self.waldStatistic = waldStatistic
  }

  private static func compared(
    _ vector: EstimateVector, _ present: [Int], _ groups: Categories, _ score: Score, name: String
  ) throws(DesignTestError) -> RankTest {
    let differences = vector.values.dropFirst().map { $0 - vector.values[0] }
    let errors = (1..<vector.count).map { i in
      max(0, vector.covariance(i, i) + vector.covariance(0, 0) - 2 * vector.covariance(0, i))
        .squareRoot()
    }
    let k = Double(present.count)
    let df = vector.degreesOfFreedom - (k - 1)
    guard df > 0 else {
      throw .tooFewDegreesOfFreedom(test: name, needed: k, found: vector.degreesOfFreedom)
    }
    guard !errors.contains(0) else { throw .noVariance(name) }
    let respondents = vector.respondents.reduce(0, +)
    let method = score.method(groups: present.count)
    let test: DesignTest
    var quadratic: Double?
    if present.count == 2 {
      let t = differences[0] / errors[0]
      test = DesignTest(
        method: method, statistic: t, reference: .t(degreesOfFreedom: df),
        p: try Tail.twoSidedT(t, df), respondents: respondents)
    } else {
      let hypotheses = (1..<present.count).map { i in
        present.indices.map { $0 == i ? 1.0 : $0 == 0 ? -1 : 0 }
      }
      let wald = try WaldTest(
        values: vector.values, covariance: vector.covarianceMatrix,
        hypotheses: Matrix(hypotheses), degreesOfFreedom: df)
      quadratic = wald.quadratic
      test = DesignTest(
        method: method, statistic: wald.f, reference: .f(numerator: k - 1, denominator: df),
        p: wald.p, respondents: respondents)
    }
    return RankTest(
      test: test, differences: differences, standardErrors: errors,
      groupLabels: present.map { groups.labels[$0] },
      emptyGroups: groups.labels.indices.filter { !present.contains($0) }
        .map { groups.labels[$0] },
      waldStatistic: quadratic)
  }

  private static func means(
    _ estimator: SurveyEstimator, _ present: [Int], _ wave: Int?
  ) throws(DesignTestError) -> EstimateVector {
    do {
      return try estimator.vector(
        of: present.map { .init(.mean(0), domain: $0, wave: wave) })
    } catch {
      throw .estimation(error)
    }
  }

  private static func answers(
    _ variable: DerivedVariable, _ table: Table, rowCount: Int
  ) throws(DesignTestError) -> [Double] {
    guard table.rowCount == rowCount else {
      throw .unequalLengths(list: "table", rows: rowCount, found: table.rowCount)
    }
    var scoring = VariableScoring(rowCount: rowCount)
    do {
      try scoring.score(variable, in: table)
    } catch {
      throw .estimation(.aggregation(error))
    }
    return scoring.scores
  }

  private static func estimator(
    _ table: Table, _ name: String, design: SurveyDesign, domains: [Int32], count: Int
  ) throws -> SurveyEstimator {
    do {
      return try SurveyEstimator(
        table: table, design: design,
        request: EstimationRequest(
          variables: [DerivedVariable(name: "rank of \(name)", parts: [.real(column: "score")])],
          domains: domains, domainCount: count), degreesOfFreedom: .classic)
    } catch let error as EstimationError {
      throw DesignTestError.estimation(error)
    }
  }

  /// The share of the population below each row, half of its own weight included; NaN where the row
  /// does not take part.
  static func ranks(
    _ values: [Double], included: [Int32], weights: [Double], ties: Ties
  ) -> [Double] {
    let order = GroupedOrder(values: values, groups: included, groupCount: 1)
    var ranks = [Double](repeating: .nan, count: values.count)
    var total = 0.0
    for row in order.rows { total += weights[Int(row)] }
    var below = 0.0
    var start = 0
    while start < order.rows.count {
      var end = start
      var here = 0.0
      var sum = 0.0
      while end < order.rows.count, order.values[end] == order.values[start] {
        let weight = weights[Int(order.rows[end])]
        sum += below + here + weight / 2
        here += weight
        end += 1
      }
      let rank = ties == .weighted ? below + here / 2 : sum / Double(end - start)
      for at in start..<end { ranks[Int(order.rows[at])] = rank / total }
      below += here
      start = end
    }
    return ranks
  }

  private static func scores(
    _ ranks: [Double], _ score: Score
  ) throws(DesignTestError) -> RealColumn {
    var values = ranks
    var missing = [UInt8](repeating: 0, count: ranks.count)
    do {
      for row in ranks.indices {
        guard ranks[row] == ranks[row] else {
          values[row] = 0
          missing[row] = MissingReason.notAnswered.rawValue + 1
          continue
        }
        switch score {
        case .wilcoxon: break
        case .vanDerWaerden: values[row] = try Normal().quantile(ranks[row])
        case .median: values[row] = ranks[row] > 0.5 ? 1 : 0
        }
      }
    } catch {
      throw .distribution(error)
    }
    return RealColumn(values: values, missing: missing)
  }
}

extension RankTest.Score {
  /// What the test is called.
  func method(groups: Int) -> String {
    switch self {
    case .wilcoxon: groups > 2 ? "design-based Kruskal–Wallis test" : "design-based Wilcoxon test"
    case .vanDerWaerden: "design-based van der Waerden test"
    case .median: "design-based median test"
    }
  }
}
