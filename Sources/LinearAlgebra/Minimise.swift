internal import CNLopt

/// The minimum of a smooth function whose gradient is known (NLopt; deterministic, one thread).
///
/// - Parameters:
///   - start: the first point; its value must be finite.
///   - bounds: an interval for each parameter, or none.
///   - method: the algorithm.
///   - stopping: tolerances and the most evaluations.
///   - function: computes the value at a point and writes the gradient into its second argument,
///     which holds as many zeros as there are parameters. A value that is not finite marks a point
///     outside the domain, from which the minimiser turns back.
/// - Returns: the best point found and why the search stopped.
/// - Throws: `objectiveNotFinite` at the start, `startOutsideBounds`, `shapeMismatch`,
///   `minimiserFailed`.
public func minimise(
  from start: [Double], bounds: ParameterBounds? = nil,
  method: GradientMethod = .sequentialQuadratic, stopping: StoppingRule = StoppingRule(),
  function: (_ point: [Double], _ gradient: inout [Double]) -> Double
) throws(LinearAlgebraError) -> Minimum {
  try withoutActuallyEscaping(function) { function throws(LinearAlgebraError) in
    try minimise(
      from: start, bounds: bounds,
      algorithm: method == .limitedMemory ? NLOPT_LD_LBFGS : NLOPT_LD_SLSQP,
      stopping: stopping, Evaluation(count: start.count, function: function))
  }
}

/// The minimum of a function without a gradient (NLopt; deterministic, one thread).
///
/// - Parameters:
///   - start: the first point; its value must be finite.
///   - bounds: an interval for each parameter, or none.
///   - method: the algorithm.
///   - stopping: tolerances and the most evaluations.
///   - function: the value at a point; not finite outside the domain.
/// - Returns: the best point found and why the search stopped.
/// - Throws: as ``minimise(from:bounds:method:stopping:function:)-(_,_,GradientMethod,_,_)``.
public func minimise(
  from start: [Double], bounds: ParameterBounds? = nil, method: SearchMethod,
  stopping: StoppingRule = StoppingRule(), function: (_ point: [Double]) -> Double
) throws(LinearAlgebraError) -> Minimum {
  let algorithm =
    switch method {
    case .simplex: NLOPT_LN_NELDERMEAD
    case .quadraticModel: start.count == 1 ? NLOPT_LN_COBYLA : NLOPT_LN_BOBYQA
    }
  return try withoutActuallyEscaping(function) { function throws(LinearAlgebraError) in
    try minimise(
      from: start, bounds: bounds, algorithm: algorithm, stopping: stopping,
      Evaluation(count: start.count) { point, _ in function(point) })
  }
}

private func minimise(
  from start: [Double], bounds: ParameterBounds?, algorithm: nlopt_algorithm,
  stopping: StoppingRule, _ evaluation: Evaluation
) throws(LinearAlgebraError) -> Minimum {
  try check(bounds, start)
  var gradient = [Double](repeating: 0, count: start.count)
  let first = evaluation.function(start, &gradient)
  guard first.isFinite, gradient.allSatisfy(\.isFinite) else { throw .objectiveNotFinite }
  guard !start.isEmpty else {
    return Minimum(point: [], value: first, reason: .converged, evaluations: 1)
  }
  guard let count = UInt32(exactly: start.count), let search = nlopt_create(algorithm, count)
  else { throw .tooLarge(count: start.count) }
  defer { nlopt_destroy(search) }
  if let bounds {
    nlopt_set_lower_bounds(search, bounds.lower)
    nlopt_set_upper_bounds(search, bounds.upper)
  }
  nlopt_set_ftol_rel(search, stopping.valueTolerance)
  nlopt_set_xtol_rel(search, stopping.parameterTolerance)
  nlopt_set_maxeval(search, Int32(clamping: stopping.evaluationLimit))
  // The evaluation outlives the search by the extended lifetime below, so the pointer is not
  // retained.
  nlopt_set_min_objective(
    search,
    { count, point, gradient, data in
      guard let point, let data else { return .infinity }
      return Unmanaged<Evaluation>.fromOpaque(data).takeUnretainedValue()
        .value(at: UnsafeBufferPointer(start: point, count: Int(count)), gradient)
    }, Unmanaged.passUnretained(evaluation).toOpaque())
  var point = start
  var value = first
  let status = withExtendedLifetime(evaluation) { nlopt_optimize(search, &point, &value) }
  let reason = try stopReason(status, search)
  // The minimiser's last step need not be its best, nor its value finite.
  guard let best = evaluation.best, best.value <= first else {
    return Minimum(
      point: start, value: first, reason: reason, evaluations: evaluation.evaluations)
  }
  return Minimum(
    point: best.point, value: best.value, reason: reason, evaluations: evaluation.evaluations)
}

private func stopReason(
  _ status: nlopt_result, _ search: nlopt_opt
) throws(LinearAlgebraError) -> Minimum.StopReason {
  switch status {
  case NLOPT_FTOL_REACHED: return .valueTolerance
  case NLOPT_XTOL_REACHED: return .parameterTolerance
  case NLOPT_MAXEVAL_REACHED: return .evaluationLimit
  case NLOPT_ROUNDOFF_LIMITED: return .roundoff
  case NLOPT_SUCCESS, NLOPT_STOPVAL_REACHED: return .converged
  default:
    let words =
      nlopt_get_errmsg(search).map { String(cString: $0) }
      ?? nlopt_result_to_string(status).map { String(cString: $0) } ?? "unknown"
    throw .minimiserFailed(code: Int(status.rawValue), words: words)
  }
}

private func check(
  _ bounds: ParameterBounds?, _ start: [Double]
) throws(LinearAlgebraError) {
  if let place = start.firstIndex(where: { !$0.isFinite }) {
    throw .startOutsideBounds(parameter: place)
  }
  guard let bounds else { return }
  guard bounds.lower.count == start.count, bounds.upper.count == start.count else {
    throw .shapeMismatch(
      expected: "\(start.count) lower and upper bounds",
      found: "\(bounds.lower.count) and \(bounds.upper.count)")
  }
  for place in start.indices {
    // Written so that a bound that is not a number fails.
    guard bounds.lower[place] <= start[place], start[place] <= bounds.upper[place] else {
      throw .startOutsideBounds(parameter: place)
    }
  }
}

/// The function under search and the best point it has seen, behind the pointer that NLopt carries.
private final class Evaluation {
  let function: (_ point: [Double], _ gradient: inout [Double]) -> Double
  private(set) var evaluations = 0
  private(set) var best: (point: [Double], value: Double)?
  private var gradient: [Double]

  init(
    count: Int, function: @escaping (_ point: [Double], _ gradient: inout [Double]) -> Double
  ) {
    self.function = function
    gradient = Array(repeating: 0, count: count)
  }

  func value(
    at place: UnsafeBufferPointer<Double>, _ slopes: UnsafeMutablePointer<Double>?
  ) -> Double {
    evaluations += 1
    let point = Array(place)
    for index in gradient.indices { gradient[index] = 0 }
    let value = function(point, &gradient)
    if let slopes {
      for (index, slope) in gradient.enumerated() { slopes[index] = slope.isFinite ? slope : 0 }
    }
    guard value.isFinite else { return .infinity }
    if best.map({ value < $0.value }) ?? true { best = (point, value) }
    return value
  }
}
