public import ArgumentParser
import CairoRendering
import Diagnostics
import Foundation
import Graphics
import Localization
import Plotting
import Reporting
import StudyStore
import SurveyData
import Typesetting
import WebRendering

/// `perlemor chart`: single charts, from the study file.
struct ChartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Write charts from a study file as SVG, PDF or PNG.",
    discussion: """
      Without names it lists the charts there are.

      EXAMPLES
        perlemor chart --study out/
        perlemor chart saltholm.all --study out/ --format png --width 520 --out charts/
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    /// Real text, as a browser sets it.
    case svg
    /// Glyph outlines, the same on every screen.
    case outlined
    case pdf, png
  }

  @Argument(help: "Names of charts.")
  var name: [String] = []

  @OptionGroup var file: StudyFileOptions

  @Option(help: "svg (real text), outlined (SVG of outlines), pdf or png.")
  var format: Format = .svg

  @Option(help: "Points across (default: as in the report).")
  var width: Double?

  @Option(help: "The folder to write to.")
  var out: String = "."

  @Option(help: "The language of the charts (default: the study's first).")
  var language: String?

  func validate() throws {
    if let width, !(200...2000).contains(width) {
      throw ValidationError("--width is between 200 and 2000 points.")
    }
  }

  func run() throws {
    let record = try file.record()
    let material = try ReportMaterial(
      record: record, location: try file.location(),
      languages: language.map { [$0] } ?? [])
    guard let language = material.languages.first else { return }
    let fonts = try material.loadFonts()
    let shaper = PangoShaper(fonts: fonts)
    let input = material.input(language, texts: [:])
    let width = width ?? Typesetter(shaper: shaper, language: language).columnWidth
    let charts = material.municipalities.flatMap {
      municipalityCharts(
        input, municipality: $0.id, language: language, shaper: shaper, width: width)
    }
    if name.isEmpty {
      for chart in charts { print("\(chart.name)\n    \(chart.text.title)") }
      return
    }
    let wanted = try name.map { name in
      guard let chart = charts.first(where: { $0.name == name }) else {
        let near = nearestCandidate(to: name, among: charts.map(\.name))
        throw Failure(
          "no chart '\(name)'"
            + (near.map { "; did you mean '\($0)'?" } ?? " (perlemor chart lists them)"))
      }
      return chart
    }
    let write = try folderWriter(out)
    for chart in wanted {
      let (bytes, ending) = try draw(chart, language.tag, material, fonts)
      let path = "\(chart.name).\(language.tag).\(ending)"
      try write(bytes, path)
      print("\(out)/\(path)")
    }
  }

  private func draw(
    _ chart: NamedChart, _ language: String, _ material: ReportMaterial, _ fonts: FontLibrary
  ) throws -> (bytes: [UInt8], ending: String) {
    do {
      switch format {
      case .svg:
        let svg = renderSVG(
          chart.frame, title: chart.text.title, description: chart.text.alternativeText,
          language: language, id: chart.name)
        return (Array(svg.utf8), "svg")
      case .outlined:
        return (
          try renderOutlinedSVG(
            chart.frame, title: chart.text.title, description: chart.text.alternativeText,
            language: language, id: chart.name, fonts: fonts), "svg"
        )
      case .pdf:
        return (
          try renderFramePDF(
            chart.frame, title: chart.text.title, language: language,
            date: material.record.asOf ?? "1970-01-01", fonts: fonts), "pdf"
        )
      case .png:
        return (
          try renderPNG(chart.frame, scale: 2, background: Color(0xFFFFFF), fonts: fonts), "png"
        )
      }
    } catch {
      throw RenderingFault(what: chart.name, reason: "\(error)")
    }
  }
}
