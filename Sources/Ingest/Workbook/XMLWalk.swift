import CExpat
import Diagnostics
import Glibc

/// Walks over the XML of a part and tells a receiver of elements and text.
///
/// A document type is refused as soon as it begins: workbooks have none, and without one there are
/// no entities to blow up.
final class XMLWalk {
  private let parser: OpaquePointer
  private let receiver: any XMLReceiver
  private let file: String
  private let part: String
  private var hasDocumentType = false

  /// Makes a walk; nil only where memory is out.
  init?(_ receiver: any XMLReceiver, file: String, part: String) {
    guard let parser = XML_ParserCreate(nil) else { return nil }
    self.parser = parser
    self.receiver = receiver
    self.file = file
    self.part = part
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context, let name else { return }
        let walk = Unmanaged<XMLWalk>.fromOpaque(context).takeUnretainedValue()
        walk.receiver.begin(ElementName(name), XMLAttributes(pointer: attributes))
      },
      { context, name in
        guard let context, let name else { return }
        let walk = Unmanaged<XMLWalk>.fromOpaque(context).takeUnretainedValue()
        walk.receiver.end(ElementName(name))
      })
    XML_SetCharacterDataHandler(parser) { context, text, length in
      guard let context, let text else { return }
      let walk = Unmanaged<XMLWalk>.fromOpaque(context).takeUnretainedValue()
      walk.receiver.text(UnsafeRawBufferPointer(start: text, count: Int(length)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      let walk = Unmanaged<XMLWalk>.fromOpaque(context).takeUnretainedValue()
      walk.hasDocumentType = true
      XML_StopParser(walk.parser, XML_Bool(0))
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Takes the next piece; the last may be empty.
  func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(IngestError) {
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    if let stopped = receiver.failure { throw stopped }
    guard status == XML_STATUS_ERROR else { return }
    let line = Int(XML_GetCurrentLineNumber(parser))
    if hasDocumentType {
      throw IngestError(
        IngestCode.documentType.diagnostic(
          at: .init(file: file), "\(part) declares a document type on line \(line)"))
    }
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "?"
    throw IngestError(
      IngestCode.brokenXML.diagnostic(
        at: .init(file: file), "\(part) is not well-formed on line \(line): \(reason)"))
  }
}

/// What is told about a part of a workbook.
protocol XMLReceiver: AnyObject {
  /// Why the walk must stop, or nil.
  var failure: IngestError? { get }
  func begin(_ name: ElementName, _ attributes: XMLAttributes)
  func end(_ name: ElementName)
  func text(_ text: UnsafeRawBufferPointer)
}

/// The name of an element without its prefix: some writers put `x:` before everything.
struct ElementName {
  private let start: UnsafePointer<CChar>

  init(_ name: UnsafePointer<CChar>) {
    start = strchr(name, 0x3A).map { UnsafePointer($0) + 1 } ?? name
  }

  static func == (name: ElementName, word: StaticString) -> Bool {
    // A static string ends with a NUL, like every C literal.
    strcmp(name.start, UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
  }

  static func ~= (word: StaticString, name: ElementName) -> Bool { name == word }
}

/// The attributes of an element.
struct XMLAttributes {
  fileprivate let pointer: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(pointer: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { self.pointer = pointer }

  /// The bytes of an attribute, valid during the call only.
  func bytes(_ name: StaticString) -> UnsafePointer<CChar>? {
    var index = 0
    while let key = pointer?[index] {
      if ElementName(key) == name { return pointer?[index + 1] }
      index += 2
    }
    return nil
  }

  subscript(name: StaticString) -> String? { bytes(name).map { String(cString: $0) } }
  func integer(_ name: StaticString) -> Int? { self[name].flatMap { Int($0) } }
  func isTrue(_ name: StaticString) -> Bool {
    self[name].map { $0 == "1" || $0 == "true" } ?? false
  }
}

extension WorkbookArchive {
  /// Walks over a part.
  borrowing func walk(
    _ part: String, _ receiver: any XMLReceiver, progress: ((Double) -> Void)? = nil
  ) throws(IngestError) {
    guard let walk = XMLWalk(receiver, file: name, part: part) else {
      throw Self.broken(name, "out of memory")
    }
    try read(part) { (bytes, share) throws(IngestError) in
      try walk.feed(bytes, isLast: false)
      progress?(share)
    }
    try walk.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
  }
}
