package import Graphics
package import Localization

/// An interval strip with every position decided.
package struct BuiltIntervalStrip {
  package struct Row {
    package var row: IntervalStrip.Row
    package var label: TextBlock
    package var note: TextBlock
    package var words: TextBlock
    package var top: Double
    package var height: Double
    package var x: Double
    package var lowX: Double
    package var highX: Double
    package var middle: Double { top + height / 2 }
  }
  package struct Heading {
    package var block: TextBlock
    package var top: Double
    package var height: Double
  }

  package var rows: [Row]
  package var headings: [Heading]
  package var scale: LinearScale
  package var ticks: [Double]
  package var panel: ClosedRange<Double>
  package var wordsLeft: Double
  package var bottom: Double

  package init(
    _ chart: IntervalStrip, width: Double, top: Double, shaper: any TextShaper, style: ChartStyle,
    language: Language
  ) {
    let label = width * 0.38
    let widest =
      chart.rows.map { shaper.width(of: $0.valueText, style: style.strongValue) }.max() ?? 0
    let words = min(widest + 3, width * 0.3)
    let left = label + 12
    let right = width - words - 10
    panel = left...right
    wordsLeft = right + 10
    scale = LinearScale.aroundZero(
      chart.rows.flatMap { [$0.low, $0.value, $0.high] }, start: left + 6, end: right - 6)
    ticks = scale.ticks(about: 5)

    bottom = top
    // A strip of many indicators still has to stand on a page with a heading.
    let rowGap = chart.rows.count > 16 ? 1.0 : 4.5
    rows = []
    headings = []
    var y = top
    var current: String?
    // A change without numbers has no place on a scale.
    for row in chart.rows where [row.low, row.value, row.high].allSatisfy(\.isFinite) {
      if row.heading != current {
        current = row.heading
        let block = TextBlock(
          row.heading, style: style.heading, width: width - 12, shaper: shaper,
          language: language.tag)
        let height = block.height + (chart.rows.count > 16 ? 2 : 4)
        headings.append(Heading(block: block, top: y, height: height))
        y += height
      }
      let isFinding = row.emphasis.isFinding
      let named = TextBlock(
        row.label, style: isFinding ? style.heading : style.label, width: label, shaper: shaper,
        language: language.tag)
      let note = TextBlock(
        row.note, style: style.note, width: label, shaper: shaper, language: language.tag)
      let said = TextBlock(
        row.valueText, style: isFinding ? style.strongValue : style.value, width: words,
        shaper: shaper, language: language.tag, alignment: .left)
      let height =
        max(named.height + (note.lines.isEmpty ? 0 : 1 + note.height), said.height, 11) + rowGap
      rows.append(
        Row(
          row: row, label: named, note: note, words: said, top: y, height: height,
          x: scale(row.value), lowX: scale(row.low), highX: scale(row.high)))
      y += height
    }
    bottom = y
  }
}
