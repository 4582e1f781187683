/// Which elements of the matrices of a factor model are free, fixed or equal.
///
/// A block is one asking of the items: a group of persons, or one of two waves of the same persons.
/// Groups have matrices of their own; waves share those of one group, which is what lets the same
/// item's residuals covary over time.
struct FactorStructure {
  /// A matrix of the model.
  enum Kind: Hashable {
    case loading, factorCovariance, residual, intercept, factorMean
  }

  /// One element of the model's matrices; symmetric ones are named by their lower triangle.
  struct Place: Hashable {
    let group: Int
    let kind: Kind
    let row: Int
    let column: Int
  }

  /// One free number and all the places it fills.
  struct Parameter {
    let kind: Kind
    var places: [Place]
  }

  /// What is held equal over blocks.
  struct Equalities: OptionSet {
    let rawValue: Int
    static let loadings = Equalities(rawValue: 1)
    static let intercepts = Equalities(rawValue: 2)
    static let residuals = Equalities(rawValue: 4)
  }

  /// How blocks lie in groups.
  enum Layout {
    /// Each block is a group of its own.
    case groups
    /// All blocks are one group: the same persons asked again.
    case waves
  }

  let factors: [[Int]]
  let blockCount: Int
  let layout: Layout
  let meanStructure: Bool
  private(set) var parameters: [Parameter] = []
  private(set) var fixed: [Place: Double] = [:]
  private var shared: [Place: Int] = [:]

  /// Items of one block.
  var itemCount: Int { factors.reduce(0) { $0 + $1.count } }
  /// How many groups of persons there are.
  var groupCount: Int { layout == .groups ? blockCount : 1 }
  /// Observed variables of a group.
  var variableCount: Int { layout == .groups ? itemCount : itemCount * blockCount }
  /// Factors of a group.
  var factorCount: Int { layout == .groups ? factors.count : factors.count * blockCount }

  /// Lays out a model.
  ///
  /// `factors` lists for each factor the places of its items in a block, the marker first.
  init(
    factors: [[Int]], blocks: Int = 1, layout: Layout = .groups, equal: Equalities = [],
    meanStructure: Bool, identification: FactorModel.Identification
  ) {
    self.factors = factors
    blockCount = blocks
    self.layout = layout
    self.meanStructure = meanStructure
    for block in 0..<blocks { addLoadings(block, equal, identification) }
    for block in 0..<blocks { addResiduals(block, equal) }
    for block in 0..<blocks { addFactorCovariances(block, equal, identification) }
    guard meanStructure else { return }
    for block in 0..<blocks {
      for item in 0..<itemCount {
        add(
          place(block, .intercept, item, 0),
          sharedWith: equal.contains(.intercepts) ? place(0, .intercept, item, 0) : nil)
      }
    }
    for block in 0..<blocks {
      for factor in factors.indices {
        let at = place(block, .factorMean, factor, 0)
        // Only equal intercepts let a later factor mean be told from them.
        if block > 0, equal.contains(.intercepts) { add(at) } else { fixed[at] = 0 }
      }
    }
  }

  private mutating func addLoadings(
    _ block: Int, _ equal: Equalities, _ identification: FactorModel.Identification
  ) {
    for (factor, items) in factors.enumerated() {
      for (position, item) in items.enumerated() {
        let at = place(block, .loading, item, factor)
        if position == 0, identification == .marker {
          fixed[at] = 1
        } else {
          add(
            at,
            sharedWith: equal.contains(.loadings) ? place(0, .loading, item, factor) : nil)
        }
      }
    }
  }

  private mutating func addResiduals(_ block: Int, _ equal: Equalities) {
    for item in 0..<itemCount {
      add(
        place(block, .residual, item, item),
        sharedWith: equal.contains(.residuals) ? place(0, .residual, item, item) : nil)
    }
    guard layout == .waves else { return }
    for earlier in 0..<block {
      for item in 0..<itemCount {
        add(
          Place(
            group: 0, kind: .residual, row: block * itemCount + item,
            column: earlier * itemCount + item))
      }
    }
  }

  private mutating func addFactorCovariances(
    _ block: Int, _ equal: Equalities, _ identification: FactorModel.Identification
  ) {
    for factor in factors.indices {
      let at = place(block, .factorCovariance, factor, factor)
      // Equal loadings carry the unit of the first block to the others.
      if identification == .unitVariance, block == 0 || !equal.contains(.loadings) {
        fixed[at] = 1
      } else {
        add(at)
      }
    }
    for factor in factors.indices {
      for other in 0..<factor { add(place(block, .factorCovariance, factor, other)) }
    }
    guard layout == .waves else { return }
    for earlier in 0..<block {
      for factor in factors.indices {
        for other in factors.indices {
          add(
            Place(
              group: 0, kind: .factorCovariance, row: block * factors.count + factor,
              column: earlier * factors.count + other))
        }
      }
    }
  }

  /// Where an element of a block lies in the matrices of its group.
  func place(_ block: Int, _ kind: Kind, _ row: Int, _ column: Int) -> Place {
    guard layout == .waves else {
      return Place(group: block, kind: kind, row: row, column: column)
    }
    let itemOffset = block * itemCount
    let factorOffset = block * factors.count
    return switch kind {
    case .loading: Place(group: 0, kind: kind, row: row + itemOffset, column: column + factorOffset)
    case .residual: Place(group: 0, kind: kind, row: row + itemOffset, column: column + itemOffset)
    case .factorCovariance:
      Place(group: 0, kind: kind, row: row + factorOffset, column: column + factorOffset)
    case .intercept: Place(group: 0, kind: kind, row: row + itemOffset, column: 0)
    case .factorMean: Place(group: 0, kind: kind, row: row + factorOffset, column: 0)
    }
  }

  private mutating func add(_ place: Place, sharedWith first: Place? = nil) {
    if let first, let parameter = shared[first] {
      parameters[parameter].places.append(place)
    } else {
      parameters.append(Parameter(kind: place.kind, places: [place]))
      if first != nil { shared[place] = parameters.count - 1 }
    }
  }
}
