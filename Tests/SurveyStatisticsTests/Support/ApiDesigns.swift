import SurveyStatistics

/// The designs of the California schools files, as R declares them in the reference files.
enum ApiDesigns {
  static func design(_ name: String) throws -> (DataFile, SurveyDesign) {
    switch name {
    case "apisrs":
      let file = try DataFile("apisrs")
      return (
        file,
        try SurveyDesign(
          rowCount: file.count, weights: file.numbers("pw"),
          stages: [.init(population: file.numbers("fpc"))])
      )
    case "apistrat": return try stratified(fpc: true)
    case "apistrat_nofpc": return try stratified(fpc: false)
    case "apiclus1": return try oneStage(fpc: true)
    case "apiclus1_nofpc": return try oneStage(fpc: false)
    default:
      let file = try DataFile("apiclus2")
      return (
        file,
        try SurveyDesign(
          rowCount: file.count,
          stages: [
            .init(units: file.ids("dnum"), population: file.numbers("fpc1")),
            .init(units: file.ids("snum"), population: file.numbers("fpc2")),
          ])
      )
    }
  }

  static func stratified(fpc: Bool) throws -> (DataFile, SurveyDesign) {
    let file = try DataFile("apistrat")
    let (strata, labels) = file.codes("stype")
    return (
      file,
      try SurveyDesign(
        rowCount: file.count, weights: file.numbers("pw"), strata: strata, strataLabels: labels,
        stages: [.init(population: fpc ? file.numbers("fpc") : nil)])
    )
  }

  static func oneStage(
    fpc: Bool, calibration: CategoricalCalibration? = nil
  ) throws -> (DataFile, SurveyDesign) {
    let file = try DataFile("apiclus1")
    return (
      file,
      try SurveyDesign(
        rowCount: file.count, weights: file.numbers("pw"),
        stages: [.init(units: file.ids("dnum"), population: fpc ? file.numbers("fpc") : nil)],
        calibration: calibration)
    )
  }
}
