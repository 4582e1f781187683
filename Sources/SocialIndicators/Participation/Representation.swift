/// How an audience compares with the population it comes from.
package struct Representation: Sendable, Hashable {
  /// Duncan's dissimilarity D = ½·Σ|p − π|: the share of the audience that would have to be
  /// different for it to mirror the population.
  package var dissimilarity: Double
  /// The index p/π by group, in the order given; nil where nobody of the population is in a group.
  package var indices: [Double?]

  /// Compares counts of the audience with population counts of the same groups.
  ///
  /// - Returns: nil where either is empty or the lists differ in length.
  package init?(audience: [Double], population: [Double]) {
    let audienceTotal = audience.reduce(0, +)
    let populationTotal = population.reduce(0, +)
    guard audience.count == population.count, audienceTotal > 0, populationTotal > 0 else {
      return nil
    }
    var distance = 0.0
    var indices: [Double?] = []
    for (here, there) in zip(audience, population) {
      let share = here / audienceTotal
      let expected = there / populationTotal
      distance += (share - expected).magnitude
      indices.append(expected > 0 ? share / expected : nil)
    }
    dissimilarity = distance / 2
    self.indices = indices
  }
}
