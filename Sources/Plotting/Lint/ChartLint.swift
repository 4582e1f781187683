package import Graphics
package import Localization

/// Checks a chart against the rules of the field, in its words and in its drawing.
///
/// The rules are those of the UK Government Analysis Function, the ONS style guide and WCAG 2.1
/// (1.4.3 and 1.4.11): a finding as the title, unit, base and interval named, bars from zero,
/// contrast of 4.5 for text and 3 for graphics, nothing on top of text, nothing cut off.
package struct ChartLint {
  let style: ChartStyle

  package init(style: ChartStyle) { self.style = style }

  /// Every fault, in the order of the rules.
  package func faults(
    in chart: some Chart, width: Double, shaper: any TextShaper, language: Language
  ) -> [ChartFault] {
    let frame = chart.frame(width: width, shaper: shaper, style: style, language: language)
    return wordFaults(chart) + barFaults(chart, width: width, shaper: shaper, language: language)
      + drawingFaults(frame)
  }

  private func wordFaults(_ chart: some Chart) -> [ChartFault] {
    var faults: [ChartFault] = []
    let text = chart.text
    let words = text.title.split { $0 == " " || $0 == "\u{A0}" }.count
    if words == 0 {
      faults.append(ChartFault(rule: .titleMissing, detail: "no title"))
    } else if words > 15 {
      faults.append(ChartFault(rule: .titleLength, detail: "\(words) words: \(text.title)"))
    }
    if text.alternativeText.split(separator: " ").count < 5 {
      faults.append(ChartFault(rule: .alternativeText, detail: text.alternativeText))
    }
    if text.subtitle.isEmpty {
      faults.append(ChartFault(rule: .unitNamed, detail: "no subtitle"))
    }
    let everyRowSaysN = chart.rowNotes.allSatisfy { $0.contains { $0.isNumber } }
    if !everyRowSaysN, !text.footnote.contains(where: \.isNumber) {
      faults.append(ChartFault(rule: .respondentsNamed, detail: "no number of answers"))
    }
    if chart.showsIntervals {
      let named = [text.footnote, text.subtitle].contains { $0.contains("%") }
      if !named { faults.append(ChartFault(rule: .intervalNamed, detail: text.footnote)) }
    }
    return faults
  }

  private func barFaults(
    _ chart: some Chart, width: Double, shaper: any TextShaper, language: Language
  ) -> [ChartFault] {
    guard let likert = chart as? LikertChart else { return [] }
    let built = BuiltLikertChart(
      likert, width: width, top: 0, shaper: shaper, style: style, language: language)
    return built.rows.enumerated().compactMap { index, row in
      let ends = row.segments.flatMap { [$0.left, $0.right] }
      let meetsZero = ends.isEmpty || ends.contains { abs($0 - built.zero) < 1e-6 }
      let neutral = row.neutral.map { abs($0.left - (built.neutralZero ?? -1)) < 1e-6 } ?? true
      return meetsZero && neutral
        ? nil : ChartFault(rule: .zeroBased, detail: "row \(index + 1)")
    }
  }

  /// The faults of what is drawn, whatever chart it came from.
  package func drawingFaults(_ frame: Frame) -> [ChartFault] {
    var walk = DrawingWalk(style: style)
    walk.visit(frame.items, offset: Point(0, 0))
    var faults = walk.faults
    for (index, a) in walk.texts.enumerated() {
      for b in walk.texts[(index + 1)...] where a.box.overlaps(b.box) {
        faults.append(
          ChartFault(rule: .textOverlap, detail: "“\(a.text)” and “\(b.text)”"))
      }
    }
    for (name, box) in walk.boxes where !box.isInside(frame.size) {
      faults.append(ChartFault(rule: .outsideFrame, detail: name))
    }
    return faults
  }
}
