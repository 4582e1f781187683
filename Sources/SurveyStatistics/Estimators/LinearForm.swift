internal import Aggregation

/// A linearised statistic of one or two variables: the influence of a row on it is
/// first·a + second·b + constant, a and b taken from the centres of the cell table.
///
/// Of one variable, a is the variable and b its square; of a product, a and b are its two.
struct LinearForm {
  /// Where the sums are.
  enum Source: Hashable {
    case variable(Int)
    case product(Int)
  }

  var source: Source
  var cells: Range<Int>
  var value: Double
  var first: Double
  var second = 0.0
  var constant: Double
  /// Rows with the answers.
  var respondents: Int
  /// Σ of calibrated weights over them.
  var weightedBase: Double
  /// The variance of a simple random sample with replacement of the same size, where it is defined.
  var simpleVariance: Double?
  /// Whether every answer is the same, up to rounding.
  var isConstant = false
  /// Whether it is a share.
  var isBinary = false
  /// The mean, share or total that it is; nil for others.
  var linearisation: Linearisation?
  /// The wave of its rows, where they are of one.
  var wave: Int?
  var label: String
}

extension LinearForm {
  init(_ statistic: Linearisation, centre: Double, wave: Int?, label: String) {
    self.init(
      source: .variable(statistic.variable), cells: statistic.cells, value: statistic.value,
      first: statistic.slope, constant: -statistic.slope * statistic.shift,
      respondents: statistic.respondents, weightedBase: statistic.weightedBase,
      simpleVariance: statistic.simpleVariance, isConstant: statistic.isConstant,
      isBinary: statistic.isBinary, linearisation: statistic, wave: wave, label: label)
  }
}

extension SurveyEstimator {
  /// Linearises a statistic.
  func form(_ reference: StatisticReference) throws(EstimationError) -> LinearForm {
    let domain = reference.domain
    let wave = reference.wave
    let label = label(of: reference)
    var result: LinearForm
    switch reference.statistic {
    case .mean(let v):
      result = try linear(.mean, v, domain, wave, label)
    case .share(let v):
      result = try linear(.share, v, domain, wave, label)
      guard result.isBinary else { throw .notAShare(variable: variableNames[v]) }
    case .total(let v):
      result = try linear(.total, v, domain, wave, label)
    case .ratio(let numerator, let denominator):
      result = try ratioForm(numerator, denominator, domain, wave, label)
    case .variance(let v):
      result = try varianceForm(v, domain, wave, label)
    case .standardDeviation(let v):
      result = try varianceForm(v, domain, wave, label)
      guard result.value > 0 else {
        throw .noSpread(variable: variableNames[v], domain: domain, wave: wave)
      }
      // d√v = dv / (2√v).
      let deviation = result.value.squareRoot()
      result.value = deviation
      result.first /= 2 * deviation
      result.second /= 2 * deviation
      result.constant /= 2 * deviation
    }
    if result.wave == nil {
      let waves = Set(result.cells.map { cells.waves[$0] })
      if design.relation == .linked, waves.count > 1 {
        throw .pooledLinkedWaves(variable: variableNames[reference.statistic.variable])
      }
      if waves.count == 1 { result.wave = waves.first.map { Int($0) } }
    }
    return result
  }

  /// What messages and results call a statistic.
  func label(of reference: StatisticReference) -> String {
    func name(_ variable: Int) -> String {
      variableNames.indices.contains(variable) ? variableNames[variable] : "variable \(variable)"
    }
    var text: String
    switch reference.statistic {
    case .mean(let v): text = "mean \(name(v))"
    case .share(let v): text = "share \(name(v))"
    case .total(let v): text = "total \(name(v))"
    case .ratio(let a, let b): text = "ratio \(name(a))/\(name(b))"
    case .variance(let v): text = "variance \(name(v))"
    case .standardDeviation(let v): text = "sd \(name(v))"
    }
    if domainCount > 1 { text += ", domain \(reference.domain)" }
    if let wave = reference.wave, design.waveLabels.indices.contains(wave) {
      text += ", wave \(design.waveLabels[wave])"
    }
    return text
  }

  private func linear(
    _ kind: StatisticKind, _ variable: Int, _ domain: Int, _ wave: Int?, _ label: String
  ) throws(EstimationError) -> LinearForm {
    let statistic = try linearise(kind, variable, domain: domain, wave: wave)
    return LinearForm(statistic, centre: cells.centres[variable], wave: wave, label: label)
  }

