import ColumnKernels

/// The delimiter of a text, with confidence and reason.
struct DelimiterGuess {
  var delimiter: UInt8
  var confidence: Double
  var reason: String
  /// Whether most lines disagree with the first and another delimiter occurs in them.
  var isUnsure = false
}

/// Finds the delimiter: the one that occurs in the header and as often in the lines below.
///
/// Decimal commas in the data do not count unless the header has commas too (an idea of CSV.jl,
/// JuliaData/CSV.jl#1186), and commas inside unquoted question texts lose since the lines below
/// have other numbers of them.
func detectDelimiter(
  _ base: UnsafePointer<UInt8>, count: Int, from start: Int, maximumLines: Int = 200
) -> DelimiterGuess {
  let candidates: [UInt8] = [0x3B, 0x09, 0x2C, 0x7C]
  var best: (delimiter: UInt8, score: Double, inHeader: Int, agreeing: Int, lines: Int)?
  var absent: UInt8?
  var occurring: Set<UInt8> = []
  for delimiter in candidates {
    var scanner = DelimitedScanner(base, count: count, delimiter: delimiter, from: start)
    var inHeader: Int?
    var lines = 0
    var agreeing = 0
    var anywhere = false
    while lines < maximumLines, scanner.position < start + (1 << 20), let record = scanner.next() {
      if record.isBlankLine { continue }
      if record.fieldCount > 1 { anywhere = true }
      guard let header = inHeader else {
        inHeader = record.fieldCount - 1
        continue
      }
      lines += 1
      if record.fieldCount - 1 == header { agreeing += 1 }
    }
    if anywhere { occurring.insert(delimiter) } else if absent == nil { absent = delimiter }
    guard let inHeader, inHeader > 0 else { continue }
    let share = lines == 0 ? 0.8 : Double(agreeing) / Double(lines)
    // More columns break ties: a header `a;b, c;d` has both.
    let score = share + 0.1 * Double(inHeader) / Double(inHeader + 1)
    if best == nil || score > best?.score ?? 0 {
      best = (delimiter, score, inHeader, agreeing, lines)
    }
  }
  guard let best else {
    return DelimiterGuess(
      delimiter: absent ?? 0x3B, confidence: 0.5,
      reason: "the first line holds none of ; , tab |, so there is one column")
  }
  let share = best.lines == 0 ? 0.8 : Double(best.agreeing) / Double(best.lines)
  return DelimiterGuess(
    delimiter: best.delimiter, confidence: 0.3 + 0.69 * share,
    reason: best.lines == 0
      ? "\(best.inHeader) in the first line"
      : "\(best.inHeader) in the first line, and as many in \(best.agreeing) of the next \(best.lines)",
    isUnsure: share < 0.5 && occurring.count > 1)
}

/// The delimiter as a person names it, or nil.
func namedDelimiter(_ name: String) -> UInt8? {
  switch name.lowercased() {
  case ";", "semicolon": 0x3B
  case ",", "comma": 0x2C
  case "\t", "tab", "\\t": 0x09
  case "|", "pipe", "bar": 0x7C
  default: nil
  }
}

/// How findings name a delimiter.
func delimiterName(_ delimiter: UInt8) -> String {
  delimiter == 0x09 ? "tab" : String(Unicode.Scalar(delimiter))
}
