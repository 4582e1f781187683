private import ColumnKernels

/// The sign that parts whole from fraction in the numbers of one file.
package enum DecimalMark: String, Sendable, Hashable, CaseIterable {
  /// `1,5`, as most of the Baltic Sea region writes.
  case comma
  /// `1.5`.
  case dot

  /// The mark itself.
  package var byte: UInt8 { self == .comma ? 0x2C : 0x2E }
  /// The mark itself.
  package var text: String { self == .comma ? "," : "." }

  /// The mark that a person names as `,`, `.`, `comma` or `dot`, or nil.
  package init?(named name: String) {
    switch name {
    case ",", "comma": self = .comma
    case ".", "dot", "point": self = .dot
    default: return nil
    }
  }
}

/// Reads a number as people write it: groups of three parted by spaces, NBSP or thin spaces, either
/// decimal mark, `%` at the end read over (`12,5 %` is 12.5), U+2212 as minus.
///
/// - Returns: the nearest double, or nil where the text is no number.
package func parseNumber(_ text: String, decimal: DecimalMark) -> Double? {
  var text = text
  return text.withUTF8 {
    parseDecimal(UnsafeRawBufferPointer($0), decimalMark: decimal.byte)
  }
}

/// Reads a number from UTF-8; see `parseNumber(_:decimal:)` for text.
package func parseNumber(_ bytes: UnsafeRawBufferPointer, decimal: DecimalMark) -> Double? {
  parseDecimal(bytes, decimalMark: decimal.byte)
}

/// The numbers of a text column, with what could not be read.
package struct NumberReading: Sendable {
  /// The numbers; unreadable cells are missing as `unreadable`.
  package var column: RealColumn
  /// The distinct texts that are no numbers, with the first row each stands in and how many do.
  package var unreadable: [(text: String, firstRow: Int, count: Int)]
}

extension TextColumn {
  /// Reads the column as numbers; each distinct text is parsed once.
  ///
  /// - Parameters:
  ///   - decimal: the decimal mark of the file.
  ///   - missing: texts that stand for a missing answer; empty text always does.
  /// - Returns: the column and what was not a number.
  package func numbers(
    decimal: DecimalMark, missing: [String: MissingReason] = [:]
  ) -> NumberReading {
    var values: [Double] = []
    var flags: [UInt8] = []
    for index in 0..<dictionary.count {
      let text = dictionary[index]
      let isBlank = text.allSatisfy(\.isWhitespace)
      if let reason = missing[text] ?? (isBlank ? .notAnswered : nil) {
        values.append(0)
        flags.append(reason.rawValue + 1)
      } else if let number = parseNumber(text, decimal: decimal) {
        values.append(number)
        flags.append(0)
      } else {
        values.append(0)
        flags.append(MissingReason.unreadable.rawValue + 1)
      }
    }
    let bad = MissingReason.unreadable.rawValue + 1
    var found: [Int: (firstRow: Int, count: Int)] = [:]
    var order: [Int] = []
    if flags.contains(bad) {
      for (row, code) in codes.enumerated() where flags[Int(code)] == bad {
        if let seen = found[Int(code)] {
          found[Int(code)] = (seen.firstRow, seen.count + 1)
        } else {
          found[Int(code)] = (row, 1)
          order.append(Int(code))
        }
      }
    }
    let column = RealColumn(
      values: codes.lookedUp(in: values), missing: codes.lookedUp(in: flags))
    let unreadable = order.map { index in
      let seen = found[index] ?? (0, 0)
      return (text: dictionary[index], firstRow: seen.firstRow, count: seen.count)
    }
    return NumberReading(column: column, unreadable: unreadable)
  }
}
