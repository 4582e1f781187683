import Foundation
import Testing

/// Attacks what the sample programme publishes, as a curious neighbour with a spreadsheet would.
struct DisclosureAttackTests {
  /// One published number or its absence.
  struct Line {
    var place: String
    var indicator: String
    var group: String
    var wave: String
    var statistic: String
    var answer: String
    var value: Double?
    var count: Int?
    var unit: String
    var isWithheld: Bool
    var variable: String { String(group.prefix { $0 != "=" }) }
    var key: String { "\(place) \(indicator) \(wave)" }
  }

  private let leastRespondents = 30
  private let leastCell = 10

  @Test func `no hidden group or answer of the sample programme can be worked out`() throws {
    let scratch = try ScratchFolder()
    let out = scratch.url.appending(path: "out")
    let programme = CommandRun.root.appending(path: "SampleData/programme")
    let run = try CommandRun(["run", programme.path, "--out", out.path, "--as-of", "2026-05-01"])
    try #require(run.exitCode == 0, "\(run.errors)")
    let lines = try lines(of: out.appending(path: "published/results.csv"))
    try #require(lines.count > 1000)

    let figures = lines.filter { ["share", "mean"].contains($0.statistic) && $0.wave != "change" }
    for line in figures where line.value != nil && !line.indicator.hasPrefix("part.") {
      let n = try #require(line.count)
      #expect(n >= leastRespondents, "\(line)")
      guard line.statistic == "share", let share = line.value else { continue }
      // Without weights a precise share tells how many said yes: neither side may be few.
      let yes = share * Double(n)
      if abs(yes - yes.rounded()) < 1e-6 {
        #expect(min(yes, Double(n) - yes) >= Double(leastCell) - 1e-6, "\(line)")
      }
    }
    attackCounts(lines)
    attackFamilies(figures.filter { !$0.indicator.hasPrefix("part.") })
    try attackTogether(figures)
  }

  /// Counts of answers and of reasons, where events disclose nobody.
  private func attackCounts(_ lines: [Line]) {
    for line in lines where !line.indicator.hasSuffix("event_diversity") {
      if line.statistic == "answer_share", let n = line.count {
        #expect(n >= leastCell, "\(line)")
        #expect(line.group.isEmpty, "\(line)")
      }
      if line.statistic == "missing", let n = line.value {
        #expect(n >= Double(leastCell), "\(line)")
        #expect(line.group.isEmpty, "\(line)")
      }
    }
    // A count that is left over when the others are subtracted from their total.
    let distributions = Dictionary(
      grouping: lines.filter { $0.statistic == "answer_share" && $0.count != nil }, by: \.key)
    for (key, answers) in distributions where !key.contains("event_diversity") {
      let whole = lines.first {
        $0.key == key && $0.group.isEmpty && ["share", "mean"].contains($0.statistic)
      }
      guard let whole, let n = whole.count, !whole.indicator.hasPrefix("part.") else { continue }
      let rest = n - answers.reduce(0) { $0 + ($1.count ?? 0) }
      #expect(rest == 0 || rest >= leastCell, "\(key): \(rest) are left over")
    }
  }

  /// Every set of shown groups of one variable, subtracted from the whole.
  private func attackFamilies(_ figures: [Line]) {
    let wholes = Dictionary(
      figures.filter { $0.group.isEmpty }.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    let families = Dictionary(grouping: figures.filter { !$0.group.isEmpty }) {
      "\($0.key) \($0.variable)"
    }
    var attacked = 0
    for (key, parts) in families {
      guard let whole = wholes[parts[0].key], let n = whole.count, let value = whole.value else {
        #expect(parts.allSatisfy { $0.value == nil }, "\(key) has groups without a whole")
        continue
      }
      let shown = parts.filter { $0.value != nil }
      let hidden = parts.contains { $0.isWithheld }
      for subset in 1..<(1 << shown.count) where shown.count > 0 {
        let taken = shown.indices.filter { subset & (1 << $0) != 0 }.map { shown[$0] }
        let rest = n - taken.reduce(0) { $0 + ($1.count ?? 0) }
        // What is left may be groups that are shown anyway; only hidden ones are an attack.
        guard taken.count == shown.count, hidden || rest > 0 else { continue }
        attacked += 1
        guard hidden else { continue }
        #expect(rest == 0 || rest >= leastRespondents, "\(key): \(rest) persons are left over")
        guard whole.statistic == "share", rest > 0 else { continue }
        let yes =
          value * Double(n)
          - taken.reduce(0) { $0 + ($1.value ?? 0) * Double($1.count ?? 0) }
        if abs(yes - yes.rounded()) < 1e-6 {
          #expect(
            min(yes, Double(rest) - yes) > Double(leastCell) - 1e-6, "\(key): \(yes) of \(rest)")
        }
      }
    }
    #expect(attacked > 50)
  }

  /// What is hidden in one wave is hidden in the other, so that years cannot be subtracted.
  private func attackTogether(_ figures: [Line]) throws {
    let results = Dictionary(grouping: figures) { "\($0.place) \($0.indicator) \($0.group)" }
    for (key, waves) in results where waves.contains(where: \.isWithheld) {
      #expect(waves.allSatisfy { $0.value == nil && $0.count == nil }, "\(key)")
    }
  }

  private func lines(of file: URL) throws -> [Line] {
    let text = try String(contentsOf: file, encoding: .utf8)
    let rows = text.split(separator: "\n").map { cells(of: $0) }
    let header = try #require(rows.first)
    func place(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
    let columns = try [
      "municipality", "indicator", "group", "wave", "statistic", "answer", "value", "n", "unit",
      "withheld",
    ].map(place)
    return rows.dropFirst().map { row in
      let field = columns.map { row[$0] }
      return Line(
        place: field[0], indicator: field[1], group: field[2], wave: field[3],
        statistic: field[4], answer: field[5], value: Double(field[6]), count: Int(field[7]),
        unit: field[8], isWithheld: !field[9].isEmpty)
    }
  }

  private func cells(of line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
