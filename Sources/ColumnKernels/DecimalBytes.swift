/// Reads a number from UTF-8 as offices write it.
///
/// Takes a sign (`-`, `+`, U+2212), digits in groups of three parted by a space, NBSP, thin or
/// narrow space or by the mark that is not the decimal mark, one decimal mark, an exponent and a
/// percent sign at the end, which is read over: `12,5 %` is 12.5. Space around is read over.
///
/// - Parameters:
///   - bytes: the text.
///   - decimalMark: `.` or `,` as a byte.
/// - Returns: the number nearest to the text, or nil where it is no number.
package func parseDecimal(_ bytes: UnsafeRawBufferPointer, decimalMark: UInt8) -> Double? {
  var scan = DecimalScan(bytes: bytes, decimalMark: decimalMark)
  return scan.run()
}

/// Reads a whole number of at most 18 digits with an optional minus, or says nil.
package func parseInteger(_ bytes: UnsafeRawBufferPointer) -> Int? {
  var i = 0
  let isNegative = bytes.first == 0x2D
  if isNegative { i = 1 }
  let digits = bytes.count - i
  guard digits >= 1, digits <= 18 else { return nil }
  var value = 0
  while i < bytes.count {
    let digit = bytes[i] &- 0x30
    guard digit <= 9 else { return nil }
    value = value * 10 + Int(digit)
    i += 1
  }
  return isNegative ? -value : value
}

private struct DecimalScan {
  let bytes: UnsafeRawBufferPointer
  let decimalMark: UInt8
  var i = 0
  var mantissa: UInt64 = 0
  var digits = 0
  var plain: [UInt8] = []

  init(bytes: UnsafeRawBufferPointer, decimalMark: UInt8) {
    self.bytes = bytes
    self.decimalMark = decimalMark
  }

  mutating func run() -> Double? {
    while spaceLength() > 0 { i += spaceLength() }
    let isNegative = sign()
    guard let whole = wholePart() else { return nil }
    var fraction = 0
    if i < bytes.count, bytes[i] == decimalMark {
      i += 1
      while let digit = digit() {
        take(digit)
        fraction += 1
      }
    }
    guard whole + fraction > 0 else { return nil }
    var exponent = 0
    if i < bytes.count, bytes[i] | 0x20 == 0x65 {
      i += 1
      let isDown = sign()
      var count = 0
      while let digit = digit() {
        exponent = min(exponent * 10 + Int(digit), 9999)
        count += 1
      }
      guard count > 0 else { return nil }
      if isDown { exponent = -exponent }
    }
    while spaceLength() > 0 { i += spaceLength() }
    if i < bytes.count, bytes[i] == 0x25 { i += 1 }
    while spaceLength() > 0 { i += spaceLength() }
    guard i == bytes.count else { return nil }
    return value(power: exponent - fraction, isNegative: isNegative)
  }

  /// Exact where mantissa and power of ten are both doubles (Clinger 1990), else by the library.
  private func value(power: Int, isNegative: Bool) -> Double? {
    let magnitude: Double
    if digits <= 15, abs(power) <= 22 {
      let scale = powersOfTen[abs(power)]
      magnitude = power < 0 ? Double(mantissa) / scale : Double(mantissa) * scale
    } else {
      let text = String(decoding: plain, as: UTF8.self) + "e\(power)"
      guard let parsed = Double(text) else { return nil }
      magnitude = parsed
    }
    guard magnitude.isFinite else { return nil }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func sign() -> Bool {
    guard i < bytes.count else { return false }
    if bytes[i] == 0x2D {
      i += 1
      return true
    }
    if bytes[i] == 0x2B { i += 1 }
    if i + 2 < bytes.count, bytes[i] == 0xE2, bytes[i + 1] == 0x88, bytes[i + 2] == 0x92 {
      i += 3
      return true
    }
    return false
  }

  /// The digits before the mark, with or without groups; nil where groups are not of three.
  private mutating func wholePart() -> Int? {
    var count = 0
    while let digit = digit() {
      take(digit)
      count += 1
    }
    guard count >= 1, count <= 3 else { return count }
    var separator: UInt8?
    while i < bytes.count {
      let length = separatorLength()
      guard length > 0, hasThreeDigits(at: i + length) else { return count }
      // `1.234 567` mixes two ways of grouping: not a number.
      if let separator, separator != bytes[i] { return nil }
      separator = bytes[i]
      i += length
      for _ in 0..<3 {
        if let digit = digit() { take(digit) }
      }
      count += 3
    }
    return count
  }

  private func hasThreeDigits(at start: Int) -> Bool {
    guard start + 3 <= bytes.count else { return false }
    for k in start..<start + 3 where bytes[k] &- 0x30 > 9 { return false }
    return start + 3 == bytes.count || bytes[start + 3] &- 0x30 > 9
  }

  private func separatorLength() -> Int {
    guard i < bytes.count else { return 0 }
    if bytes[i] == (decimalMark == 0x2C ? 0x2E : 0x2C) { return 1 }
    return spaceLength()
  }

  /// Space, tab, NBSP (C2 A0), thin U+2009 and narrow no-break U+202F.
  private func spaceLength() -> Int {
    guard i < bytes.count else { return 0 }
    switch bytes[i] {
    case 0x20, 0x09: return 1
    case 0xC2: return i + 1 < bytes.count && bytes[i + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      guard i + 2 < bytes.count, bytes[i + 1] == 0x80 else { return 0 }
      return bytes[i + 2] == 0x89 || bytes[i + 2] == 0xAF ? 3 : 0
    default: return 0
    }
  }

  private mutating func digit() -> UInt8? {
    guard i < bytes.count else { return nil }
    let digit = bytes[i] &- 0x30
    guard digit <= 9 else { return nil }
    i += 1
    return digit
  }

  private mutating func take(_ digit: UInt8) {
    if digits < 18 { mantissa = mantissa &* 10 &+ UInt64(digit) }
    if mantissa > 0 || digits > 0 { digits += 1 }
    plain.append(digit + 0x30)
  }
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
