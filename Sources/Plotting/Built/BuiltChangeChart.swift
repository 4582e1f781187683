package import Graphics
package import Localization

/// A change chart with every position decided, so that tests can ask where a mark stands.
package struct BuiltChangeChart {
  package struct Row {
    package var row: ChangeChart.Row
    package var top: Double
    package var height: Double
    package var label: TextBlock
    package var note: TextBlock
    package var change: TextBlock
    /// Stands in the level panel where both waves are missing, or small where one is.
    package var missing: TextBlock
    package var beforeX: Double?
    package var afterX: Double?
    package var changeX: Double?
    package var lowX: Double?
    package var highX: Double?
    package var middle: Double { top + height / 2 }
  }

  package var rows: [Row]
  package var level: LinearScale
  package var change: LinearScale
  package var levelTicks: [Double]
  package var changeTicks: [Double]
  package var labelWidth: Double
  package var levelPanel: ClosedRange<Double>
  package var changePanel: ClosedRange<Double>
  /// The left edge of the column of changes in words.
  package var wordsLeft: Double
  /// Where the rows begin and end.
  package var top: Double
  package var bottom: Double

  package init(
    _ chart: ChangeChart, width: Double, top: Double, shaper: any TextShaper, style: ChartStyle,
    language: Language
  ) {
    let words = chart.rows.compactMap { $0.change == nil ? nil : Self.split($0.changeText) }
    let widest =
      words.flatMap {
        [
          shaper.width(of: $0.value, style: style.strongValue),
          shaper.width(of: $0.interval, style: style.note),
        ]
      }.max() ?? 0
    let wordsWidth = min(max(widest + 2, 52), width * 0.24)
    let label = width * 0.29
    let room = width - label - wordsWidth - 12 - 18 - 8
    let levelLeft = label + 12
    let levelRight = levelLeft + room * 0.6
    let changeLeft = levelRight + 18
    let changeRight = changeLeft + room * 0.4
    labelWidth = label
    levelPanel = levelLeft...levelRight
    changePanel = changeLeft...changeRight
    wordsLeft = changeRight + 8
    self.top = top

    level = Self.levelScale(
      chart, left: levelLeft + 5, right: levelRight - 5, shaper: shaper, style: style)
    let marked = chart.rows.flatMap { [$0.changeLow, $0.change, $0.changeHigh].compactMap(\.self) }
    change = LinearScale.aroundZero(marked, start: changeLeft + 6, end: changeRight - 6)
    levelTicks = chart.endNames.isEmpty ? level.ticks(about: 4) : [chart.low, chart.high]
    changeTicks = chart.endNames.isEmpty ? change.ticks(about: 3) : [0]

    var y = top
    bottom = top
    rows = []
    for row in chart.rows.map(\.drawable) {
      func block(_ text: String, _ textStyle: TextStyle, _ width: Double) -> TextBlock {
        TextBlock(text, style: textStyle, width: width, shaper: shaper, language: language.tag)
      }
      let labelStyle = row.emphasis.isFinding ? style.heading : style.label
      let named = block(row.label, labelStyle, label)
      let note = block(row.note, style.note, label)
      let words: TextBlock
      if row.change == nil {
        words = block(row.changeText, style.note, width - changeLeft - 6)
      } else {
        let parts = Self.split(row.changeText)
        words = TextBlock(
          [
            TextSpan(
              parts.value + (parts.interval.isEmpty ? "" : "\n"),
              style: row.emphasis.isFinding ? style.strongValue : style.value),
            TextSpan(parts.interval, style: style.note),
          ], width: wordsWidth, shaper: shaper, language: language.tag)
      }
      let isEmpty = row.before == nil && row.after == nil
      let missingText =
        isEmpty ? row.beforeText : row.before == nil ? row.beforeText : row.afterText
      let missing = block(
        isEmpty || row.before == nil || row.after == nil ? missingText : "", style.note,
        levelRight - levelLeft)
      let content = max(
        named.height + (note.lines.isEmpty ? 0 : 2 + note.height), words.height,
        isEmpty ? missing.height : missing.lines.isEmpty ? 0 : 18 + 2 * missing.height, 16)
      let height = content + 11
      rows.append(
        Row(
          row: row, top: y, height: height, label: named, note: note, change: words,
          missing: missing, beforeX: row.before.map { level($0) },
          afterX: row.after.map { level($0) },
          changeX: row.change.map { change($0) }, lowX: row.changeLow.map { change($0) },
          highX: row.changeHigh.map { change($0) }))
      y += height
    }
    bottom = y
  }

  /// The level scale, drawn in so that no value label leaves the panel.
  private static func levelScale(
    _ chart: ChangeChart, left: Double, right: Double, shaper: any TextShaper, style: ChartStyle
  ) -> LinearScale {
    var scale = LinearScale(low: chart.low, high: chart.high, start: left, end: right)
    var leftOver = 0.0
    var rightOver = 0.0
    for row in chart.rows.map(\.drawable) {
      for label in valueLabels(row, scale) {
        let wide = shaper.width(of: label.text, style: style.strongValue) + labelGap
        if label.isLeft { leftOver = max(leftOver, left - (label.x - wide)) }
        if !label.isLeft { rightOver = max(rightOver, label.x + wide - right) }
      }
    }
    scale.start += leftOver
    scale.end -= rightOver
    return scale
  }

  /// How far a value label stands from the middle of its dot.
  static let labelGap = 7.5

  /// One value beside its dot.
  struct ValueLabel {
    var text: String
    var x: Double
    var isLeft: Bool
    var isAfter: Bool
  }

  /// The value labels of a row: the smaller value's at its left, the greater one's at its right.
  static func valueLabels(_ row: ChangeChart.Row, _ scale: LinearScale) -> [ValueLabel] {
    var labels: [ValueLabel] = []
    if let before = row.before {
      labels.append(
        ValueLabel(
          text: row.beforeText, x: scale(before), isLeft: row.after.map { before <= $0 } ?? true,
          isAfter: false))
    }
    if let after = row.after {
      labels.append(
        ValueLabel(
          text: row.afterText, x: scale(after), isLeft: row.before.map { $0 > after } ?? false,
          isAfter: true))
    }
    return labels
  }

  /// Cuts `+0.4 (−0.1 to 0.9)` into the value and its interval.
  private static func split(_ text: String) -> (value: String, interval: String) {
    guard let cut = text.firstIndex(of: "(") else { return (text, "") }
    var value = text[..<cut]
    while value.last == " " || value.last == "\u{A0}" { value.removeLast() }
    return (String(value), String(text[cut...]))
  }
}

extension ChangeChart.Row {
  /// The row without numbers that have no place on a scale.
  fileprivate var drawable: ChangeChart.Row {
    func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
    var row = self
    row.before = finite(before)
    row.after = finite(after)
    row.change = finite(change)
    row.changeLow = finite(changeLow)
    row.changeHigh = finite(changeHigh)
    return row
  }
}
