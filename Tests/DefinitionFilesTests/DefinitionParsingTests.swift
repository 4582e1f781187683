import Diagnostics
import Testing

@testable import DefinitionFiles

private func parse(_ text: String, limits: DefinitionLimits = DefinitionLimits()) -> (
  node: DefinitionNode?, found: [Diagnostic]
) {
  var list = DiagnosticList()
  let node = parseDefinition(text: text, name: "study.yaml", limits: limits, into: &list)
  return (node, list.all)
}

struct DefinitionParsingTests {
  @Test func `keeps file order, lines and columns`() {
    let (node, found) = parse("b: 1\na:\n  - x\n  - {c: no}\n")
    #expect(found.isEmpty)
    #expect(node?.entries?.map(\.key) == ["b", "a"])
    #expect(node?.entries?[1].line == 2)
    #expect(node?["a"]?.elements?[1].line == 4)
    #expect(node?["a"]?.elements?[1].position == 5)
  }

  @Test func `the country code of Norway stays text`() {
    #expect(parse("country: no\ncode: 0301\n").node?["country"]?.text == "no")
    #expect(parse("country: no\ncode: 0301\n").node?["code"]?.text == "0301")
  }

  @Test func `every duplicate key is reported on the line of its second use`() {
    let text = "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\ne: 5\n\"e\": 6\n"
    let (node, found) = parse(text)
    #expect(found.map(\.code) == Array(repeating: "yaml.duplicate-key", count: 3))
    #expect(Set(found.compactMap(\.place.line)) == [5, 6, 8])
    #expect(node?["a"]?.text == "1")
    #expect(node?["e"]?.text == "5")
  }

  @Test func `a syntax error has line and column`() {
    let found = parse("title: A: b\n").found
    #expect(found.first?.code == "yaml.syntax")
    #expect(found.first?.place.line == 1)
    #expect(found.first?.hint?.contains("double quotes") == true)
    let tab = parse("a:\n\t- b\n").found
    #expect(tab.first?.place.line == 2)
    #expect(tab.first?.hint?.contains("tabs") == true)
  }

  @Test func `aliases of aliases are refused before they unfold`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(uses)]\n"
    }
    #expect(parse(bomb).found.map(\.code) == ["yaml.too-many-nodes"])
    #expect(parse(bomb + "? *a9\n: 1\n").found.map(\.code) == ["yaml.alias-key"])
    #expect(parse(bomb + "*a9 : 1\n").found.map(\.code) == ["yaml.alias-key"])
    #expect(parse(bomb + "[*a9]: 1\n").found.map(\.code) == ["yaml.alias-key"])
  }

  @Test func `an honest alias is read`() {
    let (node, found) = parse("a: &yes {Yes: 1, No: 0}\nb: *yes\n")
    #expect(found.isEmpty)
    #expect(node?["b"]?["Yes"]?.text == "1")
  }

  @Test(arguments: [65, 900, 5000]) func `deep nesting is refused`(depth: Int) {
    let text =
      "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
    let found = parse(text).found
    #expect(found.count == 1)
    #expect(found.first?.severity == .error)
  }

  @Test func `large, empty and non-text files are refused`() {
    var limits = DefinitionLimits()
    limits.bytes = 10
    #expect(
      parse("title: long enough", limits: limits).found.map(\.code) == ["definition.too-large"])
    #expect(parse("").found.map(\.code) == ["yaml.empty"])
    #expect(parse("a: \u{0}").found.map(\.code) == ["yaml.syntax"])
    var list = DiagnosticList()
    let bytes: [UInt8] = Array("a: 1\nb: ".utf8) + [0xE6, 0x0A]
    #expect(parseDefinition(bytes: bytes, name: "x", into: &list) == nil)
    #expect(list.all.first?.code == "definition.encoding")
    #expect(list.all.first?.place.line == 2)
    var missing = DiagnosticList()
    #expect(readDefinitionFile(path: "/nowhere/x.yaml", name: "x", into: &missing) == nil)
    #expect(readDefinitionFile(path: "/tmp", name: "x", into: &missing) == nil)
    #expect(missing.all.map(\.code) == ["definition.no-file", "definition.no-file"])
  }
}
