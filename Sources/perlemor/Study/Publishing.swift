import CairoRendering
import DefinitionFiles
import Diagnostics
import Exporting
import Foundation
import Localization
import Plotting
import Reporting
import StudyStore
import SurveyData
import Typesetting
import WebRendering

/// Writes what may be shown: reports, charts and tables.
struct Publishing {
  let material: ReportMaterial
  let progress: Progress
  /// Findings in templates, languages, texts, charts and fonts.
  private(set) var diagnostics: DiagnosticList
  /// The town's own Markdown by section.
  let texts: [String: String]
  private(set) var reportCount = 0
  private(set) var chartCount = 0
  private(set) var pageCount = 0

  init(material: ReportMaterial, texts: [String: String], progress: Progress) {
    self.material = material
    self.texts = texts
    self.progress = progress
    diagnostics = material.diagnostics
  }

  /// Where a file goes: bytes and a path relative to the output folder.
  typealias Write = (_ bytes: [UInt8], _ path: String) throws -> Void

  /// Everything under `published/`.
  mutating func publishAll(_ write: Write) throws {
    for place in material.municipalities {
      for language in material.languages {
        progress.show("report of \(place.name) (\(language.tag))")
        try publishReport(of: place, language, charts: true, write)
      }
    }
    try publishTables(write)
  }

  /// `results.csv` and `results.json`.
  func publishTables(_ write: Write) throws {
    let definitions = material.record.definitions.map(\.definition)
    let csv = resultsCSV(
      material.published, study: material.record.study, definitions: definitions)
    let json = resultsJSON(
      material.published, study: material.record.study, definitions: definitions)
    try write(Array(csv.utf8), "results.csv")
    try write(Array(json.utf8), "results.json")
  }

  /// One report as PDF, with its charts as SVG where asked for.
  mutating func publishReport(
    of place: Municipality, _ language: Language, charts: Bool, _ write: Write
  ) throws {
    let fonts = try loadFonts()
    let shaper = PangoShaper(fonts: fonts)
    let typesetter = Typesetter(shaper: shaper, language: language)
    guard
      let report = municipalityReport(
        material.input(language, texts: texts, of: place), municipality: place.id,
        template: material.template, language: language, shaper: shaper,
        columnWidth: typesetter.columnWidth)
    else { return }
    diagnostics.append(contentsOf: report.diagnostics)
    let typeset = typesetter.typeset(report.document)
    for page in typeset.pages { tellMissing(fonts.missingCharacters(in: page.frame), place) }
    let pdf: [UInt8]
    do {
      pdf = try renderPDF(
        PDFDocument(
          title: report.document.title, author: report.document.author, creator: "Perlemor",
          subject: report.document.subtitle ?? "", language: language.tag,
          date: material.record.asOf ?? "1970-01-01",
          pages: typeset.pages.map { PDFDocument.Page(frame: $0.frame, label: $0.label) },
          outline: typeset.outline.map {
            PDFDocument.OutlineEntry(level: $0.level, title: $0.title, anchor: $0.anchor)
          }), fonts: fonts)
    } catch {
      throw RenderingFault(what: "the report of \(place.name)", reason: error.description)
    }
    try write(pdf, "reports/\(place.id).municipality.\(language.tag).pdf")
    reportCount += 1
    pageCount += typeset.pages.count
    if charts { try publishCharts(report.charts, language, write) }
  }

  /// Charts as SVG with real text.
  mutating func publishCharts(
    _ charts: [NamedChart], _ language: Language, _ write: Write
  ) throws {
    for chart in charts {
      for fault in chart.faults {
        diagnostics.append(
          Diagnostic(
            "chart.lint", .note, at: .init(file: chart.name), "\(fault)"))
      }
      let svg = renderSVG(
        chart.frame, title: chart.text.title, description: chart.text.alternativeText,
        language: language.tag, id: chart.name)
      try write(Array(svg.utf8), "charts/\(chart.name).\(language.tag).svg")
      chartCount += 1
    }
  }

  /// The bundled fonts, loaded privately.
  func loadFonts() throws -> FontLibrary {
    do {
      return try FontLibrary(directory: material.location.reports + "/fonts")
    } catch {
      throw Failure(error.description)
    }
  }

  private mutating func tellMissing(_ characters: [Character], _ place: Municipality) {
    guard !characters.isEmpty else { return }
    diagnostics.append(
      Diagnostic(
        "report.missing-glyph", .warning, at: .init(column: place.id),
        "the font has no sign for \(characters.map { "'\($0)'" }.joined(separator: " "))",
        expected: "letters of European languages"))
  }
}

/// A fault of drawing that no input should cause.
struct RenderingFault: Error, CustomStringConvertible {
  var what: String
  var reason: String
  var description: String { "\(what) could not be drawn: \(reason)" }
}
