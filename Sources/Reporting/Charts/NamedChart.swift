package import Graphics
package import Plotting

/// A chart of a report with its name for files and links.
package struct NamedChart: Sendable {
  /// Such as `saltholm.trust_bridging.share`; unique in a study.
  package var name: String
  package var kind: ChartKind
  /// The dimension it belongs to; nil for charts of the whole town.
  package var dimension: String?
  package var frame: Frame
  package var text: ChartText
  /// The figures it shows, as `perlemor explain` knows them.
  package var figures: [String]
  /// What the linter finds; empty for a good chart.
  package var faults: [ChartFault]
}
