import CZip
import Diagnostics

/// The parts of a workbook, unpacked one at a time from memory.
///
/// A ZIP archive of a few kilobytes can unpack to terabytes, so both what it declares and what
/// really comes out are limited.
struct WorkbookArchive: ~Copyable {
  /// No part may unpack to more.
  static let partLimit: UInt64 = 1 << 30
  /// Beyond this size a part may not be compressed more than `ratioLimit` times; sheets of repeated
  /// cells reach about 60, deflate itself ends at 1032.
  static let ratioFrom: UInt64 = 16 << 20
  static let ratioLimit: UInt64 = 300

  private let archive: OpaquePointer
  let name: String

  /// Opens the archive; `bytes` must outlive it.
  init(_ bytes: UnsafeRawBufferPointer, name: String) throws(IngestError) {
    self.name = name
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(bytes.baseAddress, UInt64(bytes.count), 0, &error)
    else { throw Self.broken(name, String(cString: zip_error_strerror(&error))) }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Self.broken(name, String(cString: zip_error_strerror(&error)))
    }
    self.archive = archive
  }

  deinit { zip_discard(archive) }

  static func broken(_ name: String, _ reason: String) -> IngestError {
    IngestError(
      IngestCode.brokenArchive.diagnostic(
        at: .init(file: name), "the workbook cannot be unpacked: \(reason)"))
  }

  /// Whether there is such a part.
  func holds(_ part: String) -> Bool { zip_name_locate(archive, part, ZIP_FL_NOCASE) >= 0 }

  /// Unpacks a part and hands it over piece by piece, with the share done.
  func read(
    _ part: String, _ body: (UnsafeRawBufferPointer, Double) throws(IngestError) -> Void
  ) throws(IngestError) {
    let index = zip_name_locate(archive, part, ZIP_FL_NOCASE)
    guard index >= 0 else {
      throw IngestError(
        IngestCode.missingPart.diagnostic(at: .init(file: name), "the part \(part) is not there"))
    }
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else {
      throw Self.broken(name, String(cString: zip_strerror(archive)))
    }
    if status.encryption_method != UInt16(ZIP_EM_NONE) {
      throw Self.broken(name, "\(part) is locked by a password")
    }
    try judge(part, size: status.size, packed: status.comp_size)
    guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
      throw Self.broken(name, String(cString: zip_strerror(archive)))
    }
    defer { zip_fclose(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { buffer.deallocate() }
    var total: UInt64 = 0
    while true {
      let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
      if count < 0 { throw Self.broken(name, "\(part) is damaged") }
      if count == 0 { return }
      total += UInt64(count)
      // The archive may have lied about the size.
      try judge(part, size: total, packed: status.comp_size)
      let share = status.size == 0 ? 1 : min(1, Double(total) / Double(status.size))
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<Int(count)]), share)
    }
  }

  private func judge(_ part: String, size: UInt64, packed: UInt64) throws(IngestError) {
    let isTooLarge = size > Self.partLimit
    let isTooDense = size > Self.ratioFrom && size / max(packed, 1) > Self.ratioLimit
    guard isTooLarge || isTooDense else { return }
    throw IngestError(
      IngestCode.archiveTooLarge.diagnostic(
        at: .init(file: name), "\(part) unpacks from \(packed) to at least \(size) bytes",
        expected: "at most \(Self.partLimit >> 20) MB, and at most \(Self.ratioLimit) times as much"
      ))
  }
}
