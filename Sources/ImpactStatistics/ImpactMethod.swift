/// How the margin of a difference in changes is made.
public enum ImpactMethod: String, Sendable, Hashable, CaseIterable {
  /// By exchanging which places were treated.
  case randomisationInference
  /// From the spread of many places: cluster-robust, CR2 with Satterthwaite degrees of freedom.
  case clusterRobust
}

/// The method that fits so many places, and why.
public struct ImpactMethodChoice: Sendable, Hashable, CustomStringConvertible {
  /// The method.
  public var method: ImpactMethod
  /// How many places were treated.
  public var treated: Int
  /// How many were not.
  public var comparison: Int

  /// The reason in a sentence.
  public var description: String {
    let places = treated + comparison
    switch method {
    case .randomisationInference:
      let group =
        treated < fewestPlacesOfManyClusters
        ? "\(treated) of \(places) places took part" : "only \(comparison) places did not take part"
      return
        "Randomisation inference, because \(group): below \(fewestPlacesOfManyClusters) places in a"
        + " group, margins from many clusters are too narrow."
    case .clusterRobust:
      return
        "Cluster-robust margins (CR2, Satterthwaite), because \(treated) places took part and"
        + " \(comparison) did not: at least \(fewestPlacesOfManyClusters) in each group."
    }
  }
}

/// Below so many treated or comparison places, cluster-robust margins are not to be trusted.
let fewestPlacesOfManyClusters = 10

/// The method to use by default for so many treated and comparison places.
///
/// Cluster-robust variances are estimated from the places of each group. With few of them they are
/// too small, whatever the total number of places (MacKinnon and Webb 2018), and Satterthwaite's
/// degrees of freedom only partly mend it.
///
/// - Throws: `ImpactError.noTreated` and `.noComparison`.
public func defaultMethod(
  treated: Int, comparison: Int
) throws(ImpactError) -> ImpactMethodChoice {
  guard treated > 0 else { throw .noTreated }
  guard comparison > 0 else { throw .noComparison }
  return ImpactMethodChoice(
    method: min(treated, comparison) < fewestPlacesOfManyClusters
      ? .randomisationInference : .clusterRobust,
    treated: treated, comparison: comparison)
}
