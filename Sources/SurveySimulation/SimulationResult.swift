/// One line of the table: how one figure of one variable fared under one design.
package struct SimulationResult: Sendable, Hashable {
  /// Which figure.
  package enum Figure: String, Sendable, Hashable {
    /// The value before.
    case level
    /// The change, where there is none.
    case noChange = "no change"
    /// The change, where it is the minimal detectable one.
    case change
  }

  /// A share that came out outside what is promised.
  package enum Flag: String, Sendable, Hashable {
    /// Intervals cover less than 93 %.
    case lowCoverage = "covers too seldom"
    /// Intervals cover more than 98 %.
    case highCoverage = "covers too often"
    /// More than 5 % "rose" or "fell" without a change.
    case wrongVerdicts = "errs too often"
    /// "Smaller than ±d" in more than 5 % where the change is d.
    case wrongSmaller = "wrongly calm"
    /// Fewer than 75 % of changes of the stated size are found.
    case lowPower = "finds too few"
    /// More than 85 % are found: the size is stated too large.
    case highPower = "finds too many"
    /// The estimator would not answer in more than 1 %.
    case refused = "refuses"
  }

  /// The design.
  package var design: String
  /// What was estimated: mean, share or rare share.
  package var variable: String
  /// Which figure.
  package var figure: Figure
  /// The true value.
  package var truth: Double
  /// Samples with an answer.
  package var replicates: Int
  /// The share of samples whose 95 % interval holds the truth.
  package var coverage: Double
  /// The standard error of `coverage`.
  package var coverageError: Double
  /// The share of samples whose interval lies below the truth.
  package var below: Double
  /// The share of samples whose interval lies above the truth.
  package var above: Double
  /// The mean half width of the interval over 1.96 times the true standard deviation.
  package var width: Double
  /// The mean error over the true standard deviation.
  package var bias: Double
  /// The share of samples with the verdict "rose" or "fell" that is wrong.
  package var wrong: Double?
  /// The share of samples that find the change.
  package var power: Double?
  /// The share of samples with the verdict "smaller than ±d" where the change is d.
  package var wrongSmaller: Double?
  /// The mean minimal detectable change that samples state.
  package var detectable: Double?
  /// The share of samples of which the estimator would not state a change.
  package var refused: Double
  /// Whether the design promises to keep the bands.
  package var isPromised: Bool

  /// What is outside the promised bands by more than twice its Monte-Carlo error.
  ///
  /// Coverage 93–98 %, wrong verdicts at most 5 %, power 75–85 %.
  package var flags: [Flag] {
    guard replicates > 0 else { return [.refused] }
    let n = Double(replicates)
    func slack(_ share: Double) -> Double { 2 * (share * (1 - share) / n).squareRoot() }
    var flags: [Flag] = []
    if coverage < 0.93 - slack(0.93) { flags.append(.lowCoverage) }
    if coverage > 0.98 + slack(0.98) { flags.append(.highCoverage) }
    if let wrong, wrong > 0.05 + slack(0.05) { flags.append(.wrongVerdicts) }
    if let wrongSmaller, wrongSmaller > 0.05 + slack(0.05) { flags.append(.wrongSmaller) }
    if let power, power < 0.75 - slack(0.75) { flags.append(.lowPower) }
    if let power, power > 0.85 + slack(0.85) { flags.append(.highPower) }
    if refused > 0.01 { flags.append(.refused) }
    return flags
  }
}

extension SimulationResult {
  init(
    _ design: SimulationDesign, _ variable: SimulatedPopulation.Variable, _ figure: Figure,
    truth: Double, tally: SimulationTally
  ) {
    let counted = figure == .level ? tally.level : tally.change
    let n = Double(counted.drawn)
    let all = Double(counted.drawn + tally.refused)
    self.design = design.name
    self.variable = variable.label
    self.figure = figure
    self.truth = truth
    replicates = counted.drawn
    let mean = n > 0 ? counted.error / n : 0
    let deviation =
      n > 1 ? max(0, (counted.squaredError - n * mean * mean) / (n - 1)).squareRoot() : 0
    coverage = n > 0 ? 1 - Double(counted.below + counted.above) / n : 0
    coverageError = n > 0 ? (coverage * (1 - coverage) / n).squareRoot() : 0
    below = n > 0 ? Double(counted.below) / n : 0
    above = n > 0 ? Double(counted.above) / n : 0
    width = n > 0 && deviation > 0 ? counted.width / (2 * n) / (1.96 * deviation) : 0
    bias = deviation > 0 ? mean / deviation : 0
    refused = all > 0 ? Double(tally.refused) / all : 0
    isPromised = design.isPromised
    guard figure != .level, n > 0 else { return }
    detectable = tally.detectable / n
    wrong = Double(figure == .noChange ? tally.rose + tally.fell : tally.fell) / n
    if figure == .change {
      power = Double(tally.rose) / n
      wrongSmaller = Double(tally.smaller) / n
    }
  }
}
