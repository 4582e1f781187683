import Diagnostics
import Testing

@testable import DefinitionFiles

struct DraftWriterTests {
  @Test(arguments: [
    "no", "Ærø", "a: b", "- x", "#1", "it's", "say \"hi\"", "back\\slash", "two\nlines", "",
    " lead", "trail ", "12", "1e3", "[x]", "{a}", "a,b", "a #b", "*x", "&x", "!x", "%x", "@x",
    "null", "tab\there", "Q1[SQ001]", "What? Why: because", "–", "x:", "ends:",
  ])
  func `any text comes back as it was written`(text: String) {
    var writer = DraftWriter()
    writer.pair(text + "k", text, comment: "CONFIRM: a guess")
    writer.pair("flow", [text, "b"])
    writer.pair("map", [(text + "k", text)])
    writer.section("list") { list in
      list.element { $0.pair("a", text) }
      list.element { element in
        element.pair("a", 1)
        element.section("b") { $0.pair("c", text) }
      }
    }
    var list = DiagnosticList()
    let node = parseDefinition(text: writer.text, name: "draft", into: &list)
    #expect(list.isEmpty, "\(list.all) \(writer.text)")
    #expect(node?[text + "k"]?.text == text)
    #expect(node?["flow"]?.elements?.first?.text == text)
    #expect(node?["map"]?[text + "k"]?.text == text)
    #expect(node?["list"]?.elements?[0]["a"]?.text == text)
    #expect(node?["list"]?.elements?[1]["b"]?["c"]?.text == text)
  }
}
