import Fingerprints
import Glibc
import Testing

/// Vectors of FIPS 180-4 (NIST, "SHA-256 example values").
@Suite struct FingerprintTests {
  @Test("the published vectors come out")
  func publishedVectors() {
    #expect(
      fingerprint(of: "abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      fingerprint(of: "")
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      fingerprint(of: [UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("a file has the fingerprint of its bytes, also beyond one buffer")
  func fileEqualsBytes() throws {
    let path = "/tmp/perlemor-fingerprint-\(getpid())"
    let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try #require(fopen(path, "w"))
    defer { unlink(path) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    fclose(file)
    #expect(try fingerprint(ofFile: path) == fingerprint(of: bytes))
  }

  @Test("a file that is not there is named")
  func missingFile() {
    let error = #expect(throws: FingerprintError.self) {
      try fingerprint(ofFile: "/nowhere/at-all.csv")
    }
    #expect(error?.description == "/nowhere/at-all.csv: No such file or directory")
  }
}
