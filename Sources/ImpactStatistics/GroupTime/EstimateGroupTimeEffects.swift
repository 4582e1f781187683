internal import Distributions
internal import LinearAlgebra

extension StaggeredPanel {
  /// Estimates the effect on each group that started together, period by period, without covariates.
  ///
  /// ATT(g, t) = (ȳ(g, t) − ȳ(g, b)) − (ȳ(C, t) − ȳ(C, b)), b the last period before g, C the places
  /// to compare with (Callaway and Sant'Anna 2021). Two-way fixed effects with staggered starts would
  /// compare late starters with early ones and mix their effects; this does not. Rows of persons are
  /// repeated cross-sections; margins are of places either way.
  ///
  /// R: `did::att_gt(…, control_group, base_period, bstrap = FALSE)`.
  ///
  /// - Parameters:
  ///   - comparison: With which places.
  ///   - base: From which period changes before the start are counted.
  ///   - missing: What happens to a place without rows in some period.
  ///   - level: The confidence level.
  /// - Returns: The effects; `average(_:)` sums them up.
  /// - Throws: `ImpactError` for bad input, no group that started after the first period, and nobody to
  ///   compare with.
  public func groupTimeEffects(
    comparison: ComparisonGroup = .neverTreated, base: BasePeriod = .varying,
    missing: MissingPeriodPolicy = .fail, level: Double = 0.95
  ) throws(ImpactError) -> GroupTimeEffects {
    guard level > 0, level < 1 else { throw .invalidLevel(level) }
    let cells = try PlacePeriodCells(self, missing: missing)
    let first = cells.periods[0]
    let starts = Set(cells.groups.compactMap { $0 }).sorted()
    guard !starts.isEmpty else { throw .noTreated }
    let groups = starts.filter { $0 > first }
    guard !groups.isEmpty else { throw .noGroupWithBaseline }
    if comparison == .neverTreated, !cells.groups.contains(where: { $0 == nil }) {
      throw cells.groups.count == cells.groups.count { $0 == starts[0] }
        ? .noComparison : .noNeverTreated
    }
    let scale = cells.scale
    var effects: [GroupTimeEffects.GroupTimeEffect] = []
    var influences: [[Double]] = []
    var notEstimable: [(group: Int, period: Int)] = []
    for group in groups {
      let members = cells.groups.indices.filter { cells.groups[$0] == group }
      guard let last = cells.periods.lastIndex(where: { $0 < group }) else { continue }
      for period in cells.periods.indices {
        let isBefore = cells.periods[period] < group
        let from = isBefore && base == .varying ? period - 1 : last
        guard from >= 0, from != period else { continue }
        let horizon = cells.periods[max(period, from)]
        let others = cells.groups.indices.filter { index in
          guard let start = cells.groups[index] else { return true }
          return comparison == .notYetTreated && start > horizon && start != group
        }
        guard !others.isEmpty else {
          notEstimable.append((group, cells.periods[period]))
          continue
        }
        let (value, influence) = cells.change(members, others, from: from, to: period)
        effects.append(
          .init(
            group: group, period: cells.periods[period], base: cells.periods[from],
            effect: try AverageEffect(
              value: value, influences: influence,
              isSinglePlace: min(members.count, others.count) < 2, scale: scale, level: level),
            treatedCount: members.count, comparisonCount: others.count))
        influences.append(influence)
      }
    }
    guard effects.contains(where: \.isAfterStart) else { throw .noComparison }
    return GroupTimeEffects(
      effects: effects, comparison: comparison, base: base,
      preTest: preTest(effects, influences), notEstimable: notEstimable,
      cautions: cautions(cells, first: first), scale: scale, level: level, groups: cells.groups,
      masses: (0..<cells.placeCount).map(cells.mass), influences: influences)
  }

  private func cautions(_ cells: PlacePeriodCells, first: Int) -> [ImpactCaution] {
    var cautions: [ImpactCaution] = [.placesWereChosen]
    let treated = cells.groups.count { ($0 ?? first) > first }
    if treated < fewestPlacesOfManyClusters {
      cautions.append(.fewTreatedInMargin(treated: treated, places: cells.placeCount))
    }
    let already = cells.kept.indices.filter { index in
      cells.groups[index].map { $0 <= first } ?? false
    }
    if !already.isEmpty {
      cautions.append(.treatedFromTheStart(already.map { places[cells.kept[$0]] }))
    }
    if !cells.leftOut.isEmpty { cautions.append(.missingPeriods(cells.leftOut)) }
    return cautions
  }
}

extension PlacePeriodCells {
  /// The change of some places beyond that of others, and how it moves when a place counts more.
  fileprivate func change(
    _ treated: [Int], _ others: [Int], from: Int, to: Int
  ) -> (value: Double, influences: [Double]) {
    var influences = [Double](repeating: 0, count: placeCount)
    var value = 0.0
    for (members, sign) in [(treated, 1.0), (others, -1.0)] {
      let after = mean(members, to)
      let before = mean(members, from)
      value += sign * (after.value - before.value)
      for (index, place) in members.enumerated() {
        influences[place] += sign * (after.influences[index] - before.influences[index])
      }
    }
    return (value, influences)
  }
}

/// Tests that all effects before the start are zero: dᵀV⁻¹d, V from the influences of places.
private func preTest(
  _ effects: [GroupTimeEffects.GroupTimeEffect], _ influences: [[Double]]
) -> Result<GroupTimeEffects.PreTest, GroupTimeEffects.PreTestFailure> {
  let before = effects.indices.filter { !effects[$0].isAfterStart }
  guard !before.isEmpty else { return .failure(.init(reason: .noPeriodsBefore)) }
  let values = before.map { effects[$0].effect.value }
  guard before.allSatisfy({ effects[$0].effect.standardError != nil }) else {
    return .failure(.init(reason: .tooFewPlaces))
  }
  let columns = Matrix(
    rows: influences[0].count, columns: before.count,
    elements: before.flatMap { influences[$0] })
  do {
    let weighted = try solveSymmetric(columns.crossProducts(), values)
    let statistic = zip(values, weighted).reduce(0) { $0 + $1.0 * $1.1 }
    return .success(
      .init(
        statistic: statistic, degreesOfFreedom: before.count,
        p: try ChiSquared(degreesOfFreedom: Double(before.count)).upperTail(statistic)))
  } catch {
    return .failure(.init(reason: .tooFewPlaces))
  }
}
