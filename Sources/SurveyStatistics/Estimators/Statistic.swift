/// A statistic of one or two variables, named by their places in the request.
public enum Statistic: Sendable, Hashable {
  /// The weighted mean (R `svymean`).
  case mean(Int)
  /// The mean of a variable of zeros and ones.
  case share(Int)
  /// The total over the population (R `svytotal`).
  case total(Int)
  /// The total of one variable over that of another, over the rows that have both (R `svyratio`); the
  /// request has to ask for the `.pair`.
  case ratio(numerator: Int, denominator: Int)
  /// The variance of the variable in the population (R `svyvar`); where rows are the sampling units,
  /// the request has to ask for the `.square`.
  case variance(Int)
  /// The square root of the variance, with its standard error by the delta method.
  case standardDeviation(Int)

  /// A mean, share or total.
  public init(_ kind: StatisticKind, of variable: Int) {
    switch kind {
    case .mean: self = .mean(variable)
    case .share: self = .share(variable)
    case .total: self = .total(variable)
    }
  }

  /// The first variable of the statistic.
  var variable: Int {
    switch self {
    case .mean(let v), .share(let v), .total(let v), .variance(let v), .standardDeviation(let v): v
    case .ratio(let numerator, _): numerator
    }
  }
}

/// A statistic in a domain and wave.
public struct StatisticReference: Sendable, Hashable {
  /// The statistic.
  public var statistic: Statistic
  /// The domain.
  public var domain: Int
  /// The wave, or nil for all rows of the domain.
  public var wave: Int?

  /// Makes a reference.
  public init(_ statistic: Statistic, domain: Int = 0, wave: Int? = nil) {
    self.statistic = statistic
    self.domain = domain
    self.wave = wave
  }
}
