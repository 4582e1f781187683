/// A column of a table: values and, where one is missing, the reason.
public enum Column: Sendable, Hashable {
  /// Answers on a closed scale, one byte each.
  case coded(CodedColumn)
  /// Numbers: weights, hours, ages, counts.
  case real(RealColumn)
  /// Free or raw text, dictionary-coded.
  case text(TextColumn)
  /// Days.
  case date(DateColumn)

  /// How many rows the column has.
  public var count: Int {
    switch self {
    case .coded(let column): column.codes.count
    case .real(let column): column.values.count
    case .text(let column): column.codes.count
    case .date(let column): column.days.count
    }
  }
}

/// Answers on a closed scale of at most 240 levels: one byte a row.
///
/// Codes below `firstMissingCode` index `levels`; code 255 − r means missing for the reason whose
/// raw value is r. Never NaN, never 99.
public struct CodedColumn: Sendable, Hashable {
  /// The lowest code that means missing.
  public static let firstMissingCode: UInt8 = 240

  /// One answer of the scale.
  public struct Level: Sendable, Hashable {
    /// The number that scoring uses.
    public var value: Double
    /// What the answer says.
    public var label: String
    /// Makes a level.
    public init(value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  /// One code a row.
  public var codes: [UInt8]
  /// What the codes mean.
  public var levels: [Level]

  /// Makes a column.
  public init(codes: [UInt8], levels: [Level]) {
    precondition(levels.count <= Int(Self.firstMissingCode))
    self.codes = codes
    self.levels = levels
  }

  /// The code that stands for a missing answer.
  public static func code(for reason: MissingReason) -> UInt8 { 255 - reason.rawValue }
  /// The reason that a code stands for, or nil where it is an answer.
  public static func reason(for code: UInt8) -> MissingReason? {
    code < firstMissingCode ? nil : MissingReason(rawValue: 255 - code) ?? .other
  }

  /// The number of each of the 256 codes, NaN where the code means missing: a scoring kernel looks
  /// answers up here and never branches on reasons.
  public var values: [Double] {
    var table = [Double](repeating: .nan, count: 256)
    for (code, level) in levels.enumerated() { table[code] = level.value }
    return table
  }
}

/// Numbers with a reason where one is missing.
public struct RealColumn: Sendable, Hashable {
  /// One number a row; 0 where missing.
  public var values: [Double]
  /// 0 where present, else the raw value of the reason plus 1.
  public var missing: [UInt8]

  /// Makes a column; `missing` defaults to none missing.
  public init(values: [Double], missing: [UInt8]? = nil) {
    self.values = values
    self.missing = missing ?? [UInt8](repeating: 0, count: values.count)
    precondition(self.missing.count == values.count)
  }

  /// The number in a row, or nil where missing.
  public subscript(row: Int) -> Double? { missing[row] == 0 ? values[row] : nil }
  /// Why a row is missing, or nil where it is present.
  public func reason(_ row: Int) -> MissingReason? {
    missing[row] == 0 ? nil : MissingReason(rawValue: missing[row] - 1) ?? .other
  }
}

/// Text, each distinct value once.
public struct TextColumn: Sendable, Hashable {
  /// One index into `dictionary` a row.
  public var codes: TextCodes
  /// The distinct values, in order of first appearance.
  public var dictionary: TextDictionary

  /// Makes a column.
  public init(codes: [UInt32], dictionary: TextDictionary) {
    self.init(codes: TextCodes(codes), dictionary: dictionary)
  }

  /// Makes a column.
  public init(codes: TextCodes, dictionary: TextDictionary) {
    self.codes = codes
    self.dictionary = dictionary
  }

  /// The text in a row; an empty cell is empty text.
  public subscript(row: Int) -> String { dictionary[Int(codes[row])] }
}

/// Days as counts from 1970-01-01, proleptic Gregorian.
public struct DateColumn: Sendable, Hashable {
  /// Days since 1970-01-01; `Int32.min` where missing.
  public var days: [Int32]
  /// Makes a column.
  public init(days: [Int32]) { self.days = days }
}

/// Distinct texts in one flat buffer: no string object a value.
public struct TextDictionary: Sendable, Hashable {
  /// UTF-8 of all values, one after the other.
  public var bytes: [UInt8]
  /// Where each value begins, and one more for the end of the last.
  public var offsets: [Int]

  /// Makes a dictionary from its buffer.
  public init(bytes: [UInt8] = [], offsets: [Int] = [0]) {
    self.bytes = bytes
    self.offsets = offsets
  }

  /// How many values there are.
  public var count: Int { offsets.count - 1 }
  /// The value at an index.
  public subscript(index: Int) -> String {
    String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self)
  }
  /// Appends a value without looking whether it is there already.
  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    offsets.append(bytes.count)
  }
}
