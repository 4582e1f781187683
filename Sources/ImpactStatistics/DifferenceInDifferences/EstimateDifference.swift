internal import LinearAlgebra

extension TwoPeriodPanel {
  /// Estimates the change of the treated places beyond that of the others by weighted least squares,
  /// with margins that take the rows of a place as belonging together.
  ///
  /// R: `lm(y ~ treat * post, weights = w)` or `lm(y ~ factor(place) + post + treat:post, …)` with
  /// `clubSandwich::coef_test`.
  ///
  /// - Parameters:
  ///   - model: Which effects are taken out.
  ///   - variance: Which cluster-robust variance.
  ///   - degrees: Which degrees of freedom; nil for those that go with the variance.
  ///   - level: The confidence level.
  /// - Returns: The effect and what has to be said beside it.
  /// - Throws: `ImpactError` for bad input, a group without rows in a period, a group of one
  ///   place and a model that fits exactly.
  public func differenceInDifferences(
    model: DifferenceInDifferences.Model = .groups, variance: ClusterVariance = .cr2,
    degrees: ClusterDegreesOfFreedom? = nil, level: Double = 0.95
  ) throws(ImpactError) -> DifferenceInDifferences {
    try check()
    let cells = try cells()
    let present = Set(place)
    let treated = present.count { isTreated[Int($0)] }
    let choice = try defaultMethod(treated: treated, comparison: present.count - treated)
    // The group's mean fits a single place exactly: it would add nothing to the variance.
    if treated == 1 { throw .singlePlace(group: "treated places") }
    if present.count - treated == 1 { throw .singlePlace(group: "other places") }
    let fit = try regression(model, present: present.sorted())
    let effect = try fit.test(Self.effectName, type: variance, degrees: degrees, level: level)
    var cautions: [ImpactCaution] = [.placesWereChosen]
    if choice.method == .randomisationInference {
      cautions.append(.fewTreated(treated: treated, places: present.count))
    }
    return DifferenceInDifferences(
      effect: effect, cells: cells, model: model, variance: variance, treatedCount: treated,
      comparisonCount: present.count - treated, choice: choice, cautions: cautions)
  }

  private static var effectName: String { "treated × after" }

  /// The four weighted means.
  private func cells() throws(ImpactError) -> [DifferenceInDifferences.Cell] {
    var sums = [(weight: Double, sum: Double, rows: Int)](repeating: (0, 0, 0), count: 4)
    for row in outcome.indices {
      let cell = (isTreated[Int(place[row])] ? 0 : 2) + (isAfter[row] ? 1 : 0)
      let weight = weights?[row] ?? 1
      sums[cell].weight += weight
      sums[cell].sum += weight * outcome[row]
      sums[cell].rows += 1
    }
    var cells: [DifferenceInDifferences.Cell] = []
    for (index, sum) in sums.enumerated() {
      let isTreated = index < 2
      let isAfter = index % 2 == 1
      guard sum.rows > 0 else {
        throw .emptyCell(
          group: isTreated ? "treated places" : "other places",
          period: isAfter ? "after" : "before")
      }
      cells.append(
        .init(
          isTreated: isTreated, isAfter: isAfter, mean: sum.sum / sum.weight, rows: sum.rows))
    }
    return cells
  }

  private func regression(
    _ model: DifferenceInDifferences.Model, present: [Int32]
  ) throws(ImpactError) -> WeightedRegression {
    var names: [String] = []
    var columns: [[Double]] = []
    let after = isAfter.map { $0 ? 1.0 : 0 }
    let treated = place.map { isTreated[Int($0)] ? 1.0 : 0 }
    switch model {
    case .groups:
      names = ["before", "treated", "after"]
      columns = [[Double](repeating: 1, count: outcome.count), treated, after]
    case .places:
      for index in present {
        names.append(places[Int(index)])
        columns.append(place.map { $0 == index ? 1 : 0 })
      }
      names.append("after")
      columns.append(after)
    }
    names.append(Self.effectName)
    columns.append(zip(after, treated).map(*))
    return try WeightedRegression(
      outcome: outcome,
      design: Matrix(
        rows: outcome.count, columns: columns.count, elements: columns.flatMap { $0 }),
      names: names, clusters: place, weights: weights)
  }
}
