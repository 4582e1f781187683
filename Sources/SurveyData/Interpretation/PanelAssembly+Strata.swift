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
}
