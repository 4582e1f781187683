import Aggregation
import SurveyStatistics
import Tabular

/// What is estimated of a target: places in the variables of an `EstimatePlan`.
enum EstimateMeasure: Hashable {
  case linear(StatisticKind, Int)
  case ratio(Int, Int)
  case standardDeviation(Int)
  /// A variable and a probability of the plan's quantiles.
  case quantile(variable: Int, probability: Int)

  /// The word in the column of statistics.
  var name: String {
    switch self {
    case .linear(let kind, _): kind.rawValue
    case .ratio: "ratio"
    case .standardDeviation: "sd"
    case .quantile: "quantile"
    }
  }

  /// The variable whose answers are counted; nil for quantiles, which are a plan of their own.
  var variable: Int? {
    switch self {
    case .linear(_, let variable), .ratio(let variable, _), .standardDeviation(let variable):
      variable
    case .quantile: nil
    }
  }

  /// The statistic; nil for quantiles, which need rows.
  var statistic: Statistic? {
    switch self {
    case .linear(let kind, let variable): Statistic(kind, of: variable)
    case .ratio(let numerator, let denominator):
      .ratio(numerator: numerator, denominator: denominator)
    case .standardDeviation(let variable): .standardDeviation(variable)
    case .quantile: nil
    }
  }
}

/// One statistic to estimate in every domain.
struct EstimateTarget {
  var measure: EstimateMeasure
  /// What is printed: the variable, and the value a share is of or the share below a quantile.
  var name: String
  var level: String?
}

/// All statistics that the options ask for, and the variables they read.
struct EstimatePlan {
  /// The interpreted columns.
  var table = Table(rowCount: 0)
  private(set) var variables: [DerivedVariable] = []
  private(set) var crossProducts: [CrossProduct] = []
  private(set) var quantileVariables: [DerivedVariable] = []
  private(set) var probabilities: [Double] = []
  private(set) var targets: [EstimateTarget] = []

  /// Adds a mean, share or total.
  mutating func add(
    _ kind: StatisticKind, of variable: DerivedVariable, name: String, level: String? = nil
  ) {
    targets.append(
      EstimateTarget(measure: .linear(kind, place(variable)), name: name, level: level))
  }

  /// Adds a ratio of two totals.
  mutating func addRatio(_ numerator: DerivedVariable, to denominator: DerivedVariable) {
    let places = (place(numerator), place(denominator))
    crossProducts.append(.pair(places.0, places.1))
    targets.append(
      EstimateTarget(
        measure: .ratio(places.0, places.1), name: "\(numerator.name)/\(denominator.name)"))
  }

  /// Adds a standard deviation.
  mutating func addStandardDeviation(_ variable: DerivedVariable) {
    let place = place(variable)
    crossProducts.append(.square(place))
    targets.append(EstimateTarget(measure: .standardDeviation(place), name: variable.name))
  }

  /// Adds a quantile.
  mutating func addQuantile(_ probability: Double, of variable: DerivedVariable) {
    let place = Self.place(of: variable, in: &quantileVariables)
    let share: Int
    if let known = probabilities.firstIndex(of: probability) {
      share = known
    } else {
      share = probabilities.count
      probabilities.append(probability)
    }
    targets.append(
      EstimateTarget(
        measure: .quantile(variable: place, probability: share), name: variable.name,
        level: inWords(probability)))
  }

  private mutating func place(_ variable: DerivedVariable) -> Int {
    Self.place(of: variable, in: &variables)
  }

  private static func place(
    of variable: DerivedVariable, in variables: inout [DerivedVariable]
  ) -> Int {
    if let known = variables.firstIndex(where: { $0 == variable }) { return known }
    variables.append(variable)
    return variables.count - 1
  }
}
