public import LinearAlgebra

/// Why a scale cannot be analysed.
///
/// Rows and factors are counted from 0.
public enum PsychometricsError: Error, Sendable, Hashable {
  /// A table has no column of this name.
  case unknownItem(String)
  /// An item is named twice.
  case repeatedItem(String)
  /// A column holds no answers on a closed scale.
  case notCoded(item: String)
  /// Fewer items than the statistic needs.
  case tooFewItems(found: Int, needed: Int)
  /// More items than a factor model is searched for; the search grows with their cube.
  case tooManyItems(found: Int, limit: Int)
  /// A list has not one value a row, or a matrix not one row an item.
  case unequalLengths(list: String, expected: Int, found: Int)
  /// A weight is zero, negative, infinite or not a number.
  case badWeight(row: Int, value: Double)
  /// An answer lies outside the scale it should be reversed on.
  case outsideScale(item: String, value: Double, low: Double, high: Double)
  /// Nobody answered the item.
  case allMissing(item: String)
  /// Everybody gave the same answer.
  case constantItem(item: String)
  /// Fewer persons than the statistic needs; the items where pairs of answers are too few.
  case tooFewPersons(found: Int, needed: Int, items: [String])
  /// A moment is infinite or not a number.
  case notFinite(item: String)
  /// The items' total does not vary, or varies less than rounding.
  case constantTotal
  /// The item is a linear combination of those before it: the covariances are not positive definite.
  case notPositiveDefinite(item: String, group: String?)
  /// A factor has too few items to be told apart.
  case factorTooSmall(factor: String, items: Int)
  /// An item belongs to two factors or to none.
  case itemNotInOneFactor(item: String)
  /// The model has more parameters than the moments can tell.
  case notIdentified(parameters: Int, moments: Int)
  /// The item's residual variance would be zero or negative (a Heywood case).
  case heywood(item: String, group: String?)
  /// A factor's variance would be zero or negative, or factors would be combinations of each other.
  case factorsNotPositiveDefinite(factor: String, group: String?)
  /// The optimiser stopped before the minimum; the slope that is left.
  case notConverged(slope: Double)
  /// The information about a parameter is zero: its standard error has no value.
  case noInformation(parameter: String)
  /// Groups do not have the same items.
  case differentItems(group: String)
  /// Fewer than two groups or waves.
  case tooFewGroups(found: Int)
  /// A computation on matrices failed for another reason.
  case linearAlgebra(LinearAlgebraError)
  /// A distribution has no value.
  case distribution(String)
}

extension PsychometricsError: CustomStringConvertible {
  /// The place first, then what is wrong, then what to do.
  public var description: String {
    switch self {
    case .unknownItem(let item): "\(item): no such column"
    case .repeatedItem(let item): "\(item): named twice"
    case .notCoded(let item):
      "\(item): not answers on a closed scale of at most 240 numbers"
    case .tooFewItems(let found, let needed):
      "\(found) \(found == 1 ? "item" : "items"), but \(needed) are needed"
    case .tooManyItems(let found, let limit):
      "\(found) items are more than the \(limit) a factor model is fitted to; split the scale"
    case .unequalLengths(let list, let expected, let found):
      "\(list): \(found) values where \(expected) are expected"
    case .badWeight(let row, let value):
      "row \(row + 1): weight \(value) (expected a number above zero)"
    case .outsideScale(let item, let value, let low, let high):
      "\(item): answer \(value) is not on the scale \(low)…\(high) it is reversed on"
    case .allMissing(let item): "\(item): nobody answered; leave the item out"
    case .constantItem(let item):
      "\(item): everybody gave the same answer, so it says nothing; leave the item out"
    case .tooFewPersons(let found, let needed, let items):
      (items.isEmpty ? "" : items.joined(separator: " and ") + ": ")
        + "\(found) \(found == 1 ? "person" : "persons") answered, but \(needed) are needed"
    case .notFinite(let item): "\(item): a mean or covariance is not a finite number"
    case .constantTotal: "the sum of the items is the same for everybody"
    case .notPositiveDefinite(let item, let group):
      place(item, group)
        + "its answers are a combination of those of the items before it, or too few persons "
        + "answered; leave it out"
    case .factorTooSmall(let factor, let items):
      "\(factor): \(items) items cannot tell a factor (expected three or more, or two beside "
        + "another factor)"
    case .itemNotInOneFactor(let item): "\(item): belongs to no factor or to several"
    case .notIdentified(let parameters, let moments):
      "\(parameters) parameters cannot be told from \(moments) means and covariances"
    case .heywood(let item, let group):
      place(item, group)
        + "its residual variance would not be above zero (a Heywood case): one factor does not "
        + "describe these items, or too few persons answered; leave it out or split the scale"
    case .factorsNotPositiveDefinite(let factor, let group):
      place(factor, group)
        + "its variance would not be above zero, or it is a combination of other factors; merge them"
    case .notConverged(let slope):
      "the optimiser stopped before the minimum (a slope of \(slope) is left)"
    case .noInformation(let parameter): "\(parameter): the data say nothing about it"
    case .differentItems(let group): "\(group): other items than the first group"
    case .tooFewGroups(let found): "\(found) groups or waves, but two are needed to compare"
    case .linearAlgebra(let error): error.description
    case .distribution(let reason): reason
    }
  }

  private func place(_ name: String, _ group: String?) -> String {
    group.map { "\(name) in \($0): " } ?? "\(name): "
  }
}
