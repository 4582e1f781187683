/// Counts the assignments that are at least as extreme as the one that was, at no effect and at every
/// assumed effect.
struct AssignmentComparison {
  let form: StudentisedDifference
  /// Changes with the estimate taken off the treated places, in standard errors.
  let residuals: [Double]
  /// 1 for treated places, 0 for others.
  let treatment: [Double]
  let treatedCount: Int
  /// The observed statistic.
  let statistic: Double
  let hasSpread: Bool
  let changes: [Double]
  /// The size of the largest change, for what counts as rounding.
  let scale: Double

  /// How many are at least as extreme at no effect.
  private(set) var extreme = 0
  /// How many have been compared.
  private(set) var compared = 0
  /// How many have the same size of statistic as the observed one whatever the effect: itself, and
  /// its mirror where half of the places are treated.
  private var always = 0
  /// Where assumed effects begin and cease to make an assignment at least as extreme.
  private var starts: [Double] = []
  private var ends: [Double] = []

  init(
    form: StudentisedDifference, residuals: [Double], treatment: [Double], treatedCount: Int,
    statistic: Double, hasSpread: Bool, changes: [Double], scale: Double
  ) {
    self.form = form
    self.residuals = residuals
    self.treatment = treatment
    self.treatedCount = treatedCount
    self.statistic = statistic
    self.hasSpread = hasSpread
    self.changes = changes
    self.scale = scale
  }

  mutating func compare(_ treated: [Int]) {
    compared += 1
    let hits = treated.count { treatment[$0] == 1 }
    if hits == treatedCount || (hits == 0 && treatedCount * 2 == treatment.count) {
      extreme += 1
      always += 1
      return
    }
    let size = plainStatistic(treated)
    // Equal statistics differ by rounding.
    if size >= statistic.magnitude * (1 - 1e-9) { extreme += 1 }
    guard hasSpread else { return }
    let moments = form.moments(residuals, treatment, treated: treated)
    let (a, b) = moments.difference
    let (own, mixed, slope) = moments.variance
    // (a − ub)² − u²·(own − 2u·mixed + u²·slope), not negative where this one is as extreme.
    let roots = realRoots([a * a, -2 * a * b, b * b - own, 2 * mixed, -slope])
    for (index, root) in roots.enumerated() {
      if index.isMultiple(of: 2) { starts.append(root) } else { ends.append(root) }
    }
  }

  /// The size of the statistic of the changes as they are.
  private func plainStatistic(_ treated: [Int]) -> Double {
    let moments = form.moments(changes, treatment, treated: treated)
    let error = moments.variance.0.squareRoot()
    guard error > 1e-12 * scale else {
      return moments.difference.0.magnitude > 1e-12 * scale ? .infinity : 0
    }
    return moments.difference.0.magnitude / error
  }

  /// The smallest and the largest assumed effect with a p-value above the level of the test, in
  /// standard errors from the estimate; nil where every effect has one.
  func notRejected(above alpha: Double) -> (low: Double, high: Double)? {
    let needed = alpha * Double(compared)
    guard Double(always) <= needed,
      let high = largestNotRejected(starts: starts, ends: ends, needed: needed),
      let negated = largestNotRejected(starts: ends.map(-), ends: starts.map(-), needed: needed)
    else { return nil }
    return (-negated, high)
  }

  /// Comes down from large effects, where only the mirror images are as extreme, to the first effect
  /// at which more than `needed` are.
  private func largestNotRejected(
    starts: [Double], ends: [Double], needed: Double
  ) -> Double? {
    let ends = ends.sorted(by: >)
    let starts = starts.sorted(by: >)
    var begun = 0
    for (index, end) in ends.enumerated() {
      while begun < starts.count, starts[begun] > end { begun += 1 }
      if Double(always + index + 1 - begun) > needed { return end }
    }
    return nil
  }
}
