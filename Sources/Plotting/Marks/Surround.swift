import Graphics
import Localization

/// Title and subtitle above a chart, key and footnote below it.
struct Surround {
  let title: TextBlock
  let subtitle: TextBlock
  let footnote: TextBlock
  let background: Color

  init(
    _ text: ChartText, width: Double, shaper: any TextShaper, style: ChartStyle, language: String
  ) {
    title = TextBlock(
      text.title, style: style.title, width: width, shaper: shaper, language: language)
    subtitle = TextBlock(
      text.subtitle, style: style.subtitle, width: width, shaper: shaper, language: language)
    background = style.background
    footnote = TextBlock(
      text.footnote, style: style.footnote, width: width, shaper: shaper, language: language)
  }

  /// Where the chart itself begins.
  var bodyTop: Double {
    let head = title.height + (subtitle.lines.isEmpty ? 0 : 3 + subtitle.height)
    return head > 0 ? head + 12 : 0
  }

  /// Puts the words around a body that ends at `bodyBottom` and closes the frame.
  func close(
    _ sketch: Sketch, width: Double, bodyBottom: Double, alternativeText: String
  ) -> Frame {
    var sketch = sketch
    sketch.add(title, at: Point(0, 0))
    sketch.add(subtitle, at: Point(0, title.height + 3))
    var bottom = bodyBottom
    if !footnote.lines.isEmpty {
      sketch.add(footnote, at: Point(0, bottom + 9))
      bottom += 9 + footnote.height
    }
    // A picture of its own may be put on a dark page.
    let sheet = Frame.Group(
      role: .furniture,
      items: [.path(.rectangle(Rect(0, 0, width, bottom + 2), fill: background))])
    return Frame(
      size: Size(width, bottom + 2),
      items: [
        .group(
          Frame.Group(
            role: .figure, alternativeText: alternativeText,
            items: [.group(sheet)] + sketch.items))
      ])
  }
}

/// The key of mark shapes under a chart of changes: one entry an emphasis that occurs.
struct MarkKey {
  struct Entry {
    var emphasis: ChangeChart.Emphasis
    var name: String
    var x: Double
    var row: Int
    var width: Double
  }
  var entries: [Entry] = []
  var rows = 0

  init(
    _ emphases: Set<ChangeChart.Emphasis>, width: Double, shaper: any TextShaper, style: ChartStyle,
    language: Language
  ) {
    var x = 0.0
    for emphasis in ChangeChart.Emphasis.inOrder where emphases.contains(emphasis) {
      let name = language.string(emphasis.nameKey)
      let wide = 14 + shaper.width(of: name, style: style.note)
      if x > 0, x + wide > width {
        x = 0
        rows += 1
      }
      entries.append(Entry(emphasis: emphasis, name: name, x: x, row: rows, width: wide))
      x += wide + 16
    }
    rows = entries.isEmpty ? 0 : rows + 1
  }

  var height: Double { Double(rows) * 14 }

  func draw(in sketch: inout Sketch, left: Double, top: Double, style: ChartStyle) {
    for entry in entries {
      let middle = top + 7 + Double(entry.row) * 14
      sketch.addMark(entry.emphasis, at: Point(left + entry.x + 5, middle), style: style)
      sketch.add(
        entry.name, style: style.note, x: left + entry.x + 14,
        baseline: middle + style.noteSize * 0.36)
    }
  }
}
