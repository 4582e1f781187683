import ColumnKernels
import Diagnostics

/// The text of a file as UTF-8: either its own bytes behind the mark, or a copy.
struct DecodedText {
  /// A copy, where the file is in another encoding or had to be repaired.
  var own: [UInt8]?
  /// How many bytes of byte order mark to pass over where there is no copy.
  var markLength = 0
  /// What is said about the encoding.
  var finding: FormatFinding
}

/// Brings the file to UTF-8 and reports what does not fit.
func decodeText(
  _ file: FileContent, _ source: TableSource, _ diagnostics: inout DiagnosticList
) throws(IngestError) -> DecodedText {
  let bytes = file.bytes
  var guess = detectEncoding(file)
  if let name = source.overrides.encoding {
    guard let encoding = TextEncoding(named: name) else {
      throw IngestError(
        IngestCode.unknownEncoding.diagnostic(
          at: .init(file: source.displayName), "“\(name)” is declared as the encoding",
          expected: "one of \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))"))
    }
    // A mark that contradicts the declaration is not part of the text all the same.
    guess = EncodingGuess(
      encoding: encoding, confidence: 1, reason: "declared",
      markLength: encoding == guess.encoding ? guess.markLength : 0)
  }
  let finding = FormatFinding(
    .encoding, guess.encoding.rawValue, confidence: guess.confidence, reason: guess.reason)
  if let rival = guess.rival {
    diagnostics.append(
      IngestCode.unsureEncoding.diagnostic(
        at: .init(file: source.displayName),
        "read as \(guess.encoding.rawValue), but \(rival.rawValue) fits almost as well",
        expected: "UTF-8, or an encoding declared in study.yaml"))
  }
  let text = UnsafeRawBufferPointer(rebasing: bytes[guess.markLength...])
  if guess.encoding == .utf8 {
    let scan = guess.scan ?? UTF8Scan(text)
    if scan.isClean { return DecodedText(markLength: guess.markLength, finding: finding) }
    reportFaults(scan, text, source, &diagnostics)
    return DecodedText(own: repairedUTF8(text), finding: finding)
  }
  let transcoded = transcode(text, from: guess.encoding)
  if let first = transcoded.firstFault {
    let line = transcoded.utf8.withUnsafeBytes {
      lineEnds(UnsafeRawBufferPointer(rebasing: $0[..<first])) + 1
    }
    diagnostics.append(
      IngestCode.undefinedByte.diagnostic(
        at: .init(file: source.displayName, line: line),
        "\(counted(transcoded.faults, "place stands", "places stand")) for no character of "
          + guess.encoding.rawValue))
  }
  return DecodedText(own: transcoded.utf8, finding: finding)
}

private func reportFaults(
  _ scan: UTF8Scan, _ text: UnsafeRawBufferPointer, _ source: TableSource,
  _ diagnostics: inout DiagnosticList
) {
  func line(_ offset: Int) -> Int {
    lineEnds(UnsafeRawBufferPointer(rebasing: text[..<offset])) + 1
  }
  if let first = scan.firstFault {
    let digits = String(text[first], radix: 16, uppercase: true)
    diagnostics.append(
      IngestCode.invalidUTF8.diagnostic(
        at: .init(file: source.displayName, line: line(first)),
        "\(counted(scan.faults, "byte is", "bytes are")) not UTF-8, the first is 0x\(digits)"))
  }
  if let first = scan.firstNull {
    diagnostics.append(
      IngestCode.nulByte.diagnostic(
        at: .init(file: source.displayName, line: line(first)),
        counted(scan.nulls, "NUL byte", "NUL bytes")))
  }
}

private func counted(_ count: Int, _ one: String, _ many: String) -> String {
  "\(count) \(count == 1 ? one : many)"
}
