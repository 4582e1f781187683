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
  /// How many answers stand left of zero; the neutral one does not count.
  package var below: Int
  package var rows: [Row]

  /// Makes a chart; without `below`, half of the answers stand left of zero.
  package init(
    text: ChartText, answers: [String], neutral: Int?, below: Int? = nil, rows: [Row]
  ) {
    self.text = text
    self.answers = answers
    self.neutral = neutral
    self.below = neutral ?? min(max(below ?? answers.count / 2, 0), answers.count)
    self.rows = rows
  }
}
