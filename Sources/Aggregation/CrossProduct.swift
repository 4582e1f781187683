internal import Tabular

/// Two numbers of a row whose joint sums are asked for: what ratios and standard deviations are
/// made of, and what the covariance of two variables needs where rows are the sampling units.
///
/// Only rows that have both numbers count, as R's `svyratio(na.rm = TRUE)` does.
public enum CrossProduct: Sendable, Hashable {
  /// Two variables, by their places in the plan.
  case pair(Int, Int)
  /// A variable and the square of its distance from the centre of the cell table.
  case square(Int)

  /// The variables.
  public var variables: [Int] {
    switch self {
    case .pair(let first, let second): [first, second]
    case .square(let variable): [variable]
    }
  }

  /// The same with the variables in ascending order.
  public var ordered: CrossProduct {
    if case .pair(let first, let second) = self, first > second { return .pair(second, first) }
    return self
  }
}

/// The joint sums of two numbers per cell.
public struct CrossProductTable: Sendable {
  /// The sums in one cell over the rows that have both; a is the first, b the second, each taken
  /// from the centre of its variable.
  public struct Moments: Sendable, Hashable {
    /// Rows.
    public var n = 0.0
    /// Σw, Σw·a and Σw·b.
    public var w = 0.0, wa = 0.0, wb = 0.0
    /// Σw·a², Σw·a·b and Σw·b².
    public var waa = 0.0, wab = 0.0, wbb = 0.0
    /// Σw², Σw²·a and Σw²·b.
    public var ww = 0.0, wwa = 0.0, wwb = 0.0
    /// Σw²·a², Σw²·a·b and Σw²·b².
    public var wwaa = 0.0, wwab = 0.0, wwbb = 0.0

    /// Makes empty sums.
    public init() {}

    mutating func add(_ weight: Double, _ a: Double, _ b: Double) {
      let squared = weight * weight
      n += 1
      w += weight
      wa += weight * a
      wb += weight * b
      waa += weight * a * a
      wab += weight * a * b
      wbb += weight * b * b
      ww += squared
      wwa += squared * a
      wwb += squared * b
      wwaa += squared * a * a
      wwab += squared * a * b
      wwbb += squared * b * b
    }
  }

  /// What there are sums of, each pair in ascending order of its variables, none twice.
  public private(set) var products: [CrossProduct] = []
  private var sums: [[Moments]] = []

  /// The place of a product in `products`, whichever of its variables comes first; nil if it was not
  /// asked for.
  public func index(of product: CrossProduct) -> Int? {
    products.firstIndex(of: product.ordered)
  }

  /// The sums of a product in a cell.
  public func moments(_ product: Int, cell: Int) -> Moments { sums[product][cell] }

  mutating func append(_ product: CrossProduct, _ moments: [Moments]) {
    products.append(product)
    sums.append(moments)
  }
}

extension CellTable {
  /// Sums the products of a plan; it scores their variables a second time, so that plans without
  /// products cost nothing more.
  mutating func sumCrossProducts(
    of plan: AggregationPlan, in table: Table, cellOfRow: [Int32]
  ) throws(AggregationError) {
    guard !plan.crossProducts.isEmpty else { return }
    let weights = plan.keys.weights
    var first = VariableScoring(rowCount: weights.count)
    var second = VariableScoring(rowCount: weights.count)
    var scored: Int?
    for product in plan.crossProducts.map(\.ordered)
    where crossProducts.index(of: product) == nil {
      let variables = product.variables
      for variable in variables where !plan.variables.indices.contains(variable) {
        throw .noSuchVariable(index: variable, count: plan.variables.count)
      }
      let a = variables[0]
      if scored != a { try first.score(plan.variables[a], in: table) }
      scored = a
      let centreA = centres[a]
      var moments = [CrossProductTable.Moments](repeating: .init(), count: count)
      if case .pair(_, let b) = product {
        try second.score(plan.variables[b], in: table)
        let centreB = centres[b]
        for row in weights.indices {
          let y = first.scores[row]
          let z = second.scores[row]
          guard y == y, z == z else { continue }
          moments[Int(cellOfRow[row])].add(weights[row], y - centreA, z - centreB)
        }
      } else {
        for row in weights.indices {
          let y = first.scores[row] - centreA
          guard y == y else { continue }
          moments[Int(cellOfRow[row])].add(weights[row], y, y * y)
        }
      }
      crossProducts.append(product, moments)
    }
  }
}
