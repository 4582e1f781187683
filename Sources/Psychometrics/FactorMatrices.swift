internal import Glibc
internal import LinearAlgebra

/// The matrices of a factor model in one group: Σ = ΛΨΛᵀ + Θ and μ = ν + Λα.
struct FactorMatrices {
  /// Λ, variables × factors.
  var loadings: Matrix
  /// Ψ, symmetric.
  var factorCovariance: Matrix
  /// Θ, symmetric.
  var residuals: Matrix
  /// ν.
  var intercepts: [Double]
  /// α.
  var factorMeans: [Double]

  init(variables: Int, factors: Int) {
    loadings = Matrix(rows: variables, columns: factors)
    factorCovariance = Matrix(rows: factors, columns: factors)
    residuals = Matrix(rows: variables, columns: variables)
    intercepts = Array(repeating: 0, count: variables)
    factorMeans = Array(repeating: 0, count: factors)
  }

  /// The matrices of each group from the free parameters.
  static func filled(_ structure: FactorStructure, _ values: [Double]) -> [FactorMatrices] {
    var groups = [FactorMatrices](
      repeating: FactorMatrices(
        variables: structure.variableCount, factors: structure.factorCount),
      count: structure.groupCount)
    for (place, value) in structure.fixed { groups[place.group][place] = value }
    for (parameter, value) in zip(structure.parameters, values) {
      for place in parameter.places { groups[place.group][place] = value }
    }
    return groups
  }

  /// One element by its place; setting an element off the diagonal sets its mirror too.
  subscript(place: FactorStructure.Place) -> Double {
    get {
      switch place.kind {
      case .loading: loadings[place.row, place.column]
      case .factorCovariance: factorCovariance[place.row, place.column]
      case .residual: residuals[place.row, place.column]
      case .intercept: intercepts[place.row]
      case .factorMean: factorMeans[place.row]
      }
    }
    set {
      switch place.kind {
      case .loading: loadings[place.row, place.column] = newValue
      case .factorCovariance:
        factorCovariance[place.row, place.column] = newValue
        factorCovariance[place.column, place.row] = newValue
      case .residual:
        residuals[place.row, place.column] = newValue
        residuals[place.column, place.row] = newValue
      case .intercept: intercepts[place.row] = newValue
      case .factorMean: factorMeans[place.row] = newValue
      }
    }
  }

  /// The covariances that the model implies.
  var impliedCovariance: Matrix {
    (loadings * factorCovariance * loadings.transposed + residuals).symmetrised
  }

  /// The means that the model implies.
  var impliedMeans: [Double] {
    zip(intercepts, loadings * factorMeans).map { $0 + $1 }
  }

  /// The matrices with factors in other units: a factor's loadings divided by its unit, its variance
  /// multiplied by the square.
  func rescaled(factorUnits units: [Double]) -> FactorMatrices {
    var result = self
    for factor in units.indices {
      for variable in 0..<loadings.rows { result.loadings[variable, factor] /= units[factor] }
      for other in units.indices {
        result.factorCovariance[factor, other] *= units[factor] * units[other]
      }
      result.factorMeans[factor] *= units[factor]
    }
    return result
  }

  /// The matrices with variables in other units, each multiplied by its own.
  func rescaled(variableUnits units: [Double]) -> FactorMatrices {
    var result = self
    for variable in units.indices {
      for factor in 0..<loadings.columns { result.loadings[variable, factor] *= units[variable] }
      for other in units.indices {
        result.residuals[variable, other] *= units[variable] * units[other]
      }
      result.intercepts[variable] *= units[variable]
    }
    return result
  }
}
