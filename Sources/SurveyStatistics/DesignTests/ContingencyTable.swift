internal import Aggregation
internal import LinearAlgebra
internal import Tabular

/// Two categorical variables of one design, with the covariances of all cells, for tests of
/// association.
///
/// R: `svychisq(~rows + columns, design)` on the subset of rows that have both.
public struct ContingencyTable: Sendable {
  /// The most cells that a table can have.
  public static let cellLimit = Int(CodedColumn.firstMissingCode)

  /// The variable of the rows.
  public let rows: Categories
  /// The variable of the columns.
  public let columns: Categories

  private let estimator: SurveyEstimator
  private var name: String { "\(rows.name) × \(columns.name)" }

  /// Counts the rows of each cell.
  ///
  /// - Parameters:
  ///   - rows: The variable of the rows.
  ///   - columns: The variable of the columns.
  ///   - design: The design.
  ///   - domains: The domain of each row, −1 in none; nil: one domain, numbered 0.
  ///   - domainCount: How many domains there are.
  /// - Throws: `DesignTestError`, or `DesignError` where a person is twice in a wave.
  public init(
    rows: Categories, columns: Categories, design: SurveyDesign, domains: [Int32]? = nil,
    domainCount: Int = 1
  ) throws {
    let count = design.rowCount
    try rows.check(rowCount: count)
    try columns.check(rowCount: count)
    let across = columns.labels.count
    let cells = rows.labels.count * across
    guard cells <= Self.cellLimit else {
      throw DesignTestError.tooManyCells(count: cells, limit: Self.cellLimit)
    }
    let missing = CodedColumn.code(for: .notAnswered)
    let codes = (0..<count).map { row in
      rows.codes[row] < 0 || columns.codes[row] < 0
        ? missing : UInt8(Int(rows.codes[row]) * across + Int(columns.codes[row]))
    }
    let levels = rows.labels.flatMap { r in
      columns.labels.map { CodedColumn.Level(value: 0, label: "\(r), \($0)") }
    }
    var table = Table()
    table.set("cell", .coded(CodedColumn(codes: codes, levels: levels)))
    var request = EstimationRequest(
      variables: [], domains: domains ?? [Int32](repeating: 0, count: count),
      domainCount: domainCount)
    guard !levels.isEmpty else {
      throw DesignTestError.tooFewCategories(
        name: rows.labels.isEmpty ? rows.name : columns.name, found: 0)
    }
    _ = request.addDistribution(
      of: "\(rows.name) × \(columns.name)", in: "cell",
      levels: levels.enumerated().map { (code: UInt8($0.offset), label: $0.element.label) })
    do {
      estimator = try SurveyEstimator(
        table: table, design: design, request: request, degreesOfFreedom: .classic)
    } catch let error as EstimationError {
      throw DesignTestError.estimation(error)
    }
    self.rows = rows
    self.columns = columns
  }

  /// Whether the two variables are independent in the population.
  ///
  /// The covariances in the design effects are those of the observed shares (Rao and Scott 1984;
  /// Sribney 1998), as R and Stata. Rows and columns without answers are left out and named.
  ///
  /// - Parameters:
  ///   - statistic: Which statistic.
  ///   - domain: The domain.
  ///   - wave: The wave, or nil for all rows of the domain.
  /// - Returns: The test.
  /// - Throws: `DesignTestError`.
  public func independence(
    _ statistic: TableStatistic = .secondOrder, domain: Int = 0, wave: Int? = nil
  ) throws(DesignTestError) -> TableTest {
    let shares = try vector(domain: domain, wave: wave) { .share($0) }
    let across = columns.labels.count
    let keptRows = rows.labels.indices.filter { row in
      (0..<across).contains { shares.values[row * across + $0] > 0 }
    }
    let keptColumns = columns.labels.indices.filter { column in
      rows.labels.indices.contains { shares.values[$0 * across + column] > 0 }
    }
    guard keptRows.count > 1 else {
      throw .tooFewCategories(name: rows.name, found: keptRows.count)
    }
    guard keptColumns.count > 1 else {
      throw .tooFewCategories(name: columns.name, found: keptColumns.count)
    }
    let kept = keptRows.flatMap { row in keptColumns.map { row * across + $0 } }
    let p = Matrix(
      rows: keptColumns.count, columns: keptRows.count, elements: kept.map { shares.values[$0] }
    ).transposed
    let rowShares = (0..<p.rows).map { p.row($0).reduce(0, +) }
    let columnShares = (0..<p.columns).map { p.column($0).reduce(0, +) }
    var expected: [Double] = []
    for row in rowShares { for column in columnShares { expected.append(row * column) } }
    let values = kept.map { shares.values[$0] }
    let n = shares.respondents.first ?? 0
    var pearson = 0.0
    for (value, mean) in zip(values, expected) {
      pearson += (value - mean) * (value - mean) / mean
    }
    pearson *= Double(n)
    let raoScott = try RaoScott(
      pearson: pearson, contrasts: Self.interactions(p.rows, p.columns), shares: values,
      covariance: shares.covarianceMatrix.selecting(rows: kept, columns: kept), respondents: n,
      degreesOfFreedom: shares.degreesOfFreedom, test: name)
    let result: (Double, DesignTest.Reference, Double)
    switch statistic {
    case .secondOrder: result = try raoScott.secondOrder()
    case .firstOrder: result = try raoScott.firstOrder()
    case .saddlepoint: result = try raoScott.mixture()
    case .wald, .adjustedWald:
      let totals = try vector(domain: domain, wave: wave) { .total($0) }
      let test = try Self.wald(
        totals, kept, rowShares, columnShares,
        adjustment: statistic == .wald ? .none : .fewUnits)
      result = (
        test.f, .f(numerator: Double(test.hypotheses), denominator: test.denominator), test.p
      )
    }
    let empty =
      rows.labels.indices.filter { !keptRows.contains($0) }.map { rows.labels[$0] }
      + columns.labels.indices.filter { !keptColumns.contains($0) }.map { columns.labels[$0] }
    return TableTest(
      test: DesignTest(
        method: statistic.method, statistic: result.0, reference: result.1, p: result.2,
        respondents: n),
      pearson: pearson, designEffects: raoScott.effects,
      degreesOfFreedom: shares.degreesOfFreedom,
      rowLabels: keptRows.map { rows.labels[$0] },
      columnLabels: keptColumns.map { columns.labels[$0] }, shares: values, expected: expected,
      emptyCategories: empty)
  }

