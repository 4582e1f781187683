package import Graphics
package import Localization
package import Plotting
import DisclosureControl
import SocialIndicators

/// The charts of one municipality, in the order of its report.
package func municipalityCharts(
  _ input: ReportInput, municipality: String, language: Language, shaper: any TextShaper,
  width: Double, style: ChartStyle = ChartStyle()
) -> [NamedChart] {
  guard let context = ReportContext(input, municipality: municipality, language: language) else {
    return []
  }
  let draft = ChartDraft(context: context)
  let lint = ChartLint(style: style)
  func drawn(
    _ chart: some Chart, _ name: String, _ kind: ChartKind, _ dimension: String?,
    _ figures: [String]
  ) -> NamedChart {
    NamedChart(
      name: "\(municipality).\(name)", kind: kind, dimension: dimension,
      frame: chart.frame(width: width, shaper: shaper, style: style, language: language),
      text: chart.text, figures: figures,
      faults: lint.faults(in: chart, width: width, shaper: shaper, language: language))
  }

  var charts: [NamedChart] = []
  if let (chart, figures) = draft.strip() {
    charts.append(drawn(chart, "all", .strip, nil, figures))
  }
  for dimension in context.dimensions {
    for part in draft.changeParts(of: dimension.results) {
      guard let chart = draft.change(part.results, dimension: dimension.name) else { continue }
      charts.append(
        drawn(
          chart, "\(dimension.id).\(part.suffix)", .change, dimension.id,
          part.results.map(\.result.provenance.figure)))
    }
    for (index, part) in draft.likertParts(of: dimension.results).enumerated() {
      let suffix = index == 0 ? "answers" : "answers-\(index + 1)"
      guard let chart = draft.likert(part, dimension: dimension.name) else { continue }
      charts.append(
        drawn(
          chart, "\(dimension.id).\(suffix)", .likert, dimension.id,
          part.map(\.result.provenance.figure)))
    }
  }
  return charts
}
