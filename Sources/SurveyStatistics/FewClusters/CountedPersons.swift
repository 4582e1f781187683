internal import Aggregation

extension SurveyEstimator {
  /// Half of what one person's answer moves a share by, where that is not small beside its error;
  /// else 0.
  ///
  /// Where nearly everybody of a small town was asked, few answers are unknown, and the share can
  /// only come out a whole person above or below the truth. A smooth distribution then says 1.96
  /// standard errors where 2 persons are meant: by simulation intervals of changes of rare shares
  /// cover 87–92 % when 90 of 100 are asked. Half a person on each side is the usual correction for
  /// counts. It is made where persons were drawn one by one, at least half of them, and the error
  /// is less than four persons, so it never touches an ordinary sample.
  ///
  /// - Parameters:
  ///   - waves: The share in each wave that a figure is made of.
  ///   - error: The standard error of the figure, with the finite population correction.
  /// - Returns: A margin for each end of the interval.
  func halfPerson(_ waves: [Linearisation], error: Double) -> Double {
    let level = design.index.levels[0]
    guard design.index.rowsAreUnits, let population = level.population, error > 0,
      waves.allSatisfy(\.isBinary)
    else { return 0 }
    // The share of several waves moves by the steps of the larger one.
    let respondents = Double(waves.map(\.respondents).max() ?? 0)
    guard respondents > 0, error * respondents < 4 else { return 0 }
    for wave in waves {
      var drawn = 0.0
      var all = 0.0
      var last: Int32 = -1
      for cell in wave.cells where cells.units[cell] != last {
        last = cells.units[cell]
        drawn += Double(level.sampled[Int(last)])
        all += population[Int(last)]
      }
      guard drawn >= all / 2 else { return 0 }
    }
    return 1 / (2 * respondents)
  }

  /// A share's logit interval with half a person more on each side where that matters; the beta
  /// interval is of counts already.
  func withHalfPerson(_ share: Estimate, _ statistic: Linearisation) -> Estimate.Interval? {
    guard let interval = share.interval, interval.method == .logit else { return share.interval }
    return interval.widened(
      by: halfPerson([statistic], error: share.standardError), within: 0...1)
  }
}

extension Estimate.Interval {
  /// The interval with a margin more on each side, kept within bounds.
  func widened(by margin: Double, within bounds: ClosedRange<Double>) -> Estimate.Interval {
    var result = self
    result.low = min(low, max(bounds.lowerBound, low - margin))
    result.high = max(high, min(bounds.upperBound, high + margin))
    return result
  }
}
