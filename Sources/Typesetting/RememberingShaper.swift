import Graphics

/// A shaper that measures no word, breaks no paragraph and takes no cell apart twice.
///
/// A report's tables say the same few words in hundreds of cells.
final class RememberingShaper: TextShaper {
  private struct Key: Hashable {
    var spans: [TextSpan]
    var width: Double
    var language: String
  }

  private struct Word: Hashable {
    var text: String
    var style: TextStyle
  }

  private let shaper: any TextShaper
  private var known: [Key: [TextLine]] = [:]
  private var widths: [Word: Double] = [:]
  private var cells: [String: CellText] = [:]
  private var metricsOfStyles: [TextStyle: LineMetrics] = [:]

  init(_ shaper: any TextShaper) { self.shaper = shaper }

  func width(of text: String, style: TextStyle) -> Double {
    // Colour moves nothing.
    var plain = style
    plain.color = Color(0)
    let key = Word(text: text, style: plain)
    if let width = widths[key] { return width }
    let width = shaper.width(of: text, style: plain)
    widths[key] = width
    return width
  }

  func cell(_ text: String) -> CellText {
    if let cell = cells[text] { return cell }
    let cell = CellText(text)
    cells[text] = cell
    return cell
  }

  func metrics(of style: TextStyle) -> LineMetrics {
    if let metrics = metricsOfStyles[style] { return metrics }
    let metrics = shaper.metrics(of: style)
    metricsOfStyles[style] = metrics
    return metrics
  }

  func lines(of spans: [TextSpan], width: Double, language: String) -> [TextLine] {
    let key = Key(spans: spans, width: width, language: language)
    if let lines = known[key] { return lines }
    let lines = shaper.lines(of: spans, width: width, language: language)
    known[key] = lines
    return lines
  }
}
