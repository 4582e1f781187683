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
