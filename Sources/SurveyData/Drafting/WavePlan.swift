/// How the waves of a drafted study are told apart.
struct WavePlan {
  struct Wave {
    var id: String
    var label: String
    var from: String?
    var to: String?
  }
  enum Rule {
    /// Wave id by file.
    case files([String: String])
    /// A column with its raw value for each wave id.
    case column(String, values: [(raw: String, id: String)])
    /// A column of dates.
    case dates(String)
  }
  var waves: [Wave]
  var rule: Rule
  var why: String

  private static let ids = ["before", "after"]

  /// Finds the plan: a wave column, then file names, then a gap in the dates, else one wave.
  static func guess(_ sources: [DraftSource]) -> WavePlan {
    byColumn(sources) ?? byFileName(sources) ?? byDates(sources) ?? single(sources)
  }

  private static func named(_ count: Int) -> [String] {
    count == 2 ? ids : (1...max(count, 1)).map { "wave\($0)" }
  }

  private static func byColumn(_ sources: [DraftSource]) -> WavePlan? {
    guard let first = sources.first else { return nil }
    for column in first.columns where HeaderRole.roles(of: column.header).contains(.wave) {
      let all = sources.compactMap { source in
        source.columns.first { $0.header == column.header }
      }
      guard all.count == sources.count else { continue }
      var values: [String] = []
      for column in all {
        for (entry, text) in column.entries.enumerated()
        where column.counts[entry] > 0 && !text.isEmpty && !values.contains(text) {
          values.append(text)
        }
      }
      guard values.count >= 2, values.count <= 200 else { continue }
      values.sort { order($0) < order($1) }
      // Many waves: the first and the last are compared until a person says otherwise.
      let chosen = values.count <= 2 ? values : [values[0], values[values.count - 1]]
      let waves = zip(named(chosen.count), chosen).map { Wave(id: $0, label: label($0, $1)) }
      return WavePlan(
        waves: waves,
        rule: .column(column.header, values: zip(chosen, waves).map { ($0, $1.id) }),
        why: values.count == 2
          ? "the column \(column.header) holds \(values.joined(separator: " and "))"
          : "the column \(column.header) holds \(values.count) values; the first and the last are "
            + "compared, the others set aside")
    }
    return nil
  }

  private static func label(_ id: String, _ raw: String) -> String {
    let word = id.prefix(1).uppercased() + id.dropFirst()
    return Int(raw) != nil && raw.count == 4 ? "\(word) (\(raw))" : word
  }

  /// Sorts years and words of time.
  private static func order(_ value: String) -> (Int, String) {
    let word = folded(value)
    if let number = Int(word.filter { $0.isASCII && $0.isNumber }) { return (number, word) }
    return (timeOf(word) ?? 5000, word)
  }

  private static let beforeWords = [
    "before", "baseline", "pre", "foer", "før", "före", "vorher", "enne", "ennen", "pirms",
    "prieš", "przed", "wave1", "wave_1", "w1", "t0", "t1",
  ]
  private static let afterWords = [
    "after", "followup", "follow-up", "post", "efter", "etter", "nachher", "pärast", "jälkeen",
    "pēc", "po", "wave2", "wave_2", "w2", "t2", "endline",
  ]

  private static func timeOf(_ text: String) -> Int? {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.contains(where: beforeWords.contains) { return 1 }
    if words.contains(where: afterWords.contains) { return 9000 }
    return words.compactMap { Int($0) }.first { (1900...2200).contains($0) }
      ?? Int(text.filter { $0.isASCII && $0.isNumber }.prefix(4)).flatMap {
        (1900...2200).contains($0) ? $0 : nil
      }
  }

  private static func byFileName(_ sources: [DraftSource]) -> WavePlan? {
    let times = sources.map { source in
      timeOf(folded(source.file.split(separator: "/").last.map(String.init) ?? source.file))
    }
    let distinct = Set(times.compactMap { $0 }).sorted()
    guard distinct.count >= 2, times.allSatisfy({ $0 != nil }) else { return nil }
    let waves = zip(named(distinct.count), distinct).map { id, time in
      Wave(id: id, label: label(id, String(time)))
    }
    var byFile: [String: String] = [:]
    for (source, time) in zip(sources, times) {
      if let index = distinct.firstIndex(where: { $0 == time }) {
        byFile[source.file] = waves[index].id
      }
    }
    return WavePlan(waves: waves, rule: .files(byFile), why: "the names of the files")
  }

  /// One file filled in over two periods has a long silence between them.
  private static func byDates(_ sources: [DraftSource]) -> WavePlan? {
    for column in sources.first?.columns ?? [] {
      let roles = HeaderRole.roles(of: column.header)
      guard roles.contains(.timestamp) || roles.contains(.date) else { continue }
      var days: Set<Int32> = []
      for source in sources {
        guard let same = source.columns.first(where: { $0.header == column.header }) else {
          return nil
        }
        for (entry, text) in same.entries.enumerated() where same.counts[entry] > 0 {
          if let day = parseDay(text) { days.insert(day) }
        }
      }
      let sorted = days.sorted()
      guard sorted.count >= 2, let first = sorted.first, let last = sorted.last else { continue }
      let gaps = zip(sorted, sorted.dropFirst())
      guard let gap = gaps.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }), gap.1 - gap.0 >= 120 else {
        continue
      }
      return WavePlan(
        waves: [
          Wave(id: "before", label: "Before", from: isoDay(first), to: isoDay(gap.0)),
          Wave(id: "after", label: "After", from: isoDay(gap.1), to: isoDay(last)),
        ], rule: .dates(column.header),
        why: "nobody answered between \(isoDay(gap.0)) and \(isoDay(gap.1))")
    }
    return nil
  }

  private static func single(_ sources: [DraftSource]) -> WavePlan {
    let byFile = Dictionary(
      sources.map { ($0.file, "before") }, uniquingKeysWith: { first, _ in first })
    return WavePlan(
      waves: [Wave(id: "before", label: "Before")], rule: .files(byFile),
      why: "nothing tells two waves apart, so all answers are one wave")
  }
}
