internal import Distributions
internal import Glibc
package import HypothesisTests

/// Attendances for each 1,000 inhabitants, 1000·A/N, as a rate that could have come out otherwise.
///
/// The interval is for comparing seasons: how far the number would move if the same programme ran
/// again. What was counted was counted.
package struct AttendanceRate: Sendable, Hashable {
  /// How the interval is made.
  package enum Method: String, Sendable, Hashable, CaseIterable {
    /// People come independently of each other: exact limits of a Poisson count (Garwood 1936).
    ///
    /// R: `poisson.test(A)$conf.int`.
    case poisson
    /// Events differ by more than chance: on the log scale, with the dispersion of the events and
    /// t of their number less one, the dispersion never below 1.
    ///
    /// R: `glm(A_e ~ 1, quasipoisson)`, coefficient ± `qt(.975, df.residual)` times its error.
    case quasiPoisson
  }

  /// A, the attendances of all events.
  package var attendances: Double
  /// 1000·A/N.
  package var perThousand: Double
  /// Its interval.
  package var interval: ConfidenceInterval
  /// How much more than chance events differ: Σ(Aₑ − Ā)²/(Ā(k − 1)); nil for a single event.
  package var dispersion: Double?
  /// How the interval was made.
  package var method: Method

  /// Computes the rate from the headcounts of events.
  ///
  /// - Throws: `ParticipationError` without inhabitants, for headcounts that are none, and for
  ///   quasi-Poisson with fewer than two events or nobody at any.
  package init(
    headcounts: [Double], inhabitants: Double, method: Method = .quasiPoisson,
    level: Double = 0.95
  ) throws(ParticipationError) {
    try checkPositive(inhabitants, "inhabitants")
    for count in headcounts { try checkAmount(count, "a headcount") }
    let upper = try upperProbability(level)
    let total = headcounts.reduce(0, +)
    let events = Double(headcounts.count)
    if headcounts.count > 1, total > 0 {
      let mean = total / events
      dispersion =
        headcounts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (mean * (events - 1))
    }
    let limits: (low: Double, high: Double)
    switch method {
    case .poisson:
      limits = try distributed { () throws(DistributionError) in
        (
          total == 0
            ? 0 : try ChiSquared(degreesOfFreedom: 2 * total).quantile(1 - upper) / 2,
          try ChiSquared(degreesOfFreedom: 2 * total + 2).quantile(upper) / 2
        )
      }
    case .quasiPoisson:
      guard headcounts.count > 1 else {
        throw .tooFew(what: "events", count: headcounts.count, needed: 2)
      }
      guard let dispersion else { throw .nothing("attendances") }
      let reach = try distributed { () throws(DistributionError) in
        try StudentT(degreesOfFreedom: events - 1).quantile(upper)
          * (max(1, dispersion) / total).squareRoot()
      }
      limits = (total * exp(-reach), total * exp(reach))
    }
    let scale = 1000 / inhabitants
    attendances = total
    perThousand = scale * total
    interval = ConfidenceInterval(
      low: scale * limits.low, high: scale * limits.high, level: level)
    self.method = method
  }
}

/// How many of each 1,000 inhabitants came at least once: 1000·U/N.
package struct Reach: Sendable, Hashable {
  /// 1000·U/N.
  package var perThousand: Double
  /// How many inhabitants that is.
  package var persons: Double
  /// The interval of `perThousand`; nil where persons were counted.
  package var interval: ConfidenceInterval?

  /// From counted persons who live there.
  ///
  /// - Throws: `ParticipationError` without inhabitants and where more came than live there.
  package init(residents: Int, inhabitants: Int) throws(ParticipationError) {
    try checkPositive(Double(inhabitants), "inhabitants")
    guard residents >= 0, residents <= inhabitants else {
      throw .invalid(what: "residents of \(inhabitants) inhabitants", value: Double(residents))
    }
    persons = Double(residents)
    perThousand = 1000 * Double(residents) / Double(inhabitants)
  }

  /// From a simple random sample: p = x/n, U = p·N, with Wilson's interval.
  ///
  /// - Throws: `ParticipationError` without inhabitants or answers.
  package init(
    came: Int, asked: Int, inhabitants: Int, level: Double = 0.95
  ) throws(ParticipationError) {
    try checkPositive(Double(inhabitants), "inhabitants")
    do {
      let share = try wilsonInterval(successes: came, trials: asked, level: level)
      self = try Reach(
        share: Double(came) / Double(asked), interval: share, inhabitants: Double(inhabitants))
    } catch let error as HypothesisTestError {
      throw .test(error)
    } catch let error as ParticipationError {
      throw error
    } catch {
      throw .nothing("answers")
    }
  }

  /// From a share that a survey estimated, with its design-based interval.
  ///
  /// - Throws: `ParticipationError` without inhabitants and for a share outside 0…1.
  package init(
    share: Double, interval: ConfidenceInterval, inhabitants: Double
  ) throws(ParticipationError) {
    try checkPositive(inhabitants, "inhabitants")
    guard share >= 0, share <= 1 else { throw .invalid(what: "a share", value: share) }
    persons = share * inhabitants
    perThousand = 1000 * share
    self.interval = interval.scaled(by: 1000)
  }
}
