import Tabular

/// What the values of a file say about its decimal mark.
struct DecimalEvidence {
  /// Distinct values that can only be read with a decimal comma.
  var commas = 0
  /// Distinct values that can only be read with a decimal dot.
  var dots = 0
  /// A value of the rarer kind, and its column.
  var minority: (column: Int, text: String)?

  /// How many distinct values of a column are looked at.
  static let valuesPerColumn = 2000

  /// Looks at the first distinct values of each column.
  init(_ columns: [TextDictionary], valuesPerColumn: Int = Self.valuesPerColumn) {
    var firstComma: (Int, String)?
    var firstDot: (Int, String)?
    for (index, dictionary) in columns.enumerated() {
      for value in 0..<min(dictionary.count, valuesPerColumn) {
        let start = dictionary.offsets[value]
        let end = dictionary.offsets[value + 1]
        guard end - start <= 32 else { continue }
        switch Self.mark(dictionary.bytes[start..<end]) {
        case .comma?:
          commas += 1
          if firstComma == nil { firstComma = (index, dictionary[value]) }
        case .dot?:
          dots += 1
          if firstDot == nil { firstDot = (index, dictionary[value]) }
        case nil: break
        }
      }
    }
    guard commas > 0, dots > 0 else { return }
    minority = commas < dots ? firstComma : firstDot
  }

  /// Whether both marks occur.
  var isMixed: Bool { commas > 0 && dots > 0 }

  /// The mark of the file, with confidence.
  func finding(declared: DecimalMark?) -> FormatFinding {
    if let declared {
      return FormatFinding(.decimal, declared.rawValue, confidence: 1, reason: "declared")
    }
    if commas + dots == 0 {
      return FormatFinding(
        .decimal, DecimalMark.dot.rawValue, confidence: 0.5,
        reason: "no value has a fraction, so it does not matter")
    }
    let mark: DecimalMark = commas > dots ? .comma : .dot
    let share = Double(max(commas, dots)) / Double(commas + dots)
    // A few values prove less than many: one of one is not certainty.
    let weight = Double(commas + dots) / (Double(commas + dots) + 1)
    return FormatFinding(
      .decimal, mark.rawValue, confidence: 0.5 + (share - 0.5) * weight,
      reason: "\(commas) distinct values with a decimal comma, \(dots) with a decimal dot")
  }

  /// The mark of a value that cannot be read with the other one, or nil.
  ///
  /// `1,5` and `0,125` are commas; `1,250` may be grouped thousands and tells nothing; `1.250,5`
  /// tells by its last mark.
  private static func mark(_ bytes: ArraySlice<UInt8>) -> DecimalMark? {
    var lastMark: UInt8?
    var marks = 0
    var kinds: Set<UInt8> = []
    var digitsBefore = 0
    var digitsAfter = 0
    var leadingZero = false
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case 0x30...0x39:
        if lastMark == nil {
          if digitsBefore == 0 { leadingZero = byte == 0x30 }
          digitsBefore += 1
        } else {
          digitsAfter += 1
        }
      case 0x2C, 0x2E:
        lastMark = byte
        kinds.insert(byte)
        marks += 1
        digitsAfter = 0
      case 0x2D,
        0x2B where offset == 0:
        break
      case 0x20, 0x25, 0xC2, 0xA0: break
      default: return nil
      }
    }
    guard let lastMark, digitsBefore > 0, digitsAfter > 0 else { return nil }
    let mark: DecimalMark = lastMark == 0x2C ? .comma : .dot
    if kinds.count == 2 { return mark }
    if marks > 1 { return nil }
    if digitsAfter == 3, !leadingZero || digitsBefore > 1, digitsBefore <= 3 { return nil }
    return mark
  }
}
