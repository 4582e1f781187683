import ColumnKernels

/// The encoding of a text file, with confidence and reason.
struct EncodingGuess {
  var encoding: TextEncoding
  var confidence: Double
  var reason: String
  /// How many bytes of byte order mark precede the text.
  var markLength = 0
  /// The encoding that fits almost as well and reads the text differently, or nil.
  var rival: TextEncoding?
  /// What one pass over the bytes found, where they were scanned as UTF-8.
  var scan: UTF8Scan?
}

/// Finds the encoding: byte order mark, then the zeros of UTF-16, then well-formed UTF-8, then the
/// code page in which the letters make the most plausible words of the region.
func detectEncoding(_ file: FileContent) -> EncodingGuess {
  let bytes = file.bytes
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
    return EncodingGuess(
      encoding: .utf8, confidence: 1, reason: "byte order mark", markLength: 3,
      scan: UTF8Scan(
        UnsafeRawBufferPointer(rebasing: bytes[3...]), isMapped: file.isMapped))
  }
  if bytes.starts(with: [0xFF, 0xFE]) {
    return EncodingGuess(
      encoding: .utf16LittleEndian, confidence: 1, reason: "byte order mark", markLength: 2)
  }
  if bytes.starts(with: [0xFE, 0xFF]) {
    return EncodingGuess(
      encoding: .utf16BigEndian, confidence: 1, reason: "byte order mark", markLength: 2)
  }
  if let guess = sixteenBitGuess(bytes) { return guess }
  let scan = UTF8Scan(bytes, isMapped: file.isMapped)
  if scan.faults == 0 {
    return EncodingGuess(
      encoding: .utf8, confidence: scan.sequences == 0 ? 1 : 0.99,
      reason: scan.sequences == 0
        ? "plain ASCII" : "all \(scan.sequences) characters beyond ASCII are valid UTF-8",
      scan: scan)
  }
  // By chance a code page hardly ever makes a valid sequence, so a majority is proof enough.
  if scan.sequences > scan.faults {
    return EncodingGuess(
      encoding: .utf8, confidence: 0.8,
      reason: "\(scan.sequences) characters beyond ASCII are valid UTF-8, \(scan.faults) bytes not",
      scan: scan)
  }
  return codePageGuess(bytes)
}

/// UTF-16 without a mark: every other byte of the digits, delimiters and Latin letters is zero.
private func sixteenBitGuess(_ bytes: UnsafeRawBufferPointer) -> EncodingGuess? {
  let sample = bytes.prefix(8192)
  guard sample.count >= 4, bytes.count % 2 == 0 else { return nil }
  var even = 0
  var odd = 0
  for (offset, byte) in sample.enumerated() where byte == 0 {
    if offset % 2 == 0 { even += 1 } else { odd += 1 }
  }
  let units = sample.count / 2
  // Cyrillic text has zeros only in digits, spaces and delimiters, hence the low bar.
  if odd * 10 >= units, even * 100 <= units {
    return EncodingGuess(
      encoding: .utf16LittleEndian, confidence: 0.95,
      reason: "\(odd) of \(units) odd bytes of the beginning are zero")
  }
  if even * 10 >= units, odd * 100 <= units {
    return EncodingGuess(
      encoding: .utf16BigEndian, confidence: 0.95,
      reason: "\(even) of \(units) even bytes of the beginning are zero")
  }
  return nil
}

private func codePageGuess(_ bytes: UnsafeRawBufferPointer) -> EncodingGuess {
  let candidates: [TextEncoding] = [.windows1252, .windows1257, .windows1250, .windows1251]
  let context = HighByteContext(bytes)
  let scores = candidates.map { (encoding: $0, score: context.score($0)) }
  var best = scores[0]
  for candidate in scores where candidate.score > best.score { best = candidate }
  let rivals = scores.filter { $0.encoding != best.encoding }
    .filter { !context.readsTheSame(best.encoding, $0.encoding) }
  let rival = rivals.max { $0.score < $1.score }
  let lead = best.score - (rival?.score ?? -1)
  // Scores run from −1 to 1 a byte; few bytes prove less than many.
  let weight = Double(context.count) / (Double(context.count) + 2)
  let confidence = best.score <= 0 ? 0.3 : min(0.99, 0.5 + 0.5 * min(1, 3 * lead) * weight)
  let example = context.example(best.encoding)
  var reason = "not UTF-8; of \(context.count) bytes beyond ASCII"
  reason += " most make letters of the region’s languages"
  if let example { reason += ", as in “\(example)”" }
  return EncodingGuess(
    encoding: best.encoding, confidence: confidence, reason: reason,
    rival: lead < 0.12 ? rival?.encoding : nil)
}

/// The bytes beyond ASCII of a text with their neighbours, counted once each.
private struct HighByteContext {
  private struct Key: Hashable {
    var before: UInt8
    var byte: UInt8
    var after: UInt8

    /// A fixed order, so that sums of doubles come out the same every time.
    var order: Int { Int(before) << 16 | Int(byte) << 8 | Int(after) }
  }

  private var seen: [Key: Int] = [:]
  private var exampleBytes: [UInt8] = []
  private(set) var count = 0

