package import Graphics
package import Localization

/// A declared chart: what to show, without any position.
package protocol Chart: Sendable {
  /// The words around it.
  var text: ChartText { get }
  /// Whether any row shows an interval, so that the words must name its level.
  var showsIntervals: Bool { get }
  /// The notes beside the rows, where n stands.
  var rowNotes: [String] { get }
  /// Lays the chart out in `width` points; the height follows from the rows.
  func frame(
    width: Double, shaper: any TextShaper, style: ChartStyle, language: Language
  ) -> Frame
}

/// Every chart there is, by hand: one name a file under `Charts/`.
package enum ChartCatalogue {
  package static let names = ["ChangeChart", "IntervalStrip", "LikertChart"]
}
