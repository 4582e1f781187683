internal import Aggregation

extension SurveyEstimator {
  /// Rows with the answers of a form in a cell.
  func answered(_ form: LinearForm, cell: Int) -> Double {
    switch form.source {
    case .variable(let variable): cells.moments(variable, cell: cell).n
    case .product(let product): cells.crossProducts.moments(product, cell: cell).n
    }
  }

  /// Σ of influences over the rows of a cell, by design weights.
  func sum(_ form: LinearForm, cell: Int) -> Double {
    switch form.source {
    case .variable(let variable):
      let m = cells.moments(variable, cell: cell)
      return form.first * m.wy + form.second * m.wyy + form.constant * m.w
    case .product(let product):
      let m = cells.crossProducts.moments(product, cell: cell)
      return form.first * m.wa + form.second * m.wb + form.constant * m.w
    }
  }

  /// What all touched cells add to several statistics.
  func jointContributions(
    _ forms: [LinearForm]
  ) throws(EstimationError) -> JointContributions {
    let direct = design.index.rowsAreUnits
    let count = forms.count
    let residuals =
      design.fit == nil
      ? []
      : forms.map { form in
        self.residuals(over: form.cells) { sum(form, cell: $0) }
      }
    let list = touchedCells(forms, residuals)
    var joint = JointContributions(count: count)
    joint.units = list.map { cells.units[$0] }.sorted()
    joint.units = joint.units.indices.filter {
      $0 == 0 || joint.units[$0] != joint.units[$0 - 1]
    }.map { joint.units[$0] }
    var place = [Int32](repeating: -1, count: design.index.unitCount)
    for (position, unit) in joint.units.enumerated() { place[Int(unit)] = Int32(position) }
    joint.rows = [Double](repeating: 0, count: joint.units.count)
    joint.sums = [Double](repeating: 0, count: joint.units.count * count)
    if direct {
      joint.products = [Double](repeating: 0, count: joint.units.count * count * count)
    }
    for cell in list {
      let at = Int(place[Int(cells.units[cell])])
      let calibration = Int(cells.calibrationCells[cell])
      let isCalibrated = design.fit != nil && calibration >= 0
      let g = factor(ofCell: cell)
      let fits = forms.indices.map { isCalibrated ? residuals[$0].fitted[calibration] : 0 }
      let here = forms.indices.filter { forms[$0].cells.contains(cell) }
      var rows = 0.0
      for k in here {
        rows = max(rows, answered(forms[k], cell: cell))
        joint.sums[at * count + k] += g * sum(forms[k], cell: cell)
      }
      if isCalibrated {
        rows = Double(cells.rows[cell])
        for k in forms.indices {
          joint.sums[at * count + k] -= g * fits[k] * cells.weights[cell]
        }
      }
      joint.rows[at] += rows
      guard direct else { continue }
      // Of the matrix of products only half is summed.
      let base = at * count * count
      for (position, i) in here.enumerated() {
        for j in here[position...] {
          let product = g * g * (try products(forms[i], forms[j], cell: cell))
          joint.products[base + i * count + j] += product
          if i != j { joint.products[base + j * count + i] += product }
        }
      }
      guard isCalibrated else { continue }
      for i in here {
        let cross = g * g * weightedSum(forms[i], cell: cell)
        for j in forms.indices {
          joint.products[base + i * count + j] -= fits[j] * cross
          joint.products[base + j * count + i] -= fits[j] * cross
        }
      }
      for i in forms.indices {
        for j in forms.indices {
          joint.products[base + i * count + j] +=
            g * g * fits[i] * fits[j] * cells.squaredWeights[cell]
        }
      }
    }
    return joint
  }

  /// The cells with rows that count, ascending; with calibration those of all calibrated groups.
  private func touchedCells(
    _ forms: [LinearForm], _ residuals: [CalibrationResiduals]
  ) -> [Int] {
    var touched = [Bool](repeating: false, count: cells.count)
    for form in forms {
      for cell in form.cells where !touched[cell] {
        touched[cell] = answered(form, cell: cell) > 0
      }
    }
    for group in Set(residuals.flatMap(\.groups)) {
      for cell in cellsOfCalibrationGroup[group] { touched[cell] = true }
    }
    return touched.indices.filter { touched[$0] }
  }

