internal import Glibc
internal import LinearAlgebra

/// A factor model at the maximum of its likelihood.
struct FittedFactors {
  /// What is searched: names for messages, moments by group, and what is free.
  struct Problem {
    /// The name of each variable of a group.
    var variables: [String]
    /// The name of each factor of a group.
    var factorNames: [String]
    var factors: [[Int]]
    var blocks = 1
    var layout = FactorStructure.Layout.groups
    var equal: FactorStructure.Equalities = []
    var meanStructure = false
    var identification = FactorModel.Identification.marker
    var groups: [(name: String?, persons: Int, covariance: Matrix, means: [Double])]

    func structure(_ identification: FactorModel.Identification) -> FactorStructure {
      FactorStructure(
        factors: factors, blocks: blocks, layout: layout, equal: equal,
        meanStructure: meanStructure, identification: identification)
    }
  }

  let problem: Problem
  let structure: FactorStructure
  let matrices: [FactorMatrices]
  /// Estimates in the order of the structure's parameters.
  let estimates: [Double]
  /// The covariances of the estimates, from the expected information.
  let covariance: Matrix
  let fit: FitMeasures

  /// The least residual variance as a part of the item's variance; a solution on this edge is a
  /// Heywood case.
  private static let leastResidual = 1e-5

  init(_ problem: Problem) throws(PsychometricsError) {
    // Before anything is laid out: 90 items take three seconds already.
    guard problem.variables.count <= 100 else {
      throw .tooManyItems(found: problem.variables.count, limit: 100)
    }
    self.problem = problem
    structure = problem.structure(problem.identification)
    let moments =
      structure.groupCount
      * (structure.variableCount * (structure.variableCount + 1) / 2
        + (structure.meanStructure ? structure.variableCount : 0))
    guard structure.parameters.count <= moments else {
      throw .notIdentified(parameters: structure.parameters.count, moments: moments)
    }
    let found = try Self.maximise(problem)
    matrices = try Self.identified(found, problem)
    let solution = matrices
    estimates = structure.parameters.map { solution[$0.places[0].group][$0.places[0]] }
    var groups: [NormalLikelihood.Group] = []
    for group in problem.groups {
      groups.append(
        try NormalLikelihood.Group(
          name: group.name, items: problem.variables, persons: group.persons,
          covariance: group.covariance, means: group.means))
    }
    let likelihood = NormalLikelihood(structure: structure, groups: groups)
    var slope = [Double](repeating: 0, count: structure.parameters.count)
    let discrepancy = likelihood.discrepancy(at: estimates, gradient: &slope)
    fit = try FitMeasures(likelihood, matrices: matrices, discrepancy: discrepancy)
    do {
      covariance = try inverseSymmetric(likelihood.information(at: matrices))
    } catch let error as LinearAlgebraError {
      guard case .notPositiveDefinite(let order) = error else { throw .linearAlgebra(error) }
      throw .noInformation(parameter: problem.describe(structure.parameters[order - 1].places[0]))
    } catch let error as PsychometricsError {
      throw error
    } catch {
      throw .linearAlgebra(.noConvergence(routine: "information"))
    }
  }

