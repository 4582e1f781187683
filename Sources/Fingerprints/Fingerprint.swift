import Crypto
import Glibc

/// The SHA-256 of bytes as 64 lower-case hexadecimal digits (FIPS 180-4).
package func fingerprint(of bytes: UnsafeRawBufferPointer) -> String {
  var hasher = SHA256()
  hasher.update(bufferPointer: bytes)
  return hexadecimal(hasher.finalize())
}

/// The SHA-256 of bytes as 64 lower-case hexadecimal digits.
package func fingerprint(of bytes: [UInt8]) -> String {
  bytes.withUnsafeBytes { fingerprint(of: $0) }
}

/// The SHA-256 of the UTF-8 of a text.
package func fingerprint(of text: String) -> String { fingerprint(of: Array(text.utf8)) }

/// Why a file could not be read for its fingerprint.
package struct FingerprintError: Error, CustomStringConvertible {
  /// The file.
  package var path: String
  /// What the system said.
  package var reason: String
  package var description: String { "\(path): \(reason)" }
}

/// The SHA-256 of a file, read a megabyte at a time.
package func fingerprint(ofFile path: String) throws(FingerprintError) -> String {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw FingerprintError(path: path, reason: lastSystemError()) }
  defer { close(file) }
  var hasher = SHA256()
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
  defer { buffer.deallocate() }
  while true {
    let count = read(file, buffer.baseAddress, buffer.count)
    if count == 0 { return hexadecimal(hasher.finalize()) }
    if count < 0 {
      if errno == EINTR { continue }
      throw FingerprintError(path: path, reason: lastSystemError())
    }
    hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
  }
}

private func lastSystemError() -> String { String(cString: strerror(errno)) }

private func hexadecimal(_ digest: SHA256.Digest) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in digest {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
