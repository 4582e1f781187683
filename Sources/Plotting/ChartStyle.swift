package import Graphics

/// Colours and sizes of charts.
///
/// Blue against rust is told apart under every common colour blindness, and both have the same
/// lightness order in grey; shape and weight carry the meaning wherever colour does.
package struct ChartStyle: Sendable, Hashable {
  package var background = Color(0xFFFFFF)
  package var ink = Color(0x1B2733)
  package var muted = Color(0x52606D)
  /// Rules that help the eye and mean nothing.
  package var grid = Color(0xDDE3E8)
  package var zeroLine = Color(0x52606D)
  package var band = Color(0xF3F6F8)
  /// What rose, and the stronger half of a scale.
  package var rose = Color(0x0B5A82)
  /// What fell, and the weaker half of a scale.
  package var fell = Color(0xA8450C)
  /// What cannot be told or is small.
  package var unclear = Color(0x66727F)
  package var titleSize = 12.5
  package var subtitleSize = 9.0
  package var labelSize = 9.0
  package var noteSize = 7.5
  package var tickSize = 7.5
  package var footnoteSize = 7.5

  package init() {}

  var title: TextStyle { TextStyle(size: titleSize, weight: .semibold, color: ink) }
  var subtitle: TextStyle { TextStyle(size: subtitleSize, color: muted) }
  var label: TextStyle { TextStyle(size: labelSize, color: ink) }
  var heading: TextStyle { TextStyle(size: labelSize, weight: .semibold, color: ink) }
  var note: TextStyle { TextStyle(size: noteSize, color: muted) }
  var tick: TextStyle { TextStyle(size: tickSize, color: muted, tabularFigures: true) }
  var footnote: TextStyle { TextStyle(size: footnoteSize, color: muted) }
  var value: TextStyle { TextStyle(size: labelSize, color: ink, tabularFigures: true) }
  var strongValue: TextStyle {
    TextStyle(size: labelSize, weight: .semibold, color: ink, tabularFigures: true)
  }

  /// The colour of an emphasis; `shape` says the same without colour.
  func color(of emphasis: ChangeChart.Emphasis) -> Color {
    switch emphasis {
    case .rose, .roseExploratory: rose
    case .fell, .fellExploratory: fell
    case .small, .unclear, .notAssessed: unclear
    }
  }

  /// The colours of ordered answers from the weakest to the strongest, without the neutral one:
  /// dark at both ends, light in the middle.
  func answerColors(below: Int, above: Int) -> [Color] {
    let weak = (0..<below).map {
      fell.mixed(with: background, share: ramp(below - 1 - $0, of: below))
    }
    let strong = (0..<above).map { rose.mixed(with: background, share: ramp($0, of: above)) }
    return weak + strong
  }

  /// How much of the background is mixed in, `step` steps out from the middle.
  private func ramp(_ step: Int, of count: Int) -> Double {
    count < 2 ? 0.15 : 0.62 * (1 - Double(step) / Double(count - 1))
  }
}
