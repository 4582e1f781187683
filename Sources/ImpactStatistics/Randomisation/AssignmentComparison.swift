/// Counts the assignments that are at least as extreme as the one that was, at no effect and at every
/// assumed effect.
struct AssignmentComparison {
  let form: StudentisedDifference
  let changes: [Double]
  /// 1 for treated places, 0 for others.
  let treatment: [Double]
  let treatedCount: Int
  /// The observed difference and its standard error, 0 where the groups have no spread.
  let value: Double
  let standardError: Double
  /// The size of the largest change, for what counts as rounding.
  let scale: Double
  private let size: Double

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
    form: StudentisedDifference, changes: [Double], treatment: [Double], treatedCount: Int,
    value: Double, standardError: Double, scale: Double
  ) {
    self.form = form
    self.changes = changes
    self.treatment = treatment
    self.treatedCount = treatedCount
    self.value = value
    self.standardError = standardError
    self.scale = scale
    size = standardError > 0 ? (value / standardError).magnitude : .infinity
  }

  mutating func compare(_ treated: [Int]) {
    compared += 1
    let hits = treated.count { treatment[$0] == 1 }
    if hits == treatedCount || (hits == 0 && treatedCount * 2 == treatment.count) {
      extreme += 1
      always += 1
      return
    }
    let moments = form.moments(changes, treatment, treated: treated)
    // Equal statistics differ by rounding.
    if statistic(moments) >= size * (1 - 1e-9) { extreme += 1 }
    guard standardError > 0 else { return }
    // With the estimate taken off and in units of its standard error, the observed statistic under an
    // assumed effect of `value + u * standardError` is −u.
    let (own, mixed, slope) = moments.variance
    let a = (moments.difference.0 - value * moments.difference.1) / standardError
    let b = moments.difference.1
    let square = standardError * standardError
    let left = (own - 2 * value * mixed + value * value * slope) / square
    let crossed = (mixed - value * slope) / standardError
    // (a − ub)² − u²·(left − 2u·crossed + u²·slope), not negative where this one is as extreme.
    let excess = Quartic(
      constant: a * a, linear: -2 * a * b, square: b * b - left, cube: 2 * crossed,
      fourth: -slope)
    var isStart = true
    excess.forEachRoot(degree: 4) { root in
      if isStart { starts.append(root) } else { ends.append(root) }
      isStart.toggle()
    }
  }

  /// The size of a statistic; infinite for a difference without spread.
  private func statistic(_ moments: StudentisedDifference.Moments) -> Double {
    let difference = moments.difference.0.magnitude
    let error = moments.variance.0.squareRoot()
    guard error > 1e-12 * scale else { return difference > 1e-12 * scale ? .infinity : 0 }
    return difference / error
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