  /// The maximum, in the units in which the search is best conditioned: items of variance about one
  /// and mean about zero, the first block's factors of variance one, so that no poor marker can
  /// stretch the parameters.
  private static func maximise(_ problem: Problem) throws(PsychometricsError) -> [FactorMatrices] {
    let structure = problem.structure(.unitVariance)
    let units = problem.units
    let centre = problem.centre
    var groups: [NormalLikelihood.Group] = []
    for group in problem.groups {
      var covariance = group.covariance
      for row in units.indices {
        for column in units.indices { covariance[row, column] /= units[row] * units[column] }
      }
      groups.append(
        try NormalLikelihood.Group(
          name: group.name, items: problem.variables, persons: group.persons,
          covariance: covariance,
          means: units.indices.map { (group.means[$0] - centre[$0]) / units[$0] }))
    }
    let likelihood = NormalLikelihood(structure: structure, groups: groups)
    let start = try start(structure, groups, problem.variables)
    let bounds = ParameterBounds(
      lower: structure.parameters.map { parameter in
        switch parameter.kind {
        case .residual where parameter.places[0].row == parameter.places[0].column:
          leastResidual
            * (parameter.places.map { groups[$0.group].covariance[$0.row, $0.row] }.min() ?? 1)
        case .factorCovariance where parameter.places[0].row == parameter.places[0].column:
          leastResidual
        default: -.infinity
        }
      }, upper: structure.parameters.map { _ in .infinity })
    let minimum: Minimum
    do {
      minimum = try minimise(
        from: start, bounds: bounds,
        stopping: StoppingRule(parameterTolerance: 1e-13, evaluationLimit: 5000),
        function: likelihood.discrepancy)
    } catch {
      throw .linearAlgebra(error)
    }
    var slope = [Double](repeating: 0, count: start.count)
    _ = likelihood.discrepancy(at: minimum.point, gradient: &slope)
    for (place, parameter) in structure.parameters.enumerated()
    where minimum.point[place] <= bounds.lower[place] * 1.001 {
      let at = parameter.places[0]
      let group = problem.groups[at.group].name
      if parameter.kind == .residual {
        throw .heywood(item: problem.variables[at.row], group: group)
      }
      throw .factorsNotPositiveDefinite(factor: problem.factorNames[at.row], group: group)
    }
    // A slope of 1e-5 in these units is an error of about 1e-5 standard errors at most.
    let steepest = slope.reduce(0) { max($0, $1.magnitude) }
    guard steepest < 1e-5 else { throw .notConverged(slope: steepest) }
    return FactorMatrices.filled(structure, minimum.point).map { found in
      var matrices = found.rescaled(variableUnits: units)
      if structure.meanStructure {
        for (variable, mean) in centre.enumerated() { matrices.intercepts[variable] += mean }
      }
      return matrices
    }
  }

  /// Loadings from the leading eigenvector of each factor's items, half-way residuals, no
  /// covariances between factors.
  private static func start(
    _ structure: FactorStructure, _ groups: [NormalLikelihood.Group], _ variables: [String]
  ) throws(PsychometricsError) -> [Double] {
    var first = [FactorMatrices](
      repeating: FactorMatrices(
        variables: structure.variableCount, factors: structure.factorCount),
      count: structure.groupCount)
    for block in 0..<structure.blockCount {
      for (factor, items) in structure.factors.enumerated() {
        let places = items.map { structure.place(block, .residual, $0, $0) }
        let group = places[0].group
        let rows = places.map(\.row)
        let covariance = groups[group].covariance.selecting(rows: rows, columns: rows)
        let eigen: SymmetricEigen
        do { eigen = try eigenSymmetric(covariance) } catch { throw .linearAlgebra(error) }
        let leading = rows.count - 1
        for (position, item) in items.enumerated() {
          let variance = covariance[position, position]
          let loading =
            eigen.vectors[position, leading] * max(eigen.values[leading], 0).squareRoot() * 0.8
          first[group][structure.place(block, .loading, item, factor)] = loading
          first[group][places[position]] = max(0.3 * variance, variance - loading * loading)
          first[group].intercepts[rows[position]] = groups[group].means[rows[position]]
        }
        first[group][structure.place(block, .factorCovariance, factor, factor)] = 1
      }
    }
    return structure.parameters.map { first[$0.places[0].group][$0.places[0]] }
  }

  /// The solution in the units asked for, factors turned so that their loadings are positive in
  /// sum.
  private static func identified(
    _ found: [FactorMatrices], _ problem: Problem
  ) throws(PsychometricsError) -> [FactorMatrices] {
    let structure = problem.structure(.unitVariance)
    var result = found
    for group in found.indices {
      var units = [Double](repeating: 1, count: structure.factorCount)
      for block in 0..<structure.blockCount {
        for (factor, items) in structure.factors.enumerated() {
          let places = items.map { structure.place(block, .loading, $0, factor) }
          guard places[0].group == group else { continue }
          let marker = found[group][places[0]]
          let sum = places.reduce(0) { $0 + found[group][$1] }
          if problem.identification == .marker {
            guard marker.magnitude > 1e-8 * sum.magnitude, marker != 0 else {
              throw .noInformation(parameter: problem.describe(places[0]))
            }
            units[places[0].column] = marker
          } else {
            units[places[0].column] = sum < 0 ? -1 : 1
          }
        }
      }
      result[group] = found[group].rescaled(factorUnits: units)
      if Self.isNotPositiveDefinite(result[group].factorCovariance) {
        throw .factorsNotPositiveDefinite(
          factor: problem.factorNames.joined(separator: ", "), group: problem.groups[group].name)
      }
    }
    return result
  }

  private static func isNotPositiveDefinite(_ matrix: Matrix) -> Bool {
    (try? choleskyFactor(matrix)) == nil
  }
}

