import CZip
import Glibc

/// Writes one worksheet as an XLSX file through libzip.
struct WorkbookWriter {
  var sheetName: String
  /// Whether texts stand in a table of their own, as Microsoft writes them, or in their cells.
  var sharesTexts: Bool

  struct Failure: Error, CustomStringConvertible { var description: String }

  func write(_ sheet: Sheet, to path: String) throws {
    var texts: [String] = []
    var index: [String: Int] = [:]
    var body = ""
    let header = sheet.headers.map { Sheet.Cell.text($0) }
    for (number, row) in ([header] + sheet.rows).enumerated() {
      body += "<row r=\"\(number + 1)\">"
      for (column, cell) in row.enumerated() {
        let place = "\(Self.letters(column))\(number + 1)"
        switch cell {
        case .empty: continue
        case .number(let digits): body += "<c r=\"\(place)\"><v>\(digits)</v></c>"
        case .moment(let day, let second):
          // Excel counts days from 1899-12-30; five decimals hold a second.
          let fraction = second * 100_000 / 86_400
          let digits = String(100_000 + fraction).dropFirst()
          body += "<c r=\"\(place)\" s=\"1\"><v>\(day + 25_569).\(digits)</v></c>"
        case .text(let words) where sharesTexts:
          let known = index[words] ?? texts.count
          if known == texts.count {
            texts.append(words)
            index[words] = known
          }
          body += "<c r=\"\(place)\" t=\"s\"><v>\(known)</v></c>"
        case .text(let words):
          body += "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(Self.escaped(words))</t></is></c>"
        }
      }
      body += "</row>"
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    var parts = fixedParts(head: head, main: main)
    parts.append(
      (
        "xl/worksheets/sheet1.xml",
        "\(head)<worksheet xmlns=\"\(main)\"><sheetData>\(body)</sheetData></worksheet>"
      ))
    if sharesTexts {
      let items = texts.map { "<si><t xml:space=\"preserve\">\(Self.escaped($0))</t></si>" }
      parts.append(
        (
          "xl/sharedStrings.xml",
          "\(head)<sst xmlns=\"\(main)\" uniqueCount=\"\(texts.count)\">\(items.joined())</sst>"
        ))
    }
    try pack(parts, to: path)
  }

  private func fixedParts(head: String, main: String) -> [(String, String)] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    func override(_ part: String, _ kind: String) -> String {
      "<Override PartName=\"/xl/\(part).xml\" ContentType=\"\(type).\(kind)+xml\"/>"
    }
    func relation(_ id: Int, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"rId\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
    }
    let relations = "<Relationships xmlns=\"\(package)/relationships\">"
    return [
      (
        "[Content_Types].xml",
        "\(head)<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\""
          + "application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          + override("workbook", "sheet.main") + override("worksheets/sheet1", "worksheet")
          + override("styles", "styles")
          + (sharesTexts ? override("sharedStrings", "sharedStrings") : "") + "</Types>"
      ),
      (
        "_rels/.rels",
        head + relations + relation(1, "officeDocument", "xl/workbook.xml") + "</Relationships>"
      ),
      (
        "xl/workbook.xml",
        "\(head)<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
          + "<sheet name=\"\(sheetName)\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        head + relations + relation(1, "worksheet", "worksheets/sheet1.xml")
          + relation(2, "styles", "styles.xml")
          + (sharesTexts ? relation(3, "sharedStrings", "sharedStrings.xml") : "")
          + "</Relationships>"
      ),
      (
        "xl/styles.xml",
        "\(head)<styleSheet xmlns=\"\(main)\"><fonts count=\"1\"><font/></fonts>"
          + "<fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders>"
          + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/>"
          + "<xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
      ),
    ]
  }

  private func pack(_ parts: [(String, String)], to path: String) throws {
    unlink(path)
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
      throw Failure(description: "\(path): cannot be made (libzip \(code))")
    }
    // libzip reads the texts when it closes the archive, so they must live until then.
    var buffers: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in buffers { buffer.deallocate() } }
    for (name, text) in parts {
      let bytes = Array(text.utf8)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      buffer.copyBytes(from: bytes)
      buffers.append(buffer)
      guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(bytes.count), 0)
      else { throw Failure(description: "\(path): \(name) cannot be added") }
      let place = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
      guard place >= 0 else { throw Failure(description: "\(path): \(name) cannot be added") }
      // 1980-01-01 00:00, the first moment that the format knows.
      zip_file_set_dostime(archive, UInt64(place), 0, 33, 0)
    }
    guard zip_close(archive) == 0 else {
      throw Failure(description: "\(path): \(String(cString: zip_strerror(archive)))")
    }
  }

  private static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}
