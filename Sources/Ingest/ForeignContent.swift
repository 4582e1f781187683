import Diagnostics

/// What a file really is where it is neither text nor a workbook, told by its first bytes.
func foreignContent(_ bytes: UnsafeRawBufferPointer, name: String) -> Diagnostic? {
  func begins(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
  let place = Diagnostic.Place(file: name)
  if begins(Array("%PDF-".utf8)) {
    return IngestCode.pdf.diagnostic(at: place, "this is a PDF document")
  }
  if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
    return IngestCode.oldWorkbook.diagnostic(
      at: place, "this is a workbook of Excel 97–2003, or one locked by a password")
  }
  if begins([0x1F, 0x8B]) || begins(Array("BZh".utf8)) || begins([0xFD, 0x37, 0x7A, 0x58, 0x5A])
    || begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) || begins(Array("Rar!".utf8))
  {
    return IngestCode.compressed.diagnostic(at: place, "this is a compressed file")
  }
  if begins([0x89, 0x50, 0x4E, 0x47]) || begins([0xFF, 0xD8, 0xFF]) || begins(Array("GIF8".utf8)) {
    return IngestCode.picture.diagnostic(at: place, "this is a picture")
  }
  if begins([0x50, 0x4B]), !isWorkbookArchive(bytes) {
    if holds(bytes.prefix(300), "application/vnd.oasis.opendocument") {
      return IngestCode.openDocument.diagnostic(at: place, "this is an OpenDocument file")
    }
    if begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06]) {
      return IngestCode.zipArchive.diagnostic(at: place, "this is a ZIP archive, not a workbook")
    }
  }
  let head = String(
    decoding: bytes.prefix(600).drop(while: { $0 <= 0x20 || $0 >= 0x80 }), as: UTF8.self
  )
  .lowercased()
  let isPage =
    head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
    || (head.hasPrefix("<") && head.contains("<html"))
  if isPage { return IngestCode.html.diagnostic(at: place, "this is a web page") }
  if head.hasPrefix("<?xml") {
    return IngestCode.unknownFormat.diagnostic(at: place, "this is an XML file")
  }
  return nil
}

/// Whether the bytes are a ZIP archive that names the main part of a workbook.
///
/// The names stand in the central directory at the end; some writers put another part first, so the
/// beginning alone does not tell.
func isWorkbookArchive(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return false }
  let tail = UnsafeRawBufferPointer(rebasing: bytes.suffix(1 << 20))
  let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 16))
  return [tail, head].contains { holds($0[...], "xl/workbook.xml") || holds($0[...], "xl/work") }
}

private func holds(_ bytes: Slice<UnsafeRawBufferPointer>, _ text: String) -> Bool {
  let needle = Array(text.utf8)
  guard let first = needle.first, bytes.count >= needle.count else { return false }
  let buffer = UnsafeRawBufferPointer(rebasing: bytes)
  for start in 0...(buffer.count - needle.count) where buffer[start] == first {
    if buffer[start..<start + needle.count].elementsEqual(needle) { return true }
  }
  return false
}
