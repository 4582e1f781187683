internal import Glibc
internal import LinearAlgebra

/// The maximum-likelihood discrepancy between observed moments and a factor model.
///
/// F = Σ n_g/N · (ln|Σ| + tr SΣ⁻¹ − ln|S| − p + (m − μ)ᵀΣ⁻¹(m − μ)) over groups g, S with the divisor
/// n (Jöreskog 1969, 1971; Bollen 1989, chapter 8): twice the `fmin` of lavaan.
struct NormalLikelihood {
  /// The moments of one group, variables in the order of the structure.
  struct Group {
    let name: String?
    let persons: Int
    let covariance: Matrix
    let means: [Double]
    /// ln|S|.
    let logDeterminant: Double

    init(
      name: String?, items: [String], persons: Int, covariance: Matrix, means: [Double]
    ) throws(PsychometricsError) {
      self.name = name
      self.persons = persons
      self.covariance = covariance
      self.means = means
      do {
        logDeterminant = try logDeterminantSymmetric(covariance)
      } catch .notPositiveDefinite(let order) {
        throw .notPositiveDefinite(item: items[order - 1], group: name)
      } catch {
        throw .linearAlgebra(error)
      }
    }
  }

  let structure: FactorStructure
  let groups: [Group]

  /// N.
  var persons: Int { groups.reduce(0) { $0 + $1.persons } }

  /// F at a point and its gradient; not finite where an implied covariance is not positive definite.
  func discrepancy(at point: [Double], gradient: inout [Double]) -> Double {
    let matrices = FactorMatrices.filled(structure, point)
    var total = 0.0
    var slopes: [FactorMatrices] = []
    for (group, model) in zip(groups, matrices) {
      guard let factor = try? choleskyFactor(model.impliedCovariance),
        let inverse = try? LinearAlgebra.inverse(factor: factor)
      else { return .infinity }
      let share = Double(group.persons) / Double(persons)
      let distance = zip(group.means, model.impliedMeans).map { $0 - $1 }
      let pulled = structure.meanStructure ? inverse * distance : []
      var value = logDeterminant(factor: factor) - group.logDeterminant
      value -= Double(group.means.count)
      for place in group.covariance.elements.indices {
        value += group.covariance.elements[place] * inverse.elements[place]
      }
      for (d, w) in zip(distance, pulled) { value += d * w }
      total += share * value
      slopes.append(slope(group, model, inverse, pulled, share))
    }
    for (place, parameter) in structure.parameters.enumerated() {
      gradient[place] = parameter.places.reduce(0) { $0 + slopes[$1.group][$1] }
    }
    return total
  }

  /// The slope of F by each element of a group's matrices; an element off the diagonal counts for
  /// its mirror too.
  private func slope(
    _ group: Group, _ model: FactorMatrices, _ inverse: Matrix, _ pulled: [Double], _ share: Double
  ) -> FactorMatrices {
    // dF = tr(E dΣ) − 2 (Σ⁻¹d)ᵀ dμ with E = Σ⁻¹(Σ − S − ddᵀ)Σ⁻¹.
    var residual = inverse - inverse * group.covariance * inverse
    if !pulled.isEmpty {
      for row in pulled.indices {
        for column in pulled.indices { residual[row, column] -= pulled[row] * pulled[column] }
      }
    }
    var result = FactorMatrices(
      variables: model.loadings.rows, factors: model.loadings.columns)
    let spread = residual * model.loadings
    result.loadings = (2 * share) * (spread * model.factorCovariance)
    let inner = model.loadings.transposed * spread
    for row in 0..<inner.rows {
      for column in 0..<inner.columns {
        result.factorCovariance.elements[column * inner.rows + row] =
          (row == column ? 1 : 2) * share * inner[row, column]
      }
    }
    for row in 0..<residual.rows {
      for column in 0..<residual.columns {
        result.residuals.elements[column * residual.rows + row] =
          (row == column ? 1 : 2) * share * residual[row, column]
      }
    }
    guard !pulled.isEmpty else { return result }
    result.intercepts = pulled.map { -2 * share * $0 }
    result.factorMeans = (model.loadings.transposed * pulled).map { -2 * share * $0 }
    for variable in pulled.indices {
      for factor in model.factorMeans.indices {
        result.loadings[variable, factor] -=
          2 * share * pulled[variable] * model.factorMeans[factor]
      }
    }
    return result
  }

  /// The expected information of the parameters about N persons:
  /// Σ n_g (½ tr Σ⁻¹∂ₐΣ Σ⁻¹∂ᵦΣ + ∂ₐμᵀΣ⁻¹∂ᵦμ).
  func information(at matrices: [FactorMatrices]) throws(PsychometricsError) -> Matrix {
    let count = structure.parameters.count
    var information = Matrix(rows: count, columns: count)
    for (index, group) in groups.enumerated() {
      let model = matrices[index]
      let inverse = try inverted(
        model.impliedCovariance, (0..<model.loadings.rows).map { "variable \($0 + 1)" },
        group: group.name)
      let derivatives = structure.parameters.map { parameter in
        Derivative(model, parameter.places.filter { $0.group == index })
      }
      let weighted = derivatives.map { $0.covariance.map { inverse * $0 } }
      let pulled = derivatives.map { $0.means.map { inverse * $0 } }
      for first in 0..<count {
        for second in 0...first {
          var sum = 0.0
          if let a = weighted[first], let b = weighted[second] {
            for row in 0..<a.rows {
              for column in 0..<a.columns { sum += 0.5 * a[row, column] * b[column, row] }
            }
          }
          if structure.meanStructure, let a = derivatives[first].means, let b = pulled[second] {
            for (x, y) in zip(a, b) { sum += x * y }
          }
          information[first, second] += Double(group.persons) * sum
        }
      }
    }
    for first in 0..<count {
      for second in 0..<first { information[second, first] = information[first, second] }
    }
    return information
  }
}

/// How a parameter moves the implied moments of one group; nil where it does not.
private struct Derivative {
  var covariance: Matrix?
  var means: [Double]?

  init(_ model: FactorMatrices, _ places: [FactorStructure.Place]) {
    let variables = model.loadings.rows
    guard !places.isEmpty else { return }
    var moved = Matrix(rows: variables, columns: variables)
    var movedMeans = [Double](repeating: 0, count: variables)
    var movesCovariance = false
    var movesMeans = false
    for place in places {
      switch place.kind {
      case .loading:
        movesCovariance = true
        movesMeans = true
        for variable in 0..<variables {
          var spread = 0.0
          for factor in 0..<model.loadings.columns {
            spread +=
              model.loadings[variable, factor] * model.factorCovariance[factor, place.column]
          }
          moved[place.row, variable] += spread
          moved[variable, place.row] += spread
        }
        movedMeans[place.row] += model.factorMeans[place.column]
      case .factorCovariance:
        movesCovariance = true
        for row in 0..<variables {
          for column in 0..<variables {
            moved[row, column] +=
              model.loadings[row, place.row] * model.loadings[column, place.column]
            guard place.row != place.column else { continue }
            moved[row, column] +=
              model.loadings[row, place.column] * model.loadings[column, place.row]
          }
        }
      case .residual:
        movesCovariance = true
        moved[place.row, place.column] += 1
        if place.row != place.column { moved[place.column, place.row] += 1 }
      case .intercept:
        movesMeans = true
        movedMeans[place.row] += 1
      case .factorMean:
        movesMeans = true
        for variable in 0..<variables {
          movedMeans[variable] += model.loadings[variable, place.row]
        }
      }
    }
    if movesCovariance { covariance = moved }
    if movesMeans { means = movedMeans }
  }
}