  init(_ bytes: UnsafeRawBufferPointer, limit: Int = 20_000) {
    for i in bytes.indices where bytes[i] >= 0x80 {
      let key = Key(
        before: i > 0 ? bytes[i - 1] : 0x20, byte: bytes[i],
        after: i + 1 < bytes.count ? bytes[i + 1] : 0x20)
      seen[key, default: 0] += 1
      count += 1
      if exampleBytes.isEmpty, Self.isLetterByte(key.before) || Self.isLetterByte(key.after) {
        var start = i
        var end = i
        while start > 0, i - start < 20, Self.isLetterByte(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, end - i < 20, Self.isLetterByte(bytes[end]) { end += 1 }
        exampleBytes = Array(bytes[start..<end])
      }
      if count == limit { return }
    }
  }

  private static func isLetterByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  func example(_ encoding: TextEncoding) -> String? {
    exampleBytes.isEmpty
      ? nil
      : String(
        decoding: exampleBytes.withUnsafeBytes { transcode($0, from: encoding).utf8 },
        as: UTF8.self)
  }

  func readsTheSame(_ a: TextEncoding, _ b: TextEncoding) -> Bool {
    guard let one = a.upperHalf, let other = b.upperHalf else { return false }
    return seen.keys.allSatisfy { one[Int($0.byte) - 0x80] == other[Int($0.byte) - 0x80] }
  }

  /// The mean plausibility of the bytes, from −1 to 1, and up to a half more where the letters make
  /// one language: Danish `ø` and `æ` are Lithuanian `ų` and `ę` in the neighbouring code page, but
  /// a Lithuanian text would hold `š`, `ž` and `ė` too.
  func score(_ encoding: TextEncoding) -> Double {
    guard let table = encoding.upperHalf, count > 0 else { return 0 }
    var sum = 0.0
    var letters: [UInt16: Int] = [:]
    for (key, times) in seen.sorted(by: { ($1.value, $0.key.order) < ($0.value, $1.key.order) }) {
      sum += Double(times) * plausibility(key, table, isCyrillic: encoding == .windows1251)
      letters[lowerCase[table[Int(key.byte) - 0x80]] ?? 0, default: 0] += times
    }
    letters[0] = nil
    let all = letters.values.reduce(0, +)
    guard all > 0 else { return sum / Double(count) }
    var best = 0.0
    for alphabet in alphabets {
      let covered = letters.filter { alphabet.contains($0.key) }
      let share = Double(covered.values.reduce(0, +)) / Double(all)
      best = max(best, share * Double(covered.count) / Double(alphabet.count))
    }
    return sum / Double(count) + best / 2
  }

  private func plausibility(_ key: Key, _ table: [UInt16], isCyrillic: Bool) -> Double {
    let unit = table[Int(key.byte) - 0x80]
    if unit == 0xFFFD || (0x80...0x9F).contains(unit) { return -1 }
    if plausibleMarks.contains(unit) { return 0.2 }
    let neighbours = [key.before, key.after]
    if isCyrillic {
      guard cyrillic.contains(unit) else { return -0.5 }
      let near = neighbours.filter { $0 >= 0x80 }
      let inLatin = neighbours.contains { $0 < 0x80 && Self.isLetterByte($0) }
      return inLatin ? -1 : near.isEmpty ? -0.2 : 1
    }
    guard latinLetters.contains(unit) else { return -0.5 }
    // Words of these languages hardly ever have three accented letters in a row.
    if neighbours.allSatisfy({ $0 >= 0x80 }) { return -0.5 }
    let isUpper = upperLetters.contains(unit)
    let isLower = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    if isUpper, isLower(key.before) { return -0.8 }
    let letters = neighbours.filter(Self.isLetterByte).count
    return letters == 2 ? 1 : letters == 1 ? 0.8 : 0.1
  }
}

private func units(_ text: String) -> Set<UInt16> { Set(text.utf16) }
private let lowerText = "åäöæøéüßõšžāčēģīķļņōŗūąęėįųćłńóśźż"
private let upperText = "ÅÄÖÆØÉÜÕŠŽĀČĒĢĪĶĻŅŌŖŪĄĘĖĮŲĆŁŃÓŚŹŻ"
private let upperLetters = units(upperText)
private let latinLetters = units(lowerText + upperText)
private let cyrillic = units(
  "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯіїєґІЇЄҐ")
/// The letters beyond a to z of each language: Danish and Norwegian, Swedish and Finnish, German,
/// Estonian, Latvian, Lithuanian, Polish; Russian by those that no text is without.
private let alphabets: [Set<UInt16>] = [
  "æøå", "åäö", "äöüß", "äöõü", "āčēģīķļņšūž", "ąčęėįšųūž", "ąćęłńóśźż", "аеинорст",
].map(units)
private let lowerCase: [UInt16: UInt16] = {
  var table: [UInt16: UInt16] = [:]
  for unit in latinLetters.union(cyrillic) {
    guard let scalar = Unicode.Scalar(unit) else { continue }
    table[unit] = scalar.properties.lowercaseMapping.utf16.first
  }
  return table
}()
private let plausibleMarks = units("\u{A0}€„“”‘’‚–—…§°«»№½²³±·•")
