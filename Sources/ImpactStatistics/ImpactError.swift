public import Distributions
public import LinearAlgebra

/// Why an effect cannot be stated.
public enum ImpactError: Error, Sendable, Hashable {
  /// A list has another length than the one that it belongs to.
  case unequalCounts(what: String, count: Int, expected: Int)
  /// A number that has to be finite is not, or is missing.
  case notFinite(what: String, place: String)
  /// A weight is zero, negative or infinite.
  case invalidWeight(Double, place: String)
  /// A variance is zero, negative or infinite.
  case invalidVariance(Double, place: String)
  /// A confidence level is not between 0 and 1.
  case invalidLevel(Double)
  /// No assignment would be drawn.
  case tooFewDraws(Int)
  /// A place, or a place in a period, is there twice.
  case repeatedPlace(String)
  /// A row is of a place that is not in the list.
  case unknownPlace(number: Int, row: Int)
  /// There are not enough places for the claim.
  case tooFewPlaces(count: Int, minimum: Int)
  /// Nobody took part, so there is no effect to state.
  case noTreated
  /// Everybody took part, so there is nothing to compare with.
  case noComparison
  /// A treated or comparison place has no outcome in one of the periods.
  case emptyCell(group: String, period: String)
  /// All outcomes are the same, which leaves nothing to measure a margin by.
  case allAlike(what: String)
  /// A column of the model is a combination of others.
  case collinear(column: String)
  /// There are no more observations than coefficients.
  case noDegreesOfFreedom(observations: Int, coefficients: Int)
  /// There is only one cluster.
  case oneCluster
  /// A cluster, of which this is a row, lies in two strata.
  case clusterInTwoStrata(row: Int)
  /// A stratum has one cluster.
  case singleCluster(stratum: Int32)
  /// A group is one place, whose rows its own mean fits exactly.
  case singlePlace(group: String)
  /// Nothing differs between clusters beyond what the model takes out, so there is no margin.
  case exactFit
  /// There is no coefficient of this name.
  case unknownCoefficient(String)
  /// Nothing was treated after the first period, so there is no "before".
  case noGroupWithBaseline
  /// All rows are of one period.
  case onePeriod
  /// No place is left untreated for as long as the comparison asks for.
  case noNeverTreated
  /// The numbers are too large, too small or too alike for squares of them.
  case outOfRange(what: String)
  /// A distribution function has no value.
  case distribution(DistributionError)
  /// A matrix could not be solved.
  case linearAlgebra(LinearAlgebraError)
}

extension ImpactError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unequalCounts(let what, let count, let expected):
      "\(what): \(count) values for \(expected) rows (give one value a row)"
    case .notFinite(let what, let place):
      "\(place): \(what) is missing or not finite (leave the place out, and say so)"
    case .invalidWeight(let weight, let place):
      "\(place): weight \(weight) (a weight is above 0 and finite; leave rows of weight 0 out)"
    case .invalidVariance(let variance, let place):
      "\(place): variance \(variance) (a variance is above 0 and finite; an estimate without a"
        + " margin of error cannot be pooled)"
    case .invalidLevel(let level): "confidence level \(level) (give one between 0 and 1)"
    case .tooFewDraws(let count): "\(count) draws of assignments (give at least 1)"
    case .repeatedPlace(let place):
      "\(place) is there more than once (one row a place and period)"
    case .unknownPlace(let number, let row):
      "row \(row): there is no place number \(number) in the list of places"
    case .tooFewPlaces(let count, let minimum):
      "\(count) of at least \(minimum) places (show each place's own figure instead)"
    case .noTreated: "no place took part (mark the places that did)"
    case .noComparison:
      "every place took part, so there is none to compare with (add places that did not, or report"
        + " before and after without a claim of impact)"
    case .emptyCell(let group, let period):
      "no outcome of the \(group) in the period \(period) (both groups need both periods)"
    case .allAlike(let what):
      "\(what): all values are the same, so the effect has no margin of error"
    case .collinear(let column):
      "\(column) is a combination of other columns (leave one of them out)"
    case .noDegreesOfFreedom(let observations, let coefficients):
      "\(observations) observations for \(coefficients) coefficients (use fewer periods or plain"
        + " groups instead of places)"
    case .oneCluster: "all rows are of one cluster (a margin of error needs at least two)"
    case .clusterInTwoStrata(let row):
      "row \(row): its cluster has rows in another stratum too (number clusters anew in each stratum)"
    case .singleCluster(let stratum):
      "stratum \(stratum) has one cluster (join it with a neighbour)"
    case .singlePlace(let group):
      "the \(group) are a single place, so clusters cannot say how much they differ (exchange the"
        + " places instead: randomisation inference)"
    case .exactFit:
      "the model leaves nothing that differs between places, so the effect has no margin of error"
        + " (use plain groups instead of places, or more places)"
    case .unknownCoefficient(let name): "there is no coefficient \(name)"
    case .noGroupWithBaseline:
      "no place was treated after the first period (add an earlier period as the baseline)"
    case .onePeriod: "all rows are of one period (add one before the start)"
    case .noNeverTreated:
      "no place stays untreated (compare with places that are not yet treated instead)"
    case .outOfRange(let what):
      "\(what): its numbers are too large, too small or too alike for a variance (subtract a"
        + " constant, or use another unit)"
    case .distribution(let error): error.description
    case .linearAlgebra(let error): "\(error)"
    }
  }
}