extension FittedFactors.Problem {
  /// The root mean variance of each item over its blocks, so that what is equal over blocks stays
  /// equal.
  var units: [Double] {
    perItem { places in
      let total = places.reduce(0) { $0 + groups[$1.group].covariance[$1.row, $1.row] }
      return (total / Double(places.count)).squareRoot()
    }
  }

  /// The mean of each item in the first block.
  var centre: [Double] { perItem { groups[$0[0].group].means[$0[0].row] } }

  private func perItem(_ value: ([FactorStructure.Place]) -> Double) -> [Double] {
    let structure = structure(.unitVariance)
    var result = [Double](repeating: 0, count: structure.variableCount)
    for item in 0..<structure.itemCount {
      let places = (0..<blocks).map { structure.place($0, .residual, item, item) }
      let found = value(places)
      for place in places { result[place.row] = found }
    }
    return result
  }

  /// A parameter in words.
  func describe(_ place: FactorStructure.Place) -> String {
    let words =
      switch place.kind {
      case .loading: "loading of \(variables[place.row]) on \(factorNames[place.column])"
      case .factorCovariance where place.row == place.column:
        "variance of \(factorNames[place.row])"
      case .factorCovariance:
        "covariance of \(factorNames[place.row]) and \(factorNames[place.column])"
      case .residual: "residual variance of \(variables[place.row])"
      case .intercept: "intercept of \(variables[place.row])"
      case .factorMean: "mean of \(factorNames[place.row])"
      }
    return groups[place.group].name.map { "\(words) in \($0)" } ?? words
  }
}

extension FittedFactors {
  /// All numbers of the model, fixed ones included, group by group.
  var parameterEstimates: [ParameterEstimate] {
    var index: [FactorStructure.Place: Int] = [:]
    for (place, parameter) in structure.parameters.enumerated() {
      for at in parameter.places { index[at] = place }
    }
    var result: [ParameterEstimate] = []
    for group in matrices.indices {
      let free = index.keys.filter { $0.group == group }
      let fixed = structure.fixed.keys.filter { $0.group == group }
      for place in (free + fixed).sorted(by: FactorStructure.Place.precedes) {
        let error = index[place].map { max(0, covariance[$0, $0]).squareRoot() }
        result.append(estimate(place, error))
      }
    }
    return result
  }

  private func estimate(
    _ place: FactorStructure.Place, _ standardError: Double?
  ) -> ParameterEstimate {
    let model = matrices[place.group]
    let value = model[place]
    let implied = model.impliedCovariance.diagonal
    let factors = model.factorCovariance.diagonal
    let kind: ParameterEstimate.Kind
    let names: (String, String?)
    let standardised: Double?
    switch place.kind {
    case .loading:
      kind = .loading
      names = (problem.variables[place.row], problem.factorNames[place.column])
      standardised = value * (factors[place.column] / implied[place.row]).squareRoot()
    case .residual:
      kind = place.row == place.column ? .residualVariance : .residualCovariance
      names = (
        problem.variables[place.row],
        place.row == place.column ? nil : problem.variables[place.column]
      )
      standardised =
        place.row == place.column
        ? value / implied[place.row]
        : value
          / (model.residuals[place.row, place.row] * model.residuals[place.column, place.column])
          .squareRoot()
    case .factorCovariance:
      kind = place.row == place.column ? .factorVariance : .factorCovariance
      names = (
        problem.factorNames[place.row],
        place.row == place.column ? nil : problem.factorNames[place.column]
      )
      standardised = value / (factors[place.row] * factors[place.column]).squareRoot()
    case .intercept:
      kind = .intercept
      names = (problem.variables[place.row], nil)
      standardised = nil
    case .factorMean:
      kind = .factorMean
      names = (problem.factorNames[place.row], nil)
      standardised = nil
    }
    return ParameterEstimate(
      kind: kind, group: problem.groups[place.group].name, name: names.0, partner: names.1,
      estimate: value, standardError: standardError, standardised: standardised)
  }
}

extension FactorStructure.Place {
  /// Loadings, residuals, factors, intercepts, means; then by row and column.
  static func precedes(_ a: Self, _ b: Self) -> Bool {
    func key(_ place: Self) -> (Int, Int, Int) {
      let kind =
        switch place.kind {
        case .loading: 0
        case .residual: 1
        case .factorCovariance: 2
        case .intercept: 3
        case .factorMean: 4
        }
      return (kind, place.column, place.row)
    }
    return key(a) < key(b)
  }
}
