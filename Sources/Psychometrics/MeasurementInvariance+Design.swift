public import SurveyStatistics
public import Tabular

extension MeasurementInvariance {
  /// Compares the waves of a survey.
  ///
  /// Waves of different persons (`fresh` and `shared`) are compared as groups. Waves of linked
  /// persons are compared by one model of those who answered every item in every wave; persons of
  /// one wave only are left out, for their answers cannot be told from a change of persons. The
  /// weights of the design are used for the covariances where asked; strata and clusters never are,
  /// and `designUse` says so.
  ///
  /// - Parameters:
  ///   - model: which columns measure which factor; at least four items.
  ///   - table: the rows of the design.
  ///   - reversed: items that are turned round, each with the ends of its scale.
  ///   - design: waves, how they relate, persons and weights.
  ///   - weighted: whether the design's weights are used; those of the last wave for linked persons.
  ///   - strict: whether equal residual variances are looked at too.
  ///   - minimumPersons: the fewest persons of a wave, or linked persons.
  /// - Returns: the comparison, or why there is none.
  public static func assess(
    _ model: FactorModel, table: Table, reversed: [String: ClosedRange<Double>] = [:],
    design: SurveyDesign, weighted: Bool = false, strict: Bool = false, minimumPersons: Int = 100
  ) -> Assessment<MeasurementInvariance> {
    let prepared = Assessment { () throws(PsychometricsError) in
      try WaveAnswers(model, table, reversed, design, weighted: weighted)
    }
    switch prepared {
    case .notAssessed(let reason): return .notAssessed(reason)
    case .assessed(.groups(let groups)):
      return assess(model, groups: groups, strict: strict, minimumPersons: minimumPersons)
    case .assessed(.linked(let names, let moments)):
      return assess(
        model, linkedWaves: design.waveLabels, items: names, moments: moments, strict: strict,
        minimumPersons: minimumPersons)
    }
  }
}

/// The moments that a comparison of waves needs.
private enum WaveAnswers: Sendable, Hashable {
  case groups([MeasurementInvariance.Group])
  /// The names of the items in each wave, and the moments of all of them.
  case linked([[String]], ItemMoments)

  init(
    _ model: FactorModel, _ table: Table, _ reversed: [String: ClosedRange<Double>],
    _ design: SurveyDesign, weighted: Bool
  ) throws(PsychometricsError) {
    let responses = try ItemResponses(table: table, items: model.items, reversed: reversed)
    guard responses.rowCount == design.rowCount else {
      throw .unequalLengths(
        list: "table", expected: design.rowCount, found: responses.rowCount)
    }
    guard design.waveLabels.count >= 2 else {
      throw .tooFewGroups(found: design.waveLabels.count)
    }
    // A weight of zero takes no part.
    let rows = design.waveLabels.indices.map { wave in
      (0..<design.rowCount).filter {
        Int(design.waves[$0]) == wave && design.calibratedWeights[$0] > 0
      }
    }
    let weights = weighted ? design.calibratedWeights : nil
    if design.relation == .linked {
      let linked = Self.linkedRows(rows, design)
      let waves = zip(design.waveLabels, linked).map { wave, rows in
        responses.selecting(rows, naming: { "\($0) (\(wave))" }, weights: weights)
      }
      let joined = try ItemResponses(joining: waves)
      self = .linked(waves.map(\.names), try ItemMoments(joined, missing: .listwise))
    } else {
      var groups: [MeasurementInvariance.Group] = []
      for (wave, rows) in zip(design.waveLabels, rows) {
        let answers = responses.selecting(rows, naming: { $0 }, weights: weights)
        groups.append(.init(name: wave, moments: try ItemMoments(answers, missing: .listwise)))
      }
      self = .groups(groups)
    }
  }

  /// For each wave the rows of the persons who are in all of them, persons in the order of the first
  /// wave.
  ///
  /// A design of linked waves has made sure that a person is in a wave once.
  private static func linkedRows(_ rows: [[Int]], _ design: SurveyDesign) -> [[Int]] {
    let rowOfPerson = rows.map { rows in
      var found: [Int32: Int] = [:]
      for row in rows where design.persons[row] >= 0 { found[design.persons[row]] = row }
      return found
    }
    let persons = rows[0].map { design.persons[$0] }.filter { person in
      rowOfPerson.allSatisfy { $0[person] != nil }
    }
    return rowOfPerson.map { found in persons.compactMap { found[$0] } }
  }
}
