package import Graphics
package import Localization

/// A Likert chart with every position decided.
package struct BuiltLikertChart {
  package struct Segment {
    /// The index of the answer.
    package var answer: Int
    package var left: Double
    package var right: Double
    package var share: Double
    package var color: Color
    /// Nil where the label would not fit.
    package var label: String?
  }
  package struct Row {
    package var label: TextBlock
    package var note: TextBlock
    package var top: Double
    package var height: Double
    package var segments: [Segment]
    package var neutral: Segment?
    package var barTop: Double { top + (height - BuiltLikertChart.barHeight) / 2 }
    /// Whether the row continues the item above it.
    package var isContinuation: Bool
  }

  static let barHeight = 17.0

  package var rows: [Row]
  package var labelWidth: Double
  /// Where zero of the diverging bars stands.
  package var zero: Double
  /// Where zero of the neutral bars stands; nil without a neutral answer.
  package var neutralZero: Double?
  /// Points a share of 1 takes, in both panels.
  package var unit: Double
  package var bottom: Double
  package var colors: [Color]

  package init(
    _ chart: LikertChart, width: Double, top: Double, shaper: any TextShaper, style: ChartStyle,
    language: Language
  ) {
    let count = chart.answers.count
    let below = chart.below
    let above = count - below - (chart.neutral == nil ? 0 : 1)
    var palette = style.answerColors(below: below, above: above)
    if let neutral = chart.neutral {
      palette.insert(style.unclear.mixed(with: style.background, share: 0.6), at: neutral)
    }
    colors = palette

    func sums(_ row: LikertChart.Row) -> (below: Double, neutral: Double, above: Double) {
      guard row.shares.count == count else { return (0, 0, 0) }
      let neutral = chart.neutral.map { row.shares[$0] } ?? 0
      let low = row.shares[..<below].reduce(0, +)
      return (low, neutral, row.shares.reduce(0, +) - low - neutral)
    }
    let all = chart.rows.map(sums)
    let mostBelow = all.map(\.below).max() ?? 0
    let mostAbove = all.map(\.above).max() ?? 0
    let mostNeutral = all.map(\.neutral).max() ?? 0

    let label = width * 0.29
    let left = label + 12
    let gap = chart.neutral == nil ? 0.0 : 18
    let total = mostBelow + mostAbove + mostNeutral
    // The longest stack must not reach the gap, whatever the other rows do.
    let unit = total > 0 ? (width - left - gap) / total : 0
    let zero = left + mostBelow * unit
    let neutralZero = chart.neutral == nil ? nil : zero + mostAbove * unit + gap
    labelWidth = label
    self.unit = unit
    self.zero = zero
    self.neutralZero = neutralZero

    func segment(_ answer: Int, _ share: Double, from left: Double) -> Segment {
      let wide = share * unit
      let text = language.percent(share, decimals: 0)
      let fits = shaper.width(of: text, style: style.tick) + 5 <= wide
      return Segment(
        answer: answer, left: left, right: left + wide, share: share, color: palette[answer],
        label: fits ? text : nil)
    }

    bottom = top
    rows = []
    var y = top
    for (index, row) in chart.rows.enumerated() {
      let named = TextBlock(
        row.label, style: style.label, width: label, shaper: shaper, language: language.tag)
      let noted = TextBlock(
        row.note, style: style.note, width: label, shaper: shaper, language: language.tag)
      let continues = row.label.isEmpty && index > 0
      if index > 0, !continues { y += 7 }
      let content =
        named.height + (noted.lines.isEmpty ? 0 : (named.lines.isEmpty ? 0 : 2) + noted.height)
      let height = max(content, Self.barHeight) + 4
      var segments: [Segment] = []
      var apart: Segment?
      if row.shares.count == count {
        var x = zero
        for answer in stride(from: below - 1, through: 0, by: -1) {
          let next = segment(answer, row.shares[answer], from: x - row.shares[answer] * unit)
          segments.insert(next, at: 0)
          x = next.left
        }
        x = zero
        for answer in (count - above)..<count {
          let next = segment(answer, row.shares[answer], from: x)
          segments.append(next)
          x = next.right
        }
        if let neutral = chart.neutral, let neutralZero {
          apart = segment(neutral, row.shares[neutral], from: neutralZero)
        }
      }
      rows.append(
        Row(
          label: named, note: noted, top: y, height: height, segments: segments, neutral: apart,
          isContinuation: continues))
      y += height
    }
    bottom = y
  }
}
