import Diagnostics
import DisclosureControl
import Foundation
import Graphics
import Reporting
import SocialIndicators
import SurveyData
import Testing
import Typesetting

struct MunicipalityReportTests {
  @Test func `the summary has the first three declared outcomes in declared order`() throws {
    let report = try ReportFixture.report()
    let cards = report.document.blocks.compactMap { block -> [String]? in
      if case .cards(let cards) = block { return cards.map(\.label) }
      return nil
    }
    #expect(cards.first == ["Trust in most people", "Pride in the town", "Fairness of people"])
    let summary = report.chapter("summary")
    #expect(summary.contains("told in the chapter on before and after: Volunteered in the last"))
    #expect(!summary.contains("Attended culture"), "an exploratory result is no headline")
  }

  @Test func `the order is the declared one even where another change is larger`() throws {
    var study = InventedStudy()
    study.primaries = ["small", "large"]
    let ten = IndicatorResult.Unit.score(low: 0, high: 10)
    study.survey("large", "Large", "culture", ten, 3, 8, 0.2, .rose, 0.001)
    study.survey("small", "Small", "culture", ten, 5, 5.1, 0.2, .cannotTell, 0.9)
    let report = try ReportFixture.report(study)
    let summary = report.chapter("summary")
    let small = try #require(summary.range(of: "Small"))
    let large = try #require(summary.range(of: "Large"))
    #expect(small.lowerBound < large.lowerBound)
  }

  @Test func `a declared outcome without a result is named, not passed over`() throws {
    let summary = try ReportFixture.report { $0.study.primaryOutcomes.append("ess.lost") }
      .chapter("summary")
    #expect(summary.contains("Declared beforehand, but without a result in this town: ess.lost."))
  }

