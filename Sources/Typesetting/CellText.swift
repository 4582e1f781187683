import Graphics

/// The text of a table cell, cut where lines may end.
///
/// Running text is broken by the shaper; a cell is narrow and holds figures, intervals, identifiers
/// and file names, which have rules of their own: a number is never broken, `461 / 509` and
/// `-5.5 to 6.0` only where nothing else helps, and long names after `.`, `_`, `/` and `-`.
struct CellText {
  /// A stretch that stays on one line.
  struct Atom: Hashable {
    var text: String
    /// What follows it in the same line.
    var joint: Joint
  }

  enum Joint { case space, nothing, hyphen }

  /// Paragraphs of groups of atoms: groups are broken only where they do not fit a line.
  ///
  /// A group is a single word, perhaps with places to break it, or numbers that belong together.
  let paragraphs: [(text: String, groups: [[Atom]])]

  init(_ text: String) {
    paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
      let plain = words.joined(separator: " ").filter { $0 != "\u{AD}" }
      return (plain, Self.groups(words))
    }
  }

  // MARK: Where lines may end

  private static func groups(_ words: [String]) -> [[Atom]] {
    var groups: [[Atom]] = []
    var index = 0
    while index < words.count {
      var last = index
      while let next = endOfNumbers(words, after: last) { last = next }
      if last > index {
        groups.append(words[index...last].map { Atom(text: $0, joint: .space) })
      } else {
        groups.append(atoms(of: words[index]))
      }
      index = last + 1
    }
    return groups
  }

  /// The index of the word that stays with a number: a further number, a sign of percent or unit
  /// without letters, or the number after a short connecting word.
  private static func endOfNumbers(_ words: [String], after index: Int) -> Int? {
    guard isNumber(words[index]), index + 1 < words.count else { return nil }
    let next = words[index + 1]
    // What stands in brackets belongs together, not to the number before them.
    if next.hasPrefix("(") { return nil }
    if isNumber(next) { return index + 1 }
    // A year ends a date, so that the next word begins another one.
    guard next.count <= 4, !(isYear(words[index]) && next.contains(where: \.isLetter)) else {
      return nil
    }
    if index + 2 < words.count, isNumber(words[index + 2]) { return index + 2 }
    return next.contains(where: \.isLetter) ? nil : index + 1
  }

  /// `461`, `(-5.5`, `6.0)`, `68%`, `2022–2025`.
  static func isNumber(_ word: String) -> Bool {
    word.contains(where: \.isNumber) && !word.contains(where: \.isLetter)
  }

  private static func isYear(_ word: String) -> Bool {
    word.count == 4 && word.allSatisfy(\.isNumber)
  }

  private static func atoms(of word: String) -> [Atom] {
    var atoms: [Atom] = []
    var current = ""
    let characters = Array(word)
    let isName = characters.count > 12 && !isNumber(word)
    for (index, character) in characters.enumerated() {
      if character == "\u{AD}" {
        if !current.isEmpty { atoms.append(Atom(text: current, joint: .hyphen)) }
        current = ""
        continue
      }
      current.append(character)
      guard index > 0, index + 1 < characters.count else { continue }
      let before = characters[index - 1]
      let after = characters[index + 1]
      guard before.isLetter || before.isNumber, after.isLetter || after.isNumber,
        !(before.isNumber && after.isNumber)
      else { continue }
      let mayEnd =
        switch character {
        case ".", "_", ":", "=", "@": isName
        case "/": isName || index >= 3
        case "-", "\u{2010}", "–": isName || index >= 3 && characters.count - index > 4
        default: false
        }
      if mayEnd {
        atoms.append(Atom(text: current, joint: .nothing))
        current = ""
      }
    }
    if !current.isEmpty { atoms.append(Atom(text: current, joint: .space)) }
    return atoms
  }

  // MARK: Widths

  /// The width without any line break of its own.
  func naturalWidth(_ measure: (String) -> Double) -> Double {
    paragraphs.map { measure($0.text) }.max() ?? 0
  }

  /// The width of the widest thing that should stay on one line.
  func minimumWidth(_ unbroken: Unbroken, _ measure: (String) -> Double) -> Double {
    var widest = 0.0
    for (text, groups) in paragraphs {
      let isShort =
        text.count <= 14
        || text.count <= 24 && groups.count == 1 && groups[0].first?.joint == .space
      let isName = text.count <= 40 && !text.contains(" ")
      if isName && unbroken == .names || isShort && unbroken.keepsShortTexts {
        widest = max(widest, measure(text))
        continue
      }
      for group in groups {
        let isNumber = group.first?.joint == .space
        if unbroken == .words || !isNumber {
          for atom in group { widest = max(widest, measure(atom.text)) }
        } else {
          widest = max(widest, measure(Self.text(of: group[...])))
        }
      }
    }
    return widest
  }

  /// What stays on one line where the table's width allows it.
  ///
  /// Each case keeps what the next one keeps, and more.
  enum Unbroken: CaseIterable {
    case names, shortTexts, numbers, words

    var keepsShortTexts: Bool { self == .names || self == .shortTexts }
  }

  // MARK: Lines

  /// The lines of one paragraph.
  ///
  /// Two or three lines are made of similar length where `isBalanced` asks for it, and two lines of
  /// a narrow column where the second would hold next to nothing.
  func lines(
    of paragraph: Int, width: Double, isBalanced: Bool = false, _ measure: (String) -> Double
  ) -> [String] {
    var lines = filledLines(of: paragraph, width: width, measure)
    let isStub = lines.count == 2 && width < 160 && measure(lines[1]) < width * 0.25
    guard isBalanced && (2...3).contains(lines.count) || isStub else { return lines }
    var (least, most) = (width / Double(lines.count) * 0.9, width)
    while most - least > 4 {
      let middle = (least + most) / 2
      let narrower = filledLines(of: paragraph, width: middle, measure)
      if narrower.count == lines.count, narrower.allSatisfy({ measure($0) <= middle + 0.01 }),
        !narrower.contains(where: { $0.last == "\u{AD}" })
      {
        lines = narrower
        most = middle
      } else {
        least = middle
      }
    }
    return lines
  }

  /// Lines that take in as much as fits.
  private func filledLines(
    of paragraph: Int, width: Double, _ measure: (String) -> Double
  ) -> [String] {
    let (text, groups) = paragraphs[paragraph]
    let room = width + 0.01
    if measure(text) <= room { return [text] }
    let space = measure(" ")
    var lines: [String] = []
    var line: [Atom] = []
    var taken = 0.0
    func end() {
      guard !line.isEmpty else { return }
      lines.append(Self.text(of: line[...]) + (line.last?.joint == .hyphen ? "\u{AD}" : ""))
      line = []
      taken = 0
    }
    func place(_ atoms: [Atom], wide: Double) {
      let gap = line.last?.joint == .space ? space : 0
      if !line.isEmpty, taken + gap + wide > room { end() }
      taken += (line.isEmpty ? 0 : gap) + wide
      line += atoms
    }
    for group in groups {
      let wide = measure(Self.text(of: group[...]))
      if wide <= room {
        place(group, wide: wide)
        continue
      }
      for atom in group {
        for part in Self.parts(of: atom, room: room, measure) {
          place([part], wide: measure(part.text))
        }
      }
    }
    end()
    return lines
  }

  /// An atom wider than the column, cut between characters, but never between two digits.
  private static func parts(
    of atom: Atom, room: Double, _ measure: (String) -> Double
  ) -> [Atom] {
    guard measure(atom.text) > room, !isNumber(atom.text) else { return [atom] }
    var parts: [Atom] = []
    var current = ""
    var previous: Character?
    for character in atom.text {
      let isWithinNumber = previous?.isNumber == true && character.isNumber
      if !current.isEmpty, !isWithinNumber, measure(current + String(character) + "-") > room {
        parts.append(Atom(text: current, joint: .hyphen))
        current = ""
      }
      current.append(character)
      previous = character
    }
    parts.append(Atom(text: current, joint: atom.joint))
    return parts
  }

  private static func text(of atoms: ArraySlice<Atom>) -> String {
    var text = ""
    for (index, atom) in zip(atoms.indices, atoms) {
      text += atom.text
      if index + 1 < atoms.endIndex, atom.joint == .space { text += " " }
    }
    return text
  }
}
