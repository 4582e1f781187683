import SurveyStatistics
import Testing

@Suite struct DesignErrorTests {
  private func error(_ make: () throws(DesignError) -> SurveyDesign) -> DesignError? {
    do {
      _ = try make()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [0, -1, Double.infinity])
  func `weights that cannot be are named with their row`(_ weight: Double) {
    let found = error { () throws(DesignError) in
      try SurveyDesign(rowCount: 2, weights: [1, weight])
    }
    #expect(found == .badWeight(row: 1, value: weight))
    #expect(found?.description.hasPrefix("row 2: weight") == true)
  }

  @Test func `a weight that is not a number is an error`() {
    #expect(throws: DesignError.self) { try SurveyDesign(rowCount: 1, weights: [.nan]) }
  }

  @Test func `a population below the sample names the stratum`() {
    let found = error { () throws(DesignError) in
      try SurveyDesign(
        rowCount: 3, weights: [1, 1, 1], strata: [0, 0, 1], strataLabels: ["harbour", "hill"],
        stages: [.init(population: [9, 9, 0.5])])
    }
    #expect(found == .fractionsAndCounts(stage: 1, row: 2))
    let below = error { () throws(DesignError) in
      try SurveyDesign(
        rowCount: 4, weights: [1, 1, 1, 1], strata: [0, 0, 0, 1],
        strataLabels: ["harbour", "hill"], stages: [.init(population: [2, 2, 2, 3])])
    }
    #expect(
      below == .populationBelowSample(stage: 1, stratum: "harbour", population: 2, sample: 3))
  }

  @Test func `a population that varies within a stratum, and one below zero`() {
    #expect(
      error { () throws(DesignError) in
        try SurveyDesign(
          rowCount: 2, weights: [1, 1], strataLabels: ["all"],
          stages: [.init(population: [9, 8])])
      } == .populationVaries(stage: 1, stratum: "all", row: 1))
    #expect(
      error { () throws(DesignError) in
        try SurveyDesign(
          rowCount: 2, weights: [1, 1], stages: [.init(population: [9, -8])])
      } == .badPopulation(stage: 1, row: 1, value: -8))
  }

  @Test func `a unit in two strata is an error unless ids are nested`() {
    func design(nested: Bool) throws(DesignError) -> SurveyDesign {
      try SurveyDesign(
        rowCount: 4, weights: [1, 1, 1, 1], strata: [0, 0, 1, 1], strataLabels: ["a", "b"],
        stages: [.init(units: [1, 2, 2, 3])], nested: nested)
    }
    #expect(error { () throws(DesignError) in try design(nested: true) } == nil)
    #expect(
      error { () throws(DesignError) in try design(nested: false) }
        == .unitInTwoStrata(row: 2, first: "a", second: "b"))
  }

  @Test func `lists of other lengths, no rows, no weights and unknown indices`() {
    #expect(
      error { () throws(DesignError) in try SurveyDesign(rowCount: 0, weights: []) } == .noRows)
    #expect(
      error { () throws(DesignError) in try SurveyDesign(rowCount: 2, weights: [1]) }
        == .unequalLengths(list: "weights", rows: 2, found: 1))
    #expect(
      error { () throws(DesignError) in try SurveyDesign(rowCount: 2) } == .noWeights(stage: 1))
    #expect(
      error { () throws(DesignError) in
        try SurveyDesign(rowCount: 2, weights: [1, 1], strata: [0, 2], strataLabels: ["a", "b"])
      } == .badStratum(row: 1, index: 2))
    #expect(
      error { () throws(DesignError) in
        try SurveyDesign(rowCount: 2, weights: [1, 1], waves: [0, 4], waveLabels: ["a", "b"])
      } == .badWave(row: 1, index: 4))
    #expect(
      error { () throws(DesignError) in
        try SurveyDesign(
          rowCount: 2, weights: [1, 1], stages: [.init(), .init(units: [0, 1])])
      } == .missingUnits(stage: 1))
  }
}
