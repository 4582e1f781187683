/// A shaper for tests: every character is half an em wide, lines break at spaces.
public struct FixedAdvanceShaper: TextShaper {
  /// Makes the shaper.
  public init() {}

  /// Half an em a character.
  public func width(of text: String, style: TextStyle) -> Double {
    Double(text.count) * style.size / 2
  }

  /// Four fifths of an em up, one fifth down.
  public func metrics(of style: TextStyle) -> LineMetrics {
    LineMetrics(ascent: style.size * 0.8, descent: style.size * 0.2)
  }

  /// Greedy breaking at spaces and line breaks; words keep their span's style.
  public func lines(of spans: [TextSpan], width: Double, language: String) -> [TextLine] {
    var lines: [[TextLine.Piece]] = [[]]
    var x = 0.0
    for span in spans {
      let advance = span.style.size / 2
      let paragraphs = span.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, paragraph) in paragraphs.enumerated() {
        if index > 0 {
          lines.append([])
          x = 0
        }
        for (position, word) in paragraph.split(
          separator: " ", omittingEmptySubsequences: false
        ).enumerated() {
          let space = position > 0 ? advance : 0
          let wide = Double(word.count) * advance
          if x > 0, x + space + wide > width {
            lines.append([])
            x = 0
          } else {
            x += space
          }
          guard !word.isEmpty else { continue }
          lines[lines.count - 1].append(
            TextLine.Piece(String(word), style: span.style, x: x, width: wide, link: span.link))
          x += wide
        }
      }
    }
    let tallest = spans.map(\.style.size).max() ?? 10
    let metrics = LineMetrics(ascent: tallest * 0.8, descent: tallest * 0.2)
    return lines.map { pieces in
      TextLine(
        pieces: pieces, width: pieces.last.map { $0.x + $0.width } ?? 0, metrics: metrics)
    }
  }
}
