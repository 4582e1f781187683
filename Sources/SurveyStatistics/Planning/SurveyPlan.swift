internal import Distributions

/// The plan of a survey: how many people, how small a change, how sure.
///
/// One wave, or two waves of the same size; `FieldConditions` says how they overlap. Means are
/// planned by the noncentral t distribution, with (2 − overlap)(n* − 1) degrees of freedom, where n*
/// is the size of the simple random sample that is worth as much; shares by the normal one with the
/// pooled share under the null hypothesis, as R's `power.prop.test`.
public struct SurveyPlan: Sendable, Hashable {
  /// What is asked.
  public enum Quantity: Sendable, Hashable {
    /// A mean, by the standard deviation of the answers.
    case mean(standardDeviation: Double)
    /// A share, by what it is in the first wave.
    case share(Double)
  }

  /// What is asked.
  public let quantity: Quantity
  /// How people are asked.
  public let field: FieldConditions
  /// How a change is tested.
  public let test: PlannedTest

  /// Makes a plan.
  public init(
    _ quantity: Quantity, field: FieldConditions, test: PlannedTest
  ) throws(PlanningError) {
    switch quantity {
    case .mean(let deviation):
      guard deviation > 0, deviation.isFinite else {
        throw .invalidArgument(
          name: "standard deviation", value: deviation, expected: "a number above 0")
      }
    case .share(let share):
      guard share > 0, share < 1 else {
        throw .invalidArgument(name: "share", value: share, expected: "a share between 0 and 1")
      }
    }
    self.quantity = quantity
    self.field = field
    self.test = test
  }

  /// How many people a wave find a change with the power planned for.
  ///
  /// R: `power.t.test(delta = change)`, `power.prop.test(p1, p2 = p1 + change)`, then times the
  /// design effect, n/(1 + n/N), over the response rate.
  ///
  /// - Parameter change: The change, signed: a share may have more room on one side.
  /// - Returns: The people, step by step.
  /// - Throws: `noChange`, `shareOutOfRange`.
  public func sampleSize(toDetect change: Double) throws(PlanningError) -> SampleSizePlan {
    try check(change)
    return try SampleSizePlan(field, isChange: true) { (field) throws(PlanningError) in
      try count(field, reaching: test.power, "sample size") { unchecked(change, $0, field) }
    }
  }

  /// How many people one wave needs for an estimate within a margin of error.
  ///
  /// - Parameter margin: Half the width of the interval at the level of the test.
  /// - Returns: The people, step by step.
  /// - Throws: `invalidArgument` where the margin is not above zero.
  public func sampleSize(margin: Double) throws(PlanningError) -> SampleSizePlan {
    try checkMargin(margin)
    return try SampleSizePlan(field, isChange: false) { (field) throws(PlanningError) in
      try count(field, reaching: -margin, "margin of error") { -self.margin($0, field) }
    }
  }

  /// How many people a wave need for a change within a margin of error.
  public func sampleSize(changeMargin: Double) throws(PlanningError) -> SampleSizePlan {
    try checkMargin(changeMargin)
    return try SampleSizePlan(field, isChange: true) { (field) throws(PlanningError) in
      try count(field, reaching: -changeMargin, "margin of error") {
        -self.changeMargin($0, field)
      }
    }
  }

  /// The chance to find a change with so many respondents a wave.
  public func power(
    toDetect change: Double, respondents: Int
  ) throws(PlanningError) -> Double {
    try check(change)
    let value = unchecked(change, try checkedCount(respondents), field)
    guard !value.isNaN else { throw .distribution(.noConvergence("power")) }
    return value
  }

  /// The smallest changes found with the power planned for; nil where there is no room for one.
  public struct DetectableChange: Sendable, Hashable {
    /// Upwards.
    public let rise: Double?
    /// Downwards, as a positive number.
    public let fall: Double?
  }

  /// The smallest changes that so many respondents a wave find with the power planned for.
  ///
  /// Of means both are equal; of a share the one towards one half is the larger, since its error
  /// grows on the way.
  public func detectableChange(respondents: Int) throws(PlanningError) -> DetectableChange {
    let n = try checkedCount(respondents)
    switch quantity {
    case .mean(let deviation):
      var high = deviation
      while !(unchecked(high, n, field) >= test.power) {
        high *= 2
        guard high < deviation * 1e9 else { throw .unattainable("detectable change") }
      }
      let change = try detectable(n, sign: 1, upTo: high)
      return DetectableChange(rise: change, fall: change)
    case .share(let share):
      return DetectableChange(
        rise: try detectable(n, sign: 1, upTo: 1 - share),
        fall: try detectable(n, sign: -1, upTo: share))
    }
  }

  /// Half the width of the interval of one wave's estimate; of a mean by the t distribution.
  public func marginOfError(respondents: Int) throws(PlanningError) -> Double {
    let value = margin(try checkedCount(respondents), field)
    guard value.isFinite else { throw .unattainable("margin of error") }
    return value
  }

