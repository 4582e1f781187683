import Graphics
import Localization
import Plotting
import Testing

struct ChartPositionTests {
  let shaper = FixedAdvanceShaper()
  let style = ChartStyle()
  let language = SampleCharts.language

  @Test func `the level scale is the whole scale, whatever the data`() {
    let built = change(SampleCharts.change)
    #expect(built.level.low == 0)
    #expect(built.level.high == 10)
    #expect(built.levelTicks == [0, 5, 10])
    #expect(built.level.start >= built.levelPanel.lowerBound)
    #expect(built.level.end <= built.levelPanel.upperBound)
  }

  @Test func `rows on scales of their own name the ends and zero alone`() {
    let built = change(SampleCharts.mixed)
    #expect(built.levelTicks == [0, 1])
    #expect(built.changeTicks == [0])
  }

  @Test func `the change scale holds zero and every interval`() {
    let built = change(SampleCharts.change)
    #expect(built.change.low == -1.5)
    #expect(built.change.high == 1)
    for row in built.rows {
      for x in [row.lowX, row.changeX, row.highX].compactMap(\.self) {
        #expect(built.changePanel.contains(x))
      }
    }
    #expect(built.changePanel.contains(built.change(0)))
  }

  @Test func `marks stand where the numbers say`() throws {
    let built = change(SampleCharts.change)
    let first = try #require(built.rows.first)
    let before = try #require(first.beforeX)
    let share = (before - built.level.start) / (built.level.end - built.level.start)
    #expect(abs(share - 0.54) < 1e-12)
  }

  @Test func `missing values have words instead of marks`() throws {
    let built = change(SampleCharts.change)
    let last = try #require(built.rows.last)
    #expect(last.beforeX == nil && last.afterX == nil && last.changeX == nil)
    #expect(last.missing.lines.flatMap(\.pieces).map(\.text).contains("few"))
  }

  @Test func `rows follow one another without overlap`() {
    let built = change(SampleCharts.change)
    for (a, b) in zip(built.rows, built.rows.dropFirst()) {
      #expect(abs(a.top + a.height - b.top) < 1e-9)
    }
    #expect(built.rows[1].label.lines.count == 3, "a long label is wrapped")
  }

  @Test func `Likert bars diverge from zero and the neutral answer stands apart`() throws {
    let built = BuiltLikertChart(
      SampleCharts.likert, width: 481, top: 0, shaper: shaper, style: style, language: language)
    let row = try #require(built.rows.first)
    let ends = row.segments.map { ($0.left, $0.right) }
    #expect(row.segments.map(\.answer) == [0, 1, 3, 4])
    #expect(abs(ends[1].1 - built.zero) < 1e-9)
    #expect(abs(ends[2].0 - built.zero) < 1e-9)
    #expect(row.neutral?.left == built.neutralZero)
    for segment in row.segments {
      #expect(abs(segment.right - segment.left - segment.share * built.unit) < 1e-9)
    }
    #expect(row.segments[0].label == nil, "5 per cent has no room for a label")
    #expect(row.segments[2].label == "38%")
  }

  @Test func `indicators of one heading stand under it once`() {
    let built = BuiltIntervalStrip(
      SampleCharts.strip, width: 481, top: 0, shaper: shaper, style: style, language: language)
    #expect(built.headings.count == 5)
    #expect(built.rows.allSatisfy { $0.lowX < $0.x && $0.x < $0.highX })
  }

  @Test func `steps are round`() {
    #expect(LinearScale.roundStep(for: 0.3) == 0.5)
    #expect(LinearScale.roundStep(for: 2) == 2)
    #expect(LinearScale.roundStep(for: 61) == 100)
    #expect(TickLabels.decimals(for: [-0.5, 0, 0.5]) == 1)
    #expect(TickLabels.decimals(for: [0, 20]) == 0)
  }

  @Test func `numbers that are not finite leave no mark and break nothing`() {
    var chart = SampleCharts.change
    for value in [Double.nan, .infinity, -.infinity, 1e300] {
      chart.rows[0].before = value
      chart.rows[1].changeHigh = value
      chart.rows[3].change = value
      let dump = chart.frame(width: 481, shaper: shaper, style: style, language: language)
        .textDump()
      #expect(!dump.contains("nan") && !dump.contains("inf"))
    }
    var strip = SampleCharts.strip
    strip.rows[0].high = .nan
    let built = BuiltIntervalStrip(
      strip, width: 481, top: 0, shaper: shaper, style: style, language: language)
    #expect(built.rows.count == strip.rows.count - 1)
    #expect(LinearScale(low: .nan, high: 1, start: 0, end: 1).ticks(about: 4).count > 1)
    #expect(LinearScale(low: 1e300, high: 1.1e300, start: 0, end: 1).ticks(about: 4).count < 20)
  }

  @Test func `a chart of nothing is a frame, not a crash`() {
    for chart in [
      ChangeChart(
        text: SampleCharts.change.text, rows: [], low: 0, high: 0, beforeName: "", afterName: "",
        changeName: "", decimals: 0, isShare: false) as any Chart,
      LikertChart(text: SampleCharts.likert.text, answers: [], neutral: nil, rows: []),
      IntervalStrip(text: SampleCharts.strip.text, rows: [], axisName: ""),
    ] {
      let frame = chart.frame(width: 300, shaper: shaper, style: style, language: language)
      #expect(frame.size.height > 0)
    }
  }

  private func change(_ chart: ChangeChart) -> BuiltChangeChart {
    BuiltChangeChart(
      chart, width: 481, top: 0, shaper: shaper, style: style, language: language)
  }
}
