import DisclosureControl
package import Graphics
package import Localization
package import Plotting
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
    guard let chart = draft.change(dimension.results, dimension: dimension.name) else { continue }
    charts.append(
      drawn(
        chart, "\(dimension.id)", .change, dimension.id,
        dimension.results.map(\.result.provenance.figure)))
  }
  let stacks = draft.likertParts(of: context.dimensions.flatMap(\.results))
  for (index, results) in stacks.enumerated() {
    guard let chart = draft.likert(results) else { continue }
    charts.append(
      drawn(
        chart, index == 0 ? "answers" : "answers-\(index + 1)", .likert, nil,
        results.map(\.result.provenance.figure)))
  }
  return charts
}
