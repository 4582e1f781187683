import Graphics
import Localization
import Plotting
import Testing

struct ChartLintTests {
  @Test func `every sample chart keeps every rule`() {
    for (name, chart) in SampleCharts.all {
      for width in [420.0, 481, 640] {
        #expect(faults(chart, width: width).isEmpty, "\(name) at \(width)")
      }
    }
  }

  @Test func `a title of sixteen words is too long`() {
    var chart = SampleCharts.change
    chart.text.title = Array(repeating: "word", count: 15).joined(separator: " ")
    #expect(faults(chart).isEmpty)
    chart.text.title += " more"
    #expect(faults(chart).map(\.rule) == [.titleLength])
  }

  @Test func `words that are missing are named`() {
    var chart = SampleCharts.shares
    chart.text = ChartText(title: "", subtitle: "", footnote: "", alternativeText: "A chart")
    #expect(
      faults(chart).map(\.rule)
        == [.titleMissing, .alternativeText, .unitNamed, .intervalNamed])
  }

  @Test func `a chart without any number of answers is refused`() {
    var chart = SampleCharts.strip
    for index in chart.rows.indices { chart.rows[index].note = "" }
    chart.text.footnote = "Lines are 95% intervals"
    #expect(faults(chart).isEmpty, "the footnote has a number")
    chart.text.footnote = "Lines are intervals"
    #expect(Set(faults(chart).map(\.rule)) == [.respondentsNamed, .intervalNamed])
  }

  @Test func `pale text and pale marks are refused`() {
    var style = ChartStyle()
    style.muted = Color(0xAAB2BB)
    style.rose = Color(0xBFE0F0)
    let found = Set(faults(SampleCharts.change, style: style).map(\.rule))
    #expect(found == [.textContrast, .graphicContrast])
  }

  @Test func `text on text and text outside the frame are found`() {
    let style = TextStyle(size: 10)
    func run(_ text: String, _ x: Double, _ y: Double) -> Frame.Item {
      .text(TextRun(text, style: style, baseline: Point(x, y), width: 40))
    }
    let frame = Frame(
      size: Size(100, 50), items: [run("one", 5, 20), run("two", 30, 24), run("three", 80, 45)])
    let faults = ChartLint(style: ChartStyle()).drawingFaults(frame)
    #expect(faults.map(\.rule) == [.textOverlap, .outsideFrame])
    #expect(faults.first?.detail == "“one” and “two”")
    #expect(faults.last?.detail == "three")
  }

  @Test func `contrast is that of WCAG`() {
    // Black on white is 21; #767676 on white is the well-known 4.54.
    #expect(abs(Color(0).contrast(with: Color(0xFFFFFF)) - 21) < 1e-9)
    #expect(abs(Color(0x767676).contrast(with: Color(0xFFFFFF)) - 4.54) < 0.005)
  }

  private func faults(
    _ chart: some Chart, width: Double = 481, style: ChartStyle = ChartStyle()
  ) -> [ChartFault] {
    ChartLint(style: style).faults(
      in: chart, width: width, shaper: FixedAdvanceShaper(), language: SampleCharts.language)
  }
}