  private func vector(
    domain: Int, wave: Int?, _ statistic: (Int) -> Statistic
  ) throws(DesignTestError) -> EstimateVector {
    let cells = rows.labels.count * columns.labels.count
    do {
      return try estimator.vector(
        of: (0..<cells).map { .init(statistic($0), domain: domain, wave: wave) })
    } catch {
      throw .estimation(error)
    }
  }

  /// Products of row and column contrasts, cells row by row: what independence sets to zero on the
  /// scale of logarithms.
  private static func interactions(_ rows: Int, _ columns: Int) -> Matrix {
    var contrasts = Matrix(rows: rows * columns, columns: (rows - 1) * (columns - 1))
    for a in 1..<rows {
      for b in 1..<columns {
        let at = (a - 1) * (columns - 1) + b - 1
        contrasts[0, at] = 1
        contrasts[b, at] = -1
        contrasts[a * columns, at] = -1
        contrasts[a * columns + b, at] = 1
      }
    }
    return contrasts
  }

  /// Counts minus expected counts of all but the last row and column, N_ij − N_i·N_j/N, linearised.
  private static func wald(
    _ totals: EstimateVector, _ kept: [Int], _ rowShares: [Double], _ columnShares: [Double],
    adjustment: WaldTest.Adjustment
  ) throws(DesignTestError) -> WaldTest {
    let across = columnShares.count
    let whole = kept.reduce(0) { $0 + totals.values[$1] }
    var gradients: [[Double]] = []
    var gaps: [Double] = []
    for a in 0..<rowShares.count - 1 {
      for b in 0..<across - 1 {
        var gradient = [Double](repeating: 0, count: kept.count)
        for cell in kept.indices {
          let product = rowShares[a] * columnShares[b]
          gradient[cell] =
            product - (cell / across == a ? columnShares[b] : 0)
            - (cell % across == b ? rowShares[a] : 0)
        }
        gradient[a * across + b] += 1
        gradients.append(gradient)
        gaps.append(
          totals.values[kept[a * across + b]] - whole * rowShares[a] * columnShares[b])
      }
    }
    let jacobian = Matrix(gradients)
    let covariance =
      jacobian
      * (totals.covarianceMatrix.selecting(rows: kept, columns: kept) * jacobian.transposed)
    return try WaldTest(
      values: gaps, covariance: covariance.symmetrised, hypotheses: .identity(gaps.count),
      degreesOfFreedom: totals.degreesOfFreedom, adjustment: adjustment)
  }
}

extension TableStatistic {
  /// What the test is called.
  var method: String {
    switch self {
    case .secondOrder: "Pearson's X², Rao–Scott second order"
    case .firstOrder: "Pearson's X², Rao–Scott first order"
    case .wald: "Wald test"
    case .adjustedWald: "Wald test, adjusted for few units"
    case .saddlepoint: "Pearson's X², saddlepoint"
    }
  }
}
