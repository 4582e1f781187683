import Diagnostics
import Foundation
import Tabular
import Testing

@testable import SurveyData

private let malformed =
  URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleData/malformed-studies/"

private func places(_ list: DiagnosticList, _ code: String) -> [String] {
  list.all.filter { $0.code == code }.map { "\($0.place.file ?? ""):\($0.place.line ?? 0)" }
}

struct StudyReadingTests {
  @Test func `a study with many faults has all of them reported on their lines`() {
    let read = readStudyFolder(
      malformed + "many-faults", knownIndicators: ["generalised_trust", "belonging"])
    let found = read.diagnostics
    let study = { (line: Int) in "study.yaml:\(line)" }
    #expect(places(found, "definition.missing-key") == [study(1), study(14 + 9)])
    #expect(places(found, "definition.unknown-key") == [study(2), study(7), study(40)])
    #expect(places(found, "study.dates") == [study(6), study(7)])
    #expect(places(found, "study.country") == [study(11)])
    #expect(
      places(found, "definition.value")
        == [study(12), study(14), study(19), study(23), "codebook.yaml:9", "codebook.yaml:16"])
    #expect(places(found, "study.adults") == [study(18)])
    #expect(places(found, "study.population") == [study(23)])
    #expect(places(found, "study.duplicate-id") == [study(24)])
    #expect(places(found, "study.unknown-municipality") == [study(30)])
    #expect(places(found, "study.unknown-wave") == [study(31), study(39)])
    #expect(places(found, "study.no-file") == [study(29), study(36), study(44)])
    #expect(places(found, "study.unknown-codebook") == [study(35)])
    #expect(places(found, "study.attendance-columns") == [study(36)])
    #expect(places(found, "study.linked-without-person") == [study(20)])
    #expect(places(found, "study.wave-without-source") == [study(7)])
    #expect(places(found, "study.municipality-without-source") == [study(9)])
    #expect(places(found, "study.primary-outcomes") == [study(42)])
    #expect(places(found, "study.unknown-indicator") == [study(42)])
    #expect(places(found, "study.unknown-variable") == [study(43)])
    #expect(places(found, "codebook.scale-ends") == ["codebook.yaml:4"])
    #expect(places(found, "codebook.missing-reason") == ["codebook.yaml:7"])
    #expect(places(found, "codebook.header-twice").count == 1)
    #expect(places(found, "codebook.duplicate-answer").count == 1)
    #expect(places(found, "codebook.unknown-option") == ["codebook.yaml:20"])
    #expect(places(found, "codebook.unknown-wave") == ["codebook.yaml:22"])
    let hints = found.all.compactMap(\.hint)
    for word in [
      "title", "to", "simple", "uptake", "before", "belonging", "choice", "event", "radio",
    ] {
      #expect(hints.contains("did you mean \(word)?"), "\(word)")
    }
  }

  @Test func `a study that does not fit its codebook is told where`() {
    let read = readStudyFolder(malformed + "not-matching", knownIndicators: ["a", "b", "c"])
    let found = read.diagnostics
    #expect(places(found, "study.unknown-variable") == ["study.yaml:15", "study.yaml:19"])
    #expect(places(found, "study.stratum-sum") == ["study.yaml:16"])
    #expect(places(found, "study.unknown-level") == ["study.yaml:18", "study.yaml:24"])
    #expect(places(found, "study.stratum-size-missing") == ["study.yaml:24"])
    #expect(places(found, "study.margin-sums") == ["study.yaml:18"])
    #expect(places(found, "study.wave-without-source") == ["study.yaml:6"])
    #expect(places(found, "study.municipality-without-source") == ["study.yaml:20"])
    #expect(places(found, "study.margin") == ["study.yaml:31"])
    #expect(places(found, "study.primary-not-computed") == ["study.yaml:30"])
    #expect(places(found, "definition.unconfirmed") == ["codebook.yaml:11"])
    #expect(read.codebooks.first?["gender"]?.isGuess == true)
    #expect(read.study?.municipalities.count == 2)
  }

  @Test func `broken syntax, a bomb and a missing study end in one finding`() {
    #expect(
      readStudy(folder: malformed + "broken-syntax", knownIndicators: []).1.all.map(\.code)
        == ["yaml.syntax"])
    #expect(
      readStudy(folder: malformed + "yaml-bomb", knownIndicators: []).1.all.map(\.code)
        == ["yaml.too-many-nodes"])
    #expect(
      readStudy(folder: malformed + "nowhere", knownIndicators: []).1.all.map(\.code)
        == ["definition.no-file"])
  }

  @Test func `a good study is read whole, with the defaults of its designs`() throws {
    let folder = try temporaryFolder([
      "study.yaml": """
      perlemor: 1
      title: Good
      languages: [en, da]
      codebooks: [codebook.yaml]
      waves:
        before: {label: Before, from: 2024-03-01, to: 2024-03-31}
        after: {label: After}
      municipalities:
        - id: aa
          name: Aa
          country: no
          inhabitants: 8_000
          adults: 6500
          role: uptake
          uptake_year: 2024
          relation: linked
          sampling:
            before: {design: simple, population: 6500, invited: 900}
            after: {design: census, eligible: 6500, fpc: both}
          margins:
            gender: {woman: 3300, man: 3200}
        - {id: bb, country: EE, inhabitants: 900, role: comparison, sampling: {design: open}}
      sources:
        - file: a.csv
          municipality: {column: Town, values: {A-town: aa, B-town: bb}}
          wave: {column: Time}
          format: {decimal: comma, encoding: Windows-1257, header_row: 2}
          columns: {person: Code, weight: W}
      outcomes:
        primary: [x, y, z]
        margins: {x: 0.5}
      groups: [gender]
      """,
      "codebook.yaml": """
      codebook: 1
      missing: {"-9": other}
      variables:
        gender:
          kind: choice
          header: G
          answers: {Woman: 1, Man: 2}
        happy:
          kind: choice
          headers: [H, Happy]
          answers:
            Very happy: 3
            Pretty happy: {value: 2, raw: [A2, pretty], key: fair}
            Not: 1
          missing: {"8": do_not_know}
          wording: {before: v1, after: v2}
      """, "a.csv": "G,H\n",
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let read = readStudyFolder(folder, knownIndicators: ["x", "y", "z"])
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics.all)")
    let study = try #require(read.study)
    #expect(study.waves.map(\.id) == ["before", "after"])
    #expect(study.municipalities[0].country == "NO")
    #expect(study.municipalities[0].inhabitants == 8000)
    #expect(study.municipalities[0].sampling["before"]?.fpcForChange == true)
    #expect(study.municipalities[0].sampling["after"]?.fpcForLevels == true)
    #expect(study.municipalities[0].sampling["after"]?.fpcForChange == true)
    #expect(study.municipalities[1].sampling["after"]?.fpcForLevels == false)
    #expect(study.municipalities[0].margins["after"]?.first?.values == [3300, 3200])
    #expect(study.sources[0].wave == .column("Time", values: [:]))
    #expect(study.sources[0].format["header_row"] == "2")
    let happy = try #require(read.codebooks.first?["happy"])
    #expect(happy.answers.map(\.key) == ["very_happy", "fair", "not"])
    #expect(happy.answers[1].raw == ["A2", "pretty", "Pretty happy"])
    #expect(happy.missing["-9"] == .other)
    #expect(happy.missing["8"] == .doNotKnow)
    #expect(happy.wording == ["before": "v1", "after": "v2"])
  }
}

/// A folder of its own with these files.
func temporaryFolder(_ files: [String: String]) throws -> String {
  let folder = FileManager.default.temporaryDirectory.path + "/study-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  for (name, text) in files {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
  }
  return folder
}