  /// R = Σwy/Σwx over the rows that have both; influence (y − R·x)/Σwx.
  private func ratioForm(
    _ numerator: Int, _ denominator: Int, _ domain: Int, _ wave: Int?, _ label: String
  ) throws(EstimationError) -> LinearForm {
    try check(numerator, domain, wave)
    try check(denominator, domain, wave)
    guard let product = cells.crossProducts.index(of: .pair(numerator, denominator)) else {
      throw .noCrossProduct(
        first: variableNames[numerator], second: variableNames[denominator])
    }
    let range = cells.cells(domain: domain, wave: wave)
    var sum = CrossProductTable.Moments()
    for cell in range {
      let m = cells.crossProducts.moments(product, cell: cell)
      let g = factor(ofCell: cell)
      sum.n += m.n
      sum.w += g * m.w
      sum.wa += g * m.wa
      sum.wb += g * m.wb
      sum.waa += g * m.waa
      sum.wab += g * m.wab
      sum.wbb += g * m.wbb
    }
    guard sum.n > 0 else {
      throw .noAnswers(
        variable: "\(variableNames[numerator])/\(variableNames[denominator])", domain: domain,
        wave: wave)
    }
    let isSwapped = numerator > denominator
    let centres = (cells.centres[numerator], cells.centres[denominator])
    let above = (isSwapped ? sum.wb : sum.wa) + centres.0 * sum.w
    let below = (isSwapped ? sum.wa : sum.wb) + centres.1 * sum.w
    guard above.isFinite, below.isFinite, sum.waa.isFinite, sum.wbb.isFinite else {
      throw .outOfRange(variable: variableNames[denominator])
    }
    guard below != 0, (above / below).isFinite else {
      throw .zeroDenominator(label)
    }
    let ratio = above / below
    let x = -ratio / below
    let y = 1 / below
    let constant = (centres.0 - ratio * centres.1) / below
    var form = LinearForm(
      source: .product(product), cells: range, value: ratio, first: isSwapped ? x : y,
      second: isSwapped ? y : x, constant: constant, respondents: Int(sum.n),
      weightedBase: sum.w, wave: wave, label: label)
    var squares = form.first * form.first * sum.waa + form.second * form.second * sum.wbb
    squares += 2 * form.first * form.second * sum.wab + constant * constant * sum.w
    squares += 2 * constant * (form.first * sum.wa + form.second * sum.wb)
    if sum.n > 1 { form.simpleVariance = max(0, squares) * sum.w / (sum.n - 1) }
    form.isConstant = squares * sum.w <= 1e-13 * ratio * ratio
    return form
  }

  /// s² = n/(n − 1) · Σw(y − ȳ)²/Σw, as `svyvar`; influence (n/(n − 1)·(y − ȳ)² − s²)/Σw.
  private func varianceForm(
    _ variable: Int, _ domain: Int, _ wave: Int?, _ label: String
  ) throws(EstimationError) -> LinearForm {
    let mean = try linearise(.mean, variable, domain: domain, wave: wave)
    guard mean.respondents > 1 else {
      throw .oneAnswer(variable: variableNames[variable], domain: domain, wave: wave)
    }
    var squares = 0.0
    for cell in mean.cells {
      squares += factor(ofCell: cell) * cells.moments(variable, cell: cell).wyy
    }
    let n = Double(mean.respondents)
    let correction = n / (n - 1)
    let m = mean.shift
    let value = max(0, correction * (squares / mean.weightedBase - m * m))
    if design.index.rowsAreUnits, !mean.isConstant,
      let product = cells.crossProducts.index(of: .square(variable))
    {
      // Fourth powers that overflow or vanish would read as no variance.
      let fourth = mean.cells.reduce(0) {
        $0 + cells.crossProducts.moments(product, cell: $1).wwbb
      }
      guard fourth > 0, fourth.isFinite else {
        throw .outOfRange(variable: variableNames[variable])
      }
    }
    // Where all answers are the same what is left is rounding.
    let slope = mean.isConstant ? 0 : correction / mean.weightedBase
    return LinearForm(
      source: .variable(variable), cells: mean.cells,
      value: mean.isConstant ? 0 : value, first: -2 * m * slope, second: slope,
      constant: mean.isConstant ? 0 : slope * m * m - value / mean.weightedBase,
      respondents: mean.respondents, weightedBase: mean.weightedBase,
      isConstant: mean.isConstant, wave: wave, label: label)
  }
}
