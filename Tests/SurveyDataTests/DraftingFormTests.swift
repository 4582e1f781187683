import Diagnostics
import Foundation
import Tabular
import Testing

@testable import SurveyData

/// A draft of literal tables, written to a folder and read again.
private struct Drafted {
  var draft: StudyDraft
  var read: StudyFolder

  init(_ files: [(String, [[String]])], settings: DraftSettings = .init()) {
    let sources = files.map { file, rows in
      let (table, headers) = textTable(rows)
      return DraftSource(file: file, table: table, headers: headers)
    }
    draft = draftStudy(title: "Saltholm", sources: sources, items: [], settings: settings)
    var written = ["study.yaml": draft.studyYAML, "codebook.yaml": draft.codebookYAML]
    for (file, _) in files { written[file] = "x" }
    let folder = (try? temporaryFolder(written)) ?? ""
    defer { try? FileManager.default.removeItem(atPath: folder) }
    read = readStudyFolder(folder)
  }
}

/// A Danish form as Microsoft writes it, one file a wave.
private func danish(year: Int) -> [[String]] {
  let header = [
    "Id", "Starttidspunkt", "Mail", "Navn", "Hvor meget stoler du på dine naboer? (1-5)",
    "Jeg føler mig hjemme i byen", "Hvilke kulturtilbud har du brugt?",
    "Lav din egen kode (to bogstaver og to tal)", "Aldersgruppe", "Øvrige kommentarer",
  ]
  let agree = ["Helt uenig", "Uenig", "Hverken enig eller uenig", "Enig", "Helt enig"]
  let used = ["Bibliotek;", "Bibliotek;Koncert;", "Koncert;", "Ingen af disse;"]
  let ages = ["15-24 år", "25-64 år", "65+ år"]
  return [header]
    + (0..<30).map { row -> [String] in
      var cells = ["\(row + 1)", "\(year)-09-0\(row % 9 + 1) 10:00:00", "a\(row)@example.org"]
      cells += ["Bo \(row)", "\(row % 4 + 2)", agree[row % 5], used[row % 4], "AB\(row + 10)"]
      cells += [ages[row % 3], row % 5 == 0 ? "Tak \(row)" : ""]
      return cells
    }
}

/// A Polish form of two towns with options in columns of their own, as Kobo writes it.
private let polish: [[String]] = {
  let header = [
    "start", "Gmina", "Na ile ufa Pan/Pani ludziom? (0–10)", "Z czego korzystasz?",
    "Z czego korzystasz?/Biblioteka", "Z czego korzystasz?/Kino", "Czy ma Pan/Pani wolontariat?",
    "Płeć", "rok", "_uuid",
  ]
  let joined = ["Biblioteka", "Biblioteka Kino", "", "Kino"]
  let library = ["1", "1", "0", "0"]
  let cinema = ["0", "1", "0", "1"]
  return [header]
    + (0..<40).map { row -> [String] in
      var cells = ["2025-05-02T10:00", row % 2 == 0 ? "Rybno" : "Małe Wody", "\(row % 11)"]
      cells += [joined[row % 4], library[row % 4], cinema[row % 4]]
      cells += [row % 3 == 0 ? "Tak" : "Nie", row % 2 == 0 ? "Kobieta" : "Mężczyzna"]
      cells += [row < 20 ? "2024" : "2025", "u\(row)"]
      return cells
    }
}()

