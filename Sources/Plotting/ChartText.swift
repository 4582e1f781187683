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