  /// Half the width of the interval of a change, where the spread stays what it was.
  public func marginOfErrorOfChange(respondents: Int) throws(PlanningError) -> Double {
    let value = changeMargin(try checkedCount(respondents), field)
    guard value.isFinite else { throw .unattainable("margin of error") }
    return value
  }

  /// The standard error of a change, where the spread stays what it was.
  public func standardErrorOfChange(respondents: Int) throws(PlanningError) -> Double {
    let n = try checkedCount(respondents)
    return field.changeVariance(n, before: spread, after: spread).squareRoot()
  }

  // MARK: - Formulas

  /// The variance of an answer.
  private var spread: Double {
    switch quantity {
    case .mean(let deviation): deviation * deviation
    case .share(let share): share * (1 - share)
    }
  }

  private func unchecked(_ change: Double, _ n: Double, _ field: FieldConditions) -> Double {
    switch quantity {
    case .mean:
      let error = field.changeVariance(n, before: spread, after: spread).squareRoot()
      guard error > 0 else { return 1 }
      return test.tPower(
        noncentrality: abs(change) / error, degreesOfFreedom: changeDegreesOfFreedom(n, field))
    case .share(let before):
      let after = before + change
      let middle = (before + after) / 2
      let pooled = middle * (1 - middle)
      return test.normalPower(
        change: abs(change),
        nullError: field.changeVariance(n, before: pooled, after: pooled).squareRoot(),
        error: field.changeVariance(n, before: before * (1 - before), after: after * (1 - after))
          .squareRoot())
    }
  }

  /// (2 − overlap)(n* − 1): each person who answers twice gives one difference.
  private func changeDegreesOfFreedom(_ n: Double, _ field: FieldConditions) -> Double {
    let simple = field.only(overlap: true).changeVariance(1, before: spread, after: spread)
    let actual = field.changeVariance(n, before: spread, after: spread)
    guard actual > 0 else { return .infinity }
    return (2 - field.overlap) * (simple / actual - 1)
  }

  private func margin(_ n: Double, _ field: FieldConditions) -> Double {
    let variance = field.variance(n, spread: spread)
    guard variance > 0 else { return 0 }
    return critical(spread / variance - 1) * variance.squareRoot()
  }

  private func changeMargin(_ n: Double, _ field: FieldConditions) -> Double {
    let variance = field.changeVariance(n, before: spread, after: spread)
    guard variance > 0 else { return 0 }
    return critical(changeDegreesOfFreedom(n, field)) * variance.squareRoot()
  }

  /// The factor of a margin: t of a mean, z of a share; infinite without degrees of freedom.
  private func critical(_ degreesOfFreedom: Double) -> Double {
    let p = 1 - (1 - test.level) / 2
    if case .share = quantity { return (try? Normal().quantile(p)) ?? .infinity }
    guard degreesOfFreedom > 0 else { return .infinity }
    return (try? StudentT(degreesOfFreedom: degreesOfFreedom).quantile(p)) ?? .infinity
  }

  private func detectable(
    _ n: Double, sign: Double, upTo room: Double
  ) throws(PlanningError) -> Double? {
    // A hair inside the room: at 0 and 1 a share has no error left.
    let most: Double
    if case .share = quantity { most = room * (1 - 1e-12) } else { most = room }
    guard unchecked(sign * most, n, field) >= test.power else { return nil }
    return try planned { () throws(DistributionError) in
      try root("detectable change", between: 0, and: most) {
        $0 == 0 ? -test.power : unchecked(sign * $0, n, field) - test.power
      }
    }
  }

  private func count(
    _ field: FieldConditions, reaching target: Double, _ what: String,
    _ function: (Double) -> Double
  ) throws(PlanningError) -> Double {
    // A simple random sample of fewer than two has no spread to test by, whatever the change.
    let most = field.population ?? 1e13
    return try smallestCount(
      reaching: target, from: min(most, 2 * field.designEffect), to: most, what, function)
  }

  private func check(_ change: Double) throws(PlanningError) {
    guard change.isFinite else {
      throw .invalidArgument(name: "change", value: change, expected: "a finite number")
    }
    guard change != 0 else { throw .noChange }
    if case .share(let share) = quantity, share + change < 0 || share + change > 1 {
      throw .shareOutOfRange(before: share, change: change)
    }
  }

  private func checkMargin(_ margin: Double) throws(PlanningError) {
    guard margin > 0, margin.isFinite else {
      throw .invalidArgument(name: "margin", value: margin, expected: "a number above 0")
    }
  }

  private func checkedCount(_ respondents: Int) throws(PlanningError) -> Double {
    guard respondents >= 2 else {
      throw .invalidArgument(
        name: "respondents", value: Double(respondents), expected: "at least 2 people")
    }
    if let population = field.population, Double(respondents) > population {
      throw .morePeopleThanPopulation(people: Double(respondents), population: population)
    }
    return Double(respondents)
  }
}
