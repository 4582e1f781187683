internal import Aggregation

extension SurveyEstimator {
  /// Several statistics with their full covariance matrix.
  ///
  /// They may be of the same or of different variables, domains and waves. Where rows are the
  /// sampling units, two variables in one domain and wave need their `.pair` in the request unless
  /// they are levels of one distribution. Waves: shared units are one stacked design; fresh samples
  /// have strata of their own, so the covariance is zero; linked persons have the covariance of the
  /// overlap for one and the same mean, share or total, and are refused for others.
  ///
  /// R: `svymean(~a + b)`, `svyby(~y, ~domain, design, svymean, covmat = TRUE)`.
  ///
  /// - Parameters:
  ///   - references: The statistics.
  ///   - finitePopulation: Whether the finite population correction is used; nil uses it within a
  ///     wave and, between waves, as the design's `fpcForChange` says.
  /// - Returns: The vector, in the order asked for.
  /// - Throws: `EstimationError`.
  /// - Complexity: O(cells × k²) for k statistics.
  public func vector(
    of references: [StatisticReference], finitePopulation: Bool? = nil
  ) throws(EstimationError) -> EstimateVector {
    var forms: [LinearForm] = []
    for reference in references { forms.append(try form(reference)) }
    let isOfOneWave = Set(references.map(\.wave)).count < 2
    return try vector(
      of: forms, usesPopulation: finitePopulation ?? (isOfOneWave || design.fpcForChange))
  }

  /// A contrast of statistics; see `EstimateVector.contrast`.
  public func contrast(
    of references: [StatisticReference], _ coefficients: [Double]
  ) throws(EstimationError) -> Contrast {
    guard references.count == coefficients.count else {
      throw .badCoefficients(expected: references.count, found: coefficients.count)
    }
    return try vector(of: references).contrast(coefficients)
  }

  func vector(
    of forms: [LinearForm], usesPopulation: Bool
  ) throws(EstimationError) -> EstimateVector {
    let count = forms.count
    let joint = try jointContributions(forms)
    var matrix = try variance(usesPopulation).matrix(joint)
    for i in 0..<count {
      for j in 0..<i {
        let overlap = try overlapCovariance(
          forms[i], forms[j], usesPopulation: usesPopulation,
          variances: (matrix[i * count + i], matrix[j * count + j]))
        guard let overlap else { continue }
        matrix[i * count + j] = overlap
        matrix[j * count + i] = overlap
      }
    }
    for (place, form) in forms.enumerated() {
      let variance = matrix[place * count + place]
      let squares = stride(
        from: place * (count + 1), to: joint.products.count, by: count * count
      ).reduce(0) { $0 + joint.products[$1] }
      let isLost =
        variance <= 0 && !form.isConstant
        && form.linearisation.map { self.isLost($0, squares) } ?? false
      guard variance.isFinite, form.value.isFinite, !isLost else {
        throw .outOfRange(variable: form.label)
      }
    }
    return EstimateVector(
      labels: forms.map(\.label), values: forms.map(\.value), covariance: matrix,
      respondents: forms.map(\.respondents), weightedBases: forms.map(\.weightedBase),
      level: level, supports: supports(of: forms), isConstant: forms.map(\.isConstant),
      degrees: contrastDegrees(of: forms))
  }

  /// The covariance of statistics of two linked waves, bounded as the change of the same two; nil
  /// where no persons are linked between them.
  private func overlapCovariance(
    _ i: LinearForm, _ j: LinearForm, usesPopulation: Bool, variances: (Double, Double)
  ) throws(EstimationError) -> Double? {
    guard design.relation == .linked, cells.overlap != nil, let waveI = i.wave, let waveJ = j.wave,
      waveI != waveJ
    else { return nil }
    guard let a = i.linearisation, let b = j.linearisation, a.variable == b.variable else {
      throw .unsupportedOverlap(first: i.label, second: j.label)
    }
    // Links run from the earlier to the later wave, whichever is asked for first.
    let (before, after) = waveI < waveJ ? (a, b) : (b, a)
    let covariance = overlapCovariance(
      before, after, contributions: contributions(before, after), usesPopulation: usesPopulation)
    let product = (variances.0 * variances.1).squareRoot()
    let pair = PairVariance(first: variances.0, second: variances.1, covariance: covariance)
    return correlation(pair, before, after) * product
  }

  private func supports(of forms: [LinearForm]) -> [DegreesSupport] {
    let index = design.index
    let isLinked = design.relation == .linked
    return forms.enumerated().map { place, form in
      var support = DegreesSupport(cells: form.cells)
      support.place = place
      for cell in form.cells {
        let n = answered(form, cell: cell)
        guard n > 0 else { continue }
        let unit = Int(cells.units[cell])
        let stratum = index.stratum(ofUnit: unit)
        support.answeredCells.append(cell)
        support.rows.append(n)
        support.strata.append(isLinked ? index.declaredStratum[stratum] : Int32(stratum))
        if !index.rowsAreUnits { support.units.append(index.path[0][unit]) }
      }
      if isLinked {
        support.shared = forms.map { other in
          guard form.cells != other.cells, let a = form.linearisation,
            let b = other.linearisation, form.wave != other.wave
          else { return 0 }
          return personsInBoth(a, b)
        }
      }
      return support
    }
  }
}
