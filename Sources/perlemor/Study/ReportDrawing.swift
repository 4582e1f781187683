import CairoRendering
import DefinitionFiles
import Diagnostics
import Foundation
import Localization
import Plotting
import Reporting
import StudyStore
import SurveyData
import Typesetting
import WebRendering

/// One report drawn: bytes only, so that reports can be drawn side by side and written in order.
struct DrawnReport: Sendable {
  var pdf: [UInt8]
  var pageCount: Int
  /// Charts by file name, as SVG with real text.
  var charts: [(name: String, svg: [UInt8])]
  var diagnostics: [Diagnostic]
}

/// Draws one report.
///
/// Fonts, shaper and surfaces live and die in here: nothing is shared between two drawings but the
/// material.
struct ReportDrawing: Sendable {
  let material: ReportMaterial
  /// The town's own Markdown by section.
  let texts: [String: String]
  let place: Municipality
  let language: Language

  /// The report, or nil where the study has no such place.
  func draw() throws -> DrawnReport? {
    let fonts = try material.loadFonts()
    let shaper = PangoShaper(fonts: fonts)
    let typesetter = Typesetter(shaper: shaper, language: language)
    guard
      let report = municipalityReport(
        material.input(language, texts: texts, of: place), municipality: place.id,
        template: material.template, language: language, shaper: shaper,
        columnWidth: typesetter.columnWidth)
    else { return nil }
    let typeset = typesetter.typeset(report.document)
    var diagnostics = report.diagnostics
    for page in typeset.pages {
      if let fault = missingGlyphs(fonts.missingCharacters(in: page.frame)) {
        diagnostics.append(fault)
      }
    }
    let document = PDFDocument(
      title: report.document.title, author: report.document.author, creator: "Perlemor",
      subject: report.document.subtitle ?? "", language: language.tag,
      date: material.record.asOf ?? "1970-01-01",
      pages: typeset.pages.map { PDFDocument.Page(frame: $0.frame, label: $0.label) },
      outline: typeset.outline.map {
        PDFDocument.OutlineEntry(level: $0.level, title: $0.title, anchor: $0.anchor)
      })
    let pdf: [UInt8]
    do {
      pdf = try renderPDF(document, fonts: fonts)
    } catch {
      throw RenderingFault(what: "the report of \(place.name)", reason: error.description)
    }
    diagnostics += report.charts.flatMap { chart in
      chart.faults.map {
        Diagnostic("chart.lint", .note, at: .init(file: chart.name), "\($0)")
      }
    }
    let charts = report.charts.map { chart in
      let svg = renderSVG(
        chart.frame, title: chart.text.title, description: chart.text.alternativeText,
        language: language.tag, id: chart.name)
      return (name: "\(chart.name).\(language.tag).svg", svg: Array(svg.utf8))
    }
    return DrawnReport(
      pdf: pdf, pageCount: typeset.pages.count, charts: charts, diagnostics: diagnostics)
  }

  private func missingGlyphs(_ characters: [Character]) -> Diagnostic? {
    guard !characters.isEmpty else { return nil }
    return Diagnostic(
      "report.missing-glyph", .warning, at: .init(column: place.id),
      "the font has no sign for \(characters.map { "'\($0)'" }.joined(separator: " "))",
      expected: "letters of European languages")
  }
}

extension ReportMaterial {
  /// The bundled fonts, loaded privately.
  func loadFonts() throws -> FontLibrary {
    do {
      return try FontLibrary(directory: location.reports + "/fonts")
    } catch {
      throw Failure(error.description)
    }
  }
}

/// A fault of drawing that no input should cause.
struct RenderingFault: Error, CustomStringConvertible {
  var what: String
  var reason: String
  var description: String { "\(what) could not be drawn: \(reason)" }
}
