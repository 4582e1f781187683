import ColumnKernels
import Diagnostics
import Ingest
import Testing

/// Puts a text into a code page; every character must be in it.
private func encoded(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
  let upper = try #require(encoding.upperHalf)
  return try text.utf16.map { unit in
    if unit < 0x80 { return UInt8(unit) }
    return UInt8(try #require(upper.firstIndex(of: unit), "\(unit) in \(text)") + 0x80)
  }
}

@Suite struct EncodingDetectionTests {
  @Test(
    "the code page is told by the letters of the languages round the Baltic Sea",
    arguments: [
      (TextEncoding.windows1252, "Bor du på Ærø?;Færre end fem år;Hvor længe;Øl"),
      (.windows1252, "Hur länge har du bott här?;Åhus;Mönsterås;sällan"),
      (.windows1252, "Kuinka pitkään olet asunut täällä?;Hanko;Närpiö;yö"),
      (.windows1252, "Wie lange wohnen Sie schon hier?;Grömitz;Preußen;Übung"),
      (.windows1252, "Kui kaua olete siin elanud?;Kärdla;Põltsamaa;Sõmeru;Tõrva;öö;üks"),
      (.windows1257, "Cik ilgi jūs šeit dzīvojat?;Jūrmala;Ķekava;Liepāja;vidējs"),
      (.windows1257, "Kiek laiko čia gyvenate?;Šilutė;Palūkė;Žemaičiai;gerų;mėgstų"),
      (.windows1250, "Jak długo Pan tu mieszka?;Łeba;Władysławowo;Świnoujście;często"),
      (.windows1251, "Как давно вы здесь живёте?;Светлогорск;Балтийск;Никогда"),
    ])
  func codePages(encoding: TextEncoding, text: String) throws {
    let header = "a;b;c;d;e;f;g;h\n"
    let result = try read(try encoded(header + text + "\n", encoding))
    #expect(result.found(.encoding) == encoding.rawValue, "\(result.format)")
    let cells = text.split(separator: ";").map(String.init)
    #expect(Array(result.cells[0].prefix(cells.count)) == cells)
    #expect(result.confidence(.encoding) < 1)
    #expect(!result.codes.contains("csv.unsure-encoding"), "\(result.diagnostics.all)")
  }

  @Test("one letter that two code pages read differently is not passed over in silence")
  func oneLetter() throws {
    let result = try read(try encoded("id;name\n1;Møller\n", .windows1252))
    #expect(result.cells == [["1", "Møller"]])
    #expect(result.codes == ["csv.unsure-encoding"])
    #expect(result.confidence(.encoding) < 0.7)
  }

  @Test("a declared encoding is taken as it stands")
  func declared() throws {
    let bytes = try encoded("id;name\n1;šķūnis\n", .windows1257)
    let result = try read(bytes, FormatOverrides(encoding: "cp1257"))
    #expect(result.cells == [["1", "šķūnis"]])
    #expect(result.confidence(.encoding) == 1)
  }
}
