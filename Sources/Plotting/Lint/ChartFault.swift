/// One rule of good charts that a chart breaks.
package struct ChartFault: Sendable, Hashable, CustomStringConvertible {
  package enum Rule: String, Sendable, Hashable, CaseIterable {
    /// A title is a sentence of at most 15 words.
    case titleLength = "title-length"
    case titleMissing = "title-missing"
    case alternativeText = "alternative-text"
    /// The unit stands in the subtitle.
    case unitNamed = "unit-named"
    /// The number of answers stands beside every row or in the footnote.
    case respondentsNamed = "n-named"
    /// Where an interval is drawn, its level is named.
    case intervalNamed = "interval-named"
    case zeroBased = "zero-based"
    case textContrast = "text-contrast"
    case graphicContrast = "graphic-contrast"
    case textOverlap = "text-overlap"
    case outsideFrame = "outside-frame"
  }
  package var rule: Rule
  package var detail: String
  package var description: String { "\(rule.rawValue): \(detail)" }
}
