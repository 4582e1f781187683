internal import LinearAlgebra

/// The cluster-robust variances of a fit, and what their degrees of freedom follow from.
struct ClusterCovariance {
  /// The variances and covariances of the coefficients.
  var matrix: Matrix
  /// Eᵍ = AᵍᵀWᵍXᵍ(XᵀWX)⁻¹ of each cluster: its residuals times this are its share of the error.
  var influences: [Matrix]
  /// The sum of the sizes of all rows' shares in the error of each coefficient: what the error is
  /// compared with to tell a small one from rounding.
  var magnitudes: [Double]
  /// XᵀW²X, where the variance or its degrees of freedom need it.
  private let squares: Matrix

  init(_ fit: WeightedRegression, _ type: ClusterVariance) throws(ImpactError) {
    let count = fit.names.count
    squares = fit.design.crossProducts(weights: fit.weights.map { $0 * $0 })
    // (XᵀWX)⁻¹XᵀW²X(XᵀWX)⁻¹
    let middle = fit.inverse * squares * fit.inverse
    var influences: [Matrix] = []
    var total = Matrix(rows: count, columns: count)
    magnitudes = [Double](repeating: 0, count: count)
    for rows in fit.clusters {
      let part = ClusterPart(fit, rows: rows)
      let influence: Matrix
      switch type {
      case .cr0, .cr1, .cr1s: influence = part.weighted * part.rows(of: fit.inverse)
      case .cr2: influence = try part.reduced(fit.inverse, middle: middle)
      case .cr3: influence = try part.jackknifed(fit.inverse)
      }
      let share = influence.transposed * rows.map { fit.residuals[$0] }
      for column in 0..<count {
        for (position, row) in rows.enumerated() {
          magnitudes[column] += (influence[position, column] * fit.residuals[row]).magnitude
        }
      }
      for first in 0..<count {
        for second in 0..<count { total[first, second] += share[first] * share[second] }
      }
      influences.append(influence)
    }
    let clusters = Double(fit.clusterCount)
    let observations = Double(fit.residuals.count)
    switch type {
    case .cr0, .cr2, .cr3: matrix = total
    case .cr1: matrix = clusters / (clusters - 1) * total
    case .cr1s:
      let factor =
        clusters * (observations - 1) / ((clusters - 1) * (observations - Double(count)))
      matrix = factor * total
    }
    self.influences = influences
  }

  /// Satterthwaite's degrees of freedom of a combination of coefficients when rows are independent and
  /// alike: (tr P)²/tr P², where the variance is a sum of squares with inner products P.
  func degreesOfFreedom(_ fit: WeightedRegression, _ combination: [Double]) -> Double {
    var lengths: [Double] = []
    var weightedSums: [[Double]] = []
    var fitted: [[Double]] = []
    var squaredFitted: [[Double]] = []
    for (rows, influence) in zip(fit.clusters, influences) {
      let part = ClusterPart(fit, rows: rows)
      let values = influence * combination
      lengths.append(values.reduce(0) { $0 + $1 * $1 })
      weightedSums.append(
        part.spread(part.weighted.transposed * values, over: combination.count))
      let coefficients =
        part.rows(of: fit.inverse).transposed * (part.columns.transposed * values)
      fitted.append(coefficients)
      squaredFitted.append(squares * coefficients)
    }
    var trace = 0.0
    var squared = 0.0
    for first in lengths.indices {
      for second in lengths.indices {
        var product = first == second ? lengths[first] : 0
        for index in combination.indices {
          product -= weightedSums[first][index] * fitted[second][index]
          product -= weightedSums[second][index] * fitted[first][index]
          product += fitted[first][index] * squaredFitted[second][index]
        }
        if first == second { trace += product }
        squared += product * product
      }
    }
    return trace * trace / squared
  }
}

/// The rows of one cluster.
private struct ClusterPart {
  /// Xᵍ and WᵍXᵍ, of the columns that are not zero in all its rows: of the effects of places only
  /// its own is.
  var columns: Matrix
  var weighted: Matrix
  let weights: [Double]
  private let present: [Int]

  init(_ fit: WeightedRegression, rows: [Int]) {
    present = (0..<fit.design.columns).filter { column in
      rows.contains { fit.design[$0, column] != 0 }
    }
    columns = fit.design.selecting(rows: rows, columns: present)
    weights = rows.map { fit.weights[$0] }
    weighted = columns.scalingRows(by: weights)
  }

