/// Options of a question with several answers, taken apart from cells that hold them joined.
struct JoinedOptions {
  var separator: Character
  /// In order of appearance.
  var options: [String]
  /// Options that hold the separator themselves, such as "Attended a concert, play or show".
  var healed: [String] = []
  /// Options that always stand together, so that they may be one.
  var inseparable: [(String, String)] = []

  /// The options, or nil where the cells do not look like joined answers.
  init?(_ values: [String], counts: [String: Int]) {
    separator = values.contains { $0.contains(";") } ? ";" : ","
    let separator = separator
    guard values.contains(where: { $0.contains(separator) }) else { return nil }
    let cells = values.map { value in
      (
        parts: value.split(separator: separator).map { trimmed(String($0)) }.filter { !$0.isEmpty },
        count: counts[value] ?? 1
      )
    }
    let joints = Joints(cells)
    var order: [String] = []
    var totals: [String: Int] = [:]
    var isSeveral = false
    for (parts, count) in cells {
      let options = separator == "," ? joints.options(of: parts) : parts
      isSeveral = isSeveral || options.count > 1
      for option in options {
        if totals[option] == nil { order.append(option) }
        totals[option, default: 0] += count
      }
    }
    // Options repeat and pieces of free text do not; a rare one is what people typed under "other".
    let repeated = order.filter { (totals[$0] ?? 0) >= 2 && $0.count <= 100 }
    options = repeated.filter { !saysNone($0) } + repeated.filter(saysNone)
    let covered = options.reduce(0) { $0 + (totals[$1] ?? 0) }
    let all = totals.values.reduce(0, +)
    guard isSeveral, options.count >= 2, options.count <= 40, covered * 10 >= all * 8 else {
      return nil
    }
    guard separator == "," else { return }
    healed = options.filter { $0.contains(",") }
    for (first, second) in joints.alwaysTogether where totals[first] != nil {
      if totals[second] != nil { inseparable.append((first, second)) }
    }
  }

  /// What a person should look at, or nothing.
  var doubts: String {
    var text = ""
    if let example = healed.first {
      text +=
        "; \"\(example)\" is read as one answer, since its parts never stand alone"
        + (healed.count > 1 ? ", and so are \(healed.count - 1) more" : "")
    }
    if let (first, second) = inseparable.first {
      text += "; \"\(first)\" and \"\(second)\" always stand together: are they one answer?"
    }
    return text
  }

  /// Which pieces between commas continue the piece before them.
  private struct Joints {
    private var starts: Set<String> = []
    private var before: [String: Set<String>] = [:]
    private var counts: [String: Int] = [:]
    private var order: [String] = []

    init(_ cells: [(parts: [String], count: Int)]) {
      for (parts, count) in cells {
        if let first = parts.first { starts.insert(first) }
        for (index, part) in parts.enumerated() {
          if counts[part] == nil { order.append(part) }
          counts[part, default: 0] += count
          if index > 0 { before[part, default: []].insert(parts[index - 1]) }
        }
      }
    }

    /// A piece that never begins a cell and always follows the same piece goes on with it, unless a
    /// capital letter says that an answer begins.
    private func continues(_ part: String, after: String) -> Bool {
      guard !starts.contains(part), before[part] == [after], let first = part.first else {
        return false
      }
      return first.isLowercase
    }

    func options(of parts: [String]) -> [String] {
      var options: [String] = []
      var last = ""
      for part in parts {
        if let option = options.last, continues(part, after: last) {
          options[options.count - 1] = option + ", " + part
        } else {
          options.append(part)
        }
        last = part
      }
      return options
    }

    /// Pieces with capitals that follow each other in every cell that has either.
    var alwaysTogether: [(String, String)] {
      order.compactMap { part in
        guard let count = counts[part], count >= 5, !starts.contains(part),
          let only = before[part], only.count == 1, let first = only.first,
          counts[first] == count, !continues(part, after: first)
        else { return nil }
        return (first, part)
      }
    }
  }
}
