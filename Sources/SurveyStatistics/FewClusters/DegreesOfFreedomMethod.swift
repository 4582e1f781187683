/// How the degrees of freedom of intervals and tests are counted where whole clusters were drawn.
///
/// Standard errors are the linearised ones whichever is chosen. Where rows are the sampling units
/// all methods are the same.
public enum DegreesOfFreedomMethod: Sendable, Hashable {
  /// Satterthwaite's where they are fewer than 30, else the classic ones.
  ///
  /// What makes PSUs few is not their number but how many of them carry the estimate: with 120
  /// districts of which one holds a tenth of the pupils, classic intervals cover 85 %. From 30
  /// degrees of freedom on the t quantile is within 4 % of the normal one, so that there is nothing
  /// left to correct and the classic count, R's, stands.
  case automatic
  /// Primary sampling units minus strata (R `degf`).
  case classic
  /// Those of the variance under a working model of rows that are alike within clusters.
  ///
  /// df = 2·E[V]²/Var[V] with rows of equal variance and correlation ρ within a PSU (Satterthwaite
  /// 1946; Bell and McCaffrey 2002; Imbens and Kolesár 2016). With PSUs of equal weight it is the
  /// classic count; the more unequal they are, the fewer. The correlation is `nil` to have it
  /// estimated from the answers, and never below 0.05.
  case satterthwaite(intraclassCorrelation: Double? = nil)

  /// From this many on, PSUs are not few.
  static let enough = 30.0
  /// The least correlation that is taken for true: fewer clusters cannot show that there is none.
  static let leastCorrelation = 0.05
}
