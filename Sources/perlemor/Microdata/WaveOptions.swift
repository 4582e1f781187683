import ArgumentParser
import Foundation
import SurveyStatistics
import Tabular

/// The two waves of a change and how their samples relate.
struct WaveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The change between two waves.", valueName: "column=before:after"))
  var change: String?

  @Option(
    name: .customLong("waves"),
    help: ArgumentHelp(
      "How the waves' samples relate: shared, fresh or linked=PERSON-COLUMN (default: shared where "
        + "clusters are given, else fresh).", valueName: "relation"))
  var relation: String?

  func validate() throws {
    if let change {
      let values = change.lastIndex(of: "=").map { change[change.index(after: $0)...] } ?? ""
      guard values.split(separator: ":").count == 2, !change.hasPrefix("=") else {
        throw ValidationError("--change is COLUMN=BEFORE:AFTER, not '\(change)'.")
      }
    } else if relation != nil {
      throw ValidationError("--waves says how the waves of --change relate; give --change too.")
    }
    if let relation, relation != "shared", relation != "fresh", !relation.hasPrefix("linked=") {
      throw ValidationError(
        "--waves is shared, fresh or linked=PERSON-COLUMN, not '\(relation)'.")
    }
  }

  /// The wave of every row, or nil where no change is asked for.
  func column(_ columns: EstimateColumns, hasClusters: Bool) throws -> WaveColumn? {
    guard let change, let equals = change.lastIndex(of: "=") else { return nil }
    let header = String(change[..<equals])
    let labels = change[change.index(after: equals)...].split(separator: ":").map(String.init)
    let column = try columns.column(header, option: "--change")
    let present = (0..<column.dictionary.count).map { column.dictionary[$0] }
    for label in labels where !present.contains(label) {
      throw Failure(
        "\(columns.name), \(header): no row has '\(label)' (--change)"
          + "\n    → its values are \(present.sorted().prefix(20).joined(separator: ", "))")
    }
    tellOtherWaves(column, labels, present, header)
    let codes = present.map { labels.firstIndex(of: $0).map { UInt8($0) } ?? 255 }
    var waves = WaveColumn(
      header: header, labels: labels, ofRow: column.codes.map { codes[Int($0)] },
      relation: hasClusters ? .shared : .fresh)
    switch relation {
    case "shared": waves.relation = .shared
    case "fresh": waves.relation = .fresh
    case let linked? where linked.hasPrefix("linked="):
      waves.relation = .linked
      waves.persons = try columns.crossed([String(linked.dropFirst(7))], option: "--waves").index
    default: break
    }
    return waves
  }

  /// Rows of other waves are left out of every figure, and said to be.
  private func tellOtherWaves(
    _ column: TextColumn, _ labels: [String], _ present: [String], _ header: String
  ) {
    let isOther = present.map { !labels.contains($0) }
    let rows = column.codes.reduce(0) { $0 + (isOther[Int($1)] ? 1 : 0) }
    guard rows > 0 else { return }
    let others = present.filter { !labels.contains($0) }.sorted().prefix(10)
      .map { $0.isEmpty ? "empty" : "'\($0)'" }.joined(separator: ", ")
    writeError(
      "warning: \(rows) \(rows == 1 ? "row has" : "rows have") neither '\(labels[0])' nor "
        + "'\(labels[1])' in \(header) (\(others)): they are in no level and no change")
  }
}

/// Before and after in a column of a file.
struct WaveColumn {
  var header: String
  var labels: [String]
  /// The wave of each row, 255 in neither.
  var ofRow: [UInt8]
  var relation: WaveRelation
  var persons: [Int32] = []
}
