/// A before/after chart: a dumbbell of the two waves, and beside it the change with its interval on
/// a scale of its own.
package struct ChangeChart: Sendable, Hashable {
  /// What the eye should be told about a row; decides marker shape and emphasis, never colour only.
  package enum Emphasis: Sendable, Hashable {
    case rose, fell
    /// Rose or fell without having been declared beforehand: a hint, drawn open and thin.
    case roseExploratory, fellExploratory
    case small, unclear, notAssessed
  }
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
  /// Names of the two waves, for direct labels; the second is empty where there is one wave only.
  package var beforeName: String
  package var afterName: String
  package var changeName: String
  /// Tick labels of the level scale and the change scale are made by these decimals and this suffix.
  package var decimals: Int
  package var isShare: Bool
  /// Names of the two ends of the level scale, where every row has a scale of its own and stands on
  /// a share of it; the change scale then names zero alone.
  package var endNames: [String]
  package init(
    text: ChartText, rows: [Row], low: Double, high: Double, beforeName: String,
    afterName: String, changeName: String, decimals: Int, isShare: Bool, endNames: [String] = []
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
    self.endNames = endNames
  }
}