  /// The rows of a matrix of all coefficients that belong to the columns here.
  func rows(of matrix: Matrix) -> Matrix {
    matrix.selecting(rows: present, columns: Array(0..<matrix.columns))
  }

  /// Rows and columns that belong to the columns here.
  private func block(of matrix: Matrix) -> Matrix {
    matrix.selecting(rows: present, columns: present)
  }

  /// Values of the columns here at their places among all.
  func spread(_ values: [Double], over count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (index, column) in present.enumerated() { result[column] = values[index] }
    return result
  }

  /// CR2: Aᵍ = (((I − H)(I − H)ᵀ)ᵍᵍ)^−½, which differs from the identity only in the space of Xᵍ and
  /// WᵍXᵍ, so that no matrix of rows × rows is needed.
  func reduced(_ inverse: Matrix, middle: Matrix) throws(ImpactError) -> Matrix {
    let basis = orthonormalColumns([columns, weighted])
    let plain = basis.transposed * columns
    let heavy = basis.transposed * weighted
    let mixed = heavy * block(of: inverse) * plain.transposed
    let left =
      Matrix.identity(basis.columns) - mixed - mixed.transposed
      + plain * block(of: middle) * plain.transposed
    return try adjusted(weighted * rows(of: inverse), basis, left.symmetrised, power: -0.5)
  }

  /// CR3: Aᵍ = (I − Hᵍᵍ)⁻¹, symmetric after dividing by the roots of the weights.
  func jackknifed(_ inverse: Matrix) throws(ImpactError) -> Matrix {
    let roots = weights.map { $0.squareRoot() }
    let scaled = columns.scalingRows(by: roots)
    let basis = orthonormalColumns([scaled])
    let inner = basis.transposed * scaled
    let left = Matrix.identity(basis.columns) - inner * block(of: inverse) * inner.transposed
    return try adjusted(scaled * rows(of: inverse), basis, left.symmetrised, power: -1)
      .scalingRows(by: roots)
  }

  /// (I + Q(Kᵖ − I)Qᵀ)·V; directions in which nothing is left count as zero.
  private func adjusted(
    _ values: Matrix, _ basis: Matrix, _ inner: Matrix, power: Double
  ) throws(ImpactError) -> Matrix {
    do {
      let eigen = try eigenSymmetric(inner)
      let rounding = 1e-11 * max(1, eigen.values.last ?? 1)
      let powers = eigen.values.map { value in
        guard value > rounding else { return 0.0 }
        return power == -1 ? 1 / value : 1 / value.squareRoot()
      }
      let turned = eigen.vectors.scalingColumns(by: powers) * eigen.vectors.transposed
      let change = turned - Matrix.identity(basis.columns)
      return values + basis * (change * (basis.transposed * values))
    } catch {
      throw .linearAlgebra(error)
    }
  }
}

/// An orthonormal basis of the columns of some matrices, by Gram and Schmidt, each column twice.
private func orthonormalColumns(_ matrices: [Matrix]) -> Matrix {
  var basis: [[Double]] = []
  let rows = matrices.first?.rows ?? 0
  for matrix in matrices {
    for column in 0..<matrix.columns where basis.count < rows {
      var vector = matrix.column(column)
      let length = norm(vector)
      guard length > 0 else { continue }
      for _ in 0..<2 {
        for unit in basis {
          var product = 0.0
          for row in 0..<rows { product += unit[row] * vector[row] }
          for row in 0..<rows { vector[row] -= product * unit[row] }
        }
      }
      let left = norm(vector)
      guard left > 1e-11 * length else { continue }
      basis.append(vector.map { $0 / left })
    }
  }
  return Matrix(rows: rows, columns: basis.count, elements: basis.flatMap { $0 })
}

private func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

extension Matrix {
  /// Each row times a number.
  fileprivate func scalingRows(by factors: [Double]) -> Matrix {
    var result = self
    for column in 0..<columns {
      for row in 0..<rows { result[row, column] *= factors[row] }
    }
    return result
  }

  /// Each column times a number.
  fileprivate func scalingColumns(by factors: [Double]) -> Matrix {
    var result = self
    for column in 0..<columns {
      for row in 0..<rows { result[row, column] *= factors[column] }
    }
    return result
  }
}
