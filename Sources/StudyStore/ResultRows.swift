import GRDB
import SocialIndicators
import SurveyStatistics

/// Rows of the table `results`: a wave, a change, and the two ends of a change.
struct ResultRows {
  private let rows: RowWriter

  init(_ db: Database) throws {
    rows = try RowWriter(
      db, "results",
      """
      figure,statistic,position,wave,value,variance,se,df,df_nominal,ci_low,ci_high,level,ci_method,n,\
      weighted_base,deff,deff_kish,asked,answered,prorated,numerator,refusal,outcome,outcome_margin,outcome_reason,\
      covariance,t,p,p_holm,equivalence_low,equivalence_high,equivalence_level,\
      equivalence_method,minimal_detectable_change
      """)
  }

  func add(_ wave: IndicatorResult.Wave, figure: Int, position: Int) throws {
    try add(
      wave.estimate, figure: figure, statistic: "wave", position: position, wave: wave)
  }

  func add(_ finding: IndicatorResult.ChangeFinding, figure: Int) throws {
    try add(finding.change?.difference, figure: figure, statistic: "change", finding: finding)
    if let change = finding.change {
      try add(change.before, figure: figure, statistic: "change_before")
      try add(change.after, figure: figure, statistic: "change_after")
    }
  }

  private func add(
    _ estimate: Estimate?, figure: Int, statistic: String, position: Int = 0,
    wave: IndicatorResult.Wave? = nil, finding: IndicatorResult.ChangeFinding? = nil
  ) throws {
    let interval = estimate?.interval
    let change = finding?.change
    let equivalence = change?.equivalenceInterval
    let outcome = finding.map { StoredOutcome($0.outcome) }
    try rows.add(
      figure, statistic, position, wave?.wave, estimate?.value, estimate?.variance,
      estimate?.standardError, estimate?.degreesOfFreedom, estimate?.nominalDegreesOfFreedom,
      interval?.low, interval?.high,
      interval?.level, interval?.method.rawValue, estimate?.respondents, estimate?.weightedBase,
      estimate?.designEffect, estimate?.kishEffect, wave?.asked, wave?.answered, wave?.prorated,
      wave?.numerator,
      wave?.refusal?.stored,
      outcome?.kind, outcome?.margin, outcome?.reason, change?.covariance, change?.t, change?.p,
      finding?.adjustedP, equivalence?.low, equivalence?.high, equivalence?.level,
      equivalence?.method.rawValue, change?.minimalDetectableChange)
  }

  /// The rows of one statistic.
  static func rows(_ rows: [Row], of statistic: String) throws -> [Row] {
    try rows.filter { try $0.required("statistic", as: String.self) == statistic }
  }

  static func wave(_ row: Row) throws -> IndicatorResult.Wave {
    IndicatorResult.Wave(
      wave: try row.required("wave"), estimate: try estimate(row),
      asked: try row.required("asked"), answered: try row.required("answered"),
      prorated: try row.required("prorated"),
      refusal: row.optional("refusal").map { Refusal(stored: $0) },
      numerator: row.optional("numerator"))
  }

  /// The change of a figure from its rows, or nil where it has none.
  static func change(of rows: [Row]) throws -> IndicatorResult.ChangeFinding? {
    func part(_ name: String) throws -> Row? { try Self.rows(rows, of: name).first }
    guard let row = try part("change") else { return nil }
    var change: Change?
    if let difference = try estimate(row), let before = try part("change_before"),
      let after = try part("change_after"), let first = try estimate(before),
      let second = try estimate(after)
    {
      guard let equivalence = try interval(row, "equivalence_") else {
        throw RecordFault(finding: "a change has no equivalence interval")
      }
      change = Change(
        before: first, after: second, difference: difference,
        covariance: row.number("covariance"), t: row.number("t"), p: row.number("p"),
        equivalenceInterval: equivalence,
        minimalDetectableChange: row.number("minimal_detectable_change"))
    }
    return IndicatorResult.ChangeFinding(
      change: change, outcome: try StoredOutcome(row).outcome(), adjustedP: row.optional("p_holm"))
  }

  private static func estimate(_ row: Row) throws -> Estimate? {
    guard let respondents: Int = row.optional("n") else { return nil }
    return Estimate(
      value: row.number("value"), variance: row.number("variance"),
      degreesOfFreedom: row.number("df"), interval: try interval(row, "ci_"),
      respondents: respondents, weightedBase: row.number("weighted_base"),
      designEffect: row.optional("deff"), kishEffect: row.optional("deff_kish"),
      nominalDegreesOfFreedom: row.optional("df_nominal"))
  }

  private static func interval(_ row: Row, _ prefix: String) throws -> Estimate.Interval? {
    guard row.optional("\(prefix)method", as: String.self) != nil else { return nil }
    return Estimate.Interval(
      low: row.number("\(prefix)low"), high: row.number("\(prefix)high"),
      level: row.number(prefix == "ci_" ? "level" : "\(prefix)level"),
      method: try row.oneOf("\(prefix)method"))
  }
}

/// What a change amounts to, as three columns.
private struct StoredOutcome {
  var kind: String
  var margin: Double?
  var reason: String?

  init(_ outcome: IndicatorResult.ChangeFinding.Outcome) {
    switch outcome {
    case .rose: kind = "rose"
    case .fell: kind = "fell"
    case .smallerThan(let margin):
      kind = "smaller_than"
      self.margin = margin
    case .cannotTell: kind = "cannot_tell"
    case .notAssessed(let reason):
      kind = "not_assessed"
      self.reason = reason.stored
    }
  }

  init(_ row: Row) throws {
    kind = try row.required("outcome")
    margin = row.optional("outcome_margin")
    reason = row.optional("outcome_reason")
  }

  func outcome() throws -> IndicatorResult.ChangeFinding.Outcome {
    switch (kind, margin, reason) {
    case ("rose", _, _): return .rose
    case ("fell", _, _): return .fell
    case ("smaller_than", let margin?, _): return .smallerThan(margin: margin)
    case ("cannot_tell", _, _): return .cannotTell
    case ("not_assessed", _, let reason?): return .notAssessed(reason: Refusal(stored: reason))
    default: throw RecordFault(finding: "\(kind) is not an outcome")
    }
  }
}