  @Test func `two waves without a verdict are not compared`() throws {
    var study = InventedStudy.made()
    for index in study.results.indices where study.results[index].indicator == "life" {
      study.results[index].change = nil
    }
    let words = try ReportFixture.report(study).chapter("dimensions")
    #expect(
      words.contains("Life satisfaction: 7.2 (Spring 2024) and 7.4 (Spring 2026); not compared."))
  }

  @Test func `figures that are withheld print no number anywhere`() throws {
    let report = try ReportFixture.report()
    let words = report.words
    // Values of the group of 21, the group of 11 and the indicator with 22 answers.
    for digits in ["5.4444", "5.44", "4.3", "5.8765", "5.88", "5.9 (", "+1.6", "1.5548"] {
      let own = words.split(separator: "\n").filter {
        $0.contains("newcomers") && $0.contains(digits)
      }
      #expect(own.isEmpty, "\(own)")
    }
    for block in report.document.blocks {
      // These two name thresholds and versions, never results.
      guard case .table(let table) = block, let id = table.id,
        !["table-definitions", "table-withheld"].contains(id)
      else { continue }
      for row in table.rows where ["Danish", "Other"].contains(row[0]) {
        let cells = row.dropFirst().joined()
        #expect(!cells.contains { $0.isNumber }, "\(row)")
      }
      for row in table.rows where row[0].contains("Trust in newcomers") {
        let cells = row.dropFirst().joined()
        #expect(!cells.contains { $0.isNumber }, "\(row)")
      }
    }
    for chart in report.charts {
      for number in ["4.3", "+1.6", "n = 22"] {
        let text = Frame.plainText(of: chart.frame.items)
        #expect(!text.contains(number), "\(chart.name) shows \(number)")
      }
    }
    #expect(report.chapter("limits").contains("under 30 answers"))
  }

  @Test func `an open sample says so and compares nothing`() throws {
    let report = try ReportFixture.report(town: "kivilaht")
    let words = report.words
    for chapter in ["summary", "respondents"] {
      #expect(report.chapter(chapter).contains("These figures speak for those who answered"))
    }
    #expect(
      words.contains("Trust in most people: 5.1 (Spring 2024) and 5.8 (Spring 2026) of those"))
    let told = words.replacingOccurrences(of: "nothing is said to have gone up", with: "")
    for word in [" rose", " fell", "95% interval", "we cannot tell", "8 times in 10"] {
      #expect(!told.contains(word), "\(word)")
    }
    #expect(!report.charts.contains { $0.kind == .strip })
    #expect(report.chapter("respondents").contains("not defined"), "there is no response rate")
  }

  @Test func `the level of evidence is printed`() throws {
    let report = try ReportFixture.report()
    #expect(report.chapter("summary").contains("Level 2 of 5 (Nesta"))
    #expect(report.chapter("method").contains("can show that something changed, but not why"))
  }

  @Test func `small counts of who answered are hidden with one more`() throws {
    let respondents = try ReportFixture.report().chapter("respondents")
    #expect(respondents.contains("284"))
    #expect(respondents.contains("not shown"))
    #expect(!respondents.contains("\n13\n") && !respondents.contains("\n3\n"))
    #expect(respondents.contains("<10 with a code used twice"))
  }

  @Test func `what the study says of itself is printed beside who answered`() throws {
    let report = try ReportFixture.report {
      $0.study.description = "The answers are treated as a simple random sample."
      $0.study.waves[0].from = nil
      $0.study.waves[0].to = nil
      $0.study.waves[1].from = nil
      $0.study.waves[1].to = nil
    }
    #expect(report.chapter("respondents").contains("treated as a simple random sample"))
    #expect(report.chapter("method").contains("Questions asked: not known."))
  }

  @Test func `every chart of a report keeps the chart rules`() throws {
    for town in ["saltholm", "kivilaht"] {
      for chart in try ReportFixture.report(town: town).charts {
        #expect(chart.faults.isEmpty, "\(chart.name): \(chart.faults)")
      }
    }
  }

  @Test func `charts carry the ids of their figures`() throws {
    let report = try ReportFixture.report()
    #expect(report.words.contains("Id saltholm.volunteered."))
    #expect(report.words.contains("Ids in the table of all estimates."))
    let tables = report.chapter("tables")
    for chart in report.charts {
      for figure in chart.figures {
        #expect(tables.contains("\n" + figure.dropFirst("saltholm.".count)), "\(figure)")
      }
      let block = report.document.blocks.compactMap { block -> String? in
        guard case .figure(let figure) = block, figure.id == "figure-\(chart.name)" else {
          return nil
        }
        return figure.caption.words
      }
      // A caption is one short line; a chart of one figure names it.
      #expect(block.allSatisfy { $0.count <= 60 }, "\(block)")
    }
    let names = report.charts.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(
      names == [
        "saltholm.all", "saltholm.belonging", "saltholm.trust", "saltholm.engagement",
        "saltholm.preparedness", "saltholm.quality_of_life", "saltholm.culture",
        "saltholm.answers",
      ])
  }

  @Test func `answers run from the least to the most favourable, whatever their codes`() throws {
    func bars(
      _ direction: IndicatorDefinition.Direction, reversed: Bool, share: ClosedRange<Double>?
    )
      throws -> [String]
    {
      var study = InventedStudy()
      study.survey(
        "x", "A measure", "culture", .score(low: 1, high: 5), 3, 3.1, 0.2, .cannotTell,
        direction: direction)
      guard case .survey(var scoring) = study.definitions[0].kind else { return [] }
      scoring.items[0].isReversed = reversed
      scoring.shareWithin = share
      study.definitions[0].kind = .survey(scoring)
      let report = try ReportFixture.report(study)
      let chart = try #require(report.charts.first { $0.kind == .likert })
      let names = ["Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"]
      var order: [String] = []
      Frame.forEachRun(in: chart.frame.items) { run in
        if names.contains(run.text) { order.append(run.text) }
      }
      return order
    }
    let rising = ["Disagree strongly", "Disagree", "Agree", "Agree strongly", "Neither"]
    let falling = ["Agree strongly", "Agree", "Disagree", "Disagree strongly", "Neither"]
    #expect(try bars(.up, reversed: false, share: nil) == rising)
    #expect(try bars(.up, reversed: true, share: nil) == falling)
    #expect(try bars(.down, reversed: false, share: nil) == falling)
    #expect(try bars(.down, reversed: true, share: nil) == rising)
    let split = ["Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"]
    #expect(try bars(.up, reversed: false, share: 4...5) == split)
    #expect(try bars(.up, reversed: false, share: 1...2) == split.reversed())
    #expect(try bars(.up, reversed: true, share: 4...5) == split.reversed())
    #expect(try bars(.down, reversed: false, share: 1...2) == split)
  }

  @Test func `anchors are unique`() throws {
    var ids: [String] = []
    for block in try ReportFixture.report().document.blocks {
      switch block {
      case .heading(_, _, let id, _, _): ids.append(id)
      case .figure(let figure): ids.append(figure.id)
      case .table(let table): ids += [table.id].compactMap(\.self)
      default: break
      }
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test func `the same input gives the same report`() throws {
    let first = try ReportFixture.report()
    let second = try ReportFixture.report()
    #expect(first.document == second.document)
    #expect(
      first.charts.map { $0.frame.textDump() } == second.charts.map { $0.frame.textDump() })
  }

  @Test func `a place that the study does not have has no report`() throws {
    let (template, english) = (try ReportFixture.template(), try ReportFixture.english())
    let report = municipalityReport(
      InventedStudy.made().input(), municipality: "atlantis", template: template,
      language: english, shaper: FixedAdvanceShaper(), columnWidth: 459)
    #expect(report == nil)
  }

  @Test func `a study with one wave says nothing of change`() throws {
    var study = InventedStudy.made()
    for index in study.results.indices {
      study.results[index].waves.removeLast()
      study.results[index].change = nil
    }
    let report = try ReportFixture.report(study) { $0.study.waves.removeLast() }
    #expect(!report.words.contains(" rose from"))
    #expect(report.words.contains("Trust in most people: 5.4 (Spring 2024)."))
    #expect(report.charts.allSatisfy { $0.faults.isEmpty })
  }

  @Test func `a study with nothing to show still has a report`() throws {
    let report = try ReportFixture.report(InventedStudy()) {
      $0.responses = []
      $0.sources = []
      $0.texts = [:]
    }
    #expect(report.charts.isEmpty)
    #expect(report.chapter("summary").contains("No outcome was declared beforehand"))
  }

  @Test func `findings of the checks are counted and never quoted`() throws {
    let report = try ReportFixture.report {
      $0.diagnostics = [
        .init("csv.off-scale", .warning, at: .init(file: "a.csv", line: 3), "Anna says 12"),
        .init("csv.off-scale", .warning, at: .init(file: "a.csv", line: 9), "Bo says 14"),
        .init(
          "town.own", .warning, at: .init(file: "study.yaml", column: "saltholm"), "its own"),
        .init(
          "town.other", .warning, at: .init(file: "study.yaml", column: "kivilaht"), "not its own"),
      ]
    }
    #expect(report.chapter("sources").contains("a.csv\ncsv.off-scale\n2"))
    #expect(!report.words.contains("Anna"))
    #expect(report.chapter("sources").contains("town.own"))
    #expect(!report.chapter("sources").contains("town.other"))
  }
}
