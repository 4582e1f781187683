import ColumnKernels
import Glibc
import Testing

@Suite struct TextEncodingTests {
  @Test(
    "the code pages agree with iconv, byte by byte",
    arguments: [
      (TextEncoding.windows1250, "CP1250"), (.windows1251, "CP1251"), (.windows1252, "CP1252"),
      (.windows1257, "CP1257"),
    ])
  func codePages(encoding: TextEncoding, name: String) throws {
    let handle = try #require(iconv_open("UTF-8", name))
    guard Int(bitPattern: handle) != -1 else { return }
    defer { iconv_close(handle) }
    for byte in UInt8(0x80)...0xFF {
      let ours = withUnsafeBytes(of: byte) { transcode($0, from: encoding) }
      var input: [CChar] = [CChar(bitPattern: byte)]
      var output = [CChar](repeating: 0, count: 8)
      var left = 1
      var room = 8
      let status = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
          var from = source.baseAddress
          var to = target.baseAddress
          return iconv(handle, &from, &left, &to, &room)
        }
      }
      if status == -1 {
        #expect(ours.faults == 1, "byte \(byte)")
      } else {
        #expect(ours.utf8 == output.prefix(8 - room).map { UInt8(bitPattern: $0) }, "byte \(byte)")
      }
    }
  }

  @Test("UTF-16 of both orders comes out, pairs and lone halves included")
  func sixteenBits() {
    let text = "Ærø 🐚, Łódź"
    for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
      let isLittle = encoding == .utf16LittleEndian
      let bytes = text.utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return isLittle ? pair : pair.reversed()
      }
      let result = bytes.withUnsafeBytes { transcode($0, from: encoding) }
      #expect(String(decoding: result.utf8, as: UTF8.self) == text)
      #expect(result.faults == 0)
    }
    let lone: [UInt8] = [0x61, 0, 0x3D, 0xD8, 0x62, 0, 0x63]
    let result = lone.withUnsafeBytes { transcode($0, from: .utf16LittleEndian) }
    #expect(String(decoding: result.utf8, as: UTF8.self) == "a\u{FFFD}b\u{FFFD}")
    #expect(result.faults == 2)
    #expect(result.firstFault == 1)
  }

  /// Unicode 15, table 3-8, and the borders of table 3-7.
  @Test(
    "UTF-8 is judged as the standard library judges it",
    arguments: [
      [0x61, 0xC3, 0xA5], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF0, 0x9F, 0x90, 0x9A], [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE2, 0x82], [0x80],
      [0xEF, 0xBF, 0xBF],
      [0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xFF],
    ] as [[UInt8]])
  func wellFormedness(bytes: [UInt8]) {
    let scan = bytes.withUnsafeBytes { UTF8Scan($0) }
    #expect((scan.faults == 0) == (String(validating: bytes, as: UTF8.self) != nil))
  }

  @Test("random bytes are judged as the standard library judges them, and repaired to valid text")
  func randomBytes() {
    var generator = SplitMix(state: 7)
    for _ in 0..<3000 {
      let bytes = (0..<Int(generator.next() % 20)).map { _ -> UInt8 in
        let byte = UInt8(truncatingIfNeeded: generator.next())
        return generator.next() % 2 == 0 ? byte : byte & 0x7F
      }
      let scan = bytes.withUnsafeBytes { UTF8Scan($0) }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      #expect((scan.faults == 0) == isValid, "\(bytes)")
      #expect(scan.nulls == bytes.count { $0 == 0 })
      let repaired = bytes.withUnsafeBytes { repairedUTF8($0) }
      #expect(String(validating: repaired, as: UTF8.self) != nil)
      #expect(!repaired.contains(0))
    }
  }
}

/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
