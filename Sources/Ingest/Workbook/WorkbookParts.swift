/// The relations of a part: identifier, kind and target.
final class RelationsReceiver: XMLReceiver {
  private(set) var relations: [(id: String, kind: String, target: String)] = []
  let failure: IngestError? = nil

  func begin(_ name: ElementName, _ attributes: XMLAttributes) {
    guard name == "Relationship", let target = attributes["Target"] else { return }
    let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
    relations.append((attributes["Id"] ?? "", kind, target))
  }
  func end(_ name: ElementName) {}
  func text(_ text: UnsafeRawBufferPointer) {}

  /// The part that the first relation of a kind points to, seen from a folder.
  func part(ofKind kind: String, from folder: String) -> String? {
    relations.first { $0.kind == kind }.map { Self.resolved($0.target, from: folder) }
  }

  /// The part that a relation points to, seen from a folder.
  func part(withID id: String, from folder: String) -> String? {
    relations.first { $0.id == id }.map { Self.resolved($0.target, from: folder) }
  }

  /// A target is relative to the folder of its part unless it begins with a slash.
  private static func resolved(_ target: String, from folder: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var path = folder.split(separator: "/").map(String.init)
    for step in target.split(separator: "/") {
      if step == ".." { _ = path.popLast() } else if step != "." { path.append(String(step)) }
    }
    return path.joined(separator: "/")
  }
}

/// The list of sheets and the epoch of a workbook.
final class SheetListReceiver: XMLReceiver {
  /// A worksheet as the workbook lists it.
  struct Sheet {
    var name: String
    var relation: String
    var isVisible: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var countsFrom1904 = false
  let failure: IngestError? = nil

  func begin(_ name: ElementName, _ attributes: XMLAttributes) {
    if name == "workbookPr" {
      countsFrom1904 = attributes.isTrue("date1904")
    } else if name == "sheet" {
      // `r:id` and `sheetId` differ, so the unprefixed lookup finds the right one.
      sheets.append(
        Sheet(
          name: attributes["name"] ?? "", relation: attributes["id"] ?? "",
          isVisible: attributes["state"].map { $0 == "visible" } ?? true))
    }
  }
  func end(_ name: ElementName) {}
  func text(_ text: UnsafeRawBufferPointer) {}
}

/// Which cell styles show dates.
final class StylesReceiver: XMLReceiver {
  private var formats: [Int: DateShape] = [:]
  private var isInCellStyles = false
  private(set) var shapes: [DateShape] = []
  let failure: IngestError? = nil

  func begin(_ name: ElementName, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      if let id = attributes.integer("numFmtId"), let code = attributes["formatCode"] {
        formats[id] = DateShape(formatCode: code)
      }
    case "cellXfs": isInCellStyles = true
    case "xf" where isInCellStyles:
      let id = attributes.integer("numFmtId") ?? 0
      shapes.append(formats[id] ?? DateShape(builtIn: id))
    default: break
    }
  }
  func end(_ name: ElementName) { if name == "cellXfs" { isInCellStyles = false } }
  func text(_ text: UnsafeRawBufferPointer) {}
}

/// The texts that cells share, in one buffer.
final class SharedTextReceiver: XMLReceiver {
  private var bytes: [UInt8] = []
  private var offsets = [0]
  private var isInText = false
  private var phoneticDepth = 0
  let failure: IngestError? = nil

  var count: Int { offsets.count - 1 }

  func withText<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[offsets[index]..<offsets[index + 1]]))
    }
  }

  func begin(_ name: ElementName, _ attributes: XMLAttributes) {
    switch name {
    case "t": isInText = phoneticDepth == 0
    case "rPh": phoneticDepth += 1
    default: break
    }
  }

  func end(_ name: ElementName) {
    switch name {
    case "t": isInText = false
    case "rPh": phoneticDepth -= 1
    case "si":
      unescapeWorkbookText(&bytes, from: offsets[count])
      offsets.append(bytes.count)
    default: break
    }
  }

  func text(_ text: UnsafeRawBufferPointer) {
    if isInText { bytes.append(contentsOf: text) }
  }
}

/// Undoes the escapes of Office Open XML, from an offset to the end.
///
/// By `_x000D_` and its like it writes characters that XML cannot hold (ECMA-376, ST_Xstring). NUL and halves of pairs become U+FFFD.
func unescapeWorkbookText(_ bytes: inout [UInt8], from start: Int) {
  guard bytes.count - start >= 7, bytes[start...].contains(0x5F) else { return }
  func value(_ at: Int) -> UInt32? {
    guard at + 7 <= bytes.count, bytes[at] == 0x5F, bytes[at + 1] == 0x78, bytes[at + 6] == 0x5F
    else { return nil }
    return UInt32(String(decoding: bytes[at + 2..<at + 6], as: UTF8.self), radix: 16)
  }
  var result: [UInt8] = []
  var i = start
  while i < bytes.count {
    if let code = value(i) {
      let scalar = code == 0 ? nil : Unicode.Scalar(code)
      result.append(contentsOf: String(scalar ?? "\u{FFFD}").utf8)
      i += 7
    } else {
      result.append(bytes[i])
      i += 1
    }
  }
  bytes.replaceSubrange(start..., with: result)
}
