package import Diagnostics
package import Graphics
package import Localization
package import Plotting
import SurveyData
package import Typesetting

/// A report as blocks, with the charts it holds.
package struct MunicipalityReport: Sendable {
  package var document: Document
  package var charts: [NamedChart]
  /// Findings in the town's own texts.
  package var diagnostics: [Diagnostic]
}

/// The report of one municipality; nil where the study has no such place.
///
/// Charts are drawn at `columnWidth` and placed as figures whose captions carry the ids that
/// `perlemor explain` knows.
package func municipalityReport(
  _ input: ReportInput, municipality: String, template: ReportTemplate, language: Language,
  shaper: any TextShaper, columnWidth: Double, style: ChartStyle = ChartStyle()
) -> MunicipalityReport? {
  let charts = municipalityCharts(
    input, municipality: municipality, language: language, shaper: shaper, width: columnWidth,
    style: style)
  guard
    let context = ReportContext(
      input, municipality: municipality, language: language, charts: charts)
  else { return nil }
  var diagnostics: [Diagnostic] = []
  var blocks: [Document.Block] = []
  for section in template.sections {
    switch section.kind {
    case .cover: blocks.append(context.cover())
    case .contents: blocks.append(.contents(title: context.say("contents.title")))
    case .summary: blocks += context.summary()
    case .respondents: blocks += context.respondents()
    case .dimensions: blocks += context.dimensionSections(without: section.without)
    case .groups: blocks += context.groupTables()
    case .participation: blocks += context.participation()
    case .limits: blocks += context.limits()
    case .townText:
      blocks += context.townText(section.text ?? "", into: &diagnostics)
    case .method: blocks += context.method()
    case .definitions: blocks += context.definitionTable()
    case .tables: blocks += context.estimateTables()
    case .sources: blocks += context.sourceTables()
    }
  }
  keepSummaryAlone(&blocks)
  let document = Document(
    title: context.say("report.title", context.names),
    subtitle: context.input.study.title, author: context.input.study.title,
    language: language.tag, footer: context.say("report.footer", context.names), blocks: blocks)
  return MunicipalityReport(document: document, charts: charts, diagnostics: diagnostics)
}

/// Starts a page after the summary, which is one page for those who read one page.
private func keepSummaryAlone(_ blocks: inout [Document.Block]) {
  var isAfterSummary = false
  for (index, block) in blocks.enumerated() {
    guard case .heading(1, let text, let id, let isNumbered, _) = block else { continue }
    if isAfterSummary {
      blocks[index] = .heading(
        level: 1, text: text, id: id, isNumbered: isNumbered, startsPage: true)
      return
    }
    isAfterSummary = id == "summary"
  }
}
