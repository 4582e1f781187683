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

  /// The wave of a register, by its name or by the year of its days; nil where neither tells.
  func wave(ofRegister source: DraftSource) -> String? {
    let name = source.file.split(separator: "/").last.map(String.init) ?? source.file
    var time = Self.timeOf(folded(name))
    if time == nil {
      let days = source.columns.filter {
        HeaderRole.looseRoles(of: $0.header).contains(.date)
      }.flatMap { column in column.entries.compactMap(parseDay) }
      let years = Set(days.map { isoDay($0).prefix(4) })
      if years.count == 1 { time = years.first.flatMap { Int($0) } }
    }
    guard let time else { return nil }
    if time == 1 { return waves.first?.id }
    if time == 9000 { return waves.last?.id }
    return waves.first {
      $0.from?.hasPrefix(String(time)) == true || $0.label == String(time)
    }?.id
  }

  /// Whether the plan knows the waves of a file's rows.
  func tells(_ source: DraftSource) -> Bool {
    if wave(ofRegister: source) != nil { return true }
    return switch rule {
    case .files(let byFile): byFile[source.file] != nil
    case .column(let header, _), .dates(let header): source.headers.contains(header)
    }
  }

  private static let ids = ["before", "after"]

  /// Finds the plan: a wave column, then file names, then a gap in the dates, else one wave.
  static func guess(_ sources: [DraftSource]) -> WavePlan {
    var plan =
      byColumn(sources) ?? byFileName(sources) ?? byDates(sources) ?? byFile(sources)
      ?? single(sources)
    plan.addDays(of: sources)
    if plan.waves.count > 1 { plan.addYears() }
    return plan
  }

  private static func named(_ count: Int) -> [String] {
    count == 2 ? ids : (1...max(count, 1)).map { "wave\($0)" }
  }

  private static func byColumn(_ sources: [DraftSource]) -> WavePlan? {
    guard let first = sources.first else { return nil }
    for column in first.columns {
      let isNamed = HeaderRole.roles(of: column.header).contains(.wave)
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
      // "before" and "after" are waves whatever the column is called.
      let times = values.map { timeOf(folded($0)) }
      guard isNamed || values.count == 2 && times.contains(1) && times.contains(9000) else {
        continue
      }
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
    let isYear = Int(raw).map { (1900...2200).contains($0) } ?? false
    return isYear ? raw : word
  }

  /// Sorts years and words of time.
  private static func order(_ value: String) -> (Int, String) {
    let word = folded(value)
    if let number = Int(word.filter { $0.isASCII && $0.isNumber }) { return (number, word) }
    return (timeOf(word) ?? 5000, word)
  }

  private static let beforeWords = [
    "before", "baseline", "pre", "foer", "før", "före", "vorher", "enne", "ennen", "pirms",
    "prieš", "przed", "wave1", "wave_1", "w1", "t0", "t1", "first", "første", "första", "erste",
    "ensimmäinen", "esimene", "pirmais", "pirmas", "pierwszy", "pierwsza", "baselinie", "start",
  ]
  private static let afterWords = [
    "after", "followup", "follow-up", "post", "efter", "etter", "nachher", "pärast", "jälkeen",
    "pēc", "po", "wave2", "wave_2", "w2", "t2", "endline", "second", "anden", "andra", "zweite",
    "toinen", "teine", "otrais", "antras", "druga", "drugi", "nach", "end",
  ]

  private static func timeOf(_ text: String) -> Int? {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.contains(where: beforeWords.contains) { return 1 }
    if words.contains(where: afterWords.contains) { return 9000 }
    // A run of digits may hold a whole day: 20250314.
    return text.split { !($0.isASCII && $0.isNumber) }.compactMap { digits in
      [4, 8].contains(digits.count)
        ? Int(digits.prefix(4)).flatMap { (1990...2100).contains($0) ? $0 : nil } : nil
    }.first
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
    for (header, days) in dayColumns(sources) {
      let total = days.reduce(0) { $0 + $1.count }
      var before = 0
      var gap: (from: Int32, to: Int32)?
      for (day, next) in zip(days, days.dropFirst()) {
        before += day.count
        // A few days of trial make no wave.
        guard before * 10 >= total, (total - before) * 10 >= total else { continue }
        if next.day - day.day > (gap.map { $0.to - $0.from } ?? 89) { gap = (day.day, next.day) }
      }
      guard let gap, let first = days.first?.day, let last = days.last?.day else { continue }
      return WavePlan(
        waves: [
          Wave(id: "before", label: "Before", from: isoDay(first), to: isoDay(gap.from)),
          Wave(id: "after", label: "After", from: isoDay(gap.to), to: isoDay(last)),
        ], rule: .dates(header),
        why: "nobody answered between \(isoDay(gap.from)) and \(isoDay(gap.to))")
    }
    return nil
  }

  /// Files with the same questions and nothing in their names: by their days, else as they were
  /// given.
  private static func byFile(_ sources: [DraftSource]) -> WavePlan? {
    guard sources.count == 2, let first = sources.first, let second = sources.last else {
      return nil
    }
    let same = Set(first.headers).intersection(second.headers).count
    guard same * 2 >= min(first.headers.count, second.headers.count) else { return nil }
    var pair = [first, second]
    var why = "two files with the same questions are two waves, in the order given"
    if let one = period(of: first), let two = period(of: second) {
      if one.last >= two.first, two.last >= one.first { return nil }
      if two.last < one.first { pair = [second, first] }
      why = "two files with the same questions, filled in one after the other"
    }
    var byFile: [String: String] = [:]
    for (source, id) in zip(pair, ids) { byFile[source.file] = id }
    return WavePlan(
      waves: [Wave(id: "before", label: "Before"), Wave(id: "after", label: "After")],
      rule: .files(byFile), why: why)
  }

  /// Columns that say when a row was filled in, with their days in order.
  private static func dayColumns(
    _ sources: [DraftSource]
  ) -> [(header: String, days: [(day: Int32, count: Int)])] {
    (sources.first?.columns ?? []).compactMap { column in
      let roles = HeaderRole.roles(of: column.header)
      guard roles.contains(.timestamp) || roles.contains(.date) else { return nil }
      var counts: [Int32: Int] = [:]
      for source in sources {
        guard let same = source.columns.first(where: { $0.header == column.header }) else {
          return nil
        }
        for (entry, text) in same.entries.enumerated() where same.counts[entry] > 0 {
          if let day = parseDay(text) { counts[day, default: 0] += same.counts[entry] }
        }
      }
      guard counts.count >= 2 else { return nil }
      return (column.header, counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  private static func period(of source: DraftSource) -> (first: Int32, last: Int32)? {
    guard let days = dayColumns([source]).first?.days, let first = days.first?.day,
      let last = days.last?.day
    else { return nil }
    return (first, last)
  }

  /// The days of fieldwork of each wave, where its files tell them.
  private mutating func addDays(of sources: [DraftSource]) {
    guard case .files(let byFile) = rule else { return }
    var periods: [(from: Int32, to: Int32)] = []
    for wave in waves {
      let own = sources.filter { byFile[$0.file] == wave.id }.map(Self.period)
      let known = own.compactMap { $0 }
      guard known.count == own.count, let from = known.map(\.first).min(),
        let to = known.map(\.last).max(), periods.last.map({ $0.to <= from }) ?? true
      else { return }
      periods.append((from, to))
    }
    for (index, period) in periods.enumerated() {
      waves[index].from = isoDay(period.from)
      waves[index].to = isoDay(period.to)
    }
  }

  /// Calls waves by their years where each lies in a year of its own.
  private mutating func addYears() {
    let years = waves.map { $0.from.map { String($0.prefix(4)) } ?? "" }
    guard Set(years).count == waves.count, !years.contains("") else { return }
    for (index, year) in years.enumerated() where Int(waves[index].label) == nil {
      waves[index].label = year
    }
  }

  private static func single(_ sources: [DraftSource]) -> WavePlan {
    let byFile = Dictionary(
      sources.map { ($0.file, "before") }, uniquingKeysWith: { first, _ in first })
    return WavePlan(
      waves: [Wave(id: "before", label: "Before")], rule: .files(byFile),
      why: "nothing tells two waves apart, so all answers are one wave; a before and after needs "
        + "the second file")
  }
}