struct DraftingFormTests {
  @Test func `a form of the town's own questions gets indicators of its own`() throws {
    let drafted = Drafted([
      ("Borgerundersøgelse efter.xlsx", danish(year: 2025)),
      ("Borgerundersøgelse før.xlsx", danish(year: 2024)),
    ])
    #expect(!drafted.read.diagnostics.hasErrors, "\(drafted.read.diagnostics.all)")
    let study = try #require(drafted.read.study)
    #expect(study.waves.map(\.label) == ["2024", "2025"])
    #expect(study.waves[1].from == "2025-09-01")
    #expect(study.sources.map(\.wave) == [.constant("after"), .constant("before")])
    #expect(study.municipalities[0].relation == "linked")
    #expect(study.groups == ["aldersgruppe"])
    let book = try #require(drafted.read.codebooks.first)
    #expect(
      book.variables.map(\.kind) == [.scale, .choice, .multiple, .choice])
    #expect(book.variables.compactMap(\.item) == book.variables.prefix(3).map { "own.\($0.id)" })
    #expect(book.variables[0].low == 1)
    #expect(book.variables[2].answers.map(\.value) == [1, 2, 0])
    let indicators = try #require(drafted.draft.indicatorsYAML)
    #expect(indicators.contains("dimension: trust_bonding"))
    #expect(indicators.contains("dimension: belonging"))
    #expect(indicators.contains("score: any"))
    #expect(drafted.draft.studyYAML.contains("# outcomes:\n#   primary: [own."))
    #expect(study.primaryOutcomes.isEmpty)
    for text in [drafted.draft.codebookYAML, drafted.draft.studyYAML, indicators] {
      #expect(!text.contains("example.org") && !text.contains("Bo 3") && !text.contains("Tak 5"))
    }
  }

  @Test func `columns of options, towns and years are found together`() throws {
    let drafted = Drafted([("ankieta.xlsx", polish)])
    #expect(!drafted.read.diagnostics.hasErrors, "\(drafted.read.diagnostics.all)")
    let study = try #require(drafted.read.study)
    #expect(study.municipalities.map(\.id) == ["male_wody", "rybno"])
    #expect(study.waves.map(\.label) == ["2024", "2025"])
    let book = try #require(drafted.read.codebooks.first)
    #expect(book.variables.map(\.kind) == [.scale, .multiple, .choice, .choice])
    #expect(book.variables[1].optionHeaders["kino"] == "Z czego korzystasz?/Kino")
    let indicators = try #require(drafted.draft.indicatorsYAML)
    // The options tell that the question is about culture; an explicit 0 makes "any" a share.
    #expect(indicators.contains("dimension: culture  # CONFIRM: the question says \"biblioteka\""))
    #expect(indicators.contains("score: any"))
  }

  @Test func `two files with the same questions are two waves`() throws {
    let rows = [["Trust (0-10)", "Proud"]] + (0..<20).map { ["\($0 % 11)", "Yes"] }
    let other = [["trust (0–10) ", "Proud?"]] + rows.dropFirst()
    let study = try #require(Drafted([("a.csv", rows), ("b.csv", rows)]).read.study)
    #expect(study.sources.map(\.wave) == [.constant("before"), .constant("after")])
    let spelled = Drafted([("town 2024.csv", rows), ("town 2025.csv", other)])
    let book = try #require(spelled.read.codebooks.first)
    #expect(book.variables.map(\.headers.count) == [2, 2])
  }

  @Test func `files filled in on the same days are one wave`() throws {
    let rows = [["Timestamp", "Trust (0-10)"]] + (1...9).map { ["2025-03-0\($0)", "\($0)"] }
    let study = try #require(Drafted([("a.csv", rows), ("b.csv", rows)]).read.study)
    #expect(study.waves.count == 1)
  }

  @Test func `what is said beforehand is not asked for`() throws {
    let rows = [["Trust (0-10)"]] + (0..<20).map { ["\($0 % 11)"] }
    let settings = DraftSettings(
      name: "Saltholm", country: "dk", inhabitants: 5200, uptakeYear: 2024, design: .simple)
    let drafted = Drafted([("a.csv", rows)], settings: settings)
    let place = try #require(drafted.read.study?.municipalities.first)
    #expect(place.name == "Saltholm")
    #expect(place.country == "DK")
    #expect(place.inhabitants == 5200)
    #expect(place.uptakeYear == 2024)
    #expect(place.sampling["before"]?.design == .simple)
    #expect(!drafted.draft.studyYAML.contains("XX"))
    #expect(drafted.draft.studyYAML.contains("There is one wave only"))
  }

  @Test func `names, addresses, numbers and machines of persons are never read`() throws {
    let rows =
      [["Your e-mail (optional)", "Telefonnummer", "Machine", "Your name", "Trust (0-10)"]]
      + (0..<20).map { row -> [String] in
        ["", "+45 12 34 56 \(row + 10)", "10.0.0.\(row)", "Person \(row)", "\(row % 11)"]
      }
    let drafted = Drafted([("a.csv", rows)])
    #expect(drafted.read.codebooks.first?.variables.map(\.id) == ["trust"])
    #expect(drafted.draft.guesses.count { $0.contains("direct identifier, never read") } == 4)
  }
}
