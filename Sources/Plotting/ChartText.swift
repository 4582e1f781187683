/// The words that stand around a chart.
package struct ChartText: Sendable, Hashable {
  /// States the finding, sentence case.
  package var title: String
  /// What is measured, where and when, and in which unit.
  package var subtitle: String
  /// n, the interval named, the source.
  package var footnote: String
  /// What a screen reader says, written from the numbers.
  package var alternativeText: String

  package init(title: String, subtitle: String, footnote: String, alternativeText: String) {
    self.title = title
    self.subtitle = subtitle
    self.footnote = footnote
    self.alternativeText = alternativeText
  }
}

/// A before/after chart: a dumbbell of the two waves, and beside it the change with its interval on
/// a scale of its own.
package struct ChangeChart: Sendable, Hashable {
  /// What the eye should be told about a row; decides marker shape and emphasis, never colour only.
  package enum Emphasis: Sendable, Hashable { case rose, fell, small, unclear, notAssessed }
  package struct Row: Sendable, Hashable {
    package var label: String
    /// Smaller text under the label: n per wave.
    package var note: String
    package var before: Double?
    package var after: Double?
    package var beforeText: String
    package var afterText: String
    package var change: Double?
    package var changeLow: Double?
    package var changeHigh: Double?
    /// The change in words and digits: `+0.4 (−0.1 to 0.9)`.
    package var changeText: String
    package var emphasis: Emphasis
    package init(
      label: String, note: String, before: Double?, after: Double?, beforeText: String,
      afterText: String, change: Double?, changeLow: Double?, changeHigh: Double?,
      changeText: String, emphasis: Emphasis
    ) {
      self.label = label
      self.note = note
      self.before = before
      self.after = after
      self.beforeText = beforeText
      self.afterText = afterText
      self.change = change
      self.changeLow = changeLow
      self.changeHigh = changeHigh
      self.changeText = changeText
      self.emphasis = emphasis
    }
  }
  package var text: ChartText
  package var rows: [Row]
  /// The ends of the level scale: the whole scale of the answers (0…10, 0…1), not the data's range.
  package var low: Double
  package var high: Double
  /// Names of the two waves, for direct labels.
  package var beforeName: String
  package var afterName: String
  package var changeName: String
  /// Tick labels of the level scale and the change scale are made by these decimals and this suffix.
  package var decimals: Int
  package var isShare: Bool
  package init(
    text: ChartText, rows: [Row], low: Double, high: Double, beforeName: String,
    afterName: String, changeName: String, decimals: Int, isShare: Bool
  ) {
    self.text = text
    self.rows = rows
    self.low = low
    self.high = high
    self.beforeName = beforeName
    self.afterName = afterName
    self.changeName = changeName
    self.decimals = decimals
    self.isShare = isShare
  }
}

/// A diverging stack of answer shares, one bar a row, the neutral answer set apart.
package struct LikertChart: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package var label: String
    /// `n = 312`.
    package var note: String
    /// Shares of the answers from the least to the most favourable; they add to 1.
    package var shares: [Double]
    package init(label: String, note: String, shares: [Double]) {
      self.label = label
      self.note = note
      self.shares = shares
    }
  }
  package var text: ChartText
  /// Names of the answers, in the order of the shares.
  package var answers: [String]
  /// The index of the neutral answer, drawn apart at the right; nil where the scale has none.
  package var neutral: Int?
  package var rows: [Row]
  package init(text: ChartText, answers: [String], neutral: Int?, rows: [Row]) {
    self.text = text
    self.answers = answers
    self.neutral = neutral
    self.rows = rows
  }
}

/// All indicators of a place on one strip: the change of each in its own minimal detectable change
/// or on one common scale, with intervals.
package struct IntervalStrip: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package var label: String
    package var note: String
    package var value: Double
    package var low: Double
    package var high: Double
    package var valueText: String
    package var emphasis: ChangeChart.Emphasis
    /// Rows with the same heading stand together under it.
    package var heading: String
    package init(
      label: String, note: String, value: Double, low: Double, high: Double, valueText: String,
      emphasis: ChangeChart.Emphasis, heading: String
    ) {
      self.label = label
      self.note = note
      self.value = value
      self.low = low
      self.high = high
      self.valueText = valueText
      self.emphasis = emphasis
      self.heading = heading
    }
  }
  package var text: ChartText
  package var rows: [Row]
  /// The name of the axis, such as `change in points of a 0–100 scale`.
  package var axisName: String
  package init(text: ChartText, rows: [Row], axisName: String) {
    self.text = text
    self.rows = rows
    self.axisName = axisName
  }
}
