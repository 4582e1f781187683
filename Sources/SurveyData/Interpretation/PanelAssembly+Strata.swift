import Diagnostics

extension PanelAssembly {
  /// Tells of strata that have answers but no size.
  ///
  /// Without a size a row would count as one person beside rows that stand for many, which is an
  /// error and no finding. A file that brings its own weights needs no sizes.
  func reportStrataWithoutSize(_ diagnostics: inout DiagnosticList) {
    struct Stratum: Hashable {
      var municipality: Int32
      var wave: UInt8
      var level: String
    }
    var counts: [Stratum: Int] = [:]
    var order: [Stratum] = []
    for row in municipality.indices where givenWeight[row].isNaN {
      let place = study.municipalities[Int(municipality[row])]
      guard let sampling = place.sampling[study.waves[Int(wave[row])].id],
        sampling.design == .stratified, !sampling.stratumSizes.isEmpty,
        sampling.size(of: stratumLevel[row]) == nil
      else { continue }
      let stratum = Stratum(
        municipality: municipality[row], wave: wave[row], level: stratumLevel[row])
      if counts[stratum] == nil { order.append(stratum) }
      counts[stratum, default: 0] += 1
    }
    for stratum in order {
      let place = study.municipalities[Int(stratum.municipality)]
      let wave = study.waves[Int(stratum.wave)]
      diagnostics.append(
        Diagnostic(
          "data.stratum-without-size", .error,
          at: .init(file: "study.yaml", column: "\(place.id).sampling.sizes"),
          "the stratum \(stratum.level) has no size, but \(counts[stratum] ?? 0) rows "
            + "in the wave \(wave.id)",
          expected: "\(stratum.level): N", hint: "add it, or join it with another stratum"))
    }
  }

  /// Tells of waves with more answers than persons who were invited or who live there.
  ///
  /// Where a correction applies, the design refuses it later; elsewhere a response rate above one
  /// would be printed.
  func reportMoreThanAsked(_ diagnostics: inout DiagnosticList) {
    var counts = Array(
      repeating: [Int](repeating: 0, count: study.waves.count), count: study.municipalities.count)
    for row in municipality.indices { counts[Int(municipality[row])][Int(wave[row])] += 1 }
    for (index, place) in study.municipalities.enumerated() {
      for (number, wave) in study.waves.enumerated() {
        let rows = counts[index][number]
        guard let sampling = place.sampling[wave.id] else { continue }
        for (what, limit) in [("invited", sampling.invited), ("population", sampling.population)] {
          guard let limit, rows > limit else { continue }
          diagnostics.append(
            Diagnostic(
              "data.more-than-\(what)", .warning,
              at: .init(file: "study.yaml", column: "\(place.id).sampling"),
              "\(rows) rows belong to the wave \(wave.id), but \(what) is \(limit)",
              expected: "at most \(limit) rows",
              hint: "look at the number, and for tests and duplicates among the answers"))
        }
      }
    }
  }
}
