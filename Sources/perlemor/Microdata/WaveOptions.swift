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
      guard WaveColumn.isWellFormed(change) else {
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
    guard let change else { return nil }
    return try WaveColumn(
      change, relation: relation, columns: columns, hasClusters: hasClusters)
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

  /// Whether a text is COLUMN=BEFORE:AFTER.
  static func isWellFormed(_ change: String) -> Bool {
    let values = change.lastIndex(of: "=").map { change[change.index(after: $0)...] } ?? ""
    return values.split(separator: ":").count == 2 && !change.hasPrefix("=")
  }

  /// Reads COLUMN=BEFORE:AFTER of a file.
  init(
    _ change: String, relation: String? = nil, columns: EstimateColumns, hasClusters: Bool = false
  ) throws {
    guard let equals = change.lastIndex(of: "="), Self.isWellFormed(change) else {
      throw Failure("--change is COLUMN=BEFORE:AFTER, not '\(change)'")
    }
    let header = String(change[..<equals])
    let labels = change[change.index(after: equals)...].split(separator: ":").map(String.init)
    let column = try columns.column(header, option: "--change")
    let present = (0..<column.dictionary.count).map { column.dictionary[$0] }
    for label in labels where !present.contains(label) {
      throw Failure(
        "\(columns.name), \(header): no row has '\(label)' (--change)"
          + "\n    → its values are \(present.sorted().prefix(20).joined(separator: ", "))")
    }
    Self.tellOtherWaves(column, labels, present, header)
    let codes = present.map { labels.firstIndex(of: $0).map { UInt8($0) } ?? 255 }
    self.header = header
    self.labels = labels
    ofRow = column.codes.map { codes[Int($0)] }
    self.relation = hasClusters ? .shared : .fresh
    switch relation {
    case "shared": self.relation = .shared
    case "fresh": self.relation = .fresh
    case let linked? where linked.hasPrefix("linked="):
      self.relation = .linked
      persons = try columns.crossed([String(linked.dropFirst(7))], option: "--waves").index
    default: break
    }
  }

  /// Rows of other waves are left out of every figure, and said to be.
  private static func tellOtherWaves(
    _ column: TextColumn, _ labels: [String], _ present: [String], _ header: String
  ) {
    let tally = column.codes.tallied(codeCount: present.count)
    let rows = zip(present, tally).reduce(0) { $0 + (labels.contains($1.0) ? 0 : $1.1) }
    guard rows > 0 else { return }
    let others = present.filter { !labels.contains($0) }.sorted().prefix(10)
      .map { $0.isEmpty ? "empty" : "'\($0)'" }.joined(separator: ", ")
    writeError(
      "warning: \(rows) \(rows == 1 ? "row has" : "rows have") neither '\(labels[0])' nor "
        + "'\(labels[1])' in \(header) (\(others)): they are in no level and no change")
  }
}
