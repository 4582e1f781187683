/// The statistics of a table test, as R's `svychisq(statistic =)`.
public enum TableStatistic: String, Sendable, Hashable, CaseIterable {
  /// Rao–Scott second order (`"F"`).
  case secondOrder = "F"
  /// Rao–Scott first order (`"Chisq"`).
  case firstOrder = "Chisq"
  /// Wald on the differences of counts and expected counts (`"Wald"`; Koch, Freeman and Freeman
  /// 1975).
  case wald = "Wald"
  /// Wald, adjusted for few PSUs (`"adjWald"`).
  case adjustedWald = "adjWald"
  /// Pearson's statistic against its own distribution, by saddlepoint (`"saddlepoint"`).
  case saddlepoint
}

/// A test of a table of shares with what it is made of.
public struct TableTest: Sendable, Hashable {
  /// The test.
  public var test: DesignTest
  /// Pearson's X² of the number of rows times the weighted shares.
  public var pearson: Double
  /// The generalised design effects, largest first; their mean is that of the first order.
  public var designEffects: [Double]
  /// PSUs minus strata among the rows with both answers.
  public var degreesOfFreedom: Double
  /// What the rows of the table are called; one for a single variable.
  public var rowLabels: [String]
  /// What its columns are called.
  public var columnLabels: [String]
  /// The weighted share of each cell, row by row.
  public var shares: [Double]
  /// The shares under the hypothesis, row by row.
  public var expected: [Double]
  /// Categories that nobody is in, left out.
  public var emptyCategories: [String]
}
