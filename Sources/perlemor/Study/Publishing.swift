import Diagnostics
import Exporting
import Foundation
import Localization
import StudyStore
import SurveyData
import Synchronization

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
    try publishReports(of: material.municipalities, charts: true, write)
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

  /// Reports as PDF in every language, with their charts as SVG where asked for.
  ///
  /// Drawn side by side, a batch as wide as the machine at a time, and written in declared order.
  mutating func publishReports(
    of places: [Municipality], charts: Bool, _ write: Write
  ) throws {
    let drawings = places.flatMap { place in
      material.languages.map {
        ReportDrawing(material: material, texts: texts, place: place, language: $0)
      }
    }
    let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
    for start in stride(from: 0, to: drawings.count, by: width) {
      let batch = Array(drawings[start..<min(start + width, drawings.count)])
      progress.show(
        "reports of "
          + batch.map { "\($0.place.name) (\($0.language.tag))" }.joined(separator: ", "))
      let drawn = Mutex([Result<DrawnReport?, any Error>?](repeating: nil, count: batch.count))
      DispatchQueue.concurrentPerform(iterations: batch.count) { index in
        let result = Result { try batch[index].draw() }
        drawn.withLock { $0[index] = result }
      }
      for (drawing, result) in zip(batch, drawn.withLock { $0 }) {
        guard let report = try result?.get() else { continue }
        diagnostics.append(contentsOf: report.diagnostics)
        try write(
          report.pdf, "reports/\(drawing.place.id).municipality.\(drawing.language.tag).pdf")
        reportCount += 1
        pageCount += report.pageCount
        guard charts else { continue }
        for chart in report.charts {
          try write(chart.svg, "charts/\(chart.name)")
          chartCount += 1
        }
      }
    }
  }
}
