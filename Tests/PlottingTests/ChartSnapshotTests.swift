import Foundation
import Graphics
import Plotting
import Testing

struct ChartSnapshotTests {
  /// Snapshots are text: `PERLEMOR_RECORD=1 swift test` writes them anew.
  @Test(arguments: SampleCharts.all.map(\.name))
  func `a chart looks as it did`(name: String) throws {
    let chart = try #require(SampleCharts.all.first { $0.name == name }?.chart)
    let frame = chart.frame(
      width: 481, shaper: FixedAdvanceShaper(), style: ChartStyle(),
      language: SampleCharts.language)
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["PERLEMOR_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try frame.textDump().write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(frame.textDump() == (try String(contentsOf: file, encoding: .utf8)))
  }

  @Test func `the list of charts is the files on disk`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Plotting/Charts").standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.sorted()
    #expect(files == ChartCatalogue.names)
  }
}
