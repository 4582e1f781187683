/// A linear contrast as people write it, such as `(A:after - A:before) - (B:after - B:before)` or
/// `harbour - 0.5 * (hill + forest)`.
///
/// Names are taken as they are, the longest that fits first, so that they may hold spaces and hyphens;
/// in quotes ("…" or '…') a name stands for itself whatever follows. Numbers multiply or divide, and
/// brackets group; there is no constant.
public struct ContrastExpression: Sendable, Hashable {
  /// The coefficient of each name, in the order of the names.
  public let coefficients: [Double]

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - names: What statistics may be called in it.
  /// - Throws: `ContrastExpressionError`.
  public init(_ text: String, names: [String]) throws(ContrastExpressionError) {
    var reader = ContrastReader(text: Array(text), names: names.map { Array($0) })
    coefficients = try reader.read()
    guard coefficients.contains(where: { $0 != 0 }) else { throw .nothingLeft }
  }
}

/// Why an expression is no contrast.
public enum ContrastExpressionError: Error, Sendable, Hashable {
  /// Something else was expected at a character, counted from 1.
  case unexpected(character: Int, expected: String)
  /// A name that is not one of those that there are.
  case unknownName(character: Int, text: String, names: [String])
  /// The terms cancel out.
  case nothingLeft
}

extension ContrastExpressionError: CustomStringConvertible {
  /// The place, then what is wrong and what may stand there.
  public var description: String {
    switch self {
    case .unexpected(let character, let expected):
      "character \(character): expected \(expected)"
    case .unknownName(let character, let text, let names):
      "character \(character): \"\(text)\" is not one of "
        + names.prefix(20).joined(separator: ", ")
        + (names.count > 20 ? " and \(names.count - 20) more" : "")
    case .nothingLeft: "nothing is left of the contrast"
    }
  }
}

/// Reads a sum of products by descent.
private struct ContrastReader {
  let text: [Character]
  let names: [[Character]]
  private var at = 0
  private var depth = 0

  init(text: [Character], names: [[Character]]) {
    self.text = text
    self.names = names
  }

  mutating func read() throws(ContrastExpressionError) -> [Double] {
    let result = try sum()
    guard at == text.count else {
      throw .unexpected(character: at + 1, expected: "+, - or the end")
    }
    return result
  }

  private mutating func sum() throws(ContrastExpressionError) -> [Double] {
    var total = [Double](repeating: 0, count: names.count)
    var sign = take("-", "−") ? -1.0 : 1
    if sign > 0 { _ = take("+") }
    while true {
      let term = try product()
      for place in total.indices { total[place] += sign * term[place] }
      if take("+") {
        sign = 1
      } else if take("-", "−") {
        sign = -1
      } else {
        return total
      }
    }
  }

  private mutating func product() throws(ContrastExpressionError) -> [Double] {
    var factor = 1.0
    // A name may begin with a digit, so names come before numbers.
    while place() == nil, let number = number() {
      factor *= number
      _ = take("*", "·")
    }
    var result = try atom()
    while true {
      if take("/") {
        guard let number = number(), number != 0 else {
          throw .unexpected(character: at + 1, expected: "a number other than zero")
        }
        factor /= number
      } else if take("*", "·") {
        guard let number = number() else {
          throw .unexpected(character: at + 1, expected: "a number")
        }
        factor *= number
      } else {
        for place in result.indices { result[place] *= factor }
        return result
      }
    }
  }

  private mutating func atom() throws(ContrastExpressionError) -> [Double] {
    if let place = place() {
      at += names[place].count
      return unit(place)
    }
    if take("(") {
      depth += 1
      // Deeper than anyone writes, and before the stack ends.
      guard depth <= 200 else { throw .unexpected(character: at, expected: "fewer brackets") }
      let inner = try sum()
      guard take(")") else { throw .unexpected(character: at + 1, expected: ")") }
      depth -= 1
      return inner
    }
    skipSpaces()
    let start = at
    guard start < text.count else {
      throw .unexpected(character: start + 1, expected: "a name")
    }
    if text[start] == "\"" || text[start] == "'" {
      guard let end = text[(start + 1)...].firstIndex(of: text[start]) else {
        throw .unexpected(character: text.count + 1, expected: String(text[start]))
      }
      let name = Array(text[(start + 1)..<end])
      guard let place = names.firstIndex(of: name) else { throw unknown(start, String(name)) }
      at = end + 1
      return unit(place)
    }
    let end = text[start...].firstIndex { "+-−*·/()".contains($0) } ?? text.count
    var found = text[start..<end]
    while found.last?.isWhitespace == true { found.removeLast() }
    throw found.isEmpty
      ? .unexpected(character: start + 1, expected: "a name") : unknown(start, String(found))
  }

  private func unknown(_ start: Int, _ text: String) -> ContrastExpressionError {
    .unknownName(character: start + 1, text: text, names: names.map { String($0) })
  }

  private func unit(_ place: Int) -> [Double] {
    names.indices.map { $0 == place ? 1 : 0 }
  }

  /// The longest name that stands here and ends where a name may end.
  private mutating func place() -> Int? {
    skipSpaces()
    var best: Int?
    for (place, name) in names.enumerated() where !name.isEmpty {
      guard at + name.count <= text.count, text[at..<at + name.count].elementsEqual(name) else {
        continue
      }
      var end = at + name.count
      while end < text.count, text[end].isWhitespace { end += 1 }
      guard end == text.count || "+-−*·/)".contains(text[end]) else { continue }
      if name.count > (best.map { names[$0].count } ?? 0) { best = place }
    }
    return best
  }

  private mutating func number() -> Double? {
    skipSpaces()
    let end = text[at...].firstIndex { !($0.isASCII && ($0.isNumber || $0 == ".")) } ?? text.count
    guard end > at, let value = Double(String(text[at..<end])), value.isFinite else { return nil }
    at = end
    return value
  }

  private mutating func take(_ characters: Character...) -> Bool {
    skipSpaces()
    guard at < text.count, characters.contains(text[at]) else { return false }
    at += 1
    return true
  }

  private mutating func skipSpaces() {
    while at < text.count, text[at].isWhitespace { at += 1 }
  }
}
