/// How much each place counts in the mean change of its group.
public enum PlaceWeighting: String, Sendable, Hashable, CaseIterable {
  /// Places count alike.
  case equal
  /// By the sum of the weights of their rows, such as the persons that these stand for.
  case sumOfWeights
}

extension TwoPeriodPanel {
  /// The change of each place's weighted mean, for the test by randomisation.
  ///
  /// - Parameter weighting: How much each place counts.
  /// - Returns: One change a place, in the order of `places`.
  /// - Throws: `ImpactError` for bad input, and `.emptyCell` for a place without a row in one of the
  ///   periods.
  public func placeChanges(weighting: PlaceWeighting = .equal) throws(ImpactError) -> [PlaceChange]
  {
    try check()
    var changes: [PlaceChange] = []
    for (index, means) in placeMeans().enumerated() {
      for (mean, period) in [(means.before, "before"), (means.after, "after")]
      where mean.weight == 0 {
        throw .emptyCell(group: places[index], period: period)
      }
      // Weights of the two periods are added: a place that grew counts by both.
      let weight = weighting == .equal ? 1 : means.before.weight + means.after.weight
      changes.append(
        PlaceChange(
          place: places[index], isTreated: isTreated[index],
          change: means.after.mean - means.before.mean, weight: weight))
    }
    return changes
  }
}