  /// Σw²·z over the rows of a cell.
  private func weightedSum(_ form: LinearForm, cell: Int) -> Double {
    switch form.source {
    case .variable(let variable):
      let m = cells.moments(variable, cell: cell)
      return form.first * m.wwy + form.second * m.wwyy + form.constant * m.ww
    case .product(let product):
      let m = cells.crossProducts.moments(product, cell: cell)
      return form.first * m.wwa + form.second * m.wwb + form.constant * m.ww
    }
  }

  /// Σw²·z_i·z_j over the rows of a cell, where rows are the sampling units.
  private func products(
    _ i: LinearForm, _ j: LinearForm, cell: Int
  ) throws(EstimationError) -> Double {
    switch (i.source, j.source) {
    case (.variable(let a), .variable(let b)) where a == b:
      if i.second == 0 && j.second == 0 {
        let m = cells.moments(a, cell: cell)
        let sum =
          i.first * j.first * m.wwyy + (i.first * j.constant + i.constant * j.first) * m.wwy
          + i.constant * j.constant * m.ww
        let size =
          abs(i.first * j.first) * m.wwyy + abs(i.constant * j.constant) * m.ww
        // Below the rounding of its terms the sum is nothing: all answers are the same.
        return abs(sum) <= 1e-14 * size ? 0 : sum
      }
      let product = try index(of: .square(a))
      return bilinear(product, cell, i.coefficients, j.coefficients)
    case (.variable(let a), .variable(let b)):
      guard i.second == 0, j.second == 0 else { throw noProduct(a, b) }
      if distributions.contains(where: { $0.contains(a) && $0.contains(b) }) {
        let ma = cells.moments(a, cell: cell)
        let mb = cells.moments(b, cell: cell)
        // One answer is of one level: the product of two levels is zero.
        return i.first * j.constant * ma.wwy + i.constant * j.first * mb.wwy
          + i.constant * j.constant * ma.ww
      }
      let product = try index(of: .pair(a, b))
      let isSwapped = a > b
      return bilinear(
        product, cell, i.coefficients(second: isSwapped), j.coefficients(second: !isSwapped))
    case (.product(let p), .product(let q)):
      guard p == q else {
        let first = cells.crossProducts.products[p].variables
        let second = cells.crossProducts.products[q].variables
        throw noProduct(first.first ?? 0, second.last ?? 0)
      }
      return bilinear(p, cell, i.coefficients, j.coefficients)
    case (.product(let p), .variable(let v)): return try mixed(p, i, v, j, cell)
    case (.variable(let v), .product(let p)): return try mixed(p, j, v, i, cell)
    }
  }

  private func mixed(
    _ product: Int, _ pair: LinearForm, _ variable: Int, _ single: LinearForm, _ cell: Int
  ) throws(EstimationError) -> Double {
    let variables = cells.crossProducts.products[product].variables
    guard single.second == 0, variables.contains(variable) else {
      throw noProduct(variables[0], variable)
    }
    return bilinear(
      product, cell, pair.coefficients, single.coefficients(second: variable == variables.last))
  }

  private func bilinear(
    _ product: Int, _ cell: Int, _ x: LinearForm.Coefficients, _ y: LinearForm.Coefficients
  ) -> Double {
    let m = cells.crossProducts.moments(product, cell: cell)
    return x.first * y.first * m.wwaa + x.second * y.second * m.wwbb
      + (x.first * y.second + x.second * y.first) * m.wwab
      + (x.first * y.constant + x.constant * y.first) * m.wwa
      + (x.second * y.constant + x.constant * y.second) * m.wwb
      + x.constant * y.constant * m.ww
  }

  private func index(of product: CrossProduct) throws(EstimationError) -> Int {
    if let index = cells.crossProducts.index(of: product) { return index }
    let variables = product.variables
    throw noProduct(variables[0], variables[variables.count - 1])
  }

  private func noProduct(_ first: Int, _ second: Int) -> EstimationError {
    .noCrossProduct(first: variableNames[first], second: variableNames[second])
  }
}

extension LinearForm {
  /// The influence of a row by what it multiplies.
  typealias Coefficients = (first: Double, second: Double, constant: Double)

  var coefficients: Coefficients { (first, second, constant) }

  /// The coefficients of a form of one variable that is the first or the second of a product.
  func coefficients(second isSecond: Bool) -> Coefficients {
    isSecond ? (0, first, constant) : (first, 0, constant)
  }
}
